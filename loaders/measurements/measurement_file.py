"""A CSV of measured values, one a row.

Columns, in this order: `point` (stack, outlet), `pollutant`, `medium`, `value` (`<0.5` where it is below the limit of
detection), `unit`, `averaging` (period), `oxygen`
(% by volume at which the value is stated, empty if it is not corrected), `temperature` (K), `pressure` (kPa), `dry`
(yes, no or empty), `plant` (new, existing or empty), `date` (ISO, empty if unknown). Words are kept as they stand here;
which pollutant or unit they mean is decided against the code lists of the graph.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused
from loaders.measurements.columns import COLUMNS

_REQUIRED: Final = ("point", "pollutant", "medium", "value", "unit")
_DRY: Final = {"yes": True, "no": False, "": None}
_PLANTS: Final = ("new", "existing", "")
_LIMIT_BYTES: Final = 20_000_000
_MAGNITUDE: Final = 30  # of tens: what no instrument measures is a slip of the keys
_HEADER: Final = ",".join(COLUMNS)


@dataclass(frozen=True)
class Measurement:
    """One measured value, with the line of the file it stands in. Units, periods and pollutants are as written."""

    line: int
    point: str
    pollutant: str
    medium: str
    value: Decimal
    unit: str
    averaging: str = ""
    oxygen: Decimal | None = None
    temperature: Decimal | None = None
    pressure: Decimal | None = None
    dry: bool | None = None
    plant: str = ""
    day: date | None = None
    below: bool = False
    """Whether the value is a limit of detection that the measured one is below."""


def read_measurements(path: Path) -> tuple[Measurement, ...]:
    """Read a file of measured values. Raises SourceRefused with line and column; then nothing of it is used."""
    return parse_measurements(_text(path), path.name)


def parse_measurements(text: str, name: str) -> tuple[Measurement, ...]:
    """Read the text of a file of measured values. Raises SourceRefused with line and column, the file called `name`."""
    path = Path(name)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
        if header != COLUMNS:
            raise _refused(path, "line 1", f"the header {','.join(header)!r}", f"{_HEADER!r}")
        measurements = tuple(_row(path, reader.line_num, cells) for cells in reader if any(map(str.strip, cells)))
    except csv.Error as error:
        place = f"line {reader.line_num}"
        raise _refused(path, place, f"CSV that cannot be read ({error})", "comma-separated values") from error
    if not measurements:
        raise _refused(path, "line 2", "no row below the header", "at least one measured value")
    return measurements


def _text(path: Path) -> str:
    if path.is_dir():
        raise _refused(path, "the path", "a folder", "a CSV file")
    if not path.is_file():
        raise _refused(path, "the path", "no such file", "a CSV file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, "the path", error.strerror or "no file", "a file that can be read") from error
    if len(data) > _LIMIT_BYTES:
        raise _refused(path, "the file", f"{len(data)} bytes", f"at most {_LIMIT_BYTES} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, f"byte {error.start}", "bytes that are not UTF-8", "UTF-8 text") from error
    if not text.strip():
        raise _refused(path, "the file", "nothing in it", f"the header {_HEADER!r} and rows")
    return text


def _row(path: Path, line: int, cells: list[str]) -> Measurement:
    if len(cells) != len(COLUMNS):
        raise _refused(path, f"line {line}", f"{len(cells)} cells", f"{len(COLUMNS)} cells, as in the header")
    row = _Row(path, line, dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True)))
    for column in _REQUIRED:
        row.required(column)
    return Measurement(
        line=line,
        point=row.cells["point"],
        pollutant=row.cells["pollutant"],
        medium=row.cells["medium"],
        value=row.value(),
        below=row.cells["value"].startswith("<"),
        unit=row.cells["unit"],
        averaging=row.cells["averaging"],
        oxygen=row.number("oxygen", below=Decimal(21)),
        temperature=row.number("temperature", above=Decimal(0)),
        pressure=row.number("pressure", above=Decimal(0)),
        dry=_DRY[row.one_of("dry", tuple(_DRY))],
        plant=row.one_of("plant", _PLANTS),
        day=row.day("date"),
    )


@dataclass(frozen=True)
class _Row:
    path: Path
    line: int
    cells: dict[str, str]

    def required(self, column: str) -> None:
        if not self.cells[column]:
            raise self._fault(column, "an empty cell", f"a {column}")

    def value(self) -> Decimal:
        """The measured value, or the limit of detection that it is below."""
        number = self.number("value", text=self.cells["value"].removeprefix("<").strip())
        if number is None:
            raise self._fault("value", repr(self.cells["value"]), "a number after the sign, e.g. <0.5")
        return number

    def number(
        self, column: str, above: Decimal | None = None, below: Decimal | None = None, text: str | None = None
    ) -> Decimal | None:
        """A number of at least zero, with a point as decimal sign; None for an empty cell."""
        text = self.cells[column] if text is None else text
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self._fault(column, repr(text), "a number with a point as decimal sign, e.g. 12.5")
        if number and abs(number.adjusted()) > _MAGNITUDE:
            raise self._fault(column, text, f"a number between 1e-{_MAGNITUDE} and 1e{_MAGNITUDE}, or 0")
        if number < 0 or (above is not None and number <= above) or (below is not None and number >= below):
            least = "above 0" if above is not None else "of at least 0"
            raise self._fault(column, text, f"a number {least}" + (f" and below {below}" if below is not None else ""))
        return number

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        if self.cells[column] not in allowed:
            raise self._fault(
                column, repr(self.cells[column]), " or ".join(each or "an empty cell" for each in allowed)
            )
        return self.cells[column]

    def day(self, column: str) -> date | None:
        text = self.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self._fault(column, repr(text), "a date like 2026-11-23") from error

    def _fault(self, column: str, found: str, expected: str) -> SourceRefused:
        return _refused(self.path, f"line {self.line}, column {column}", found, expected)


def _refused(path: Path, place: str, found: str, expected: str) -> SourceRefused:
    return SourceRefused(
        file=path.name, place=place, found=found, expected=expected, mend="Correct that place; no row of it was used."
    )

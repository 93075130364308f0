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

from loaders.fault_words import phrase, refusal, same
from loaders.loaded_source import SourceRefused
from loaders.measurements.columns import COLUMNS
from shapes.trilingual import Trilingual

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
            raise _refused(
                path, phrase("line", line=1), phrase("header", header=repr(",".join(header))), same(repr(_HEADER))
            )
        measurements = tuple(_row(path, reader.line_num, cells) for cells in reader if any(map(str.strip, cells)))
    except csv.Error as error:
        place = phrase("line", line=reader.line_num)
        raise _refused(path, place, phrase("unreadable-csv", why=error), phrase("comma-separated")) from error
    if not measurements:
        raise _refused(path, phrase("line", line=2), phrase("no-row"), phrase("one-measured-value"))
    return measurements


def _text(path: Path) -> str:
    if path.is_dir():
        raise _refused(path, phrase("path"), phrase("folder"), phrase("csv-file"))
    if not path.is_file():
        raise _refused(path, phrase("path"), phrase("no-such-file"), phrase("csv-file"))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, phrase("path"), same(error.strerror or "—"), phrase("readable-file")) from error
    if len(data) > _LIMIT_BYTES:
        raise _refused(
            path, phrase("file"), phrase("bytes", number=len(data)), phrase("at-most-bytes", number=_LIMIT_BYTES)
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, phrase("byte", number=error.start), phrase("not-utf-8"), phrase("utf-8")) from error
    if not text.strip():
        raise _refused(path, phrase("file"), phrase("nothing-in-it"), phrase("header-and-rows", header=repr(_HEADER)))
    return text


def _row(path: Path, line: int, cells: list[str]) -> Measurement:
    if len(cells) != len(COLUMNS):
        expected = phrase("cells-as-header", number=len(COLUMNS))
        raise _refused(path, phrase("line", line=line), phrase("cells", number=len(cells)), expected)
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
            raise self._fault(column, phrase("empty-cell"), phrase("value-of-column", column=column))

    def value(self) -> Decimal:
        """The measured value, or the limit of detection that it is below."""
        number = self.number("value", text=self.cells["value"].removeprefix("<").strip())
        if number is None:
            raise self._fault("value", same(repr(self.cells["value"])), phrase("number-after-sign"))
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
            raise self._fault(column, same(repr(text)), phrase("number-with-point"))
        if number and abs(number.adjusted()) > _MAGNITUDE:
            raise self._fault(column, same(text), phrase("number-of-magnitude", power=_MAGNITUDE))
        if number < 0 or (above is not None and number <= above) or (below is not None and number >= below):
            within = "number-above-0" if above is not None else "number-at-least-0"
            expected = phrase("number-at-least-0-below", limit=below) if below is not None else phrase(within)
            raise self._fault(column, same(text), expected)
        return number

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        if self.cells[column] not in allowed:
            values = ", ".join(each for each in allowed if each)
            raise self._fault(column, same(repr(self.cells[column])), phrase("one-of-or-empty", values=values))
        return self.cells[column]

    def day(self, column: str) -> date | None:
        text = self.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self._fault(column, same(repr(text)), phrase("day")) from error

    def _fault(self, column: str, found: Trilingual, expected: Trilingual) -> SourceRefused:
        return _refused(self.path, phrase("line-column", line=self.line, column=column), found, expected)


def _refused(path: Path, place: Trilingual, found: Trilingual, expected: Trilingual) -> SourceRefused:
    return refusal(path.name, place, found, expected, phrase("no-row-used"))

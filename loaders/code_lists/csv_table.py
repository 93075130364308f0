"""A CSV table read strictly: the header must be the expected one, and every row must have an identifier of its own."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from loaders.fault_words import phrase, refusal, same
from loaders.loaded_source import SourceRefused
from shapes.trilingual import Trilingual

LIMIT_BYTES = 20_000_000
# What a user's own table can meet too is said in three languages.
Said = str | Trilingual


@dataclass(frozen=True)
class TableRow:
    """One row: the number of its (last) line in the file, and its cells by column name, stripped."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(path: Path, columns: tuple[str, ...], key: tuple[str, ...] = ("id",)) -> tuple[TableRow, ...]:
    """Return the rows of the UTF-8 CSV file `path`, whose header must be `columns`.

    `key` names the columns whose values together must be present and occur once; none if rows may be alike.
    Raises SourceRefused.
    """
    text = _text_of(path)
    try:
        rows = tuple(_rows(path, text, columns))
    except csv.Error as error:
        raise refused(path, phrase("file"), phrase("unreadable-csv", why=error), phrase("comma-separated")) from error
    if not rows:
        raise refused(path, phrase("line", line=2), phrase("no-row"), phrase("one-row"))
    if key:
        _require_unique(path, rows, key)
    return rows


def decimal_cell(path: Path, row: TableRow, column: str) -> Decimal:
    """Return the number in `column`. Raises SourceRefused if it is not a finite decimal number."""
    try:
        number = Decimal(row[column])
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refused(path, f"line {row.line}", f"{column} {row[column]!r}", "a decimal number")
    return number


def refused(path: Path, place: Said, found: Said, expected: Said, mend: str = "") -> SourceRefused:
    """Return the refusal of a shipped table, with the usual advice if there is no better one."""
    advice = mend or "Take the file from a release of the project, or correct that place."
    return refusal(path.name, _said(place), _said(found), _said(expected), same(advice))


def _said(text: Said) -> Trilingual:
    return text if isinstance(text, Trilingual) else same(text)


def _text_of(path: Path) -> str:
    if path.is_dir():
        raise refused(path, phrase("path"), phrase("folder"), phrase("csv-file"))
    if not path.exists():
        raise refused(path, phrase("path"), phrase("no-such-file-in", folder=path.parent.name), phrase("csv-file"))
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        raise refused(path, phrase("file"), phrase("bytes", number=size), phrase("at-most-bytes", number=LIMIT_BYTES))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(path, phrase("byte", number=error.start), phrase("not-utf-8"), phrase("utf-8")) from error
    if not text.strip():
        raise refused(path, phrase("file"), phrase("nothing-in-it"), phrase("some-header-and-rows"))
    return text


def _rows(path: Path, text: str, columns: tuple[str, ...]) -> list[TableRow]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = tuple(next(reader))
    if header != columns:
        raise refused(
            path, phrase("line", line=1), phrase("header", header=repr(",".join(header))), repr(",".join(columns))
        )
    rows = []
    for cells in reader:
        if len(cells) != len(columns):
            expected = phrase("cells-as-header", number=len(columns))
            raise refused(path, phrase("line", line=reader.line_num), phrase("cells", number=len(cells)), expected)
        rows.append(TableRow(reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
    return rows


def _require_unique(path: Path, rows: tuple[TableRow, ...], key: tuple[str, ...]) -> None:
    first_line: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row[column] for column in key)
        if not all(value):
            raise refused(path, f"line {row.line}", f"an empty {' or '.join(key)}", "an identifier")
        if value in first_line:
            found = f"{', '.join(value)!r} again (first on line {first_line[value]})"
            raise refused(path, f"line {row.line}", found, f"each {' with '.join(key)} once")
        first_line[value] = row.line

"""Rows of a shipped CSV file, checked before anything is made of them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused

_MEND: Final = "Restore the file from the project, or mend that line."


@dataclass(frozen=True)
class TableRow:
    """One line of a table: cells by column, and where it stands, for messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refused(self, column: str, expected: str) -> SourceRefused:
        """Return the refusal that names this cell."""
        return SourceRefused(
            file=self.file,
            place=f"line {self.line}, column {column}",
            found=repr(self.cells[column]),
            expected=expected,
            mend=_MEND,
        )

    def integer(self, column: str) -> int:
        """Return the cell as a whole number from 1. Raises SourceRefused if it is none."""
        if not self.cells[column].isdecimal() or int(self.cells[column]) < 1:
            raise self.refused(column, "a whole number from 1")
        return int(self.cells[column])


def read_rows(path: Path, columns: Sequence[str], may_be_empty: frozenset[str] = frozenset()) -> tuple[TableRow, ...]:
    """Return all rows of `path`.

    Raises SourceRefused, naming the place, if the file is missing or not UTF-8, has other columns, or a cell is empty
    that may not be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise _refused(path, "the file itself", f"no readable file ({error.strerror})", "a table") from error
    except UnicodeDecodeError as error:
        raise _refused(path, "the file itself", f"bytes that are not UTF-8 ({error.reason})", "a table") from error
    reader = csv.reader(StringIO(text, newline=""))
    header = next(reader, [])
    if header != list(columns):
        raise _refused(path, "line 1", f"columns {', '.join(header) or '(none)'}", f"columns {', '.join(columns)}")
    return tuple(_checked(path, columns, may_be_empty, reader.line_num, cells) for cells in reader)


def _checked(path: Path, columns: Sequence[str], may_be_empty: frozenset[str], line: int, cells: list[str]) -> TableRow:
    if len(cells) != len(columns):
        raise _refused(path, f"line {line}", f"{len(cells)} cells", f"{len(columns)} cells")
    row = TableRow(path.name, line, dict(zip(columns, cells, strict=True)))
    for column in columns:
        if not row.cells[column].strip() and column not in may_be_empty:
            raise row.refused(column, "a value")
    return row


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table with Unix line ends, so that a table made anew differs only where its facts do."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _refused(path: Path, place: str, found: str, expected: str) -> SourceRefused:
    return SourceRefused(file=path.name, place=place, found=found, expected=expected, mend=_MEND)

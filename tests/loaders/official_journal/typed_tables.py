"""Tables typed from the printed page, and how they are compared with what was read.

The words of a note are law and not ours to keep; its marks, page and numbers are facts, and those are compared.
"""

import re
from dataclasses import dataclass

from loaders.official_journal.page_content import Cell, DecisionText, Table

_NUMBER = re.compile(r"(?<![^\W_])(?<!\d,)\d+(?: \d{3}(?!\d))*(?:[.,]\d+)?")


@dataclass(frozen=True)
class Typed:
    """A cell as typed: column, text, marks, rows and columns it spans; the row is its place in the list."""

    column: int
    text: str
    marks: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1


def cell(column: int, text: str, *marks: str, rows: int = 1, columns: int = 1) -> Typed:
    """Type a cell."""
    return Typed(column, text, marks, rows, columns)


def cells_on(page: int, first_row: int, rows: list[list[Typed]]) -> list[Cell]:
    """Return the cells of typed rows, all on one page, the first of them being row `first_row`."""
    return [
        Cell(first_row + number, one.column, one.rows, one.columns, one.text, one.marks, page)
        for number, row in enumerate(rows)
        for one in row
    ]


def numbers_in_notes(table: Table) -> list[tuple[str, int, list[str]]]:
    """Return mark, page and all numbers of every note of a table."""
    return [(note.mark, note.page, _NUMBER.findall(note.text)) for note in table.footnotes]


def numbered(decision: DecisionText, number: str) -> Table:
    """Return the one table with a printed number."""
    found = [block for block in decision.blocks if isinstance(block, Table) and block.number == number]
    assert len(found) == 1
    return found[0]


def tables(decision: DecisionText) -> list[Table]:
    """Return all tables in reading order."""
    return [block for block in decision.blocks if isinstance(block, Table)]

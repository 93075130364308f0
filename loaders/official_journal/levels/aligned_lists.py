"""Lists set as two columns without rules or header: a name and, behind a wide space, its value."""

from dataclasses import replace
from typing import Final

from loaders.official_journal.page_content import Cell, Line, Table

# What closes an item of a list in print is no part of its value.
_END_OF_ITEM: Final = ";.,"


def is_aligned_list(table: Table) -> bool:
    """Say whether a table is such a list."""
    return table.header_rows == 0 and table.column_count == 2 and not table.caption and not table.number


def as_table_of_values(table: Table, follows: Line | Table | None) -> Table:
    """Return the list with values free of closing marks, and its last name whole.

    Of a long last name print goes on under the value, in brackets: that part is the paragraph that `follows`.
    """
    names = [cell for cell in table.cells if cell.column == 0]
    values = [_without_end(cell) for cell in table.cells if cell.column == 1]
    if names and isinstance(follows, Line) and follows.text.startswith("(") and not follows.is_heading:
        tail = follows.text.rstrip(_END_OF_ITEM)
        names[-1] = replace(names[-1], text=f"{names[-1].text} {tail}", marks=(*names[-1].marks, *follows.marks))
    return replace(table, cells=(*names, *values))


def _without_end(cell: Cell) -> Cell:
    return replace(cell, text=cell.text.rstrip().rstrip(_END_OF_ITEM))

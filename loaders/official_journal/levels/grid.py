"""A table as a grid: which cell covers a place, which header cells stand over it, which rows are headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.official_journal.page_content import Cell, Table


@dataclass(frozen=True)
class Grid:
    """Places of a table by row and column, counted from 0; spanning cells cover every place they span."""

    table: Table

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @property
    def columns(self) -> range:
        """Return all columns."""
        return range(self.table.column_count)

    @property
    def body(self) -> range:
        """Return the rows below the header."""
        return range(self.table.header_rows, self.table.row_count)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, or None where the table has none."""
        return self._cells.get((row, column))

    def header(self, column: int) -> tuple[Cell, ...]:
        """Return the header cells over a column from top to bottom, each once, empty ones left out."""
        return distinct(self.cell(row, column) for row in range(self.table.header_rows))

    def header_text(self, column: int) -> str:
        """Return what the header over a column says, its cells joined by spaces."""
        return " ".join(cell.text for cell in self.header(column))

    def row(self, row: int, columns: Sequence[int]) -> tuple[Cell, ...]:
        """Return the cells of a row in the given columns, each once, empty ones left out."""
        return distinct(self.cell(row, column) for column in columns)

    def heading(self, row: int, value_columns: Sequence[int]) -> Cell | None:
        """Return the cell of a row that is a heading for the rows below, or None.

        A heading is a cell across the whole table, or the only text of a row that has nothing in its value columns.
        """
        cells = self.row(row, self.columns)
        if len(cells) != 1 or cells[0].row_span > 1:
            return None
        cell = cells[0]
        across = cell.column_span >= self.table.column_count > 1
        alone = bool(value_columns) and cell.column < min(value_columns) and cell.column_span < len(self.columns)
        empty = all(
            self.cell(row, column) in (None, cell) or not _text(self.cell(row, column)) for column in value_columns
        )
        return cell if across or (alone and empty) else None


def distinct(cells: Iterator[Cell | None]) -> tuple[Cell, ...]:
    """Return the cells that have a text, each once, in order."""
    return tuple(dict.fromkeys(cell for cell in cells if _text(cell)))  # type: ignore[misc]


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell else ""

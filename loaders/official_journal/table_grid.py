"""A table as rows of columns: headers joined over their rows, spanning cells seen from every place they cover."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import Cell, Table


@dataclass(frozen=True)
class TableRow:
    """One body row. `cells` are by column, spanning ones repeated; `starts` are the columns where a cell begins."""

    index: int
    page: int
    cells: tuple[Cell | None, ...]
    spans_table: bool

    def text(self, column: int) -> str:
        """Return the text that covers `column` in this row, empty where nothing does."""
        cell = self.cells[column]
        return plain(cell.text) if cell else ""

    def paragraphs(self, column: int) -> str:
        """Return the text that covers `column`, its paragraphs one per line."""
        cell = self.cells[column]
        return "\n".join(plain(line) for line in cell.text.split("\n") if plain(line)) if cell else ""

    def begins(self, column: int) -> bool:
        """Return whether a cell with text begins at this place, rather than reaching into it from above or left."""
        cell = self.cells[column]
        return cell is not None and (cell.row, cell.column) == (self.index, column) and bool(plain(cell.text))


def header_texts(table: Table) -> tuple[str, ...]:
    """Return the header of each column, its header rows joined; a table without header rows gives empty ones.

    A header cell over all columns is, where other header cells are not, a heading of the table or of its first group
    and belongs to no column.
    """
    rows = _header_rows(table)
    headers = []
    for column in range(table.column_count):
        cells = dict.fromkeys(row[column] for row in rows)
        headers.append(" ".join(plain(cell.text) for cell in cells if cell and plain(cell.text)))
    return tuple(headers)


def columns_under(table: Table, column: int) -> tuple[int, ...]:
    """Return the columns under the same header cells as `column`, in order."""
    rows = _header_rows(table)
    own = [row[column] for row in rows]
    return tuple(other for other in range(table.column_count) if [row[other] for row in rows] == own)


def _header_rows(table: Table) -> list[list[Cell | None]]:
    grid = _grid(table)
    rows = [[grid.get((row, column)) for column in range(table.column_count)] for row in range(table.header_rows)]
    return [row for row in rows if len(set(row)) > 1] or rows


def row_texts(table: Table) -> Iterator[TableRow]:
    """Yield the body rows from top to bottom; rows without any text are left out."""
    grid = _grid(table)
    for row in range(table.header_rows, table.row_count):
        cells = tuple(grid.get((row, column)) for column in range(table.column_count))
        filled = {cell for cell in cells if cell and plain(cell.text)}
        own = [cell for cell in filled if cell.row == row]
        if own:
            # A page break inside a cell that spans rows leaves its page behind: the row stands where its own cells do.
            page = max(cell.page for cell in own)
            spans = len(filled) == 1 and own[0].column_span >= table.column_count
            yield TableRow(row, page, cells, spans)


def column_of(headers: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the first column whose header is one of `names`, without regard to case and closing marks."""
    wanted = {_comparable(name) for name in names}
    return next((column for column, header in enumerate(headers) if _comparable(header) in wanted), None)


def _comparable(header: str) -> str:
    return re.sub(r"(?:\s*\(\d+\))+$", "", header).strip(" :.").casefold()


def _grid(table: Table) -> dict[tuple[int, int], Cell]:
    grid: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid.setdefault((row, column), cell)
    return grid

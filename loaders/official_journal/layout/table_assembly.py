"""Pieces of a table on several pages put together to one table."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.official_journal.layout.continuation import SAME_COLUMN, continues, header_rows, repeated_rows
from loaders.official_journal.layout.grid import Grid
from loaders.official_journal.layout.page_parts import TablePart
from loaders.official_journal.layout.printed_lines import PrintedLine
from loaders.official_journal.layout.sewing import sewn
from loaders.official_journal.layout.table_notes import footnotes_of
from loaders.official_journal.page_content import Cell, Table


@dataclass(frozen=True)
class Piece:
    """The grid of a table on one page; `cut_below`: the page ends in the middle of a row."""

    page: int
    grid: Grid
    cut_below: bool


@dataclass
class OpenTable:
    """A table that the next page may still continue."""

    number: str | None
    caption: str
    caption_marks: tuple[str, ...]
    pieces: list[Piece] = field(default_factory=list)
    note_lines: list[tuple[int, PrintedLine]] = field(default_factory=list)

    def add(self, part: TablePart) -> None:
        """Take the piece of another page, or notes that stand on a page of their own."""
        if part.grid is not None:
            self.pieces.append(Piece(part.page, part.grid, part.cut_below))
        self.note_lines.extend((part.page, line) for line in part.note_lines)

    def goes_on_with(self, part: TablePart) -> bool:
        """Say whether `part`, on a later page and with nothing between, belongs to this table."""
        if part.page <= self.pieces[-1].page:
            return False
        if part.grid is None:
            return True
        return continues([piece.grid for piece in self.pieces], part.grid, bool(self.note_lines))

    @property
    def unexplained_marks(self) -> set[str]:
        """Return the marks used in the table that no note explains yet."""
        used = set(self.caption_marks)
        for piece in self.pieces:
            used.update(mark for cell in piece.grid.cells for mark in cell.marks)
        return used - {line.opening_mark for _, line in self.note_lines if line.opening_mark}


def finished(table: OpenTable) -> Table:
    """Put the pieces together: one grid, repeated headers left out, cells cut by the page end made whole."""
    pieces = table.pieces
    first = pieces[0].grid
    columns = _common_columns([piece.grid for piece in pieces])
    cells = _cells(pieces[0], columns)
    rows = len(first.rows) - 1
    header = header_rows(first)
    for before, piece in itertools.pairwise(pieces):
        repeated = repeated_rows(first, piece.grid)
        header = header or repeated
        below = [
            replace(cell, row=cell.row - repeated + rows) for cell in _cells(piece, columns) if cell.row >= repeated
        ]
        cells, moved = sewn(cells, below, rows, cut=before.cut_below)
        rows += len(piece.grid.rows) - 1 - repeated - moved
    notes = footnotes_of(table.note_lines)
    return Table(
        number=table.number,
        caption=table.caption,
        caption_marks=table.caption_marks,
        header_rows=header,
        row_count=rows,
        column_count=len(columns) - 1,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        footnotes=notes,
        first_page=pieces[0].page,
        last_page=max([pieces[-1].page, *(note.page for note in notes)]),
    )


def _common_columns(grids: Sequence[Grid]) -> tuple[float, ...]:
    """Return the column boundaries of all pieces, measured from the left edge of the table."""
    if len({len(grid.columns) for grid in grids}) == 1:
        return tuple(x - grids[0].columns[0] for x in grids[0].columns)
    found: list[float] = []
    for x in sorted(x - grid.columns[0] for grid in grids for x in grid.columns):
        if not found or x - found[-1] > SAME_COLUMN:
            found.append(x)
    return tuple(found)


def _cells(piece: Piece, columns: Sequence[float]) -> list[Cell]:
    """Return the cells of a piece with the columns of the whole table and the rows of the piece."""
    found: list[Cell] = []
    for cell in piece.grid.cells:
        column, span = _column_span(piece.grid, cell.column, cell.column_span, columns)
        found.append(Cell(cell.row, column, cell.row_span, span, cell.text, cell.marks, piece.page))
    return found


def _column_span(grid: Grid, column: int, span: int, columns: Sequence[float]) -> tuple[int, int]:
    if len(grid.columns) == len(columns):
        return column, span

    def nearest(x: float) -> int:
        return min(range(len(columns)), key=lambda index: abs(columns[index] - (x - grid.columns[0])))

    start = nearest(grid.columns[column])
    return start, max(1, nearest(grid.columns[column + span]) - start)

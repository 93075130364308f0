"""Whether a piece of a table at the top of a page goes on with the table of the page before, and what it repeats."""

import re
from collections.abc import Sequence
from statistics import median

from loaders.official_journal.layout.grid import Grid
from loaders.official_journal.layout.page_parts import SMALLER

# How far the columns of two pieces of one table may differ, in points: right-hand and left-hand pages are set anew.
SAME_COLUMN = 6.0


def continues(pieces: Sequence[Grid], piece: Grid, has_notes: bool) -> bool:
    """Say whether `piece` goes on with the table of which `pieces` are known; `has_notes`: notes ended it already.

    Nothing but page notes may stand between them; that is for the caller to know.
    """
    if repeated_rows(pieces[0], piece):
        return True
    if has_notes or header_rows(piece):
        return False
    last = pieces[-1]
    return len(last.columns) == len(piece.columns) and _aligned(last, piece)


def _aligned(first: Grid, second: Grid) -> bool:
    shift = second.columns[0] - first.columns[0]
    return all(abs(b - a - shift) <= SAME_COLUMN for a, b in zip(first.columns, second.columns, strict=True))


def repeated_rows(first: Grid, piece: Grid) -> int:
    """Return how many rows at the top of `piece` are the header of `first`, the table's first piece, printed again."""
    rows = header_rows(first) or _first_band(first)
    if rows < len(first.rows) - 1 and _row_texts(first, rows) == _row_texts(piece, rows):
        return rows
    return 0


def _row_texts(grid: Grid, count: int) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.row_span, re.sub(r"\W+", "", cell.text).lower()) for cell in grid.cells if cell.row < count]


def _first_band(grid: Grid) -> int:
    """Return the first row at which no cell that begins above it goes on."""
    end = 1
    while True:
        reach = max((cell.row + cell.row_span for cell in grid.cells if cell.row < end), default=end)
        if reach <= end:
            return end
        end = reach


def header_rows(grid: Grid) -> int:
    """Count the header rows at the top of a grid: the rows set smaller than the text under them."""
    count = len(grid.rows) - 1
    sizes = {
        row: median(line.size for cell in grid.cells if cell.row == row for line in cell.lines)
        for row in range(count)
        if any(cell.row == row and cell.lines for cell in grid.cells)
    }
    if len(sizes) < 2:
        return 0
    body = max(sizes.values())
    rows = 0
    while rows < count and sizes.get(rows, 0.0) < SMALLER * body:
        rows += 1
    if not rows or rows == count:
        return 0
    reach = max((cell.row + cell.row_span for cell in grid.cells if cell.row < rows), default=0)
    return max(rows, min(reach, count - 1))

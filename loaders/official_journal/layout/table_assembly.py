"""Pieces of a table on several pages put together to one table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from loaders.official_journal.layout.grid import Grid, GridCell
from loaders.official_journal.layout.page_parts import SMALLER, TablePart
from loaders.official_journal.layout.paragraphs import Paragraph, begins_anew, join_text, joined
from loaders.official_journal.layout.printed_lines import PrintedLine
from loaders.official_journal.page_content import Cell, Footnote, Table

_SAME_COLUMN = 6.0


@dataclass
class OpenTable:
    """A table that the next page may still continue."""

    number: str | None
    caption: str
    caption_marks: tuple[str, ...]
    parts: list[TablePart]
    note_lines: list[tuple[int, PrintedLine]] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        return self.note_lines[-1][0] if self.note_lines else self.parts[-1].page

    def add(self, part: TablePart) -> None:
        """Take the piece of another page, or notes that stand on a page of their own."""
        if part.grid is not None:
            self.parts.append(part)
        self.note_lines.extend((part.page, line) for line in part.note_lines)

    @property
    def open_marks(self) -> set[str]:
        """Return the marks used in the table that no note explains yet."""
        used = set(self.caption_marks)
        for part in self.parts:
            used.update(mark for cell in (part.grid.cells if part.grid else ()) for mark in cell.marks)
        return used - {line.opening_mark for _, line in self.note_lines if line.opening_mark}


def continues(table: OpenTable, part: TablePart) -> bool:
    """Say whether a piece at the top of a page, with nothing but page notes before it, goes on with `table`."""
    if part.grid is None:
        return True
    first, second = table.parts[-1].grid, part.grid
    if first is None:
        return False
    if _repeated_rows(table, second):
        return True
    return not table.note_lines and len(first.columns) == len(second.columns) and _aligned(first, second)


def _aligned(first: Grid, second: Grid) -> bool:
    shift = second.columns[0] - first.columns[0]
    return all(abs(b - a - shift) <= _SAME_COLUMN for a, b in zip(first.columns, second.columns, strict=True))


def _row_texts(grid: Grid, count: int) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.row_span, re.sub(r"\W+", "", cell.text).lower()) for cell in grid.cells if cell.row < count]


def _repeated_rows(table: OpenTable, grid: Grid) -> int:
    """Return how many rows at the top of `grid` are the table's header printed again."""
    first = table.parts[0].grid
    if first is None:
        return 0
    rows = header_rows(first)
    if rows and _row_texts(first, rows) == _row_texts(grid, rows):
        return rows
    band = _first_band(first)
    return band if _row_texts(first, band) == _row_texts(grid, band) and band < len(first.rows) - 1 else 0


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
    if rows == count:
        return 0
    reach = max((cell.row + cell.row_span for cell in grid.cells if cell.row < rows), default=0)
    return max(rows, min(reach, count - 1)) if rows else 0


def finished(table: OpenTable) -> Table:
    """Put the pieces together: one grid, repeated headers left out, cells cut by the page end made whole."""
    parts = [part for part in table.parts if part.grid is not None]
    columns = _common_columns([part.grid for part in parts if part.grid is not None])
    cells: list[Cell] = []
    offset, rows, first_header = 0, 0, 0
    for index, part in enumerate(parts):
        grid = part.grid
        assert grid is not None
        skip = _repeated_rows(table, grid) if index else 0
        if not index:
            first_header = header_rows(grid)
        fresh = [
            _cell(cell, _column_span(cell, grid, columns), offset - skip, part.page)
            for cell in grid.cells
            if cell.row >= skip
        ]
        if index:
            fresh = _sewn(cells, fresh, offset)
        cells.extend(fresh)
        offset += len(grid.rows) - 1 - skip
        rows = offset
    notes = footnotes_of(table.note_lines)
    return Table(
        number=table.number,
        caption=table.caption,
        caption_marks=table.caption_marks,
        header_rows=first_header,
        row_count=rows,
        column_count=len(columns) - 1,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        footnotes=notes,
        first_page=parts[0].page,
        last_page=max([parts[-1].page, *(note.page for note in notes)]),
    )


def _common_columns(grids: Sequence[Grid]) -> tuple[float, ...]:
    """Return the column boundaries of all pieces, measured from the left edge of the table."""
    if len({len(grid.columns) for grid in grids}) == 1:
        return tuple(x - grids[0].columns[0] for x in grids[0].columns)
    found: list[float] = []
    for x in sorted(x - grid.columns[0] for grid in grids for x in grid.columns):
        if not found or x - found[-1] > _SAME_COLUMN:
            found.append(x)
    return tuple(found)


def _column_span(cell: GridCell, grid: Grid, columns: Sequence[float]) -> tuple[int, int]:
    """Return first column and number of columns of a cell in the grid of the whole table."""
    if len(grid.columns) == len(columns):
        return cell.column, cell.column_span

    def nearest(x: float) -> int:
        return min(range(len(columns)), key=lambda index: abs(columns[index] - (x - grid.columns[0])))

    start = nearest(grid.columns[cell.column])
    end = nearest(grid.columns[cell.column + cell.column_span])
    return start, max(1, end - start)


def _cell(cell: GridCell, columns: tuple[int, int], offset: int, page: int) -> Cell:
    return Cell(cell.row + offset, columns[0], cell.row_span, columns[1], cell.text, cell.marks, page)


def _sewn(above: list[Cell], below: list[Cell], row: int) -> list[Cell]:
    """Join cells that the page end cut: an empty cell at the top of the next page goes on with the one above it."""
    kept: list[Cell] = []
    for cell in below:
        partner = next(
            (
                index
                for index, upper in enumerate(above)
                if upper.row + upper.row_span == row
                and (upper.column, upper.column_span) == (cell.column, cell.column_span)
            ),
            None,
        )
        if cell.row == row and partner is not None and not cell.text and not cell.marks and above[partner].text:
            above[partner] = replace(above[partner], row_span=above[partner].row_span + cell.row_span)
        else:
            kept.append(cell)
    return kept


def footnotes_of(lines: Sequence[tuple[int, PrintedLine]]) -> tuple[Footnote, ...]:
    """Read the notes under a table: each begins with its mark; dashes under it belong to it."""
    notes: list[tuple[str, int, list[PrintedLine]]] = []
    for page, line in lines:
        mark = line.opening_mark
        if mark is not None or not notes:
            notes.append((mark or "", page, [line]))
        else:
            notes[-1][2].append(line)
    return tuple(Footnote(mark, _note_text(mark, own), page) for mark, page, own in notes)


def _note_text(mark: str, lines: list[PrintedLine]) -> str:
    right = max(line.x1 for line in lines) + 1
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and not begins_anew(groups[-1][-1], line, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(_with_marks(group, skip_first=bool(mark) and index == 0) for index, group in enumerate(groups))


def _with_marks(lines: list[PrintedLine], *, skip_first: bool) -> str:
    """Join the lines of a note; marks inside it refer to other notes and stay, in brackets."""
    text = ""
    for index, line in enumerate(lines):
        words = ""
        for position, piece in enumerate(line.pieces):
            if piece.is_mark and skip_first and index == 0 and position == 0:
                continue
            word = f"({piece.text})" if piece.is_mark else piece.text
            words += ("" if piece.glued or not words else " ") + word
        text = join_text(text, words)
    return text.replace("\u00ad", "").strip()


def caption_of(lines: Sequence[PrintedLine]) -> Paragraph:
    """Join the lines of a caption, which are centred, so that their length says nothing."""
    return joined(lines)

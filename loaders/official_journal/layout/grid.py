"""The cells of one frame: which places of the grid no rule divides, and what is printed in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.frames import Frame
from loaders.official_journal.layout.ink import Glyph
from loaders.official_journal.layout.paragraphs import paragraphs_of
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

# Two rules nearer than this are one boundary (slivers, double lines).
_SAME_COLUMN = 3.0
_SAME_ROW = 2.5
_PADDING = 4.0


@dataclass(frozen=True)
class GridCell:
    """A cell on one page: place and span in the page's own grid, lines as printed, text and marks."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    marks: tuple[str, ...]
    lines: tuple[PrintedLine, ...]
    x0: float
    x1: float


@dataclass(frozen=True)
class Grid:
    """The cells of a table on one page, with the heights and distances at which its rows and columns meet."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]


def grid_of(frame: Frame, top: float, bottom: float, glyphs: Sequence[Glyph]) -> Grid:
    """Read the grid of `frame` between two heights; `glyphs` are those of the page."""
    columns = _boundaries([frame.x0, *(rule.x0 for rule in frame.uprights), frame.x1], _SAME_COLUMN)
    rows = _boundaries([level.y for level in frame.levels if top - 1 <= level.y <= bottom + 1], _SAME_ROW)
    blocks = _blocks(frame, columns, rows)
    inside = [
        glyph
        for glyph in glyphs
        if rows[0] < glyph.baseline < rows[-1] and columns[0] - 2 * _PADDING < (glyph.x0 + glyph.x1) / 2
    ]
    cells = [_cell(block, columns, rows, inside) for block in blocks]
    return Grid(columns, rows, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _boundaries(values: Sequence[float], tolerance: float) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _blocks(frame: Frame, columns: Sequence[float], rows: Sequence[float]) -> list[tuple[int, int, int, int]]:
    """Return (row, column, end row, end column) of every cell; places that no rule divides are one cell."""
    owner = {(row, column): (row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row, column in list(owner):
        if (row, column + 1) in owner and not _upright_between(frame, columns[column + 1], rows[row], rows[row + 1]):
            owner[root((row, column + 1))] = root((row, column))
        if (row + 1, column) in owner and not _level_between(
            frame, rows[row + 1], columns[column], columns[column + 1]
        ):
            owner[root((row + 1, column))] = root((row, column))
    extents: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for place in owner:
        key = root(place)
        r0, c0, r1, c1 = extents.get(key, (place[0], place[1], place[0] + 1, place[1] + 1))
        extents[key] = (min(r0, place[0]), min(c0, place[1]), max(r1, place[0] + 1), max(c1, place[1] + 1))
    return _disjoint(list(extents.values()))


def _disjoint(blocks: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Leave out blocks that lie inside another: a missing rule makes cells of odd shape, kept as their hull."""
    kept: list[tuple[int, int, int, int]] = []
    for block in sorted(blocks, key=lambda b: (b[0] - b[2]) * (b[3] - b[1])):
        overlaps = any(block[0] < o[2] and o[0] < block[2] and block[1] < o[3] and o[1] < block[3] for o in kept)
        if not overlaps:
            kept.append(block)
    return kept


def _upright_between(frame: Frame, x: float, y0: float, y1: float) -> bool:
    covered = sum(
        max(0.0, min(rule.y1, y1) - max(rule.y0, y0)) for rule in frame.uprights if abs(rule.x0 - x) <= _SAME_COLUMN
    )
    return covered > 0.5 * (y1 - y0)


def _level_between(frame: Frame, y: float, x0: float, x1: float) -> bool:
    covered = sum(
        max(0.0, min(end, x1) - max(start, x0))
        for level in frame.levels
        if abs(level.y - y) <= _SAME_ROW
        for start, end in level.stretches
    )
    return covered > 0.5 * (x1 - x0)


def _cell(
    block: tuple[int, int, int, int], columns: Sequence[float], rows: Sequence[float], glyphs: Sequence[Glyph]
) -> GridCell:
    r0, c0, r1, c1 = block
    left = columns[c0] - (2 * _PADDING if c0 == 0 else 0)
    right = columns[c1] + (2 * _PADDING if c1 == len(columns) - 1 else 0)
    lines = lines_of(
        glyph
        for glyph in glyphs
        if rows[r0] < glyph.baseline - 0.3 * glyph.size < rows[r1] and left < (glyph.x0 + glyph.x1) / 2 < right
    )
    paragraphs = paragraphs_of(lines, columns[c1] - _PADDING)
    return GridCell(
        row=r0,
        column=c0,
        row_span=r1 - r0,
        column_span=c1 - c0,
        text="\n".join(paragraph.text for paragraph in paragraphs if paragraph.text),
        marks=tuple(mark for paragraph in paragraphs for mark in paragraph.marks),
        lines=tuple(lines),
        x0=columns[c0],
        x1=columns[c1],
    )

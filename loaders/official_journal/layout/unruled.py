"""Tables without ruling lines: rows of text whose values stand under one another behind a wide space."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.official_journal.layout.grid import Grid, GridCell
from loaders.official_journal.layout.ink import Glyph
from loaders.official_journal.layout.line_kinds import has_leaders
from loaders.official_journal.layout.paragraphs import joined, opens_with_bullet
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

# The space before the values in ems, how far their beginnings may differ in points, and the widest row pitch in sizes.
_WIDE_SPACE = 1.5
_LEAST_SPACE = 0.45
_SAME_PLACE = 3.0
_ROW_PITCH = 4.0
_LEAST_ROWS = 2
# A value is a number, with or without a comparator; text that is aligned by chance or explains a formula is none.
_VALUE = re.compile(r"^[<>≤≥±~]|^\d")


@dataclass(frozen=True)
class UnruledTable:
    """A stretch of lines, from `start` to `end` (exclusive) in the list searched, that is a table of two columns."""

    start: int
    end: int
    grid: Grid


def unruled_tables(lines: Sequence[PrintedLine]) -> list[UnruledTable]:
    """Find tables set by alignment alone among the lines of running text on a page."""
    found: list[UnruledTable] = []
    index = 0
    while index < len(lines):
        place = _value_place(lines[index])
        table = None if place is None else _table_around(lines, index, place, found[-1].end if found else 0)
        if table is not None:
            found.append(table)
        index = table.end if table else index + 1
    return found


def _value_place(line: PrintedLine) -> float | None:
    """Return where the value of a row begins: behind the one wide space in a line; None for a line of plain text."""
    pieces = line.pieces
    wide = [b for a, b in pairwise(pieces) if b.x0 - a.x1 > _WIDE_SPACE * line.size]
    if len(wide) != 1 or not _VALUE.match(wide[0].text) or has_leaders(line):
        return None
    return wide[0].x0


def _is_row(line: PrintedLine, place: float) -> bool:
    """Say whether a value begins at `place`, behind a space that may be narrow after a long name."""
    return any(
        abs(b.x0 - place) <= _SAME_PLACE and b.x0 - a.x1 > _LEAST_SPACE * line.size and _VALUE.match(b.text)
        for a, b in pairwise(line.pieces)
    )


def _table_around(lines: Sequence[PrintedLine], index: int, place: float, least: int) -> UnruledTable | None:
    """Return the table of which the line at `index` is a row whose value begins at `place`."""
    start = index
    while start > least and _follows(lines[start - 1], lines[start]) and _is_row(lines[start - 1], place):
        start -= 1
    rows = [[line] for line in lines[start : index + 1]]
    end = index + 1
    while end < len(lines) and _follows(lines[end - 1], lines[end]):
        line = lines[end]
        if _is_row(line, place):
            rows.append([line])
        elif line.x1 < place and line.x0 > rows[-1][0].x0 + line.size and not opens_with_bullet(line):
            rows[-1].append(line)
        else:
            break
        end += 1
    return UnruledTable(start, end, _grid(rows, place)) if len(rows) >= _LEAST_ROWS else None


def _follows(before: PrintedLine, line: PrintedLine) -> bool:
    return 0 < line.baseline - before.baseline < _ROW_PITCH * line.size


def _grid(rows: list[list[PrintedLine]], place: float) -> Grid:
    left = min(line.x0 for row in rows for line in row)
    right = max(line.x1 for row in rows for line in row)
    cells: list[GridCell] = []
    for number, row in enumerate(rows):
        glyphs = [glyph for line in row for glyph in line.glyphs]
        names = [glyph for glyph in glyphs if glyph.x0 < place - _SAME_PLACE]
        values = [glyph for glyph in glyphs if glyph.x0 >= place - _SAME_PLACE]
        cells.append(_cell(number, 0, names, left, place))
        cells.append(_cell(number, 1, values, place, right))
    heights = (rows[0][0].top, *(row[-1].bottom for row in rows))
    return Grid((left, place, right), heights, tuple(cells))


def _cell(row: int, column: int, glyphs: list[Glyph], x0: float, x1: float) -> GridCell:
    lines = lines_of(glyphs)
    paragraph = joined(lines)
    text = paragraph.text.removeprefix("— ")
    return GridCell(row, column, 1, 1, text, paragraph.marks, tuple(lines), x0, x1)

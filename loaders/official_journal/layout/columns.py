"""Text set in two columns, as in the recitals of decisions before 2014."""

from collections.abc import Sequence

from loaders.official_journal.layout.ink import Glyph
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

# The space between the columns is at least this wide and stands in the middle of the page.
_GUTTER = 6.0
_LEAST_LINES = 8
_OFF_CENTRE = 0.06


def lines_in_reading_order(glyphs: Sequence[Glyph], page_width: float) -> list[PrintedLine]:
    """Sort glyphs of running text into lines; where two columns stand, the left one is read first."""
    lines = lines_of(glyphs)
    split = [_gutter(line, page_width) for line in lines]
    both = [index for index, gutter in enumerate(split) if gutter is not None]
    if len(both) < _LEAST_LINES:
        return lines
    gutter = sorted(x for x in split if x is not None)[len(both) // 2]
    first = _start(lines, both[0], gutter)
    last = _end(lines, both[-1], gutter)
    inside = [glyph for line in lines[first : last + 1] for glyph in line.glyphs]
    left = lines_of(glyph for glyph in inside if (glyph.x0 + glyph.x1) / 2 < gutter)
    right = lines_of(glyph for glyph in inside if (glyph.x0 + glyph.x1) / 2 >= gutter)
    return [*lines[:first], *left, *right, *lines[last + 1 :]]


def _gutter(line: PrintedLine, page_width: float) -> float | None:
    """Return where the line is parted in the middle of the page, None if it is not."""
    for before, after in zip(line.glyphs, line.glyphs[1:], strict=False):
        middle = (before.x1 + after.x0) / 2
        near = abs(middle - page_width / 2) < _OFF_CENTRE * page_width
        if near and after.x0 - before.x1 > _GUTTER and line.x1 - after.x0 > page_width / 4:
            return middle if before.x1 - line.x0 > page_width / 4 else None
    return None


def _one_sided(line: PrintedLine, gutter: float) -> bool:
    return line.x1 < gutter or line.x0 > gutter


def _start(lines: Sequence[PrintedLine], index: int, gutter: float) -> int:
    while index > 0 and (_one_sided(lines[index - 1], gutter) or _parted(lines[index - 1], gutter)):
        index -= 1
    return index


def _end(lines: Sequence[PrintedLine], index: int, gutter: float) -> int:
    while index + 1 < len(lines) and (_one_sided(lines[index + 1], gutter) or _parted(lines[index + 1], gutter)):
        index += 1
    return index


def _parted(line: PrintedLine, gutter: float) -> bool:
    return not any(glyph.x0 - _GUTTER / 2 < gutter < glyph.x1 + _GUTTER / 2 for glyph in line.glyphs) and (
        line.x0 < gutter < line.x1
    )

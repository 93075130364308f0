"""Text set in two columns, as in the recitals of decisions before 2014."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.official_journal.layout.ink import Glyph
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

# Half the width of the space between the columns, and how far from the middle of the page it may stand, as a share.
_HALF_GUTTER = 4.0
_PLACES = (0.46, 0.48, 0.5, 0.52, 0.54)
# So many lines must reach the gutter for the text to count as set in columns: on one side, and on the other.
_LEAST_LINES = 8
_LEAST_OTHER_LINES = 3
_LEAST_CHARACTERS = 16
_REACH = 50.0


@dataclass(frozen=True)
class TwoColumns:
    """A stretch of a page set in two columns: where the gutter stands, and from where to where it goes down."""

    gutter: float
    top: float
    bottom: float


def two_columns(glyphs: Sequence[Glyph], page_width: float) -> TwoColumns | None:
    """Find text set in two columns among the glyphs between two tables; None if there is none."""
    lines = lines_of(glyphs)
    best: list[PrintedLine] = []
    gutter = 0.0
    for place in _PLACES:
        x = place * page_width
        for run in _runs(lines, x):
            if len(run) > len(best):
                best, gutter = run, x
    left = sum(_reaches(line, gutter, from_left=True) for line in best)
    right = sum(_reaches(line, gutter, from_left=False) for line in best)
    if max(left, right) < _LEAST_LINES or min(left, right) < _LEAST_OTHER_LINES:
        return None
    return TwoColumns(gutter, best[0].top, best[-1].bottom)


def _runs(lines: Sequence[PrintedLine], x: float) -> list[list[PrintedLine]]:
    """Return the stretches of lines that leave the place `x` free."""
    runs: list[list[PrintedLine]] = [[]]
    for line in lines:
        if any(glyph.x0 < x + _HALF_GUTTER and x - _HALF_GUTTER < glyph.x1 for glyph in line.glyphs):
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


def _reaches(line: PrintedLine, x: float, *, from_left: bool) -> bool:
    """Say whether text on one side of `x` comes near it and is no single word."""
    side = [glyph for glyph in line.glyphs if (glyph.x1 < x) == from_left]
    if len(side) < _LEAST_CHARACTERS or max((b.x0 - a.x1 for a, b in pairwise(side)), default=0.0) > _REACH:
        return False
    return x - side[-1].x1 < _REACH if from_left else side[0].x0 - x < _REACH


def lines_in_reading_order(glyphs: Sequence[Glyph], page_width: float) -> list[tuple[PrintedLine, float | None]]:
    """Sort glyphs of running text into lines; where two columns stand, the left one is read first.

    With each line comes the place at which its column ends, None for text as wide as the page.
    """
    columns = two_columns(glyphs, page_width)
    if columns is None:
        return [(line, None) for line in lines_of(glyphs)]
    above = [glyph for glyph in glyphs if glyph.baseline < columns.top]
    below = [glyph for glyph in glyphs if glyph.baseline > columns.bottom]
    inside = [glyph for glyph in glyphs if columns.top <= glyph.baseline <= columns.bottom]
    left = lines_of(glyph for glyph in inside if glyph.x1 < columns.gutter)
    right = lines_of(glyph for glyph in inside if glyph.x1 >= columns.gutter)
    return [
        *((line, None) for line in lines_of(above)),
        *((line, max(other.x1 for other in left)) for line in left),
        *((line, max(other.x1 for other in right)) for line in right),
        *((line, None) for line in lines_of(below)),
    ]

"""Where tables stand on a page, found from their ruling lines.

Tables of the Official Journal have a rule above, a rule below and rules between cells; the sides are open. A *level* is
all horizontal rule at one height; a *frame* is a run of levels that belong to one table.

Between two levels without a vertical rule stands either a cell as wide as the table, or the notes under it, or the
space between two tables. The order in which the rules were drawn tells them apart in most documents, the text between
them in the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.ink import Glyph, Rule
from loaders.official_journal.layout.line_kinds import heading_style, opens_note, section_number, table_number
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

_SAME_LEVEL = 1.3
_SAME_EDGE = 3.0
# Widest gap inside a level over which a rule counts as unbroken (a crossing drawn as white space).
_BREAK = 3.0
_LEAST_WIDTH = 60.0
_MOST_CLOSED = 0.6
# Two rules nearer than this, with nothing between them, are one.
_DOUBLE_RULE = 4.0
# How far text in a cell that spans the whole table stands at most from the rules above and below it, in points.
_CELL_PADDING = 16.0
_CELL_LINES = 4


@dataclass(frozen=True)
class Level:
    """All horizontal rule at one height: stretches from left to right.

    `crossed`: it bears crossings drawn as dots. Not `drawn`: there is no rule, the page ends in the middle of a row or
    the rule was forgotten.
    """

    y: float
    stretches: tuple[tuple[float, float], ...]
    crossed: bool
    drawn: bool = True

    @property
    def x0(self) -> float:
        return self.stretches[0][0]

    @property
    def x1(self) -> float:
        return self.stretches[-1][1]


@dataclass(frozen=True)
class Frame:
    """The rules of one table on one page. `uprights` are vertical rules; `levels` from top to bottom."""

    levels: tuple[Level, ...]
    uprights: tuple[Rule, ...]

    @property
    def x0(self) -> float:
        return min(level.x0 for level in self.levels)

    @property
    def x1(self) -> float:
        return max(level.x1 for level in self.levels)

    @property
    def top(self) -> float:
        return self.levels[0].y

    @property
    def bottom(self) -> float:
        return self.levels[-1].y

    @property
    def is_box(self) -> bool:
        """Say whether the frame is a single box, as around a formula, narrower than a table."""
        return len(self.levels) == 2 and not self.uprights and self.x1 - self.x0 < 4 * _LEAST_WIDTH

    def divided(self, y0: float, y1: float) -> bool:
        """Say whether a vertical rule stands between the heights y0 and y1."""
        middle = (y0 + y1) / 2
        return any(rule.y0 <= middle <= rule.y1 for rule in self.uprights)


def frames_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Frame]:
    """Find the tables' frames on a page, from top to bottom; `glyphs` are what is printed between the rules."""
    levels = [level for level in _levels(rules) if level.x1 - level.x0 >= _LEAST_WIDTH]
    uprights = [rule for rule in rules if not rule.horizontal and rule.y1 - rule.y0 > 1]
    drawing = _Drawing(rules)
    frames: list[list[Level]] = []
    for level in levels:
        if frames and _continues(frames[-1], level, uprights, drawing, glyphs):
            frames[-1].append(level)
        else:
            frames.append([level])
    return [_frame(_closed(found, uprights), uprights) for found in frames]


def _frame(levels: list[Level], uprights: list[Rule]) -> Frame:
    x0, x1 = min(level.x0 for level in levels), max(level.x1 for level in levels)
    inside = tuple(
        rule
        for rule in uprights
        if x0 + _SAME_EDGE < rule.x0 < x1 - _SAME_EDGE
        and rule.y0 > levels[0].y - _SAME_EDGE
        and rule.y1 < levels[-1].y + _SAME_EDGE
    )
    return Frame(tuple(_with_forgotten(levels, inside)), inside)


def _closed(levels: list[Level], uprights: list[Rule]) -> list[Level]:
    """Add the level that a row cut by the end of the page lacks: where its vertical rules end."""
    x0, x1 = min(level.x0 for level in levels), max(level.x1 for level in levels)
    end = max(
        (rule.y1 for rule in uprights if x0 < rule.x0 < x1 and abs(rule.y0 - levels[-1].y) <= _SAME_EDGE),
        default=levels[-1].y,
    )
    if end - levels[-1].y <= _SAME_EDGE:
        return levels
    return [*levels, Level(end, ((x0, x1),), crossed=False, drawn=False)]


def _with_forgotten(levels: list[Level], uprights: Sequence[Rule]) -> list[Level]:
    """Add levels that were not drawn: where vertical rules are parted in the way they are at a level that was."""
    drawn = {_parting(level.y, uprights): level for level in levels[1:-1]}
    found = list(levels)
    for y in sorted({rule.y1 for rule in uprights}):
        parting = _parting(y, uprights)
        if len(parting[0]) > 1 and parting in drawn and all(abs(y - one.y) > _SAME_EDGE for one in found):
            found.append(Level(y, drawn[parting].stretches, crossed=False, drawn=False))
    return sorted(found, key=lambda level: level.y)


def _parting(y: float, uprights: Sequence[Rule]) -> tuple[frozenset[int], frozenset[int]]:
    """Return which vertical rules are parted at a height, and which pass it, by their distance from the left."""
    ended = {round(rule.x0) for rule in uprights if abs(rule.y1 - y) <= _SAME_EDGE}
    begun = {round(rule.x0) for rule in uprights if abs(rule.y0 - y) <= _SAME_EDGE}
    passing = {round(rule.x0) for rule in uprights if rule.y0 + _SAME_EDGE < y < rule.y1 - _SAME_EDGE}
    return frozenset(ended & begun), frozenset(passing)


def _levels(rules: Sequence[Rule]) -> list[Level]:
    horizontal = sorted((rule for rule in rules if rule.horizontal), key=lambda rule: rule.y0)
    dots = [rule for rule in rules if not rule.horizontal and rule.y1 - rule.y0 <= 1]
    groups: list[list[Rule]] = []
    for rule in horizontal:
        if groups and rule.y0 - groups[-1][0].y0 <= _SAME_LEVEL:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [_level(group, dots) for group in groups]


def _level(group: list[Rule], dots: list[Rule]) -> Level:
    stretches: list[tuple[float, float]] = []
    for rule in sorted(group, key=lambda rule: rule.x0):
        if stretches and rule.x0 - stretches[-1][1] <= _BREAK:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], rule.x1))
        else:
            stretches.append((rule.x0, rule.x1))
    y = group[0].y0
    return Level(y, tuple(stretches), any(abs(dot.y0 - y) <= _SAME_LEVEL for dot in dots))


class _Drawing:
    """What the order of drawing says about where tables begin and end.

    In documents since 2014 the upper and lower rule of a table are drawn first, one after the other. In older ones each
    cell is drawn with the rule above it, and only the cells of the last row with the rule below as well. Where most
    rules close a cell, cells are drawn as boxes, and the order says nothing.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.tables: list[tuple[float, float]] = []
        self._closed: list[float] = []
        for first, second, third in zip(rules, rules[1:], [*rules[2:], None], strict=False):
            same = abs(first.x0 - second.x0) < 0.2 and abs(first.x1 - second.x1) < 0.2
            if not (first.horizontal and second.horizontal and same and first.y0 + _SAME_EDGE < second.y0):
                continue
            self._closed.append(second.y0)
            inner = third is not None and first.y0 - _SAME_LEVEL <= third.y0 and third.y1 <= second.y0 + _SAME_LEVEL
            if third is not None and inner and not third.horizontal and first.x0 + 1 < third.x0 < first.x1 - 1:
                self.tables.append((first.y0, second.y0))
        heights = {round(rule.y0) for rule in rules if rule.horizontal}
        if len({round(y) for y in self._closed}) > _MOST_CLOSED * len(heights):
            self._closed = []

    def inside(self, y0: float, y1: float) -> bool:
        """Say whether both heights lie in one table."""
        return any(top - 1 <= y0 and y1 <= bottom + 1 for top, bottom in self.tables)

    def parts(self, upper: Level, lower: Level) -> bool:
        """Say whether a table ends at the upper level or begins at the lower one."""
        ends = upper.crossed or any(abs(y - upper.y) <= 1 for y in self._closed)
        return ends or any(abs(top - lower.y) <= 1 for top, _ in self.tables)


def _continues(
    levels: list[Level], level: Level, uprights: list[Rule], drawing: _Drawing, glyphs: Sequence[Glyph]
) -> bool:
    """Say whether `level` belongs to the table whose levels so far are given."""
    last = levels[-1]
    x0, x1 = min(one.x0 for one in levels), max(one.x1 for one in levels)
    middle = (last.y + level.y) / 2
    if any(rule.y0 <= middle <= rule.y1 and x0 - _SAME_EDGE < rule.x0 < x1 + _SAME_EDGE for rule in uprights):
        return True
    if drawing.inside(last.y, level.y):
        return True
    if drawing.parts(last, level) or abs(level.x0 - x0) > _SAME_EDGE or abs(level.x1 - x1) > _SAME_EDGE:
        return False
    lines = lines_of(glyph for glyph in glyphs if last.y < glyph.baseline < level.y)
    if level.crossed and lines:
        return True
    return _looks_inside(lines, last.y, level.y)


def _looks_inside(lines: list[PrintedLine], top: float, bottom: float) -> bool:
    """Say whether the lines between two levels look like notes or like a cell, not like text between tables."""
    if not lines:
        return bottom - top < _DOUBLE_RULE
    if opens_note(lines[0]):
        return True
    if any(table_number(line) or (section_number(line.text) and heading_style(line)) for line in lines):
        return False
    close = lines[0].top - top < _CELL_PADDING and bottom - lines[-1].bottom < _CELL_PADDING
    return close and len(lines) <= _CELL_LINES

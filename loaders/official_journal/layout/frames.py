"""Where tables stand on a page, found from their ruling lines.

Tables of the Official Journal have a rule above, a rule below and rules between cells; the sides are open. A *level* is
all horizontal rule at one height; a *frame* is a run of levels that belong to one table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.ink import Rule
from loaders.official_journal.layout.printed_lines import PrintedLine

_SAME_LEVEL = 1.3
_SAME_EDGE = 3.0
# Widest gap inside a level over which a rule counts as unbroken (a crossing drawn as white space).
_BREAK = 3.0
_LEAST_WIDTH = 60.0
# How far text in a cell that spans the whole table stands at most from the rules above and below it, in points.
_CELL_PADDING = 16.0
_CELL_LINES = 4

LinesBetween = Callable[[float, float], list[PrintedLine]]


@dataclass(frozen=True)
class Level:
    """All horizontal rule at one height: stretches from left to right; `crossed` if it bears crossings drawn as dots."""

    y: float
    stretches: tuple[tuple[float, float], ...]
    crossed: bool

    @property
    def x0(self) -> float:
        return self.stretches[0][0]

    @property
    def x1(self) -> float:
        return self.stretches[-1][1]

    @property
    def unbroken(self) -> bool:
        return len(self.stretches) == 1


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

    def divided(self, y0: float, y1: float) -> bool:
        """Say whether a vertical rule stands between the heights y0 and y1."""
        middle = (y0 + y1) / 2
        return any(rule.y0 <= middle <= rule.y1 for rule in self.uprights)


def frames_of(
    rules: Sequence[Rule], lines_between: LinesBetween, is_note: Callable[[PrintedLine], bool]
) -> list[Frame]:
    """Find the tables' frames on a page, from top to bottom.

    `lines_between(y0, y1)` gives the printed lines between two heights, `is_note` says whether one opens a footnote:
    both serve to tell a cell or notes as wide as the table from the space between two tables.
    """
    levels = [level for level in _levels(rules) if level.x1 - level.x0 >= _LEAST_WIDTH]
    uprights = [rule for rule in rules if not rule.horizontal and rule.y1 - rule.y0 > 1]
    pairs = _drawn_pairs(rules)
    frames: list[list[Level]] = []
    for level in levels:
        if frames and _continues(frames[-1], level, uprights, pairs, lines_between, is_note):
            frames[-1].append(level)
        else:
            frames.append([level])
    return [_frame(found, uprights) for found in frames]


def _frame(levels: list[Level], uprights: list[Rule]) -> Frame:
    x0, x1 = min(level.x0 for level in levels), max(level.x1 for level in levels)
    inside = tuple(
        rule
        for rule in uprights
        if x0 + _SAME_EDGE < rule.x0 < x1 - _SAME_EDGE
        and rule.y0 > levels[0].y - _SAME_EDGE
        and rule.y1 < levels[-1].y + _SAME_EDGE
    )
    return Frame(tuple(levels), inside)


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


def _drawn_pairs(rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """Return (top, bottom) of the tables whose upper and lower rule were drawn first, one after the other."""
    pairs: list[tuple[float, float]] = []
    for first, second, third in zip(rules, rules[1:], rules[2:], strict=False):
        same = abs(first.x0 - second.x0) < 0.2 and abs(first.x1 - second.x1) < 0.2
        if first.horizontal and second.horizontal and same and first.y0 + _SAME_EDGE < second.y0:
            inner = first.y0 - _SAME_LEVEL <= third.y0 and third.y1 <= second.y0 + _SAME_LEVEL
            if inner and not third.horizontal and first.x0 <= third.x0 <= first.x1:
                pairs.append((first.y0, second.y0))
    return pairs


def _continues(
    levels: list[Level],
    level: Level,
    uprights: list[Rule],
    pairs: list[tuple[float, float]],
    lines_between: LinesBetween,
    is_note: Callable[[PrintedLine], bool],
) -> bool:
    """Say whether `level` belongs to the table whose levels so far are given."""
    last = levels[-1]
    x0, x1 = min(one.x0 for one in levels), max(one.x1 for one in levels)
    middle = (last.y + level.y) / 2
    if any(rule.y0 <= middle <= rule.y1 and x0 < rule.x0 < x1 for rule in uprights):
        return True
    if any(top - 1 <= last.y and level.y <= bottom + 1 for top, bottom in pairs):
        return True
    ends = any(abs(bottom - last.y) <= 1 for _, bottom in pairs) or last.crossed
    begins = any(abs(top - level.y) <= 1 for top, _ in pairs)
    if ends or begins or abs(level.x0 - x0) > _SAME_EDGE or abs(level.x1 - x1) > _SAME_EDGE:
        return False
    return _looks_inside(lines_between(last.y, level.y), last.y, level.y, is_note)


def _looks_inside(lines: list[PrintedLine], top: float, bottom: float, is_note: Callable[[PrintedLine], bool]) -> bool:
    if not lines:
        return bottom - top < 2 * _CELL_PADDING
    if is_note(lines[0]):
        return True
    close = lines[0].top - top < _CELL_PADDING and bottom - lines[-1].bottom < _CELL_PADDING
    return close and len(lines) <= _CELL_LINES

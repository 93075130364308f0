"""The parts of one page from top to bottom: lines of running text, and pieces of tables with the notes under them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.columns import lines_in_reading_order, two_columns
from loaders.official_journal.layout.frames import Frame, frames_of
from loaders.official_journal.layout.grid import Grid, grid_of
from loaders.official_journal.layout.ink import Glyph, PageInk, Rule
from loaders.official_journal.layout.line_kinds import opens_note
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of
from loaders.official_journal.layout.unruled import unruled_tables

# Notes and headers are set smaller than the text of the cells by at least this factor.
SMALLER = 0.96
# A rule of this length alone at the left stands over the footnotes of the page.
_SEPARATOR = (40.0, 75.0)


@dataclass(frozen=True)
class TextPart:
    """One line of running text, or of a footnote of the act at the bottom of the page.

    `right` is where its column ends, if the text is set in columns.
    """

    page: int
    line: PrintedLine
    in_page_note: bool = False
    right: float | None = None


@dataclass(frozen=True)
class TablePart:
    """What one page shows of a table: its grid (None where only notes are left) and the lines of its notes.

    `cut_below`: the page ends in the middle of a row.
    """

    page: int
    top: float
    grid: Grid | None
    note_lines: tuple[PrintedLine, ...]
    cut_below: bool = False


def parts_of(ink: PageInk) -> list[TextPart | TablePart]:
    """Take a page, without its running header, apart."""
    page_notes = _page_notes(ink)
    noted = {glyph for line in page_notes for glyph in line.glyphs}
    glyphs = [glyph for glyph in ink.glyphs if glyph not in noted]
    # A frame with one level is a rule of its own; one without a division in it is a box around a formula.
    frames = [frame for frame in frames_of(ink.rules, glyphs) if len(frame.levels) > 1 and not frame.is_box]
    parts: list[TextPart | TablePart] = []
    start = float("-inf")
    for frame in [*frames, None]:
        end = frame.top if frame else float("inf")
        between = [glyph for glyph in glyphs if start <= glyph.baseline < end]
        parts.extend(_text_parts(ink, between))
        if frame:
            parts.append(_table_part(ink.number, frame, glyphs))
            start = frame.bottom
    parts.extend(TextPart(ink.number, line, in_page_note=True) for line in page_notes)
    return parts


def _text_parts(ink: PageInk, glyphs: Sequence[Glyph]) -> list[TextPart | TablePart]:
    """Return the lines between two ruled tables, and the tables among them that are set by alignment alone."""
    lines = lines_in_reading_order(glyphs, ink.width)
    parts: list[TextPart | TablePart] = []
    done = 0
    for table in unruled_tables([line for line, _ in lines]):
        parts.extend(TextPart(ink.number, line, right=right) for line, right in lines[done : table.start])
        parts.append(TablePart(ink.number, table.grid.rows[0], table.grid, ()))
        done = table.end
    parts.extend(TextPart(ink.number, line, right=right) for line, right in lines[done:])
    return parts


def _page_notes(ink: PageInk) -> list[PrintedLine]:
    """Return the lines of the page's footnotes: what stands under a short rule and begins with a mark."""
    separators = [
        rule
        for rule in ink.rules
        if rule.horizontal and _SEPARATOR[0] <= rule.x1 - rule.x0 <= _SEPARATOR[1] and _alone(rule, ink.rules)
    ]
    if not separators:
        return []
    columns = two_columns(ink.glyphs, ink.width)
    found: list[PrintedLine] = []
    for rule in sorted(separators, key=lambda rule: rule.x0):
        end = columns.gutter if columns and rule.x1 < columns.gutter else ink.width
        below = lines_of(
            glyph for glyph in ink.glyphs if glyph.baseline > rule.y0 and rule.x0 - 2 <= glyph.x0 and glyph.x1 <= end
        )
        if below and opens_note(below[0]):
            found.extend(below)
    return found


def _alone(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Say whether no other rule touches this one, as rules of a table do."""
    return not any(
        other is not rule
        and other.x0 <= rule.x1 + 3
        and rule.x0 - 3 <= other.x1
        and other.y0 <= rule.y0 + 3
        and rule.y0 - 3 <= other.y1
        for other in rules
    )


def _table_part(page: int, frame: Frame, glyphs: Sequence[Glyph]) -> TablePart:
    levels = [level.y for level in frame.levels]
    zones = list(itertools.pairwise(levels))
    body = _text_size(frame, zones, glyphs)
    last_row = max((index for index, zone in enumerate(zones) if frame.divided(*zone)), default=-1)
    end = next(
        (index for index, zone in enumerate(zones) if index > last_row and _is_note_zone(zone, body, glyphs)),
        len(zones),
    )
    grid = grid_of(frame, levels[0], levels[end], glyphs) if end else None
    notes = lines_of(glyph for glyph in glyphs if levels[end] < glyph.baseline < levels[-1])
    return TablePart(page, frame.top, grid, tuple(notes), cut_below=not frame.levels[-1].drawn)


def _text_size(frame: Frame, zones: Sequence[tuple[float, float]], glyphs: Sequence[Glyph]) -> float:
    """Return the size of the text in the cells of a frame, 0 if it has no cells."""
    rows = [zone for zone in zones if frame.divided(*zone)]
    return max((glyph.size for glyph in glyphs for y0, y1 in rows if y0 < glyph.baseline < y1), default=0.0)


def _is_note_zone(zone: tuple[float, float], body: float, glyphs: Sequence[Glyph]) -> bool:
    """Say whether a zone under the last row holds notes: they open with marks, or are smaller than the cells' text."""
    lines = lines_of(glyph for glyph in glyphs if zone[0] < glyph.baseline < zone[1])
    return any(opens_note(line) for line in lines) or (
        bool(lines) and all(line.size < SMALLER * body for line in lines)
    )

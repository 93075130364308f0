"""The parts of one page from top to bottom: lines of running text, and pieces of tables with the notes under them."""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.frames import Frame, frames_of
from loaders.official_journal.layout.grid import Grid, grid_of
from loaders.official_journal.layout.ink import Glyph, PageInk
from loaders.official_journal.layout.printed_lines import PrintedLine, lines_of

# Notes and headers are set smaller than the text of the cells by at least this factor.
SMALLER = 0.96


@dataclass(frozen=True)
class TextPart:
    """One line of running text."""

    page: int
    line: PrintedLine


@dataclass(frozen=True)
class TablePart:
    """What one page shows of a table: its grid (None where only notes are left) and the lines of its notes."""

    page: int
    top: float
    bottom: float
    grid: Grid | None
    note_lines: tuple[PrintedLine, ...]


def opens_note(line: PrintedLine) -> bool:
    """Say whether a line begins with a footnote mark."""
    return line.opening_mark is not None


def parts_of(ink: PageInk) -> list[TextPart | TablePart]:
    """Take a page, without its running header, apart."""
    glyphs = ink.glyphs

    def lines_between(y0: float, y1: float) -> list[PrintedLine]:
        return lines_of(glyph for glyph in glyphs if y0 < glyph.baseline < y1)

    frames = [frame for frame in frames_of(ink.rules, lines_between, opens_note) if len(frame.levels) > 1]
    parts: list[tuple[float, TextPart | TablePart]] = []
    left: list[Glyph] = list(glyphs)
    for frame in frames:
        left = [glyph for glyph in left if not frame.top < glyph.baseline < frame.bottom]
        parts.append((frame.top, _table_part(ink.number, frame, glyphs)))
    parts.extend((line.baseline, TextPart(ink.number, line)) for line in _text_lines(left, frames))
    return [part for _, part in sorted(parts, key=lambda entry: entry[0])]


def _text_lines(glyphs: Sequence[Glyph], frames: Sequence[Frame]) -> list[PrintedLine]:
    """Return the lines between the tables; lines of two sides of a table are never mixed."""
    lines: list[PrintedLine] = []
    edges = [float("-inf"), *(frame.bottom for frame in frames), float("inf")]
    for y0, y1 in zip(edges, edges[1:], strict=False):
        lines.extend(lines_of(glyph for glyph in glyphs if y0 <= glyph.baseline < y1))
    return lines


def _table_part(page: int, frame: Frame, glyphs: Sequence[Glyph]) -> TablePart:
    levels = [level.y for level in frame.levels]
    zones = list(zip(levels, levels[1:], strict=False))
    kinds = [_is_note_zone(frame, zone, glyphs) for zone in zones]
    divided = [index for index, zone in enumerate(zones) if frame.divided(*zone)]
    first_note = next((i for i, is_note in enumerate(kinds) if is_note and i > (divided[-1] if divided else -1)), None)
    end = first_note if first_note is not None else len(zones)
    grid = grid_of(frame, levels[0], levels[end], glyphs) if end else None
    notes = lines_of(glyph for glyph in glyphs if levels[end] < glyph.baseline < levels[-1])
    return TablePart(page, frame.top, frame.bottom, grid, tuple(notes))


def _is_note_zone(frame: Frame, zone: tuple[float, float], glyphs: Sequence[Glyph]) -> bool:
    if frame.divided(*zone):
        return False
    lines = lines_of(glyph for glyph in glyphs if zone[0] < glyph.baseline < zone[1])
    return bool(lines) and opens_note(lines[0])

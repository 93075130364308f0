"""Glyphs into printed lines: words, sub- and superscripts on the line, footnote marks apart.

A footnote mark is a raised small number (or letter, or asterisks) in brackets. Other raised or lowered glyphs belong to
a formula or unit and are set on the line (`NOX`, `Nm3`); only where a raised number follows a digit, so that setting it
on the line would make another number of it, it keeps its raised form (`10⁻³`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from loaders.official_journal.layout.ink import Glyph

# Sizes and distances in ems (of the line's own size).
_FAR = float("inf")
SMALL = 0.82
_SAME_BASELINE = 0.18
_WORD_GAP_WITH_SPACE = 0.08
_WORD_GAP_ALONE = 0.24
_LETTER_SPACED_GAP = 0.06
_LEAST_LETTERS = 4
_RAISED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a footnote mark (its text without brackets); `glued` to the piece before it, without a space."""

    text: str
    x0: float
    x1: float
    is_mark: bool
    glued: bool


@dataclass(frozen=True)
class PrintedLine:
    """One line of print: its glyphs from left to right, the baseline and the size of its main text."""

    glyphs: tuple[Glyph, ...]
    baseline: float
    size: float

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.25 * self.size

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(_pieces(self))

    @property
    def _wording(self) -> list[Glyph]:
        """Return the glyphs that show the style: without scripts and without a number at the beginning (`1.8.`)."""
        full = [glyph for glyph in self.glyphs if glyph.size >= SMALL * self.size]
        start = next((index for index, glyph in enumerate(full) if glyph.text not in "0123456789."), 0)
        return full[start:]

    @property
    def bold(self) -> bool:
        return _mostly([glyph.bold for glyph in self._wording])

    @property
    def italic(self) -> bool:
        return _mostly([glyph.italic for glyph in self._wording])

    @cached_property
    def letter_spacing(self) -> float:
        """Return the usual gap between letters in points, 0 for a line that is set normally."""
        gaps = [b.x0 - a.x1 for a, b in pairwise(self.glyphs) if a.text.isalpha() and b.text.isalpha()]
        wide = [gap for gap in gaps if gap > _LETTER_SPACED_GAP * self.size]
        if len(gaps) < _LEAST_LETTERS or len(wide) < 0.8 * len(gaps):
            return 0.0
        return median(wide)

    @property
    def text(self) -> str:
        return text_of(self.pieces)

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces if piece.is_mark)

    @property
    def opening_mark(self) -> str | None:
        """Return the footnote mark with which the line begins, if it does."""
        return self.pieces[0].text if self.pieces and self.pieces[0].is_mark else None


def text_of(pieces: Iterable[Piece]) -> str:
    """Join words; marks leave no trace but the space that was beside them."""
    text, gap, after_mark = "", False, False
    for piece in pieces:
        closing = after_mark and piece.glued and piece.text[0] in ",.;:)"
        gap = (gap or not piece.glued) and not closing
        after_mark = piece.is_mark
        if not piece.is_mark:
            text += (" " if gap and text else "") + piece.text
            gap = False
    return text


def _mostly(flags: Sequence[bool]) -> bool:
    return sum(flags) > 0.6 * len(flags)


def lines_of(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """Sort the glyphs of one region (a cell, a column of running text) into lines from top to bottom."""
    clusters: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if clusters and glyph.baseline - clusters[-1][0].baseline <= _SAME_BASELINE * glyph.size:
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    lines = _join_scripts([_Draft(cluster) for cluster in clusters])
    return [_finish(draft) for draft in lines]


class _Draft:
    """A line while its sub- and superscripts are still being gathered."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.main = glyphs
        self.scripts: list[Glyph] = []
        self.baseline = median(glyph.baseline for glyph in glyphs)
        self.size = max(glyph.size for glyph in glyphs)
        self.x0 = min(glyph.x0 for glyph in glyphs)
        self.x1 = max(glyph.x1 for glyph in glyphs)

    def distance(self, glyph: Glyph) -> float:
        """Return how far a small glyph is from a place as script of this line; infinite when it cannot be one."""
        offset = glyph.baseline - self.baseline
        if glyph.size >= SMALL * self.size or not -0.65 * self.size <= offset <= 0.45 * self.size:
            return _FAR
        aside = max(self.x0 - glyph.x1, glyph.x0 - self.x1, 0.0)
        beside = min((abs(main.x1 - glyph.x0) for main in self.main), default=aside)
        return _FAR if aside > self.size else abs(offset) + min(beside, 2 * self.size)


def _nearest(candidate: tuple[float, _Draft]) -> float:
    return candidate[0]


def _join_scripts(drafts: list[_Draft]) -> list[_Draft]:
    """Give the glyphs of clusters that are sub- or superscripts to the line they stand beside."""
    kept: list[_Draft] = []
    moved: list[tuple[Glyph, _Draft]] = []
    for index, draft in enumerate(drafts):
        hosts = drafts[max(0, index - 3) : index] + drafts[index + 1 : index + 4]
        placed: list[tuple[Glyph, _Draft]] = []
        for glyph in draft.main:
            distance, host = min(((h.distance(glyph), h) for h in hosts), key=_nearest, default=(_FAR, draft))
            if distance >= 2.2 * host.size:
                # One glyph that stands by itself keeps the whole line.
                break
            placed.append((glyph, host))
        if len(placed) == len(draft.main):
            moved.extend(placed)
        else:
            kept.append(draft)
    for glyph, host in moved:
        target = host if host in kept else min(kept, key=lambda k: abs(k.baseline - glyph.baseline))
        target.scripts.append(glyph)
    return kept


def _finish(draft: _Draft) -> PrintedLine:
    glyphs = sorted([*draft.main, *draft.scripts], key=lambda glyph: (glyph.x0, glyph.x1))
    sizes = sorted(glyph.size for glyph in draft.main)
    return PrintedLine(tuple(glyphs), draft.baseline, sizes[len(sizes) // 2])


def _pieces(line: PrintedLine) -> Iterable[Piece]:
    start = 0
    glyphs = line.glyphs
    glued = False
    while start < len(glyphs):
        mark_end = _mark_end(line, start)
        if mark_end:
            text = "".join(glyph.text for glyph in glyphs[start + 1 : mark_end - 1])
            yield Piece(text, glyphs[start].x0, glyphs[mark_end - 1].x1, is_mark=True, glued=glued)
            end = mark_end
        else:
            end = start + 1
            while end < len(glyphs) and not _gap_before(line, end) and not _mark_end(line, end):
                end += 1
            yield Piece(_word(line, start, end), glyphs[start].x0, glyphs[end - 1].x1, is_mark=False, glued=glued)
        start = end
        glued = start < len(glyphs) and not _gap_before(line, start)


def _gap_before(line: PrintedLine, index: int) -> bool:
    before, glyph = line.glyphs[index - 1], line.glyphs[index]
    gap = glyph.x0 - before.x1
    spacing = line.letter_spacing
    if spacing:
        return gap > max(1.9 * spacing, _WORD_GAP_WITH_SPACE * line.size)
    needed = _WORD_GAP_WITH_SPACE if glyph.spaced else _WORD_GAP_ALONE
    return gap >= needed * line.size


def _is_raised(line: PrintedLine, glyph: Glyph) -> bool:
    return glyph.size < SMALL * line.size and glyph.baseline < line.baseline - 0.1 * line.size


def _may_be_mark(line: PrintedLine, glyph: Glyph) -> bool:
    return glyph.text == "*" or (glyph.text != ")" and _is_raised(line, glyph))


def _mark_end(line: PrintedLine, start: int) -> int:
    """Return where a footnote mark that begins at `start` ends (exclusive), 0 if none begins there."""
    glyphs = line.glyphs
    if glyphs[start].text != "(":
        return 0
    end = start + 1
    while end < len(glyphs) and end - start <= 4 and _may_be_mark(line, glyphs[end]):
        end += 1
    inside = glyphs[start + 1 : end]
    if not inside or end >= len(glyphs) or glyphs[end].text != ")":
        return 0
    return end + 1 if all(glyph.text.isalnum() or glyph.text == "*" for glyph in inside) else 0


def _word(line: PrintedLine, start: int, end: int) -> str:
    text = ""
    index = start
    while index < end:
        stop = index + 1
        if _is_raised(line, line.glyphs[index]):
            while stop < end and _is_raised(line, line.glyphs[stop]):
                stop += 1
        run = "".join(glyph.text for glyph in line.glyphs[index:stop])
        is_power = _is_raised(line, line.glyphs[index]) and text[-1:].isdigit() and any(map(str.isdigit, run))
        text += run.translate(_RAISED) if is_power else run
        index = stop
    return text

"""Printed lines into paragraphs: what was wrapped is joined, what was begun anew stays apart.

Inside one region (a cell, the running text, the notes under a table) a new paragraph begins where the lines stand
further apart than the lines of a paragraph do, at a dash or bullet, and where the line before ended although the next
word would still have fitted on it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.hyphens import held_open
from loaders.official_journal.layout.ink import SOFT_HYPHEN
from loaders.official_journal.layout.printed_lines import PrintedLine

# Distance of two baselines, in sizes of the text, beyond which lines belong to different paragraphs.
_PITCH = 1.32
# A dash that opens an item stands this many ems from its text, wider than a dash between words.
_BULLET_GAP = 0.42
_BULLET = re.compile(r"^[—–•·―]$")
_CARRIED_OVER = re.compile(r"^(?:[^\W\d_A-Z]|\((?![ivx]+\)|\w\)))")
# After a hyphen at the end of a line these words show that the hyphen stands for a word part left out ("NOX- en SO2").
_CONJUNCTIONS = frozenset({"and", "or", "to", "en", "of", "tot", "und", "oder", "bis", "et", "ou", "och", "og", "sau"})


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a region: its text, footnote marks and the lines it was printed on."""

    text: str
    marks: tuple[str, ...]
    lines: tuple[PrintedLine, ...]


def join_text(before: str, after: str) -> str:
    """Join two printed lines of one paragraph: soft hyphens vanish, real hyphens and slashes stay without a space."""
    if before.endswith(SOFT_HYPHEN):
        return before[:-1] + after
    if not before or not after:
        return before + after
    first_word = re.split(r"[\s,;./]", after, maxsplit=1)[0]
    if before.endswith(("-", "\u2010", "\u2011")) and len(before) > 1 and not before[-2].isspace():
        return before + " " + after if first_word.lower() in _CONJUNCTIONS else held_open(before) + after
    if before.endswith(("/", "°")) or (before.endswith("+") and not before[:-1].endswith((" ", "+"))):
        return before + after
    return before + " " + after


def joined(lines: Sequence[PrintedLine]) -> Paragraph:
    """Join the lines of one paragraph."""
    text = ""
    for line in lines:
        text = join_text(text, line.text)
    return Paragraph(
        text=text.replace(SOFT_HYPHEN, "").strip(),
        marks=tuple(mark for line in lines for mark in line.marks),
        lines=tuple(lines),
    )


def paragraphs_of(lines: Sequence[PrintedLine], right: float) -> list[Paragraph]:
    """Group the lines of a region, whose text may reach to `right`, into paragraphs."""
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and not begins_anew(groups[-1][-1], line, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined(group) for group in groups]


def begins_anew(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Say whether `line`, printed under `before` in a region that ends at `right`, begins a new paragraph."""
    if not wraps(before, line):
        return True
    if before.text.endswith((SOFT_HYPHEN, "-", "/")) or not _would_have_fitted(before, line, right):
        return False
    # Words that must not be parted ("(see BAT 1)") are carried over together, which leaves the line before them short.
    return _CARRIED_OVER.match(line.text) is None or before.text.endswith((".", ":", ";"))


def wraps(before: PrintedLine, line: PrintedLine) -> bool:
    """Say whether `line` stands under `before` as the lines of one paragraph do, and is no new item of a list."""
    return line.baseline - before.baseline <= _PITCH * max(line.size, before.size) and not opens_with_bullet(line)


def opens_with_bullet(line: PrintedLine) -> bool:
    """Say whether the line is an item of a list made with dashes or bullets."""
    pieces = line.pieces
    if len(pieces) < 2 or not _BULLET.match(pieces[0].text):
        return False
    return pieces[1].x0 - pieces[0].x1 > _BULLET_GAP * line.size


def _would_have_fitted(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    first = line.pieces[0]
    width = first.x1 - first.x0
    for piece in line.pieces[1:]:
        if not piece.glued:
            break
        width = piece.x1 - first.x0
    # Centred lines keep the same space free at both sides.
    return before.x1 + width + 0.35 * line.size < right

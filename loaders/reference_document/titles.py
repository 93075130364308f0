"""Titles of records: the line of the record, completed by what the end of the record before it prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.reference_document.sections import SECTION

# A title line this long (in characters) was broken by the page; a shorter one is whole.
BROKEN_LINE = 60
_BLANK_LINES = re.compile(r"\n\s*\n")
_SPACES = re.compile(r"\s+")
_LONGEST_REST = 60


@dataclass(frozen=True)
class TitleFound:
    """A title on one line, and the character of the searched text at which what it was read from begins."""

    title: str
    start: int


def last_paragraph(text: str) -> TitleFound | None:
    """Return the last paragraph of `text` on one line, without a section number before it."""
    for start, paragraph in reversed(list(_paragraphs(text))):
        first, _, rest = _flat(paragraph).partition(" ")
        return TitleFound(rest if SECTION.fullmatch(first) else _flat(paragraph), start)
    return None


def complete(title: str, lead: str) -> TitleFound | None:
    """Return the whole title that begins with `title`, if `lead`, the text before the technique, prints it.

    A title stands there in full (its line begins with `title`), or the second line of a broken one alone.
    """
    flat = _flat(title)
    for start, candidate in _line_to_end_of_paragraph(lead):
        if candidate.startswith(flat) and len(candidate) <= len(flat) + _LONGEST_REST:
            return TitleFound(candidate, start)
    found = last_paragraph(lead)
    if found is None or len(flat) < BROKEN_LINE:
        return None
    is_rest = found.title[:1].islower() and len(found.title) <= _LONGEST_REST and not found.title.endswith(".")
    return TitleFound(f"{flat} {found.title}", found.start) if is_rest else None


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end, after in (*(blank.span() for blank in _BLANK_LINES.finditer(text)), (len(text), len(text))):
        if text[start:end].strip():
            yield start, text[start:end]
        start = after


def _line_to_end_of_paragraph(text: str) -> Iterator[tuple[int, str]]:
    """Yield, from the last line of `text` on, what begins at a line and ends with its paragraph."""
    for start, paragraph in reversed(list(_paragraphs(text))):
        lines = paragraph.splitlines(keepends=True)
        for first in reversed(range(len(lines))):
            yield start + sum(map(len, lines[:first])), _flat("".join(lines[first:]))

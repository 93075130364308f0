"""From a flat run of printed blocks to chapters, sections, paragraphs, sub-paragraphs and parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import takewhile
from typing import Final

from loaders.decree.outline import EXTRACT_ANEW
from loaders.decree.provisions import ExtractionNote, Provision, ProvisionKind
from loaders.decree.source_lines import BlockKind, PrintedLine, printed_lines
from loaders.loaded_source import SourceRefused

_HEADING: Final = re.compile(r"(\d+)-(?:тарау|параграф)\.\s+(.*)")
_PARAGRAPH: Final = re.compile(r"(\d+)\.\s*(.*)")
_SUB_PARAGRAPH: Final = re.compile(r"(\d+)\)\s*(.*)")


class Level(IntEnum):
    """How deep a printed block stands."""

    CHAPTER = 0
    SECTION = 1
    PARAGRAPH = 2
    SUB_PARAGRAPH = 3
    PART = 4


_KIND: Final = {
    Level.CHAPTER: ProvisionKind.CHAPTER,
    Level.SECTION: ProvisionKind.SECTION,
    Level.PARAGRAPH: ProvisionKind.PARAGRAPH,
    Level.SUB_PARAGRAPH: ProvisionKind.SUB_PARAGRAPH,
    Level.PART: ProvisionKind.PART,
}


@dataclass(frozen=True)
class Entry:
    """One printed block, mended: its level, its number ("" if it has none) and its text without the number."""

    level: Level
    number: str
    text: str
    first_line: int
    last_line: int
    notes: tuple[ExtractionNote, ...]


def marker_of(kind: BlockKind, text: str) -> tuple[Level, str, str]:
    """Return level, number and remaining text of a block that reads `text`."""
    if kind in (BlockKind.CHAPTER, BlockKind.SECTION) and (heading := _HEADING.fullmatch(text)):
        return Level.CHAPTER if kind is BlockKind.CHAPTER else Level.SECTION, heading[1], heading[2]
    if paragraph := _PARAGRAPH.fullmatch(text):
        return Level.PARAGRAPH, paragraph[1], paragraph[2]
    if sub_paragraph := _SUB_PARAGRAPH.fullmatch(text):
        return Level.SUB_PARAGRAPH, sub_paragraph[1], sub_paragraph[2]
    return Level.PART, "", text


def nest(file: str, entries: Sequence[Entry], lines: Sequence[PrintedLine]) -> tuple[Provision, ...]:
    """Return the chapters with everything inside them.

    Raises SourceRefused if the sub-paragraphs of a paragraph do not count 1, 2, 3 …, or stand outside any paragraph.
    """
    return _Nesting(file, lines).siblings(entries, parent="", first_position=1)


@dataclass(frozen=True)
class _Nesting:
    file: str
    lines: Sequence[PrintedLine]

    def siblings(self, entries: Sequence[Entry], parent: str, first_position: int) -> tuple[Provision, ...]:
        """Return the provisions that stand side by side: each goes on until one of its own level or above."""
        groups: list[list[Entry]] = []
        for entry in entries:
            if groups and entry.level > groups[-1][0].level:
                groups[-1].append(entry)
            else:
                groups.append([entry])
        self._check_count([group[0] for group in groups], parent)
        return tuple(self._provision(group, parent, position) for position, group in enumerate(groups, first_position))

    def _provision(self, group: Sequence[Entry], parent: str, position: int) -> Provision:
        head, inner = group[0], group[1:]
        self._check_holder(head, inner)
        identifier = _identifier(head, parent)
        own = list(takewhile(lambda entry: entry.level is Level.PART, inner))
        blocks = (head, *own) if own else ()
        parts = tuple(self._part(entry, identifier, number) for number, entry in enumerate(blocks, start=1))
        inside = self.siblings(inner[len(own) :], identifier, first_position=len(parts) + 1)
        return Provision(
            identifier=identifier,
            kind=_KIND[head.level],
            number=_number(head, parent),
            position=position,
            first_line=head.first_line,
            last_line=group[-1].last_line,
            text=_complete_text(head, parts, inside),
            printed=printed_lines(self.lines, head.first_line, group[-1].last_line),
            notes=() if parts else head.notes,
            children=parts + inside,
        )

    def _part(self, entry: Entry, owner: str, number: int) -> Provision:
        return Provision(
            identifier=f"{owner}/part-{number}",
            kind=ProvisionKind.PART,
            number="",
            position=number,
            first_line=entry.first_line,
            last_line=entry.last_line,
            text=entry.text,
            printed=printed_lines(self.lines, entry.first_line, entry.last_line),
            notes=entry.notes,
        )

    def _check_count(self, heads: Sequence[Entry], paragraph: str) -> None:
        """Refuse sub-paragraphs that do not count 1, 2, 3 …: one is missing, repeated or out of its order."""
        numbered = [head for head in heads if head.level is Level.SUB_PARAGRAPH]
        for expected, head in enumerate(numbered, start=1):
            if head.number != str(expected):
                raise SourceRefused(
                    file=self.file,
                    place=f"line {head.first_line} ({paragraph}.{head.number})",
                    found=f"sub-paragraph {head.number}) of {paragraph}",
                    expected=f"{paragraph}.{expected}",
                    mend=EXTRACT_ANEW,
                )

    def _check_holder(self, head: Entry, inner: Sequence[Entry]) -> None:
        """Refuse text that stands directly under a heading without a paragraph's number."""
        if head.level < Level.PARAGRAPH and inner and inner[0].level > Level.PARAGRAPH:
            raise SourceRefused(
                file=self.file,
                place=f"line {inner[0].first_line}",
                found=f"text directly under a heading ({inner[0].text[:40]!r})",
                expected="a numbered paragraph",
                mend=EXTRACT_ANEW,
            )


def _identifier(head: Entry, parent: str) -> str:
    match head.level:
        case Level.CHAPTER:
            return f"chapter-{head.number}"
        case Level.SECTION:
            return f"{parent}-section-{head.number}"
        case Level.PARAGRAPH:
            return f"p{head.number}"
        case _:
            return f"{parent}.{head.number}"


def _number(head: Entry, parent: str) -> str:
    """Return the number as cited: 12.8 for the eighth sub-paragraph of paragraph 12."""
    return f"{parent.removeprefix('p')}.{head.number}" if head.level is Level.SUB_PARAGRAPH else head.number


def _complete_text(head: Entry, parts: Sequence[Provision], inside: Sequence[Provision]) -> str:
    """Return heading, or own blocks and sub-paragraphs with their numbers, one a line."""
    if head.level < Level.PARAGRAPH:
        return head.text
    own = [part.text for part in parts] or [head.text]
    return "\n".join([*own, *(f"{child.position - len(parts)}) {child.text}" for child in inside)])

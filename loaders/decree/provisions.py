"""What was read from the decree: frozen facts, before any graph.

Identifiers are those by which the law is cited. They are the last steps of the IRIs under `law/kz-775/`:

    decree, decree/preamble, decree/p1, decree/p2, decree/signature, decree/approval
    rules, chapter-2, chapter-2-section-3, p44, p12.8
    p2.1/part-5     the fifth unnumbered block of sub-paragraph 1) of paragraph 2

A provision whose own text is printed as several unnumbered blocks has one part for each block, counted from 1; the
block that carries the provision's number is part 1. A provision printed as one block has no parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ACT_IDENTIFIER: Final = "kz-775"
ACT_NUMBER: Final = "775"
ACT_DATE: Final = date(2021, 10, 28)


class ProvisionKind(StrEnum):
    """What a subdivision of the act is; the value is the identifier in the code list `subdivision-kind`."""

    DECREE = "enacting-decree"
    PREAMBLE = "preamble"
    ENACTING_PARAGRAPH = "enacting-paragraph"
    SIGNATURE = "signature"
    APPROVAL = "approval"
    RULES = "rules"
    CHAPTER = "chapter"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    SUB_PARAGRAPH = "sub-paragraph"
    PART = "part"


HEADED_KINDS: Final = (ProvisionKind.RULES, ProvisionKind.CHAPTER, ProvisionKind.SECTION)


class NoteKind(StrEnum):
    """Why a note was made."""

    PAGE_BREAK = "page-break"
    STRAY_SPACE = "stray-space"
    PARTED_WORD = "parted-word"
    DISPLACED_LINK = "displaced-link"
    LEFT_UNMENDED = "left-unmended"


@dataclass(frozen=True)
class ExtractionNote:
    """One place where the reading differs from the print, or where the print is odd and was kept.

    `found` and `read` are short excerpts; lines count from 1 in the file that was read.
    """

    kind: NoteKind
    first_line: int
    last_line: int
    found: str
    read: str


@dataclass(frozen=True)
class Provision:
    """One subdivision of the act.

    `number` is its number as cited, "44" or "12.8", and "" where the act prints none. `text` is its complete reading
    text with everything inside it, one block a line and without its own number; for the rules, chapters and sections it
    is the heading. `printed` is the same stretch of the file, line for line as it stands there. `notes` are those of
    its own blocks; a provision with parts leaves them to its parts.
    """

    identifier: str
    kind: ProvisionKind
    number: str
    position: int
    first_line: int
    last_line: int
    text: str
    printed: str
    notes: tuple[ExtractionNote, ...] = ()
    children: tuple["Provision", ...] = ()

    @property
    def own_text(self) -> str:
        """Its reading text without that of the provisions inside it: a heading, or the words that introduce them."""
        if not self.children or self.kind in HEADED_KINDS:
            return self.text
        if self.kind is ProvisionKind.DECREE or self.children[0].kind is ProvisionKind.PART:
            return ""
        return self.text.split("\n", 1)[0]

    def walk(self) -> Iterator["Provision"]:
        """Yield this provision and everything inside it, in the order of the print."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class DecreeText:
    """The whole act as read from one file: the decree that enacts, and the Rules it approves."""

    file: str
    title: str
    decree: Provision
    rules: Provision

    def walk(self) -> Iterator[Provision]:
        """Yield every provision in the order of the print."""
        yield from self.decree.walk()
        yield from self.rules.walk()

    def provision(self, identifier: str) -> Provision:
        """Return the provision with this identifier. Raises KeyError if there is none."""
        for provision in self.walk():
            if provision.identifier == identifier:
                return provision
        raise KeyError(identifier)

"""The records as numbered BAT, and what of them is text of another part of the document.

The records were cut out of the page at the words `BAT <number>`, also where these only refer to a BAT. A record that
does not open as its BAT does is therefore other text; and one that ends at such a reference lacks what came after.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.flattened_text.blocks import RecordBlocks, blocks_of, place_code
from loaders.official_journal.flattened_text.flat_table import FlatTable
from loaders.official_journal.flattened_text.pieces import pieces_of
from loaders.official_journal.flattened_text.records import Record
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import Line

# The number of an item that stood before the BAT in the page's markup may be left before it.
_ITEM_NUMBER: Final = re.compile(r"^\d{1,2}\. (?=\S)")
# Words behind which a sentence goes on; where a record ends in one it was cut at the reference that followed.
_GOES_ON: Final = re.compile(r"(?:\b(?:in|see|to|with|and|of|the|for|by|from)|[(,–—])$", re.IGNORECASE)
UNKNOWN_SECTION: Final = "?"


@dataclass(frozen=True)
class FlatPassage:
    """One record. `statement` is empty if it holds other text; `section` is empty where the records do not say it.

    `page` is the place of its first line.
    """

    number: int
    statement: str
    section: str
    section_title: str
    page: int
    blocks: tuple[Line | FlatTable, ...]
    is_cut: bool

    @property
    def is_bat(self) -> bool:
        """Return whether the record holds the BAT of its number."""
        return bool(self.statement)


@dataclass(frozen=True)
class FlatPassages:
    """All records in order, and the notes they hold by mark."""

    passages: tuple[FlatPassage, ...]
    notes: dict[str, Line]


def read_passages(records: Sequence[Record], phrases: Phrases) -> FlatPassages:
    """Return every record with the section of its BAT.

    A BAT stands under the last heading before it. That is known where the record before it is a whole BAT; behind other
    text or a record that was cut a heading may be missing, and no section is stated until the next heading.
    """
    headings = (*phrases.texts("technique_table", "description"), *phrases.texts("technique_table", "applicability"))
    passages: list[FlatPassage] = []
    notes: dict[str, Line] = {}
    section, title = "", ""
    for record in records:
        statement = _statement(record, phrases)
        found = blocks_of(record.number, pieces_of(record), headings, is_bat=bool(statement))
        notes.update(found.notes)
        passage = _passage(record, found, statement, section, title)
        passages.append(passage)
        after = _last_heading(found.blocks)
        if after and passage.is_bat:
            section, title = after.section, plain(after.text).removeprefix(after.section).lstrip(". ")
        elif passage.is_cut or not passage.is_bat:
            section, title = "", ""
    return FlatPassages(tuple(passages), notes)


def _statement(record: Record, phrases: Phrases) -> str:
    """Return the first paragraph of the BAT of a record without its number, or nothing if it opens otherwise."""
    opening = phrases.patterns("bat", "opening")[0]
    said = phrases.patterns("bat", "statement")
    text = _ITEM_NUMBER.sub("", " ".join(plain(line) for line in record.lines[:3] if line))
    first = next((plain(line) for line in record.lines if opening.match(plain(line))), "")
    found = opening.match(first) if first and text.startswith(first[:20]) else None
    if not found or int(found["number"]) != record.number or not any(one.search(found["statement"]) for one in said):
        return ""
    return found["statement"] if "." in first[:12] else ""


def _passage(record: Record, found: RecordBlocks, statement: str, section: str, title: str) -> FlatPassage:
    blocks = tuple(found.blocks)
    # A section that is not known is none of those of the record before.
    own = section or f"{UNKNOWN_SECTION}{record.number}"
    return FlatPassage(
        number=record.number,
        statement=statement,
        section=section if statement else "",
        section_title=title if statement else "",
        page=place_code(record.number, 1, bool(statement)),
        blocks=tuple(_in_section(blocks[1:] if statement else blocks, own)),
        is_cut=_GOES_ON.search(next((line for line in reversed(record.lines) if line), "").strip()) is not None,
    )


def _in_section(blocks: Iterable[Line | FlatTable], section: str) -> Iterable[Line | FlatTable]:
    for block in blocks:
        yield replace(block, section=section) if isinstance(block, Line) and not block.section else block


def _last_heading(blocks: Sequence[Line | FlatTable]) -> Line | None:
    return next((block for block in reversed(blocks) if isinstance(block, Line) and is_numbered_heading(block)), None)


def is_numbered_heading(line: Line) -> bool:
    """Return whether a line is the heading of a section."""
    return line.is_heading and bool(line.section) and plain(line.text).startswith(line.section)

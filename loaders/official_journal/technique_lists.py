"""Every technique that a BAT lists: rows of its tables, and items under a paragraph which says that techniques follow.

Only items after such a paragraph count. Other lists (features of a management system, parts of a plan) describe one
technique and are none themselves.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.list_marks import NestedMarks
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.page_content import Line, Table
from loaders.official_journal.technique_tables import ListedTechnique, techniques_of_table

# Some lists print a Roman mark of two and more letters without its dot.
_ITEM: Final = re.compile(
    r"^(?:\(?(?P<mark>[ivxlIVXL]{1,7}|[a-zA-Z]|\d{1,2})[.)]|(?P<bare>[IVX]{2,7})|(?P<bullet>[—–•]))\s+(?P<name>\S.*)$",
    re.DOTALL,
)
_OPEN_END: Final = (":", ";", ",", ".")


@dataclass(frozen=True)
class _Item:
    """One item of a list: its mark (empty for a bullet) and its text."""

    mark: str
    name: str


def listed_techniques(passage: BatPassage, phrases: Phrases) -> tuple[ListedTechnique, ...]:
    """Return the techniques of a passage in printed order.

    Nested items carry the marks they stand under: `I.ii`. A list under the heading of a description only counts where
    nothing is listed before it: else it describes what is listed.
    """
    reader = _PassageReader(phrases, opens_list(passage.statement, phrases))
    for block in passage.blocks:
        reader.take(block)
    return tuple(reader.techniques)


def opens_list(printed: str, phrases: Phrases) -> bool:
    """Return whether a paragraph says that techniques follow."""
    return any(pattern.search(printed) for pattern in phrases.patterns("technique_table", "list_opening"))


class _PassageReader:
    """Follows the blocks of one BAT; `techniques` grows with each list or table."""

    def __init__(self, phrases: Phrases, listing: bool) -> None:
        self._phrases = phrases
        self._listing = listing
        self._explaining = False
        self._group = _Item("", "")
        self._marks = NestedMarks()
        self._last: _Item | None = None
        self.techniques: list[ListedTechnique] = []

    def take(self, block: Line | Table) -> None:
        """Take the next block of the passage."""
        if isinstance(block, Table):
            self._take_table(block)
        elif block.is_heading:
            self._explaining = bool(self.techniques)
            self._end_list()
        elif not block.is_page_note:
            self._take_line(plain(block.text), block.page)

    def _take_table(self, table: Table) -> None:
        techniques = techniques_of_table(table, self._phrases)
        if techniques:
            self._take_heading_before()
            self.techniques += [self._grouped(technique) for technique in techniques]
        self._end_list()

    def _grouped(self, technique: ListedTechnique) -> ListedTechnique:
        """Return a row of a table under the group that a line before the table opens."""
        marks = (self._group.mark, technique.mark)
        mark = ".".join(marks) if all(marks) else technique.mark
        return replace(technique, mark=mark, group=technique.group or self._group.name)

    def _take_line(self, printed: str, page: int) -> None:
        opens = opens_list(printed, self._phrases)
        item = _item(printed) if self._listing or (opens and not self._explaining) else None
        if item and (opens or _opens_group(item, self._phrases)):
            self._end_list()
            self._group = item
            self._listing = True
        elif item:
            self._take_item(item, page)
        else:
            self._end_list()
            self._listing = opens and not self._explaining

    def _take_item(self, item: _Item, page: int) -> None:
        depth = self._marks.depth
        mark = self._marks.enter(item.mark)
        if self._marks.depth > depth:
            self._take_heading_before()
        self._last = item
        self.techniques.append(ListedTechnique(mark, item.name, page, self._group.name))

    def _take_heading_before(self) -> None:
        """Make the item just listed the heading of a group, if what follows shows that it is none of the techniques."""
        if self._last and not self._last.name.endswith(_OPEN_END):
            self.techniques.pop()
            self._group = self._last
        self._last = None

    def _end_list(self) -> None:
        self._marks = NestedMarks()
        self._last = None
        self._group = _Item("", "")
        self._listing = False


def _opens_group(item: _Item, phrases: Phrases) -> bool:
    return any(pattern.search(item.name) for pattern in phrases.patterns("technique_table", "group_opening"))


def _item(printed: str) -> _Item | None:
    found = _ITEM.match(printed)
    return _Item(found["mark"] or found["bare"] or "", found["name"]) if found else None

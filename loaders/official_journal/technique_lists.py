"""Techniques that a BAT lists outside tables: items under a paragraph that says that techniques follow.

Only items after such a paragraph count. Other lists (features of a management system, parts of a plan) describe one
technique and are none themselves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.page_content import Line, Table
from loaders.official_journal.technique_tables import ListedTechnique

_ITEM: Final = re.compile(
    r"^(?:\(?(?P<mark>[ivxlIVXL]{1,7}|[a-zA-Z]|\d{1,2})[.)]|(?P<bullet>[—–•]))\s+(?P<name>\S.*)$", re.DOTALL
)
_ROMAN: Final = re.compile(r"^[ivxl]+$")


@dataclass(frozen=True)
class _Item:
    """One item of a list: `style` tells lists apart that are nested into one another."""

    style: str
    mark: str
    name: str
    page: int


def techniques_of_lists(passage: BatPassage, phrases: Phrases) -> tuple[ListedTechnique, ...]:
    """Return the techniques that a passage lists in running text, nothing where no paragraph opens such a list.

    Items nested under an item get its mark before their own: `I.ii`.
    """
    techniques: list[ListedTechnique] = []
    for items in _lists(passage, phrases):
        techniques += _nested(items)
    return tuple(techniques)


def opens_list(printed: str, phrases: Phrases) -> bool:
    """Return whether a paragraph says that techniques follow."""
    return any(pattern.search(printed) for pattern in phrases.patterns("technique_table", "list_opening"))


def _lists(passage: BatPassage, phrases: Phrases) -> Iterator[Sequence[_Item]]:
    items: list[_Item] = []
    listing = opens_list(passage.statement, phrases)
    for block in passage.blocks:
        item = _item(block) if isinstance(block, Line) and listing else None
        if item:
            items.append(item)
            continue
        if items:
            yield items
            items = []
        listing = isinstance(block, Line) and opens_list(plain(block.text), phrases)
    if items:
        yield items


def _item(line: Line | Table) -> _Item | None:
    if not isinstance(line, Line):
        return None
    found = _ITEM.match(plain(line.text))
    if not found:
        return None
    mark = found["mark"] or ""
    return _Item(_style(mark), mark, found["name"], line.page)


def _style(mark: str) -> str:
    if not mark:
        return "bullet"
    if mark.isdigit():
        return "number"
    roman = bool(_ROMAN.match(mark.lower()))
    case = "upper" if mark.isupper() else "lower"
    return f"{case}-roman" if roman else f"{case}-letter"


def _nested(items: Sequence[_Item]) -> list[ListedTechnique]:
    """Return the items as techniques; a style that appears under another is nested in it."""
    styles: list[_Item] = []
    found: list[ListedTechnique] = []
    for item in items:
        resolved = _resolved(item, styles)
        depth = next((index for index, outer in enumerate(styles) if outer.style == resolved.style), len(styles))
        del styles[depth:]
        styles.append(resolved)
        mark = ".".join(outer.mark for outer in styles if outer.mark)
        found.append(ListedTechnique(mark, resolved.name, resolved.page))
    return found


def _resolved(item: _Item, styles: Sequence[_Item]) -> _Item:
    """Return the item with its style settled: `i` after `h`, or `c` after `b`, is a letter, not a number."""
    if item.style.endswith("roman") and len(item.mark) == 1:
        letters = item.style.replace("roman", "letter")
        before = next((outer for outer in styles if outer.style == letters), None)
        if before and ord(before.mark) + 1 == ord(item.mark):
            return replace(item, style=letters)
    return item

"""Marks of lists (a, b; i, ii; I, II; 1, 2), and what stands under what when lists are nested."""

import re
from dataclasses import dataclass, replace
from typing import Final

_ROMAN: Final = re.compile(r"^[ivxl]+$")


@dataclass(frozen=True)
class ListMark:
    """One mark without brackets and dots, empty for a bullet. `style` tells lists apart that are nested."""

    mark: str
    style: str


def mark_style(mark: str) -> str:
    """Return the style of a mark: number, letter or Roman number with its case, or bullet for an empty one."""
    if not mark:
        return "bullet"
    if mark.isdigit():
        return "number"
    case = "upper" if mark.isupper() else "lower"
    return f"{case}-roman" if _ROMAN.match(mark.lower()) else f"{case}-letter"


class NestedMarks:
    """The marks that the present place of a list stands under, outermost first.

    A style met again goes on with its list and closes those within it; a new style opens a list within the last item.
    """

    def __init__(self) -> None:
        self._open: list[ListMark] = []

    def enter(self, mark: str) -> str:
        """Go to the next item and return its mark with those it stands under, e.g. `I.ii`; a bullet has none."""
        item = self._resolved(ListMark(mark, mark_style(mark)))
        styles = [outer.style for outer in self._open]
        if item.style in styles:
            del self._open[styles.index(item.style) :]
        self._open.append(item)
        return ".".join(outer.mark for outer in self._open if outer.mark) if mark else ""

    @property
    def depth(self) -> int:
        """Return how many lists are open."""
        return len(self._open)

    def _resolved(self, item: ListMark) -> ListMark:
        """Return the mark with its style settled: `i` after `h`, or `c` after `b`, is a letter, not a number."""
        if item.style.endswith("roman") and len(item.mark) == 1:
            letters = item.style.replace("roman", "letter")
            before = next((outer for outer in self._open if outer.style == letters), None)
            if before and len(before.mark) == 1 and ord(before.mark) + 1 == ord(item.mark):
                return replace(item, style=letters)
        return item

"""The grammar of printed numbers: ranges, comparators, decimal and thousands signs, powers of ten.

The grammar is the same in cells and in running text; units and labels are no part of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from loaders.official_journal.levels.facts import Bounds, Comparator
from loaders.official_journal.levels.level_phrases import LevelPhrases

_SIGNS: Final[Mapping[str, Comparator]] = {"<": "lt", "≤": "le", "<=": "le", ">": "gt", "≥": "ge", ">=": "ge"}
_NUMBER: Final = r"(?:[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
_UNBOUNDED: Final = Bounds()
_DASHES: Final = "-‒–—―‹›"
# A single digit group after the sign could be thousands in one language and decimals in another.
_COULD_BE_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?P<sign>[.,])\d{3}")


class UnclearNumber(ValueError):
    """A number that can be read in two ways; it is reported, never guessed."""


@dataclass(frozen=True)
class Quantity:
    """A number or range found in a text from `start` to `end`, as printed in `text`.

    `unclear` says why a number can be read in two ways; it then has no bounds.
    """

    start: int
    end: int
    text: str
    bounds: Bounds = _UNBOUNDED
    unclear: str = ""

    def clear(self) -> "Quantity":
        """Return the quantity itself. Raises UnclearNumber for one that can be read in two ways."""
        if self.unclear:
            raise UnclearNumber(self.unclear)
        return self


@cache
def _pattern(comparator_words: tuple[str, ...], range_words: tuple[str, ...]) -> re.Pattern[str]:
    signs = "|".join(["<=", ">=", "[<>≤≥]", *(rf"\b{re.escape(word)}(?=\s)" for word in comparator_words)])
    dash = rf"(?:\s*[{_DASHES}]\s*|\s+(?:{'|'.join(map(re.escape, range_words))})\s+)"
    return re.compile(
        rf"(?:(?P<first_sign>{signs})\s*)?(?<![\w.,])(?P<first>{_NUMBER})"
        rf"(?:(?:\s*%)?{dash}(?:(?P<second_sign>{signs})\s*)?(?P<second>{_NUMBER}))?"
        r"(?:\s*×\s*10\s*(?P<minus>[-–])?\s*(?P<power>\d+))?",
        re.IGNORECASE,
    )


def quantities(text: str, phrases: LevelPhrases) -> Iterator[Quantity]:
    """Find every number and range in `text` (spelled as by `plain`), in order.

    Unclear are a number that could be thousands as well as decimals, and a range that runs backwards.
    """
    for match in _pattern(tuple(phrases.comparator_words), phrases.range_words).finditer(text):
        try:
            yield Quantity(match.start(), match.end(), match.group(0), _bounds(match, phrases))
        except UnclearNumber as reason:
            yield Quantity(match.start(), match.end(), match.group(0), unclear=str(reason))


def _bounds(match: re.Match[str], phrases: LevelPhrases) -> Bounds:
    factor = _factor(match)
    first = _decimal(match["first"], phrases) * factor
    first_sign = _sign(match["first_sign"], phrases)
    if match["second"] is None:
        return _single(first, first_sign)
    second = _decimal(match["second"], phrases) * factor
    if second < first:
        raise UnclearNumber(f"the range {match.group(0)!r} runs backwards")
    return Bounds(first, first_sign, second, _sign(match["second_sign"], phrases))


def _single(number: Decimal, sign: Comparator | None) -> Bounds:
    if sign in ("lt", "le"):
        return Bounds(upper=number, upper_comparator=sign)
    if sign in ("gt", "ge"):
        return Bounds(lower=number, lower_comparator=sign)
    return Bounds(number, "eq", number, "eq")


def _factor(match: re.Match[str]) -> Decimal:
    if match["power"] is None:
        return Decimal(1)
    return Decimal(10) ** (-int(match["power"]) if match["minus"] else int(match["power"]))


def _sign(printed: str | None, phrases: LevelPhrases) -> Comparator | None:
    if not printed:
        return None
    return _SIGNS.get(printed) or phrases.comparator_words[printed.lower()]


def _decimal(printed: str, phrases: LevelPhrases) -> Decimal:
    unclear = _COULD_BE_THOUSANDS.fullmatch(printed)
    if unclear and unclear["sign"] != phrases.decimal_sign:
        raise UnclearNumber(f"{printed!r} could be thousands or decimals")
    return Decimal(printed.replace(" ", "").replace(",", "."))

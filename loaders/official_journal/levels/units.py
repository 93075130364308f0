"""Units as printed: finding them behind a number, in a header or in a cell, and naming them by one symbol.

The symbol says what is counted per what (`mg/Nm3`, `kg/t`, `MWh/t`); which product or substance is meant
(`kg NH3`, `tonne of raw materials`) stays in the printed text. Words for units are in `[levels.units]` (they stand
alone, as `%`) and `[levels.unit_words]` (they are counted or counted per, as `tonne`) of a language file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.plain_text import plain

# The case of letters matters: `Mg` is no `mg`.
_COUNTED: Final = ("kWh", "MWh", "GWh", "MJ", "GJ", "TJ", "kJ", "mg", "µg", "ng", "pg", "kg", "g", "Nm3", "m3", "hl")
_COUNTED_ONLY_PER: Final = ("t", "l", "h")
_PER: Final = ("Nm3", "nm3", "m3", "m2", "hl", "ADt", "kg", "MJ", "GJ", "kWh", "MWh", "t", "l", "g", "h", "d", "u")
_SPELLING: Final[Mapping[str, str]] = {"nm3": "Nm3", "u": "h"}
# What is counted: a formula or up to three words, as in `kg NH3`, `kg N excreted`, `ng PCDD/PCDF I-TEQ`.
_OF: Final = r"[A-Za-z][\w+]*(?:/[A-Z]+)?(?:[- ][A-Za-z][\w+-]*){0,2}"
_TOXIC_EQUIVALENT: Final = re.compile(r"\b(?P<scheme>I|WHO)-? ?TEQ\b")
_EDGE: Final = r"(?!\w)"


@dataclass(frozen=True)
class PrintedUnit:
    """A unit found from `start` to `end` of a text: as printed, and its symbol."""

    start: int
    end: int
    text: str
    symbol: str


@dataclass(frozen=True)
class UnitReader:
    """Finds units in the text of one language."""

    phrases: LevelPhrases

    def at(self, text: str, position: int) -> PrintedUnit | None:
        """Return the unit that begins at `position` of `text` (spelled as by `plain`), spaces before it allowed."""
        found = self._here.match(text, position)
        return self._printed(found) if found else None

    def within(self, text: str) -> PrintedUnit | None:
        """Return the first unit found anywhere in a header or unit cell with what it is counted per, or None."""
        spelled = plain(text)
        found = self._anywhere.search(spelled)
        return self._with_product(self._printed(found), spelled) if found else None

    def _with_product(self, unit: PrintedUnit, text: str) -> PrintedUnit:
        """Add what stands after the unit up to a bracket, a comma or a word that begins a qualifier."""
        product = self.product_after(text, unit)
        return PrintedUnit(unit.start, unit.end + len(product), unit.text + product, unit.symbol)

    def product_after(self, text: str, unit: PrintedUnit) -> str:
        """Return what stands after a unit up to a bracket, a comma or a word that begins a qualifier."""
        end = self._after.search(text, unit.end)
        return text[unit.end : end.start() if end else len(text)].rstrip(" .")

    def _printed(self, found: re.Match[str]) -> PrintedUnit:
        return PrintedUnit(found.start("unit"), found.end("unit"), found["unit"], self._symbol(found))

    def _symbol(self, found: re.Match[str]) -> str:
        if found["alone"] is not None:
            return self._named("units", found["alone"])
        scheme = _TOXIC_EQUIVALENT.search(found["of"] or "")
        counted = self._named("unit_words", found["counted"]) + (f" {scheme['scheme']}-TEQ" if scheme else "")
        per = [self._named("unit_words", part) for part in (found["per"], found["per_again"]) if part]
        return "/".join([counted, *per])

    def _named(self, table: str, word: str) -> str:
        if word in _COUNTED or word in _PER:
            return _SPELLING.get(word, word)
        named = (
            symbol
            for symbol, patterns in self.phrases.patterns(table).items()
            for pattern in patterns
            if pattern.fullmatch(word)
        )
        return next(named, word)

    @cached_property
    def _words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words that count or are counted per, and those that stand alone."""
        counted, alone = (self.phrases.texts(table).values() for table in ("unit_words", "units"))
        return tuple(word for spelled in counted for word in spelled), tuple(
            word for spelled in alone for word in spelled
        )

    @property
    def _after(self) -> re.Pattern[str]:
        return _compiled_after(self.phrases.texts("values")["qualifier"])

    @property
    def _here(self) -> re.Pattern[str]:
        return _compiled_units(" ?", *self._words)

    @property
    def _anywhere(self) -> re.Pattern[str]:
        return _compiled_units(r"(?<![\w/])", *self._words)


@cache
def _compiled_units(before: str, words: tuple[str, ...], alone: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression of all units behind `before`: it is long, and the same for all documents of a language."""
    counted = "|".join([*_COUNTED, *_COUNTED_ONLY_PER, _any(words)])
    per = "|".join([*_PER, _any(words)])
    return re.compile(
        rf"{before}(?P<unit>(?P<counted>{counted}){_EDGE}(?:[ -](?P<of>{_OF}?))?"
        rf" ?/ ?(?P<per>{per}){_EDGE}(?: ?/ ?(?P<per_again>{per}){_EDGE})?"
        rf"|(?P<alone>{_any(alone)}|{'|'.join(_COUNTED)}){_EDGE})"
    )


@cache
def _compiled_after(qualifiers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[(),;:\n]| {_any(qualifiers)}\b|\s\d")


def _any(words: Iterable[str]) -> str:
    return "(?i:" + "|".join(sorted(words, key=len, reverse=True)) + ")"

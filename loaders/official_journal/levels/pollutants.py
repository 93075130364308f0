"""Which pollutants of the code list a printed parameter or caption names.

Formulas are compared with their case (`Co` is no `CO`), names without. A sum such as `Cd + Tl` is a pollutant of its
own where the code list has it, otherwise it names its parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from loaders.official_journal.levels.plain_text import plain

# What stands in brackets, but not an oxidation state, which is part of the name: `chromium (VI)`.
_PARENTHESIS: Final = re.compile(r"\((?![IVX]+\))((?:[^()]|\([^()]*\))*)\)")
_SUM: Final = re.compile(r"^(?:Σ|som van|sum of)?\s*\(?(?P<parts>[^()]+)\)?$", re.IGNORECASE)
_SUM_OF: Final = re.compile(r"^(?:Σ|som van|sum of)", re.IGNORECASE)
_LINK: Final = re.compile(r"\s*(?:[+,;]|\ben\b|\band\b)\s*")
_SPACE: Final = re.compile(r" ")
_AS: Final = re.compile(r", (?:uitgedrukt|expressed|berekend) | (?:uitgedrukt als|expressed as|berekend als) ")
# A compound word that a name may begin: `stofemissies`, `NOX-emissies`, `SO2 emissions`, `NH3-slip`.
# In `HCl- en HF-emissies` the hyphen stands for the word to come.
_EMITTED: Final = r"(?P<emitted>-?\s?(?:emissi|slip|uitstoot|concentrati)\w*|-(?=[ ,](?:[^ ]+[ ,]+){0,4}?\S*emissi))"
_ELEMENT: Final = re.compile(r"[A-Z][a-z]")
_SYMBOL: Final = re.compile(r"[A-Z0-9][A-Za-z0-9()+/.-]*")


@dataclass(frozen=True)
class PollutantNames:
    """The code list of pollutants by every name it gives them: pairs of a name and a pollutant id.

    `groups` are the ids that name a kind of pollutants, such as metals.
    """

    names: tuple[tuple[str, str], ...]
    groups: frozenset[str] = frozenset()

    def named(self, text: str) -> tuple[str, ...]:
        """Return the pollutants that a whole cell names, one id for a pollutant, several for a sum, none if unknown."""
        spelled = plain(text)
        inside = _PARENTHESIS.findall(spelled)
        # `heavy metals (sum of As, Cd and Ni)` is that sum, not the group.
        summed = [listed for bracket in inside if _SUM_OF.match(bracket) and (listed := self._listed_sum(bracket))]
        if summed:
            return (summed[0],)
        for candidate in _candidates(spelled):
            if found := self._exactly(candidate):
                return (found,)
        in_brackets = self._exactly(inside[0].strip()) if len(inside) == 1 else None
        return self._parts_of_sum(spelled) or ((in_brackets,) if in_brackets else ())

    def listed(self, text: str) -> tuple[str, ...]:
        """Return all pollutants of a cell that lists them, in brackets or by spaces; else those it mentions."""
        found = self.named(text)
        if found and not {*found} & self.groups:
            return found
        spelled = plain(text)
        for listing in (*_PARENTHESIS.findall(spelled), spelled):
            for link in (_LINK, _SPACE):
                ids = [self._exactly(name) for name in link.split(listing) if name]
                if len(ids) > 1 and all(ids):
                    return tuple(dict.fromkeys(one for one in ids if one))
        return found or self.mentioned(spelled)

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Return the pollutants mentioned within a caption or sentence, in order; a longer name hides its parts."""
        return tuple(dict.fromkeys(identifier for _, _, identifier in self._mentions(plain(text))))

    def words(self, text: str) -> str:
        """Return the first name of a pollutant in a caption or sentence as printed, or an empty text."""
        spelled = plain(text)
        return next((spelled[start:end] for start, end, _ in self._mentions(spelled)), "")

    def _mentions(self, spelled: str) -> list[tuple[int, int, str]]:
        # The same captions and headers are asked about for each cell below them.
        if spelled not in self._known_mentions:
            self._known_mentions[spelled] = self._found_mentions(spelled)
        return self._known_mentions[spelled]

    @cached_property
    def _known_mentions(self) -> dict[str, list[tuple[int, int, str]]]:
        return {}

    def _found_mentions(self, spelled: str) -> list[tuple[int, int, str]]:
        matches = [(match, identifier) for pattern, identifier in self._patterns for match in pattern.finditer(spelled)]
        # `NOX emissions from iron and steel` says which of the two is emitted.
        emitted = [(match, identifier) for match, identifier in matches if match["emitted"]] or matches
        spans = [(match.start("name"), match.end("name"), identifier) for match, identifier in emitted]
        return sorted(span for span in spans if not any(_hides(other, span) for other in spans))

    def _exactly(self, text: str) -> str | None:
        formula = _closed(text)
        # Print confuses the capital I with the small l: `HCI`.
        return (
            self._by_spelling.get(formula)
            or self._by_name.get(_folded(text))
            or self._by_spelling.get(re.sub(r"(?<=[A-Z])I\b", "l", formula))
        )

    def _parts_of_sum(self, text: str) -> tuple[str, ...]:
        """Return the sum that a text names by its parts, or the parts where the code list has no such sum."""
        listed = self._listed_sum(text)
        return (listed,) if listed else self._parts(text)

    def _listed_sum(self, text: str) -> str | None:
        return self._sums.get(frozenset(self._parts(text)))

    def _parts(self, text: str) -> tuple[str, ...]:
        bare = _PARENTHESIS.sub("", text) if text.count("(") > 1 else text
        whole = _SUM.match(re.sub(r" (?=,|$)", "", bare.strip(" .,;")))
        names = [part for part in _LINK.split(whole["parts"]) if part] if whole else []
        found = [self._exactly(name) for name in names]
        known = tuple(dict.fromkeys(identifier for identifier in found if identifier))
        return known if len(names) > 1 and all(found) else ()

    @cached_property
    def _sums(self) -> Mapping[frozenset[str], str]:
        written = [(self._parts(plain(name)), identifier) for name, identifier in self.names if _LINK.search(name)]
        return {frozenset(parts): identifier for parts, identifier in written if parts}

    @cached_property
    def _by_spelling(self) -> Mapping[str, str]:
        return {_closed(name): identifier for name, identifier in reversed(self.names)}

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        # Of one- and two-letter names only the case tells which is meant.
        return {_folded(name): identifier for name, identifier in reversed(self.names) if len(name) > 2}

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], str]]:
        return [(_pattern(plain(name)), identifier) for name, identifier in self.names if len(name) > 1]


def _hides(outer: tuple[int, int, str], inner: tuple[int, int, str]) -> bool:
    return outer[1] - outer[0] > inner[1] - inner[0] and outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    flags = re.NOFLAG if (_SYMBOL.fullmatch(name) and not name[1:].islower()) or len(name) <= 2 else re.IGNORECASE
    # `As` is arsenic only where an emission or a list shows it: it begins sentences too.
    shown = rf"(?:{_EMITTED}|(?=[),;+]))" if _ELEMENT.fullmatch(name) else rf"{_EMITTED}?"
    # `expressed as NO2` says in what something else is counted.
    return re.compile(rf"(?<!\w)(?<!\bas )(?<!\bals )(?P<name>{re.escape(name)}){shown}(?!\w)", flags)


def _closed(text: str) -> str:
    """Return a formula without the spaces that print sets between its parts: `SO4 2-`, `Sb + As`."""
    return re.sub(r"\s+", "", plain(text)).replace("–", "-")


def _folded(text: str) -> str:
    return re.sub(r"[\s-]+", " ", plain(text)).casefold().strip(" .,:")


def _candidates(text: str) -> Iterable[str]:
    """Yield the spellings under which a cell may be listed: whole, without brackets, before `as`."""
    yield text
    outside = re.sub(r"\s+(?=,|$)|\s+(?= )", "", _PARENTHESIS.sub("", text)).strip(" ,")
    yield outside
    yield _AS.split(text)[0].strip()
    yield _AS.split(outside)[0].strip()

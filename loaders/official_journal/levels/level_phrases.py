"""The phrases by which levels are read: the `[levels…]` tables of a language file, compiled once for a document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.facts import Comparator
from loaders.official_journal.levels.plain_text import plain

Patterns = tuple[re.Pattern[str], ...]
_COMPARATORS: Final[tuple[Comparator, ...]] = ("lt", "le", "gt", "ge")


@dataclass(frozen=True)
class LevelPhrases:
    """The `[levels…]` tables of one language. Each property is one table, compiled without regard to case."""

    phrases: Phrases

    @property
    def language(self) -> str:
        """Return the two letters of the language."""
        return self.phrases.language

    def texts(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """Return a table `[levels.<table>]` as lists of phrases. Raises PhraseMissing."""
        if table not in self._texts:
            self._texts[table] = self.phrases.lists("levels", table)
        return self._texts[table]

    @cached_property
    def _texts(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {}

    @cached_property
    def _compiled(self) -> dict[str, Mapping[str, Patterns]]:
        return {}

    def patterns(self, table: str) -> Mapping[str, Patterns]:
        """Return a table `[levels.<table>]` as compiled expressions, in the order of the file. Raises PhraseMissing."""
        if table not in self._compiled:
            self._compiled[table] = {name: _compiled(expressions) for name, expressions in self.texts(table).items()}
        return self._compiled[table]

    @cached_property
    def comparator_words(self) -> Mapping[str, Comparator]:
        """Return words such as `less than` with what they say, longest first."""
        table = self.texts("numbers")
        pairs = [(word.lower(), name) for name in _COMPARATORS for word in table[name]]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))

    @cached_property
    def range_words(self) -> tuple[str, ...]:
        """Return words that stand between the two ends of a range."""
        return self.texts("numbers")["to"]

    @property
    def decimal_sign(self) -> str:
        """Return the decimal sign that the language's rules prescribe; the other one is read too where it is clear."""
        return self.texts("numbers")["decimal_sign"][0]


@cache
def _compiled(expressions: tuple[str, ...]) -> Patterns:
    """Compile expressions once for all documents of a language: there are some hundred."""
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)


def first_match(patterns: Patterns, text: str) -> re.Match[str] | None:
    """Return the first match of the first pattern that is found in `text` (spelled as by `plain`)."""
    for pattern in patterns:
        if found := pattern.search(text):
            return found
    return None


def names_found(table: Mapping[str, Patterns], text: str) -> tuple[str, ...]:
    """Return the names of a table whose patterns are found in `text`, in the order in which they stand in it.

    A pattern that lies inside the match of another, longer one does not count: `gemiddelde over de
    bemonsteringsperiode` within `langdurige bemonsteringsperiode` says nothing of its own.
    """
    spelled = plain(text)
    spans: list[tuple[int, int, str]] = []
    for name, patterns in table.items():
        spans += [(found.start(), found.end(), name) for pattern in patterns for found in pattern.finditer(spelled)]
    kept = [span for span in spans if not any(_covers(other, span) for other in spans)]
    return tuple(dict.fromkeys(name for _, _, name in sorted(kept)))


def _covers(outer: tuple[int, int, str], inner: tuple[int, int, str]) -> bool:
    longer = outer[1] - outer[0] > inner[1] - inner[0]
    return longer and outer[0] <= inner[0] and inner[1] <= outer[1]

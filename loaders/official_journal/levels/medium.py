"""Into which medium a level's emission goes: by the caption, else by what its unit is counted per."""

import re
from collections.abc import Iterable
from typing import Final

from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain

_PER_GAS: Final = re.compile(r"/ ?[Nn]m3\b")
_PER_WATER: Final = re.compile(r"/ ?l\b")


def medium_of(level: LevelFact, said: str, units: Iterable[str], phrases: LevelPhrases) -> str:
    """Return the id of the medium, or an empty text for levels that are no emission.

    `said` is the caption or sentence, `units` the units in reach, that of the level first. Levels of performance and
    consumption have a medium only if the caption names one.
    """
    table = phrases.patterns("medium")
    for medium, patterns in table.items():
        if first_match(patterns, plain(said)):
            return medium
    if level.kind != "emission":
        return ""
    for unit in units:
        if _PER_GAS.search(plain(unit)):
            return "air"
        if _PER_WATER.search(plain(unit)):
            return "water"
    return ""

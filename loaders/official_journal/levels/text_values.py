"""Numbers with their units in running text: what a note or paragraph says in the unit of a level."""

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.official_journal.levels.facts import Bounds
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.quantity import quantities
from loaders.official_journal.levels.units import PrintedUnit, UnitReader


@dataclass(frozen=True)
class TextValue:
    """A quantity with unit from `start` to `end` of a sentence; `printed` is number and unit as printed.

    `until` is where the next value in any unit begins, so that the words in between are about this one.
    """

    start: int
    end: int
    until: int
    printed: str
    bounds: Bounds
    unit: PrintedUnit


def values_in(text: str, phrases: LevelPhrases) -> list[TextValue]:
    """Return the quantities of `text` (spelled as by `plain`) that carry a unit, in order. Raises UnclearNumber."""
    found = list(_with_units(text, phrases))
    if not found:
        return []
    ends = [*(start for start, *_ in found[1:]), len(text)]
    return [
        TextValue(start, unit.end, until, text[start : unit.end], bounds, unit)
        for (start, bounds, unit), until in zip(found, ends, strict=True)
    ]


def _with_units(text: str, phrases: LevelPhrases) -> Iterator[tuple[int, Bounds, PrintedUnit]]:
    units = UnitReader(phrases)
    for quantity in quantities(text, phrases):
        if unit := units.at(text, quantity.end):
            yield quantity.start, quantity.clear().bounds, unit

"""What is known of levels after reading: the shape between tables, CSV and graph.

Rows and columns are places of value cells in the grid of their table, counted from 1. Pages are PDF pages from 1.
Identifiers are the last steps of IRIs within the document: `table/3/r4c2`, `table/3/note/5`, `bat/7/text/1`.
Fields named in `TEXT_FIELDS` hold sentences of the source; they are filled from a user's own copy and never ship.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

LevelKind = Literal["emission", "performance", "consumption", "waste"]
Standing = Literal["associated", "indicative"]
Comparator = Literal["lt", "le", "gt", "ge", "eq"]
PlantStatus = Literal["new", "existing", "all"]
FootnoteEffect = Literal["sets-upper-bound", "sets-lower-bound", "excludes", "indicative", "explains"]


@dataclass(frozen=True)
class Bounds:
    """The ends of a range. A comparator stands only where the source prints one; a lone number is `eq` on both ends."""

    lower: Decimal | None = None
    lower_comparator: Comparator | None = None
    upper: Decimal | None = None
    upper_comparator: Comparator | None = None


@dataclass(frozen=True)
class ReferenceConditionsFact:
    """Conditions a concentration is converted to: oxygen in per cent by volume, kelvin, kilopascal.

    `key` is the last step of the IRI and says the conditions, so that equal conditions have one IRI. `activity` is what
    the source prints as the activity they are for, empty where they hold for all. `no_oxygen_correction` is printed.
    """

    key: str
    page: int
    activity: str = ""
    oxygen: Decimal | None = None
    temperature: Decimal | None = None
    pressure: Decimal | None = None
    dry: bool | None = None
    no_oxygen_correction: bool = False


@dataclass(frozen=True)
class LevelTableFact:
    """A table that states levels. `key` is the printed number, or for a table without one `bat-20-1`."""

    key: str
    number: str
    caption: str
    page: int
    bat: int | None
    section: str
    kind: LevelKind
    standing: Standing


@dataclass(frozen=True)
class FootnoteFact:
    """A note with what it does to the levels that carry its mark. `id` is `table/1/note/5` or `bat/56/note/1`."""

    id: str
    table: str
    mark: str
    page: int
    effects: tuple[FootnoteEffect, ...]
    text: str = ""


@dataclass(frozen=True)
class LevelFact:
    """One associated level.

    `understood` is False for a cell whose text could not be read: it is kept as printed and has no bounds.
    `oxygen` is a reference oxygen content printed for this level itself, `wet_gas` that its water is not deducted;
    `reference` is the key of its conditions.
    `note` is the id of the footnote that sets the level, `modifies` the id of the level that it alters.
    """

    id: str
    kind: LevelKind
    standing: Standing
    bats: tuple[int, ...]
    page: int
    printed: str
    lower: Decimal | None = None
    lower_comparator: Comparator | None = None
    upper: Decimal | None = None
    upper_comparator: Comparator | None = None
    understood: bool = True
    no_level_stated: bool = False
    table: str = ""
    row: int | None = None
    column: int | None = None
    pollutants: tuple[str, ...] = ()
    parameter: str = ""
    measured_as: str = ""
    medium: str = ""
    unit: str = ""
    unit_text: str = ""
    averaging: tuple[str, ...] = ()
    averaging_text: str = ""
    plant_status: PlantStatus | None = None
    plant_category: str = ""
    size: str = ""
    process: str = ""
    oxygen: Decimal | None = None
    no_oxygen_correction: bool = False
    wet_gas: bool = False
    reference: str = ""
    footnotes: tuple[str, ...] = ()
    note: str = ""
    modifies: str = ""
    condition: str = ""

    @property
    def bounds(self) -> Bounds:
        """Return both ends together."""
        return Bounds(self.lower, self.lower_comparator, self.upper, self.upper_comparator)

    def within(self, bounds: Bounds) -> "LevelFact":
        """Return the same level with other ends."""
        return replace(
            self,
            lower=bounds.lower,
            lower_comparator=bounds.lower_comparator,
            upper=bounds.upper,
            upper_comparator=bounds.upper_comparator,
        )


@dataclass(frozen=True)
class MonitoringFact:
    """One row of a monitoring table: what is measured, where, how, how often, for which BAT.

    `frequencies` are ids of code/monitoring-frequency, several where print gives a choice. `medium` is the id of the
    medium into which what is measured goes, empty where print says none or several. `row` is 0 for what the statement
    over the rows says.
    """

    id: str
    bat: int | None
    table: str
    row: int
    page: int
    parameter: str
    pollutants: tuple[str, ...] = ()
    medium: str = ""
    process: str = ""
    standard: str = ""
    frequencies: tuple[str, ...] = ()
    frequency_text: str = ""
    associated_bats: tuple[int, ...] = ()
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """A place that could not be read and why. `printed` is a cell as printed, or the numbers of a sentence."""

    place: str
    page: int
    printed: str
    reason: str


@dataclass(frozen=True)
class LevelFacts:
    """Every level of one decision, with tables, notes, reference conditions and monitoring.

    `counts` are the figures of the load report; `not_understood` lists what is only kept as printed.
    """

    tables: tuple[LevelTableFact, ...] = ()
    levels: tuple[LevelFact, ...] = ()
    footnotes: tuple[FootnoteFact, ...] = ()
    reference_conditions: tuple[ReferenceConditionsFact, ...] = ()
    monitoring: tuple[MonitoringFact, ...] = ()


# Sentences of the source, by class: absent from the shipped CSV.
TEXT_FIELDS: Final[Mapping[type, tuple[str, ...]]] = {LevelFact: ("condition",), FootnoteFact: ("text",)}


def without_texts(facts: LevelFacts) -> LevelFacts:
    """Return the facts as they ship: the same, every sentence of the source left out."""
    return replace(
        facts,
        levels=tuple(_emptied(level) for level in facts.levels),
        footnotes=tuple(_emptied(note) for note in facts.footnotes),
    )


def _emptied(fact: Any) -> Any:
    return replace(fact, **dict.fromkeys(TEXT_FIELDS[type(fact)], ""))

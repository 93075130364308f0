"""A level with all that decides whether it can be compared, as plain data.

Pollutants, media, periods and the like are IRIs of codes. Pages are PDF pages from 1. Oxygen is in per cent by volume,
temperature in kelvin, pressure in kilopascal.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.lookup.codes import local


class LevelKind(StrEnum):
    """What a level is a level of, by its class."""

    EMISSION = "EmissionLevel"
    PERFORMANCE = "PerformanceLevel"
    CONSUMPTION = "ConsumptionLevel"
    WASTE = "WasteLevel"
    OTHER = "AssociatedLevel"


@dataclass(frozen=True)
class Unit:
    """A unit: a value times `factor` is the value in the unit of the same `dimension` whose factor is one.

    `per` is the product an amount is for (of melted glass), `measured_as` what it is expressed as; empty for neither.
    """

    iri: str
    symbol: str
    dimension: str
    factor: Decimal
    per: str = ""
    measured_as: str = ""


@dataclass(frozen=True)
class Conditions:
    """Reference conditions that the document states for a level; None for what it does not state.

    Without oxygen a value is that of the gas as it is, unless `oxygen_by_activity`: the document states contents for
    activities and does not say which of these the level is for, so that the content is not known.
    """

    oxygen: Decimal | None = None
    temperature: Decimal | None = None
    pressure: Decimal | None = None
    dry: bool | None = None
    oxygen_by_activity: bool = False


@dataclass(frozen=True)
class Bound:
    """One end of a range with the comparator printed before it: lt, le, eq, ge, gt, or None."""

    value: Decimal
    comparator: str | None = None


@dataclass(frozen=True)
class Source:
    """Where a level is printed."""

    document: str
    short: str
    page: int | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    bats: tuple[int, ...] = ()
    printed: str = ""

    @property
    def words(self) -> str:
        """The place as one cites it: `FDM 2019/2031, BAT 12, table 1, p. 13`."""
        parts = [self.short]
        parts += [f"BAT {', '.join(map(str, self.bats))}"] if self.bats else []
        parts += [f"table {self.table}"] if self.table else []
        parts += [f"p. {self.page}"] if self.page is not None else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Level:
    """One associated level. `conditions` is None if the document states none for it.

    `measured_as` is what the amount is expressed as (NOx as NO2): by the level, else its unit, else its pollutant.
    `excluded` says that the source states that there is no level here. `modifies` is the level a footnote alters.
    """

    iri: str
    kind: LevelKind
    source: Source
    lower: Bound | None = None
    upper: Bound | None = None
    pollutants: frozenset[str] = frozenset()
    parameter: str = ""
    measured_as: str = ""
    medium: str | None = None
    unit: Unit | None = None
    unit_text: str = ""
    averaging: frozenset[str] = frozenset()
    averaging_text: str = ""
    conditions: Conditions | None = None
    plant_status: str = "all"
    plant: str = ""
    size: str = ""
    process: str = ""
    indicative: bool = False
    excluded: bool = False
    modifies: str | None = None

    @property
    def subject(self) -> str:
        """What the level is for, in words: its pollutants, else its printed parameter."""
        return " + ".join(sorted(map(local, self.pollutants))) or self.parameter

    @property
    def plants(self) -> str:
        """The plants and processes it is for, as printed."""
        return "; ".join(part for part in (self.plant, self.size, self.process) if part)

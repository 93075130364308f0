"""What is stated of the alternatives that are compared: releases in t/yr and energy in GJ/yr."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from loaders.impact_factors.facts import Theme

QUALITIES: Final = ("A", "B", "C", "D", "E")

PrintedAs = Literal["fraction", "percent"]


@dataclass(frozen=True)
class Release:
    """An amount of a substance released a year. `quality` is A (best) to E, None if it is not stated."""

    substance: str
    medium: str
    tonnes: Decimal
    quality: str | None = None
    source: str = ""


@dataclass(frozen=True)
class EnergyUse:
    """Energy used a year, in GJ, by carrier such as electricity."""

    carrier: str
    gigajoules: Decimal
    quality: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Alternative:
    """A technique, or the base case, with everything that is stated of it."""

    identifier: str
    name: str
    releases: tuple[Release, ...]
    energy: tuple[EnergyUse, ...] = ()


@dataclass(frozen=True)
class EnergyRelease:
    """What making one GJ of a carrier releases, in tonnes."""

    carrier: str
    substance: str
    medium: str
    tonnes_per_gigajoule: Decimal
    quality: str | None = None
    source: str = ""


@dataclass(frozen=True)
class EuropeanTotal:
    """A theme's total of a year for Europe, in the unit of the factor set's results, for normalisation."""

    theme: Theme
    value: Decimal
    unit: str
    source: str


@dataclass(frozen=True)
class PrintedShare:
    """A share that a document prints, with the two amounts it says it is the quotient of."""

    what: str
    amount: Decimal
    unit: str
    total: Decimal
    total_unit: str
    printed: Decimal
    printed_as: PrintedAs


@dataclass(frozen=True)
class Inventory:
    """The alternatives, the one that is the base case, and what the user gives for energy and normalisation."""

    title: str
    base_case: str
    alternatives: tuple[Alternative, ...]
    energy_mixes: Mapping[str, tuple[EnergyRelease, ...]]
    european_totals: tuple[EuropeanTotal, ...] = ()
    printed_shares: tuple[PrintedShare, ...] = ()

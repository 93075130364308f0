"""An inventory for the cross-media assessment as a caller gives it."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from analysis.cross_media.inventory import Inventory
from analysis.cross_media.inventory_file import inventory_of
from api.graphql.results import CONVERTER
from loaders.impact_factors.facts import Theme

_Theme = CONVERTER.enum_of(Theme, "Theme")


@strawberry.input(description="An amount of a substance that is released a year.")
class ReleaseInput:
    """A release."""

    substance: str = strawberry.field(description="The substance, by name, formula or CAS number.")
    medium: str = strawberry.field(description="`air` or `water`.")
    amount: Decimal = strawberry.field(description="How much.")
    unit: str = strawberry.field(description="Mass a year: `t/yr`, `kg/yr`, `g/yr`, `kt/yr`.")
    data_quality: str | None = strawberry.field(default=None, description="`A` (best) to `E`.")
    source: str = strawberry.field(default="", description="Where the figure is from.")


@strawberry.input(description="Energy that is used a year.")
class EnergyInput:
    """Energy used."""

    carrier: str = strawberry.field(description="The energy carrier, e.g. `electricity`.")
    amount: Decimal = strawberry.field(description="How much.")
    unit: str = strawberry.field(description="Energy a year: `GJ/yr`, `MWh/yr`, …")
    data_quality: str | None = strawberry.field(default=None, description="`A` (best) to `E`.")
    source: str = strawberry.field(default="", description="Where the figure is from.")


@strawberry.input(description="An alternative: the base case, or a technique that is set against it.")
class AlternativeInput:
    """An alternative."""

    id: str = strawberry.field(description="Its id in this inventory.")
    releases: list[ReleaseInput] = strawberry.field(description="What it releases.")
    name: str = strawberry.field(default="", description="Its name.")
    energy: list[EnergyInput] = strawberry.field(default_factory=list, description="The energy it uses.")


@strawberry.input(description="What making energy of a carrier releases.")
class EnergyReleaseInput:
    """A release of an energy mix."""

    carrier: str = strawberry.field(description="The energy carrier.")
    substance: str = strawberry.field(description="The substance.")
    medium: str = strawberry.field(description="`air` or `water`.")
    amount: Decimal = strawberry.field(description="How much.")
    unit: str = strawberry.field(description="Mass per energy: `t/GJ`, `kg/MWh`, …")
    data_quality: str | None = strawberry.field(default=None, description="`A` (best) to `E`.")
    source: str = strawberry.field(default="", description="Where the figure is from.")


@strawberry.input(description="A way of making energy.")
class EnergyMixInput:
    """An energy mix."""

    name: str = strawberry.field(description="Its name, by which `energyMix` chooses it.")
    releases: list[EnergyReleaseInput] = strawberry.field(description="What it releases.")


@strawberry.input(description="The total of a theme for Europe a year, which sums are held against.")
class EuropeanTotalInput:
    """A European total."""

    theme: _Theme = strawberry.field(description="The theme.")  # type: ignore[valid-type]
    value: Decimal = strawberry.field(description="The total.")
    unit: str = strawberry.field(description="Its unit: that of the theme's sums.")
    source: str = strawberry.field(description="Where it is from.")


@strawberry.input(description="Alternatives with what they release and use, for an assessment by the EU method.")
class InventoryInput:
    """An inventory."""

    base_case: str = strawberry.field(description="The id of the alternative that the others are set against.")
    alternatives: list[AlternativeInput] = strawberry.field(description="Two or more alternatives.")
    title: str = strawberry.field(default="", description="A title.")
    energy_mixes: list[EnergyMixInput] = strawberry.field(default_factory=list, description="Ways of making energy.")
    european_totals: list[EuropeanTotalInput] = strawberry.field(default_factory=list, description="Totals for Europe.")


def inventory_given(given: InventoryInput) -> Inventory:
    """Return the inventory. Raises SourceRefused with the place of the fault."""
    values = _plain(given)
    values["energy_mixes"] = {mix["name"]: mix["releases"] for mix in values["energy_mixes"]}
    return inventory_of(values)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value

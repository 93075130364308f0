"""The cross-media assessment by the EU method, as fields."""

from typing import Annotated

import strawberry

from analysis.cross_media.assessment import assess
from analysis.cross_media.results import CrossMediaAssessment
from analysis.cross_media.what_if import Scenario, WhatIf, what_if
from api.graphql.analysis_problems import problems
from api.graphql.context import Info
from api.graphql.inventory_input import InventoryInput, inventory_given
from api.graphql.results import CONVERTER

STANDARD_FACTORS = "ecm-2006"
Stated = Annotated[InventoryInput, strawberry.argument(description="The alternatives.")]
FactorSet = Annotated[str, strawberry.argument(description="Which factors.")]
EnergyMix = Annotated[
    str | None,
    strawberry.argument(description="Count what making the energy releases, by this mix of the inventory."),
]


@strawberry.input(description="A way of computing an assessment.")
class ScenarioInput:
    """A factor set, and an energy mix if energy is to count."""

    factor_set: str = strawberry.field(default=STANDARD_FACTORS, description="Which factors.")
    energy_mix: str | None = strawberry.field(
        default=None, description="Count what making the energy releases, by this mix of the inventory."
    )


Before = Annotated[ScenarioInput, strawberry.argument(description="The first way of computing.")]
After = Annotated[ScenarioInput, strawberry.argument(description="The second way of computing.")]


@strawberry.type
class MediaFields:
    """Fields about effects on several media."""

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(CrossMediaAssessment) | None,
        description=(
            "Alternatives against a base case by the EU method: seven themes, ranks, conflicts, data quality, and what "
            "could not be counted."
        ),
    )
    def cross_media(
        self, info: Info, inventory: Stated, factor_set: FactorSet = STANDARD_FACTORS, energy_mix: EnergyMix = None
    ) -> CrossMediaAssessment:
        """Assess an inventory."""
        with problems():
            return assess(inventory_given(inventory), info.context.factors(), factor_set, energy_mix)

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(WhatIf) | None,
        description="One inventory assessed in two ways: what other factors or energy from another source change.",
    )
    def cross_media_what_if(self, info: Info, inventory: Stated, before: Before, after: After) -> WhatIf:
        """Assess an inventory twice."""
        with problems():
            scenarios = [Scenario(each.factor_set, each.energy_mix) for each in (before, after)]
            return what_if(inventory_given(inventory), info.context.factors(), *scenarios)

"""Levels compared with each other, and measured values screened against them, as fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import strawberry

from analysis.comparison.compare import LevelComparison, compare, compare_levels
from analysis.comparison.facts import Level
from analysis.comparison.obstacles import Reason
from analysis.comparison.pair import Comparable
from analysis.screening.screen import Screening, screen
from api.graphql.analysis_problems import problems
from api.graphql.arguments import Day, Documents, ForceDay, Sectors, full_iri, today_or
from api.graphql.context import Info
from api.graphql.measurement_input import MeasurementInput, measurements_of
from api.graphql.problems import problem
from api.graphql.results import CONVERTER


@strawberry.enum(description="Kinds of levels.")
class LevelKindAsked(StrEnum):
    """The kinds of levels that can be compared."""

    EMISSION = "emission"
    PERFORMANCE = "performance"
    CONSUMPTION = "consumption"
    WASTE = "waste"


@strawberry.enum(description="Whether a plant is new or existing.")
class PlantStatus(StrEnum):
    """Whether a plant is new or existing."""

    NEW = "new"
    EXISTING = "existing"


@dataclass(frozen=True)
class LevelPair:
    """Two levels, compared; or why they cannot be compared."""

    first: Level
    second: Level
    comparable: bool
    comparison: Comparable | None
    obstacles: tuple[Reason, ...]
    paragraphs: tuple[str, ...]


Pollutant = Annotated[
    str | None, strawberry.argument(description="The pollutant, given by code, name, formula or IRI.")
]
Kind = Annotated[LevelKindAsked | None, strawberry.argument(description="The kind of level.")]
Medium = Annotated[str | None, strawberry.argument(description="The medium, e.g. `air`, by code, name or IRI.")]
Averaging = Annotated[
    str | None, strawberry.argument(description="The averaging period, e.g. `day`, by code, name or IRI.")
]
Plants = Annotated[PlantStatus | None, strawberry.argument(description="Levels for these plants.")]
Unit = Annotated[str | None, strawberry.argument(description="Bring all values to this unit, by code, symbol or IRI.")]
Oxygen = Annotated[
    Decimal | None,
    strawberry.argument(description="Bring concentrations in gas to this oxygen content, in per cent by volume."),
]
LevelIri = Annotated[str, strawberry.argument(description="A level, given by its IRI or its path.")]
Measured = Annotated[
    Sequence[MeasurementInput] | None, strawberry.argument(description="The measured values. Or give `csv`.")
]
MeasuredCsv = Annotated[
    str | None,
    strawberry.argument(description="The measured values as the text of a CSV file, as the command takes it."),
]
Bats = Annotated[Sequence[int], strawberry.argument(description="Only levels of these numbered BAT.")]


@strawberry.type
class LevelFields:
    """Fields about levels."""

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(LevelComparison) | None,
        description=(
            "Levels across sectors and documents in one unit and at one oxygen content: who is strictest, how far "
            "apart, and which numbers cannot be compared, and why. Give a pollutant, or a kind of level."
        ),
    )
    def compare_levels(
        self,
        info: Info,
        pollutant: Pollutant = None,
        kind: Kind = None,
        medium: Medium = None,
        documents: Documents = (),
        sectors: Sectors = (),
        averaging: Averaging = None,
        plant_status: Plants = None,
        unit: Unit = None,
        oxygen: Oxygen = None,
        as_of: ForceDay = None,
    ) -> LevelComparison:
        """Compare levels."""
        if pollutant is None and kind is None:
            raise problem("nothing-named", "nothing_named", "give_one")
        with problems():
            return compare(
                info.context.store,
                _code(pollutant),
                kind=None if kind is None else kind.value,
                medium=_code(medium),
                documents=[full_iri(each) for each in documents],
                sectors=list(sectors),
                averaging=_code(averaging),
                plant_status=None if plant_status is None else plant_status.value,
                unit=_code(unit),
                oxygen=oxygen,
                on=as_of,
            )

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(LevelPair) | None,
        description="Two levels against each other: which is stricter and by how much, or why they cannot be compared.",
    )
    def compare_pair(self, info: Info, first: LevelIri, second: LevelIri) -> LevelPair:
        """Compare two levels."""
        with problems():
            found = compare_levels(info.context.store, full_iri(first), full_iri(second))
        comparison = found if isinstance(found, Comparable) else None
        reasons = () if isinstance(found, Comparable) else found.reasons
        return LevelPair(found.first, found.second, comparison is not None, comparison, reasons, found.paragraphs)

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Screening) | None,
        description=(
            "Measured values of a facility against the levels of documents or sectors: met, not met, or not comparable "
            "and why; and the techniques whose levels would be met."
        ),
    )
    def screening(
        self,
        info: Info,
        measurements: Measured = None,
        csv: MeasuredCsv = None,
        documents: Documents = (),
        sectors: Sectors = (),
        bats: Bats = (),
        as_of: Day = None,
    ) -> Screening:
        """Screen measured values."""
        with problems():
            measured = measurements_of(measurements, csv)
            named = [full_iri(each) for each in documents]
            store, day = info.context.store, today_or(as_of)
            return screen(store, measured, documents=named, sectors=list(sectors), bats=list(bats), on=day)


def _code(asked: str | None) -> str | None:
    return None if asked is None else full_iri(asked)

"""What is asked of the things of a document, by paragraph, as data: one line a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from analysis.comparison.facts import Level, LevelKind
from analysis.comparison.obstacles import is_gas_concentration
from ontology.namespaces import BAT


@dataclass(frozen=True)
class Thing:
    """A thing of a document, with the properties that state something of it. `level` is set if it is a level."""

    iri: str
    kind: str
    name: str
    page: int | None
    stated: frozenset[str]
    level: Level | None = None


@dataclass(frozen=True)
class Check:
    """A question: things of `kind` need one of `properties`; `concerns` says of which it is asked.

    `wording` marks what is a sentence of the source: it does not ship and comes with a user's own copy.
    """

    paragraph: str
    kind: str
    missing: str
    properties: tuple[URIRef, ...] = ()
    concerns: Callable[[Thing], bool] = lambda thing: True  # noqa: ARG005 - asked of everything
    wording: bool = False

    def is_met(self, thing: Thing) -> bool:
        """Whether the thing states what is asked."""
        return any(str(each) in thing.stated for each in self.properties)


def _has_value(thing: Thing) -> bool:
    level = thing.level
    return level is not None and not level.excluded and (level.lower is not None or level.upper is not None)


def _is_emission(thing: Thing) -> bool:
    return _has_value(thing) and thing.level is not None and thing.level.kind is LevelKind.EMISSION


def _in_gas(thing: Thing) -> bool:
    return _has_value(thing) and thing.level is not None and is_gas_concentration(thing.level)


def _is_range(thing: Thing) -> bool:
    level = thing.level
    if level is None or level.lower is None or level.upper is None:
        return False
    return _is_emission(thing) and level.lower.value != level.upper.value


# Ids: what they are called stands in the texts `gaps/kind-…` and `gaps/missing-…`.
LEVEL: Final = "level"
ENTRY: Final = "technique"
NUMBERED: Final = "numbered-bat"
DOCUMENT: Final = "document"
MARKER: Final = "marker-pollutant"

# The class of a thing decides what it is asked.
KINDS: Final[Mapping[str, str]] = {
    str(BAT.TechniqueEntry): ENTRY,
    str(BAT.ProspectiveTechniqueEntry): ENTRY,
    str(BAT.NumberedBat): NUMBERED,
}

CHECKS: Final[tuple[Check, ...]] = (
    Check("p54", LEVEL, "value", (BAT.lowerBound, BAT.upperBound, BAT.noLevelStated)),
    Check("p54", LEVEL, "averaging-period", (BAT.averagingPeriod,), _is_emission),
    Check("p54", LEVEL, "reference-conditions", (BAT.referenceConditions,), _in_gas),
    Check("p54", LEVEL, "lower-end-conditions", (BAT.lowerEndConditionText,), _is_range, wording=True),
    Check("p54", LEVEL, "bat", (BAT.belongsToBat, BAT.hasLevel)),
    Check("p12.9", LEVEL, "listed-unit", (BAT.unit,), _has_value),
    Check("p12.9", LEVEL, "listed-pollutant", (BAT.pollutant,), _is_emission),
    Check("p12.8", ENTRY, "description", (BAT.description,), wording=True),
    Check("p12.8", ENTRY, "applicability", (BAT.applicability, BAT.hasLimit), wording=True),
    Check("p12.8", ENTRY, "economics", (BAT.economics, BAT.hasEconomicFigure), wording=True),
    Check("p12.8", ENTRY, "operating-data", (BAT.operationalData, BAT.hasMeasuredFigure), wording=True),
    Check("p12.8", ENTRY, "environmental-performance", (BAT.environmentalBenefits, BAT.ofEntry), wording=True),
    Check("p2.1", ENTRY, "cross-media-effects", (BAT.crossMediaText, BAT.crossMediaStatement, BAT.ofEntry)),
    Check("p12.9", NUMBERED, "listed-technique", (BAT.listedIn,)),
    Check("p12.9", NUMBERED, "own-level", (BAT.belongsToBat,)),
    Check(
        "p12.2",
        DOCUMENT,
        "scope",
        (BAT.coversActivity, BAT.coversMainActivity, BAT.coversSector),
    ),
    Check("p12.2", DOCUMENT, "excluded-activities", (BAT.excludesActivity,)),
    Check("p12.1", DOCUMENT, "references", (BAT.hasReference, BAT.relatesToBook)),
    Check("p12.9", DOCUMENT, "markers", (BAT.hasMarkerDesignation,)),
    Check("p2.9", MARKER, "level", (BAT.pollutant,)),
)

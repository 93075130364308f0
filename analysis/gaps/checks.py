"""What is asked of the things of a document, by paragraph, as data: one line a question."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from analysis.comparison.facts import Level, LevelKind
from analysis.comparison.obstacles import is_gas_concentration
from ontology.namespaces import BAT


@dataclass(frozen=True)
class Thing:
    """A thing of a document, with the properties that state something of it. `level` is set if it is a level.

    `not_applicable` are the properties of which the document states that they do not apply to the thing.
    """

    iri: str
    kind: str
    name: str
    page: int | None
    stated: frozenset[str]
    level: Level | None = None
    not_applicable: frozenset[str] = frozenset()
    cross_sectoral: bool = False


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

    def is_asked(self, thing: Thing) -> bool:
        """Whether the question is put to a thing: what a document states not to apply is no gap."""
        if thing.kind != self.kind or not self.concerns(thing):
            return False
        return self.is_met(thing) or not any(str(each) in thing.not_applicable for each in self.properties)


def _has_value(thing: Thing) -> bool:
    level = thing.level
    return level is not None and not level.excluded and (level.lower is not None or level.upper is not None)


def _is_emission(thing: Thing) -> bool:
    return _has_value(thing) and thing.level is not None and thing.level.kind is LevelKind.EMISSION


def _in_gas(thing: Thing) -> bool:
    return _has_value(thing) and thing.level is not None and is_gas_concentration(thing.level)


def _sets_a_level(thing: Thing) -> bool:
    """A footnote alters a level, which has its BAT."""
    return thing.level is not None and not thing.level.excluded and thing.level.modifies is None


def _is_range(thing: Thing) -> bool:
    level = thing.level
    if level is None or level.lower is None or level.upper is None:
        return False
    return _is_emission(thing) and level.lower.value != level.upper.value


def _is_sectoral(thing: Thing) -> bool:
    return not thing.cross_sectoral


# Ids: what they are called stands in the texts `gaps/kind-…` and `gaps/missing-…`.
LEVEL: Final = "level"
CONSIDERED: Final = "technique"
GENERAL: Final = "general-technique"
PROSPECTIVE: Final = "prospective-technique"
NUMBERED: Final = "numbered-bat"
DOCUMENT: Final = "document"
MARKER: Final = "marker-pollutant"

_ENTRIES: Final = frozenset({str(BAT.TechniqueEntry), str(BAT.ProspectiveTechniqueEntry)})
# p12.7, p12.8 and p12.10 ask different things; where an entry stands in two elements, the one named first decides.
_BY_ELEMENT: Final = (
    (str(BAT.ProspectiveTechniqueEntry), PROSPECTIVE),
    (str(BAT.ProspectiveTechniques), PROSPECTIVE),
    (str(BAT.TechniquesConsidered), CONSIDERED),
    (str(BAT.GeneralBat), GENERAL),
)


def kind_of(classes: Set[str]) -> str | None:
    """What a thing is asked as, by its classes and those of the elements that describe it; None if it is not asked."""
    if _ENTRIES & classes:
        return next((kind for name, kind in _BY_ELEMENT if name in classes), CONSIDERED)
    return NUMBERED if str(BAT.NumberedBat) in classes else None


_PERFORMANCE: Final = (
    BAT.environmentalBenefits,
    BAT.hasEmissionFigure,
    BAT.hasWasteFigure,
    BAT.hasConsumptionFigure,
    BAT.ofEntry,
)
_CROSS_MEDIA: Final = (BAT.crossMediaText, BAT.crossMediaStatement, BAT.ofEntry)

CHECKS: Final[tuple[Check, ...]] = (
    Check("p54", LEVEL, "value", (BAT.lowerBound, BAT.upperBound, BAT.noLevelStated)),
    Check("p54", LEVEL, "averaging-period", (BAT.averagingPeriod,), _is_emission),
    Check("p54", LEVEL, "reference-conditions", (BAT.referenceConditions, BAT.conditionText), _in_gas),
    Check("p54", LEVEL, "lower-end-conditions", (BAT.lowerEndConditionText,), _is_range, wording=True),
    Check("p54", LEVEL, "bat", (BAT.belongsToBat, BAT.hasLevel), _sets_a_level),
    Check("p12.9", LEVEL, "listed-unit", (BAT.unit,), _has_value),
    Check("p12.9", LEVEL, "listed-pollutant", (BAT.pollutant,), _is_emission),
    Check("p12.8", CONSIDERED, "description", (BAT.description,), wording=True),
    Check("p12.8", CONSIDERED, "applicability", (BAT.applicability, BAT.hasLimit), wording=True),
    Check("p12.8", CONSIDERED, "economics", (BAT.economics, BAT.hasEconomicFigure), wording=True),
    Check("p12.8", CONSIDERED, "operating-data", (BAT.operationalData, BAT.hasMeasuredFigure), wording=True),
    Check("p12.8", CONSIDERED, "environmental-performance", _PERFORMANCE, wording=True),
    Check("p2.1", CONSIDERED, "cross-media-effects", _CROSS_MEDIA),
    Check("p2.1", GENERAL, "cross-media-effects", _CROSS_MEDIA),
    Check("p12.7", GENERAL, "reequipment", (BAT.requiresReequipment,)),
    Check("p12.10", PROSPECTIVE, "description", (BAT.description,), wording=True),
    Check("p12.10", PROSPECTIVE, "readiness", (BAT.readiness,)),
    Check("p12.10", PROSPECTIVE, "environmental-benefits", (BAT.environmentalBenefits,), wording=True),
    Check("p12.10", PROSPECTIVE, "economics", (BAT.economics, BAT.hasEconomicFigure), wording=True),
    Check("p12.10", PROSPECTIVE, "introduction-aspects", (BAT.introductionAspects,), wording=True),
    Check("p12.10", PROSPECTIVE, "reference-material", (BAT.referenceMaterial,)),
    Check("p12.9", NUMBERED, "listed-technique", (BAT.listedIn,)),
    Check("p12.9", NUMBERED, "own-level", (BAT.belongsToBat,)),
    Check("p12.2", DOCUMENT, "scope", (BAT.coversActivity, BAT.coversMainActivity, BAT.coversSector)),
    Check("p12.2", DOCUMENT, "excluded-activities", (BAT.excludesActivity, BAT.excludedProcessText), _is_sectoral),
    Check("p12.1", DOCUMENT, "references", (BAT.hasReference, BAT.relatesToBook, BAT.bookRelation)),
    Check("p12.9", DOCUMENT, "markers", (BAT.hasMarkerDesignation,)),
    Check("p2.9", MARKER, "level", (BAT.pollutant,)),
)

"""Random facts about one technique entry, small enough that every kind of pair turns up, and turns up together.

Hypothesis draws how many effects and assessments there are, and a seed for the rest: it can still shrink a failure to
few of them, and thousands of cases take seconds (drawing each attribute took a hundred times as long as deciding).
What should turn up more often stands more often in the list it is drawn from.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from analysis.determination.facts import (
    Assessment,
    Claim,
    Combination,
    CriterionAssessment,
    Direction,
    DocumentFacts,
    DocumentKind,
    EffectFacts,
    EntryFacts,
    Member,
    Outcome,
    Standing,
    Status,
)
from analysis.lookup.fields import Plot
from analysis.lookup.successors import Successor
from ontology.namespaces import BASE, CODE

ENTRY = BASE + "doc/test-book/section/1"
COMPANION_ENTRY = BASE + "doc/test-book/section/2"
THIRD_ENTRY = BASE + "doc/test-book/section/3"
COMPANION = BASE + "technique/companion"
AIR, WATER, SURFACE_WATER, GROUNDWATER, SOIL = (
    f"{CODE}component/{name}" for name in ("air", "water", "surface-water", "groundwater", "land-and-soil")
)
COMPONENTS = (AIR, WATER, SURFACE_WATER, GROUNDWATER, SOIL)
HIERARCHY = frozenset({(SURFACE_WATER, WATER), (GROUNDWATER, WATER)})
UNIT, OTHER_UNIT = f"{CODE}unit/mg-nm3", f"{CODE}unit/kwh-t"
DAYS = [date(2021, 10, 28), date(2022, 6, 1), date(2023, 1, 1), date(2023, 1, 2), date(2030, 1, 1)]
SECTORS = (f"{CODE}sector/FDM", f"{CODE}sector/LCP")
EVIDENCE = (f"{ENTRY}/evidence/0", f"{ENTRY}/evidence/1")

edges = st.one_of(
    st.just(set(HIERARCHY)),
    st.sets(st.tuples(st.sampled_from(COMPONENTS), st.sampled_from(COMPONENTS)), max_size=4),
)

_EFFECTS = [
    EffectFacts("", direction, component, base_case, standing, quantity=quantity, unit=unit, evidence=evidence)
    for direction, component, base_case, standing, (quantity, unit), evidence in product(
        [Direction.REDUCES, Direction.INCREASES, Direction.INCREASES, Direction.PREVENTS, Direction.NO_CHANGE, None],
        [*COMPONENTS, None],
        [f"{ENTRY}/base-case/1"] * 4 + [f"{ENTRY}/base-case/2", None],
        Standing,
        [(None, None), (Decimal(10), UNIT), (Decimal("10.5"), UNIT), (Decimal(99), OTHER_UNIT)],
        [frozenset(), frozenset(EVIDENCE[:1])],
    )
]
_ASSESSMENTS = [
    Assessment("", "", "", outcome, standing, frozenset(companions), combination, evidence)
    for outcome, standing, companions, combination, evidence in product(
        [*Outcome, Outcome.REMOVED_BY_COMPANION],
        [Standing.STATED, Standing.CONFIRMED, Standing.CONFIRMED, Standing.CANDIDATE],
        [(), (COMPANION,), (COMPANION_ENTRY,), (COMPANION_ENTRY, THIRD_ENTRY), (ENTRY,)],
        [None, *(f"{BASE}combination/{number}" for number in (1, 1, 2))],
        [frozenset(), frozenset(EVIDENCE[1:]), frozenset(EVIDENCE)],
    )
]
_THIS, _OTHER = Member(ENTRY, f"{BASE}technique/this"), Member(COMPANION_ENTRY, COMPANION)
_MEMBERS = [
    frozenset(members)
    for members in [(_THIS, _OTHER), (_THIS, _OTHER, Member(THIRD_ENTRY)), (_THIS,), (_OTHER, Member(THIRD_ENTRY))]
]
_CRITERIA = [
    CriterionAssessment("", criterion, met, frozenset(grounds), evidence)
    for criterion, met, grounds, evidence in product(
        ["best-as-a-whole", "best-as-a-whole", "available-economically"],
        [True, True, True, False],
        [(), ("cost",), ("not-used-in-kazakhstan",), ("cost", "not-used-in-kazakhstan")],
        [frozenset(), frozenset(EVIDENCE[:1])],
    )
]
_SUCCESSORS = [(), (), (), (date(2023, 1, 2),), (date(2029, 1, 1),), (None,)]
_DOCUMENTS = [
    DocumentFacts(
        "",
        kind,
        start,
        end,
        frozenset(Successor(f"{BASE}doc/next", since) for since in successors),
        frozenset(Plot(sector) for sector in sectors),
    )
    for kind, start, end, successors, sectors in product(
        DocumentKind,
        [date(2017, 8, 17), date(2022, 6, 1), date(2023, 1, 2), None],
        [None, None, date(2023, 1, 1)],
        _SUCCESSORS,
        [(), SECTORS[:1], SECTORS[1:], SECTORS],
    )
]
_CONCLUSIONS = [shape for shape in _DOCUMENTS if shape.kind is DocumentKind.KAZAKH_CONCLUSION]
_SURE = DocumentFacts(f"{BASE}doc/sure", DocumentKind.EU_DECISION, date(2017, 1, 1))
_CLAIMS = [
    (status, standing)
    for status, standing in product([Status.BAT] * 6 + [Status.BAT_UNDER_CONDITIONS] * 2 + list(Status), Standing)
]


def _pairs(effects: Sequence[EffectFacts]) -> list[tuple[str | None, str | None]]:
    """What an assessment may be about: mostly a benefit and a harm, sometimes anything, sometimes no effect at all."""
    benefits = [each.iri for each in effects if each.direction in (Direction.REDUCES, Direction.PREVENTS)]
    harms = [each.iri for each in effects if each.direction is Direction.INCREASES]
    odd = [
        (f"{ENTRY}/effect/0", f"{ENTRY}/effect/1"),
        (f"{ENTRY}/effect/1", f"{ENTRY}/effect/unknown"),
        (f"{ENTRY}/effect/0", None),
        (None, None),
    ]
    return [*product(benefits, harms)] * 4 + odd


def random_entry(seed: int, effect_count: int, assessment_count: int) -> EntryFacts:
    """A third of the entries have nothing but effects, assessments and a claim that holds."""
    draw = random.Random(seed)
    effects = tuple(replace(draw.choice(_EFFECTS), iri=f"{ENTRY}/effect/{number}") for number in range(effect_count))
    facts = EntryFacts(
        entry=ENTRY,
        claims=(Claim(_SURE, Status.BAT),),
        effects=effects,
        assessments=tuple(_assessment(draw, number, effects) for number in range(assessment_count)),
        combinations=tuple(Combination(f"{BASE}combination/{number}", draw.choice(_MEMBERS)) for number in (1, 2)),
        criterion_assessments=tuple(
            replace(draw.choice(_CRITERIA), iri=f"{ENTRY}/criterion/{number}")
            for number in range(draw.choice([0, 0, 1, 2]))
        ),
    )
    return facts if draw.random() < 1 / 3 else _with_documents(draw, facts)


def _assessment(draw: random.Random, number: int, effects: Sequence[EffectFacts]) -> Assessment:
    benefit, harm = draw.choice(_pairs(effects))
    return replace(draw.choice(_ASSESSMENTS), iri=f"{ENTRY}/assessment/{number}", benefit=benefit, harm=harm)


def _with_documents(draw: random.Random, facts: EntryFacts) -> EntryFacts:
    claims = tuple(
        Claim(_document(draw, f"claiming-{number}", _DOCUMENTS), *draw.choice(_CLAIMS))
        for number in range(draw.choice([0, 1, 2]))
    )
    return replace(
        facts,
        document=draw.choice([None, _document(draw, "own", _DOCUMENTS)]),
        claims=claims + draw.choice([facts.claims, ()]),
        readiness=draw.choice([frozenset()] * 3 + [frozenset({"in-use"}), frozenset({"pilot-introduction"})]),
        kazakh_conclusions=tuple(
            _document(draw, f"conclusion-{number}", _CONCLUSIONS) for number in range(draw.choice([0, 1, 2]))
        ),
        prospective=draw.choice([False] * 7 + [True]),
    )


def _document(draw: random.Random, name: str, shapes: Sequence[DocumentFacts]) -> DocumentFacts:
    return replace(draw.choice(shapes), iri=f"{BASE}doc/{name}")


entries = st.builds(
    random_entry, seed=st.integers(0, 2**64), effect_count=st.integers(0, 5), assessment_count=st.integers(0, 6)
)

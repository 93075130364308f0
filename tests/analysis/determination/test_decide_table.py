"""Every row of the table of the trade-off rule, and every ground beside it, one readable case each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from analysis.determination.decide import DeterminationResult, decide
from analysis.determination.errors import RuleSetNotInForce
from analysis.determination.facts import (
    Assessment,
    Claim,
    Combination,
    ComponentScheme,
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
from analysis.determination.rule_set import Threshold
from analysis.determination.rule_set_file import load_rule_set
from analysis.lookup.fields import Plot
from analysis.lookup.successors import Successor
from ontology.namespaces import LAW
from tests.analysis.determination.scenarios import AIR, HIERARCHY, SOIL, SURFACE_WATER, UNIT, WATER

DAY = date(2024, 5, 1)
KZ, EU = load_rule_set("kz-775"), load_rule_set("eu-ecm")
SCHEME = ComponentScheme.from_edges(HIERARCHY)
DECISION = DocumentFacts("decision", DocumentKind.EU_DECISION, date(2017, 8, 17), field=frozenset({Plot("FDM")}))
CONCLUSION = DocumentFacts(
    "conclusion", DocumentKind.KAZAKH_CONCLUSION, date(2024, 1, 1), field=frozenset({Plot("FDM")})
)
REFERENCE = DocumentFacts("reference", DocumentKind.OTHER, date(2007, 8, 1))
BENEFIT = EffectFacts("benefit", Direction.REDUCES, AIR, "as it was", Standing.STATED, evidence=frozenset({"page 4"}))
HARM = EffectFacts("harm", Direction.INCREASES, SURFACE_WATER, "as it was", Standing.CONFIRMED)
PROOF = frozenset({"audit 7"})
BESIDE = Combination("combination", frozenset({Member("entry"), Member("scrubber entry", "scrubber")}))


def entry(**given: object) -> EntryFacts:
    """An entry that an EU decision in force names, with a benefit to air and a harm to surface water."""
    base = EntryFacts("entry", document=DECISION, claims=(Claim(DECISION, Status.BAT),), effects=(BENEFIT, HARM))
    return replace(base, **given)


def assessed(outcome: Outcome, standing: Standing = Standing.CONFIRMED, **given: object) -> Assessment:
    return replace(Assessment("assessment", "benefit", "harm", outcome, standing, evidence=PROOF), **given)


def status(facts: EntryFacts, day: date = DAY) -> tuple[str, str, bool]:
    """Status under kz-775, status under eu-ecm, and the suspicion, which is the same under both."""
    binding, shown_beside = decide(facts, SCHEME, KZ, day), decide(facts, SCHEME, EU, day)
    assert binding.suspected == shown_beside.suspected
    return binding.status.value, shown_beside.status.value, binding.suspected


def decisive(result: DeterminationResult) -> tuple[str, tuple[str, ...]]:
    first = result.reasons[0]
    return first.rule.rsplit("/", 1)[1], tuple(paragraph.removeprefix(LAW) for paragraph in first.paragraphs)


@pytest.mark.parametrize("standing", [Standing.STATED, Standing.CONFIRMED])
@pytest.mark.parametrize("evidence", [PROOF, frozenset()])
def test_benefit_at_the_expense_of_a_harm(standing: Standing, evidence: frozenset[str]) -> None:
    facts = entry(assessments=(assessed(Outcome.AT_EXPENSE_OF, standing, evidence=evidence),))
    assert status(facts) == ("not-bat", "not-determined", False)
    [reason] = [each for each in decide(facts, SCHEME, KZ, DAY).reasons if each.situation == "achieved-at-expense"]
    assert (reason.paragraphs, reason.effects) == ((str(LAW["p2.1"]),), ("benefit", "harm"))
    assert reason.evidence == tuple(sorted({"page 4"} | evidence))
    assert decisive(decide(facts, SCHEME, EU, DAY)) == ("conflict-at-expense", ())


def test_pair_that_nobody_has_assessed() -> None:
    assert status(entry()) == ("not-determined", "not-determined", False)
    assert decisive(decide(entry(), SCHEME, KZ, DAY)) == ("unassessed-pair", ("p2.1",))
    assert decisive(decide(entry(), SCHEME, EU, DAY)) == ("conflict-unassessed-pair", ())


@pytest.mark.parametrize("outcome", [Outcome.DOES_NOT_PAY_FOR, Outcome.BELOW_THRESHOLD])
def test_pair_assessed_with_evidence(outcome: Outcome) -> None:
    assert status(entry(assessments=(assessed(outcome),))) == ("bat", "bat", False)
    unproven = entry(assessments=(assessed(outcome, evidence=frozenset()),))
    assert status(unproven) == ("not-determined", "not-determined", False)
    unresolved = decide(unproven, SCHEME, KZ, DAY).reasons[0]
    assert [each.situation.value for each in unresolved.sub_reasons] == ["assessment-without-evidence"]
    read_by_program = entry(assessments=(assessed(outcome, Standing.CANDIDATE),))
    assert status(read_by_program) == ("not-determined", "not-determined", False)


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        (Decimal("5.0"), UNIT, "bat"),
        (Decimal("5.1"), UNIT, "not-determined"),
        (Decimal("5.1"), "another unit", "bat"),
        (None, None, "bat"),
    ],
)
def test_harm_below_the_threshold_of_the_rule_set(quantity: Decimal | None, unit: str | None, expected: str) -> None:
    """A figure of the rule set can contradict an assessment; without a figure to compare, its evidence carries it."""
    facts = entry(
        effects=(BENEFIT, replace(HARM, quantity=quantity, unit=unit)),
        assessments=(assessed(Outcome.BELOW_THRESHOLD),),
    )
    rules = replace(KZ, thresholds=(Threshold(Decimal(5), UNIT, component=WATER),))
    assert decide(facts, SCHEME, rules, DAY).status == expected
    elsewhere = replace(KZ, thresholds=(Threshold(Decimal(5), UNIT, component=SOIL),))
    assert decide(facts, SCHEME, elsewhere, DAY).status is Status.BAT


@pytest.mark.parametrize("companion", ["scrubber", "scrubber entry"])
def test_harm_removed_by_a_companion_within_the_combination(companion: str) -> None:
    removed = assessed(Outcome.REMOVED_BY_COMPANION, companions=frozenset({companion}), combination="combination")
    assert status(entry(assessments=(removed,), combinations=(BESIDE,))) == (
        "bat-under-conditions",
        "bat-under-conditions",
        False,
    )
    assert decisive(decide(entry(assessments=(removed,), combinations=(BESIDE,)), SCHEME, KZ, DAY)) == (
        "harm-removed-by-companion",
        ("p2.1", "p54"),
    )


@pytest.mark.parametrize(
    "given",
    [
        {"companions": frozenset({"stranger"}), "combination": "combination"},
        {"companions": frozenset({"scrubber"}), "combination": None},
        {"companions": frozenset(), "combination": "combination"},
        {"companions": frozenset({"entry"}), "combination": "combination"},
    ],
)
def test_companion_outside_the_combination_takes_nothing_away(given: dict[str, object]) -> None:
    facts = entry(assessments=(assessed(Outcome.REMOVED_BY_COMPANION, **given),), combinations=(BESIDE,))
    assert status(facts) == ("not-determined", "not-determined", False)
    [why] = decide(facts, SCHEME, KZ, DAY).reasons[0].sub_reasons
    assert why.situation == "companion-outside-combination"


@pytest.mark.parametrize("candidate", [BENEFIT, HARM])
def test_harm_or_benefit_known_only_as_candidate(candidate: EffectFacts) -> None:
    other = HARM if candidate is BENEFIT else BENEFIT
    facts = entry(effects=(replace(candidate, standing=Standing.CANDIDATE), other))
    assert status(facts) == ("not-determined", "not-determined", True)
    assert decisive(decide(facts, SCHEME, KZ, DAY)) == ("suspected-pair", ("p2.1",))
    resolved = replace(facts, assessments=(assessed(Outcome.DOES_NOT_PAY_FOR),))
    assert status(resolved) == ("bat", "bat", False)


def test_what_a_program_reads_about_a_stated_pair_leaves_it_unassessed() -> None:
    """The pair is known without the program, so it is no suspicion; the shape of p2.1 forbids a claim on it."""
    facts = entry(assessments=(assessed(Outcome.AT_EXPENSE_OF, Standing.CANDIDATE),))
    assert status(facts) == ("not-determined", "not-determined", False)
    reason = decide(facts, SCHEME, KZ, DAY).reasons[0]
    assert (reason.situation, [each.situation for each in reason.sub_reasons]) == (
        "unassessed-pair",
        ["assessment-is-candidate"],
    )


def test_at_expense_said_of_effects_that_form_no_pair() -> None:
    loose = (BENEFIT, replace(HARM, base_case=None))
    said = entry(effects=loose, assessments=(assessed(Outcome.AT_EXPENSE_OF),))
    assert status(said) == ("not-determined", "not-determined", False)
    read = entry(effects=loose, assessments=(assessed(Outcome.AT_EXPENSE_OF, Standing.CANDIDATE),))
    assert status(read) == ("not-determined", "not-determined", True)
    reason = decide(read, SCHEME, KZ, DAY).reasons[0]
    assert (reason.assessments, [each.put_aside for each in reason.sub_reasons]) == ((), [("assessment",)])
    without_harm = entry(effects=(BENEFIT,), assessments=(assessed(Outcome.AT_EXPENSE_OF, harm=None),))
    assert status(without_harm) == ("not-determined", "not-determined", False)
    assert decide(without_harm, SCHEME, KZ, DAY).reasons[0].effects == ("benefit",)


def test_an_assessment_that_another_outweighs_is_named() -> None:
    clearing = assessed(Outcome.DOES_NOT_PAY_FOR, iri="clearing")
    removed = assessed(
        Outcome.REMOVED_BY_COMPANION, iri="removed", companions=frozenset({"scrubber"}), combination="combination"
    )
    expense = assessed(Outcome.AT_EXPENSE_OF, iri="expense")

    def outweighed(*given: Assessment) -> list[tuple[str, tuple[str, ...], list[tuple[str, tuple[str, ...]]]]]:
        facts = entry(assessments=given, combinations=(BESIDE,))
        reasons = [next(r for r in decide(facts, SCHEME, rules, DAY).reasons if r.effects) for rules in (KZ, EU)]
        return [
            (r.situation.value, r.assessments, [(s.situation.value, s.put_aside) for s in r.sub_reasons])
            for r in reasons
        ]

    def beside(*names: str) -> list[tuple[str, tuple[str, ...]]]:
        return [("assessment-outweighed", (name,)) for name in names]

    assert outweighed(clearing, expense) == [
        ("achieved-at-expense", ("expense",), beside("clearing")),
        ("pair-assessed", ("clearing",), beside("expense")),
    ]
    assert outweighed(clearing, removed) == [("harm-removed-by-companion", ("removed",), beside("clearing"))] * 2


@pytest.mark.parametrize("degree", ["research-and-development", "pilot-introduction"])
def test_technique_under_research_or_pilot_introduction(degree: str) -> None:
    facts = entry(readiness=frozenset({degree}))
    assert status(facts) == ("prospective", "prospective", False)
    assert decisive(decide(facts, SCHEME, KZ, DAY)) == ("not-yet-in-use", ("p12.10",))
    assert decisive(decide(facts, SCHEME, EU, DAY)) == ("emerging-technique", ())
    forbidden = replace(facts, assessments=(assessed(Outcome.AT_EXPENSE_OF),))
    assert status(forbidden) == ("not-bat", "prospective", False)
    assert status(replace(facts, readiness=frozenset({"in-use"}), effects=())) == ("bat", "bat", False)


def test_technique_described_among_the_prospective_ones() -> None:
    facts = entry(prospective=True, effects=())
    assert status(facts) == ("prospective", "prospective", False)
    assert decide(facts, SCHEME, KZ, DAY).reasons[0].documents == ("decision",)


@pytest.mark.parametrize(
    ("benefit_on", "harm_on", "expected"),
    [
        (AIR, AIR, "bat"),
        (WATER, SURFACE_WATER, "bat"),
        (SURFACE_WATER, WATER, "bat"),
        (SURFACE_WATER, AIR, "not-determined"),
        (SURFACE_WATER, f"{WATER.rsplit('/', 1)[0]}/groundwater", "not-determined"),
    ],
)
def test_components_that_overlap_make_no_cross_media_pair(benefit_on: str, harm_on: str, expected: str) -> None:
    facts = entry(effects=(replace(BENEFIT, component=benefit_on), replace(HARM, component=harm_on)))
    result = decide(facts, SCHEME, KZ, DAY)
    assert result.status == expected
    same = [reason.effects for reason in result.same_component_harms]
    assert same == ([("benefit", "harm")] if expected == "bat" else [])


@pytest.mark.parametrize(
    ("given", "reported"),
    [
        ({"base_case": None}, "effect-without-base-case"),
        ({"component": None}, "effect-without-component"),
        ({"direction": None}, "effect-without-direction"),
        ({"base_case": "another"}, None),
    ],
)
def test_effect_whose_sign_means_nothing_makes_no_pair(given: dict[str, None], reported: str | None) -> None:
    facts = entry(effects=(BENEFIT, replace(HARM, **given)))
    result = decide(facts, SCHEME, KZ, DAY)
    assert result.status is Status.BAT
    found = [(each.situation.value, each.effects) for each in result.reasons[1:]]
    assert found == ([] if reported is None else [(reported, ("harm",))])
    said_so = replace(facts, assessments=(assessed(Outcome.AT_EXPENSE_OF),))
    assert status(said_so) == ("not-determined", "not-determined", False)
    assert decisive(decide(said_so, SCHEME, KZ, DAY)) == ("at-expense-not-comparable", ("p2.1",))


def test_two_assessments_that_disagree() -> None:
    both = (assessed(Outcome.AT_EXPENSE_OF), assessed(Outcome.DOES_NOT_PAY_FOR, iri="second"))
    assert status(entry(assessments=both)) == ("not-bat", "bat", False)


def test_eu_method_weighs_the_environment_as_a_whole() -> None:
    weighed = CriterionAssessment("weighed", "best-as-a-whole", True, evidence=PROOF)
    facts = entry(assessments=(assessed(Outcome.AT_EXPENSE_OF),), criterion_assessments=(weighed,))
    assert status(facts) == ("not-bat", "bat", False)
    unproven = replace(facts, criterion_assessments=(replace(weighed, evidence=frozenset()),))
    assert status(unproven) == ("not-bat", "not-determined", False)
    worse = replace(facts, criterion_assessments=(replace(weighed, met=False),))
    assert status(worse) == ("not-bat", "not-bat", False)


@pytest.mark.parametrize("criterion", ["practically-suitable", "available-economically", "reachable-for-operator"])
def test_criterion_that_is_not_met(criterion: str) -> None:
    unmet = CriterionAssessment("unmet", criterion, False, frozenset({"costs-exceed-benefits"}), PROOF)
    facts = entry(effects=(), criterion_assessments=(unmet,))
    assert status(facts) == ("not-bat", "not-bat", False)
    first = decide(facts, SCHEME, KZ, DAY).reasons[0]
    assert (first.situation.value, first.assessments, first.evidence) == ("criterion-unmet", ("unmet",), ("audit 7",))


def test_not_used_in_kazakhstan_is_no_ground() -> None:
    unmet = CriterionAssessment("unmet", "available-technically", False, frozenset({"not-used-in-kazakhstan"}), PROOF)
    facts = entry(effects=(), criterion_assessments=(unmet,))
    assert status(facts) == ("bat", "bat", False)
    assert [
        (each.put_aside, each.assessments, each.evidence) for each in decide(facts, SCHEME, KZ, DAY).forbidden_grounds
    ] == [(("unmet",), (), ())]
    mixed = replace(unmet, grounds=frozenset({"not-used-in-kazakhstan", "costs-exceed-benefits"}))
    assert status(replace(facts, criterion_assessments=(mixed,))) == ("bat", "bat", False)


class TestClaims:
    """Nothing is BAT that no conclusion names; p53 and p56 say which conclusions count."""

    def test_eu_decision_may_be_relied_on_while_no_kazakh_conclusion_is_approved(self) -> None:
        facts = entry(effects=(), kazakh_conclusions=(CONCLUSION,))
        assert status(facts, date(2023, 12, 31)) == ("bat", "bat", False)
        assert decisive(decide(facts, SCHEME, KZ, date(2023, 12, 31))) == ("claim-eu-decision-relied-on", ("p56",))
        assert status(facts, date(2024, 1, 1)) == ("not-determined", "bat", False)
        [displaced] = decide(facts, SCHEME, KZ, date(2024, 1, 1)).reasons[0].sub_reasons
        assert (displaced.situation.value, displaced.documents) == ("claim-displaced", ("decision",))
        assert [each.documents for each in displaced.sub_reasons] == [("conclusion",)]

    def test_conclusion_for_another_sector_displaces_nothing(self) -> None:
        other = replace(CONCLUSION, field=frozenset({Plot("LCP")}))
        assert status(entry(effects=(), kazakh_conclusions=(other,))) == ("bat", "bat", False)
        wider = replace(DECISION, field=frozenset({Plot("FDM"), Plot("LCP")}))
        partly = entry(effects=(), claims=(Claim(wider, Status.BAT),), kazakh_conclusions=(other,))
        assert status(partly)[0] == "bat"
        assert status(replace(partly, kazakh_conclusions=(other, CONCLUSION)))[0] == "not-determined"

    def test_conclusion_for_some_activities_of_a_sector_displaces_nothing(self) -> None:
        cement, lime = Plot("CLM", "3.1.a"), Plot("CLM", "3.1.b")
        both = replace(DECISION, field=frozenset({cement, lime}))
        facts = entry(effects=(), claims=(Claim(both, Status.BAT),))
        on_cement, on_lime = (
            replace(CONCLUSION, iri=plot.activity, field=frozenset({plot})) for plot in (cement, lime)
        )
        assert status(replace(facts, kazakh_conclusions=(on_cement,)))[0] == "bat"
        assert status(replace(facts, kazakh_conclusions=(on_cement, on_lime)))[0] == "not-determined"

    def test_approved_kazakh_conclusion(self) -> None:
        facts = entry(effects=(), document=CONCLUSION, claims=(Claim(CONCLUSION, Status.BAT),))
        assert status(facts) == ("bat", "not-determined", False)
        assert decisive(decide(facts, SCHEME, KZ, DAY)) == ("claim-kazakh-conclusion", ("p2.3", "p53"))
        assert decisive(decide(facts, SCHEME, EU, DAY)) == ("no-eu-claim", ())

    def test_reference_document_claims_nothing(self) -> None:
        silent = entry(effects=(), document=REFERENCE, claims=())
        assert status(silent) == ("not-determined", "not-determined", False)
        assert decide(silent, SCHEME, KZ, DAY).reasons[0].sub_reasons == ()
        claiming = replace(silent, claims=(Claim(REFERENCE, Status.BAT),))
        [why] = decide(claiming, SCHEME, KZ, DAY).reasons[0].sub_reasons
        assert why.situation == "claim-outside-conclusion"

    def test_claim_that_only_a_program_read(self) -> None:
        facts = entry(effects=(), claims=(Claim(DECISION, Status.BAT, Standing.CANDIDATE),))
        assert status(facts) == ("not-determined", "not-determined", False)

    def test_claim_under_conditions(self) -> None:
        facts = entry(effects=(), claims=(Claim(DECISION, Status.BAT_UNDER_CONDITIONS),))
        assert status(facts) == ("bat-under-conditions", "bat-under-conditions", False)

    @pytest.mark.parametrize(
        "ended",
        [
            replace(DECISION, valid_to=date(2024, 4, 30)),
            replace(DECISION, successors=frozenset({Successor("newer", DAY)})),
        ],
    )
    def test_entry_of_a_document_that_ended_is_withdrawn(self, ended: DocumentFacts) -> None:
        facts = entry(document=ended, claims=(Claim(ended, Status.BAT),))
        assert status(facts) == ("withdrawn", "withdrawn", False)
        assert status(replace(facts, claims=(Claim(DECISION, Status.BAT),), effects=())) == ("bat", "bat", False)

    def test_a_successor_without_a_day_withdraws_nothing_and_leaves_no_claim(self) -> None:
        doubtful = replace(DECISION, successors=frozenset({Successor("newer", None)}))
        facts = entry(effects=(), document=doubtful, claims=(Claim(doubtful, Status.BAT),))
        assert status(facts) == ("not-determined", "not-determined", False)
        [why] = decide(facts, SCHEME, KZ, DAY).reasons[0].sub_reasons
        assert (why.situation, [each.documents for each in why.sub_reasons]) == ("claim-not-in-force", [("newer",)])

    def test_last_day_in_force_counts(self) -> None:
        last_day = replace(DECISION, valid_to=DAY)
        assert status(entry(effects=(), document=last_day, claims=(Claim(last_day, Status.BAT),)))[0] == "bat"

    @pytest.mark.parametrize("start", [date(2024, 5, 2), None])
    def test_document_not_known_to_be_in_force_yet(self, start: date | None) -> None:
        early = replace(DECISION, valid_from=start)
        facts = entry(effects=(), document=early, claims=(Claim(early, Status.BAT),))
        assert status(facts) == ("not-determined", "not-determined", False)
        [why] = decide(facts, SCHEME, KZ, DAY).reasons[0].sub_reasons
        assert why.situation == "claim-not-in-force"

    def test_entry_that_its_document_withdraws_or_calls_prospective(self) -> None:
        assert status(entry(claims=(Claim(DECISION, Status.WITHDRAWN),)))[0] == "withdrawn"
        assert status(entry(claims=(Claim(DECISION, Status.PROSPECTIVE),)))[0] == "prospective"


def test_nothing_known_is_not_determined_and_never_not_bat() -> None:
    assert status(EntryFacts("entry")) == ("not-determined", "not-determined", False)


def test_day_before_the_rule_set_applies() -> None:
    with pytest.raises(RuleSetNotInForce, match="applies from 2021-10-28; asked for 2021-10-27"):
        decide(entry(), SCHEME, KZ, date(2021, 10, 27))

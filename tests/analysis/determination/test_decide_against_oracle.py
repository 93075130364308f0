"""The decision against the brute-force oracle, on random facts of every kind."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.determination.decide import DeterminationResult, Reason, decide
from analysis.determination.facts import ComponentScheme, EntryFacts
from analysis.determination.rule_set import RuleSet, Threshold
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.situations import Situation
from tests.analysis.determination.oracle import verdict_of
from tests.analysis.determination.scenarios import DAYS, UNIT, edges, entries

AT_EXPENSE = "at-expense-of"
ROWS = {
    "achieved-at-expense": "expense",
    "harm-removed-by-companion": "companion",
    "pair-assessed": "paid",
    "weighed-as-a-whole": "weighed",
    "suspected-pair": "suspected",
    "unassessed-pair": "unassessed",
    "same-component-harm": "same component",
}
SETTINGS = settings(max_examples=2000, deadline=None)


def rule_set(name: str, limit: int | None) -> RuleSet:
    thresholds = () if limit is None else (Threshold(at_most=Decimal(limit), unit=UNIT),)
    return replace(load_rule_set(name), thresholds=thresholds)


RULE_SETS = {(name, limit): rule_set(name, limit) for name in ("kz-775", "eu-ecm") for limit in (None, 10)}


def found_by(result: DeterminationResult) -> dict[str, object]:
    pairs: dict[str, set[tuple[str, ...]]] = {}
    for reason in result.reasons:
        if reason.situation in ROWS:
            pairs.setdefault(ROWS[reason.situation], set()).add(reason.effects)
    return {
        "status": result.status.value,
        "suspected": result.suspected,
        "pairs": pairs,
        "no base case": {reason.effects[0] for reason in result.missing_base_cases},
        "no component": {r.effects[0] for r in result.reasons if r.situation == "effect-without-component"},
        "no direction": {r.effects[0] for r in result.reasons if r.situation == "effect-without-direction"},
        "forbidden": {reason.put_aside[0] for reason in result.forbidden_grounds},
    }


@pytest.mark.parametrize("name", ["kz-775", "eu-ecm"])
@given(facts=entries, hierarchy=edges, day=st.sampled_from(DAYS), limit=st.sampled_from([None, 10]))
@SETTINGS
def test_decides_as_the_oracle(
    name: str, facts: EntryFacts, hierarchy: set[tuple[str, str]], day: date, limit: int | None
) -> None:
    result = decide(facts, ComponentScheme.from_edges(hierarchy), RULE_SETS[name, limit], day)
    expected = verdict_of(facts, hierarchy, day, name == "kz-775", None if limit is None else (UNIT, limit))
    assert found_by(result) == {
        "status": expected.status,
        "suspected": expected.suspected,
        "pairs": expected.pairs,
        "no base case": expected.no_base_case,
        "no component": expected.no_component,
        "no direction": {effect.iri for effect in facts.effects if effect.direction is None},
        "forbidden": expected.forbidden,
    }


@given(facts=entries, hierarchy=edges, day=st.sampled_from(DAYS), seed=st.integers())
@settings(max_examples=500, deadline=None)
def test_order_of_facts_changes_nothing(
    facts: EntryFacts, hierarchy: set[tuple[str, str]], day: date, seed: int
) -> None:
    shuffle = random.Random(seed)
    shuffled = {
        name: tuple(shuffle.sample(values, len(values)))
        for name, values in vars(facts).items()
        if isinstance(values, tuple)
    }
    scheme = ComponentScheme.from_edges(hierarchy)
    for rules in RULE_SETS.values():
        assert decide(replace(facts, **shuffled), scheme, rules, day) == decide(facts, scheme, rules, day)


@given(facts=entries, day=st.sampled_from(DAYS))
@settings(max_examples=500, deadline=None)
def test_no_reason_rests_on_a_forbidden_ground_or_on_what_a_program_read(facts: EntryFacts, day: date) -> None:
    barred = {each.iri for each in facts.criterion_assessments if "not-used-in-kazakhstan" in each.grounds}
    barred |= {each.iri for each in facts.assessments if each.standing == "candidate" and each.outcome != AT_EXPENSE}
    for rules in RULE_SETS.values():
        found = list(all_reasons(decide(facts, ComponentScheme.from_edges([]), rules, day).reasons))
        assert not barred & {iri for reason in found for iri in reason.assessments}
        assert not [reason for reason in found if reason.put_aside and (reason.assessments or reason.evidence)]


def all_reasons(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from all_reasons(reason.sub_reasons)


def test_random_facts_reach_every_status_and_every_situation() -> None:
    """Guards the proof itself: a generator that never makes a case proves nothing about it."""
    statuses: Counter[str] = Counter()
    rows: Counter[str] = Counter()

    @given(facts=entries, hierarchy=edges, day=st.sampled_from(DAYS))
    @settings(SETTINGS, max_examples=1500, derandomize=True, database=None)
    def collect(facts: EntryFacts, hierarchy: set[tuple[str, str]], day: date) -> None:
        for (name, _limit), rules in RULE_SETS.items():
            result = decide(facts, ComponentScheme.from_edges(hierarchy), rules, day)
            statuses[f"{name} {result.status.value}"] += 1
            rows.update(reason.situation.value for reason in all_reasons(result.reasons))

    collect()
    assert set(rows) == {situation.value for situation in Situation}
    assert len(statuses) == 12, statuses

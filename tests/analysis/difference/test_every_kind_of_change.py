"""Pairs of versions that differ in one thing each: every kind of change is told, once, as what it is."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.comparison.facts import Bound, Conditions, Level, LevelKind
from analysis.difference.level_changes import LevelDifference, level_difference
from analysis.wording.speaker import ENGLISH
from tests.analysis.comparison.made_levels import DUST, KG_T, STATED, WATER, YEAR, G, level
from tests.analysis.difference.test_difference import version

# The level that one version changes, among two that it leaves as they are.
BEFORE = level("100", "50", plant="boiler", size="≥ 300 MWth")
AROUND = (level("5", plant="kiln"), level("7", plant="mill"))
CHANGES = [
    ("the upper end", replace(BEFORE, upper=Bound(Decimal(85))), [("value", "stricter")]),
    ("the lower end", replace(BEFORE, lower=Bound(Decimal(60))), [("value", "as-strict")]),
    ("a comparator", replace(BEFORE, upper=Bound(Decimal(100), "lt")), [("value", "stricter")]),
    ("an end left out", replace(BEFORE, lower=None), [("value", "as-strict")]),
    ("a unit of another size", replace(BEFORE, unit=G), [("value", "laxer")]),
    ("a unit of another kind", replace(BEFORE, unit=KG_T), [("value", "not-comparable")]),
    ("no level any more", replace(BEFORE, lower=None, upper=None, excluded=True), [("value", "not-comparable")]),
    ("another pollutant", replace(BEFORE, pollutants=frozenset({DUST})), [("pollutant", "not-comparable")]),
    ("expressed as another", replace(BEFORE, measured_as="N"), [("measured-as", "not-comparable")]),
    ("another medium", replace(BEFORE, medium=WATER), [("medium", "not-comparable")]),
    ("another period", replace(BEFORE, averaging=frozenset({YEAR})), [("averaging", "not-comparable")]),
    ("only new plants", replace(BEFORE, plant_status="new"), [("plant-status", "as-strict")]),
    ("other plants", replace(BEFORE, size="≥ 100 MWth"), [("plants", "as-strict")]),
    ("only an indication", replace(BEFORE, indicative=True), [("standing", "as-strict")]),
    ("other oxygen", replace(BEFORE, conditions=replace(STATED, oxygen=Decimal(11))), [("oxygen", "laxer")]),
    ("no oxygen", replace(BEFORE, conditions=replace(STATED, oxygen=None)), [("oxygen", "not-comparable")]),
    ("no conditions", replace(BEFORE, conditions=None), [("oxygen", "not-comparable")]),
    ("wet gas", replace(BEFORE, conditions=replace(STATED, dry=False)), [("dryness", "not-comparable")]),
    ("warmer", replace(BEFORE, conditions=replace(STATED, temperature=Decimal(293))), [("temperature", "as-strict")]),
    ("less pressure", replace(BEFORE, conditions=replace(STATED, pressure=Decimal(90))), [("pressure", "as-strict")]),
]


def told(found: LevelDifference) -> list[tuple[str, str]]:
    assert found.not_told == ()
    return [
        *(("added", each.plants) for each in found.added),
        *(("removed", each.plants) for each in found.removed),
        *((change.respect, each.direction) for each in found.changed for change in each.changes),
    ]


@pytest.mark.parametrize(("after", "expected"), [pytest.param(*rest, id=name) for name, *rest in CHANGES])
def test_a_change_is_told_once(after: Level, expected: Sequence[tuple[str, str]]) -> None:
    found = level_difference(version("A1", [BEFORE, *AROUND]), version("A2", [after, *AROUND]))
    assert told(found) == expected
    assert (found.same, found.moved) == (2, 0)
    for changed in found.changed:
        for change in changed.changes:
            assert ENGLISH.text(f"difference/respect-{change.respect}")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((*AROUND, BEFORE), AROUND, [("removed", BEFORE.plants)]),
        (AROUND, (*AROUND, BEFORE), [("added", BEFORE.plants)]),
        (
            (BEFORE, *AROUND),
            (replace(BEFORE, kind=LevelKind.WASTE), *AROUND),
            [
                ("added", BEFORE.plants),
                ("removed", BEFORE.plants),
            ],
        ),
        ((BEFORE, AROUND[0]), (AROUND[0], BEFORE), []),
        (
            (BEFORE, *AROUND),
            (*AROUND, replace(BEFORE, upper=Bound(Decimal(85)))),
            [("value", "stricter")],
        ),
        (
            (BEFORE, *AROUND),
            (replace(BEFORE, upper=Bound(Decimal(85)), averaging=frozenset({YEAR})), *AROUND),
            [("value", "not-comparable"), ("averaging", "not-comparable")],
        ),
    ],
    ids=["removed", "added", "another kind of level", "only moved", "moved and changed", "changed in two respects"],
)
def test_what_comes_goes_and_moves(
    before: Sequence[Level], after: Sequence[Level], expected: Sequence[tuple[str, str]]
) -> None:
    assert told(level_difference(version("A1", [*before]), version("A2", [*after]))) == expected


def test_conditions_that_only_one_version_states_are_told_by_the_oxygen_content_alone() -> None:
    uncorrected = replace(BEFORE, conditions=Conditions(dry=True))
    found = level_difference(version("A1", [uncorrected]), version("A2", [replace(BEFORE, conditions=None)]))
    assert told(found) == [("oxygen", "not-comparable")]

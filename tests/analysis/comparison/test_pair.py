"""Two levels: every obstacle alone and together, verdicts by hand, and the laws of an order."""

from decimal import Decimal

import pytest
from hypothesis import given

from analysis.comparison.conversion import Converted
from analysis.comparison.facts import Bound, Conditions, Level, LevelKind
from analysis.comparison.obstacles import Obstacle
from analysis.comparison.pair import Comparable, NotComparable, compare_pair
from analysis.wording.speaker import ENGLISH
from tests.analysis.comparison.made_levels import (
    DUST,
    KG_T,
    MG_M3,
    PERCENT,
    STATED,
    WATER,
    YEAR,
    G,
    any_levels,
    comparable_levels,
    level,
)

AT_11 = Conditions(Decimal(11), Decimal("273.15"), Decimal("101.3"), True)
UNCORRECTED = Conditions(None, Decimal("273.15"), Decimal("101.3"), True)
BY_ACTIVITY = Conditions(None, Decimal("273.15"), Decimal("101.3"), True, oxygen_by_activity=True)
WET = Conditions(Decimal(3), Decimal("273.15"), Decimal("101.3"), False)
ALONE = [
    (Obstacle.NO_VALUE, level(None)),
    (Obstacle.NO_VALUE, level(excluded=True)),
    (Obstacle.KIND, level(kind=LevelKind.WASTE)),
    (Obstacle.POLLUTANT, level(pollutants=frozenset({DUST}))),
    (Obstacle.MEASURED_AS, level(measured_as="N")),
    (Obstacle.MEDIUM, level(medium=WATER)),
    (Obstacle.UNIT_NOT_LISTED, level(unit=None, unit_text="lb/MMBtu")),
    (Obstacle.DIMENSION, level(unit=KG_T)),
    (Obstacle.OXYGEN, level(conditions=None)),
    (Obstacle.OXYGEN, level(conditions=UNCORRECTED)),
    (Obstacle.OXYGEN, level(conditions=BY_ACTIVITY)),
    (Obstacle.DRYNESS, level(conditions=WET)),
    (Obstacle.AVERAGING, level(averaging=frozenset({YEAR}))),
    (Obstacle.AVERAGING, level(averaging=frozenset())),
]


@pytest.mark.parametrize(("obstacle", "other"), ALONE)
def test_each_obstacle_alone_forbids_and_is_named(obstacle: Obstacle, other: Level) -> None:
    for result in (compare_pair(level(), other), compare_pair(other, level())):
        assert isinstance(result, NotComparable)
        assert [reason.obstacle for reason in result.reasons] == [obstacle]


def test_every_reason_is_given_not_only_the_first() -> None:
    other = level(pollutants=frozenset({DUST}), medium=WATER, averaging=frozenset({YEAR}), plant_status="existing")
    result = compare_pair(level(plant_status="new"), other)
    assert isinstance(result, NotComparable)
    assert [ENGLISH.say(reason.message) for reason in result.reasons] == [
        "different pollutants or parameters: nox against dust",
        "different media: air against water",
        "averages over different or unstated periods: day against year",
        "levels for different plants: new against existing",
    ]


def test_verdict_by_hand_across_units_and_oxygen() -> None:
    # 0.05 g/Nm3 at 11 % is 50 mg × (21 − 3) / (21 − 11) = 90 mg/Nm3 at 3 %; 100 is laxer by 10/9.
    result = compare_pair(level("100", "40"), level("0.05", "0.01", unit=G, conditions=AT_11))
    assert isinstance(result, Comparable)
    assert (result.second_range.lower.value, result.second_range.upper.value) == (18, 90)
    assert (result.first_range.words, result.second_range.words) == ("40–100", "18–90")
    assert result.stricter == "second"
    assert result.difference == Converted(Decimal(10))
    assert result.ratio == Converted(Decimal("1.111111111111111111111111111"), rounded=True)


def test_below_a_number_is_stricter_than_up_to_it() -> None:
    assert compare_pair(level(upper=Bound(Decimal(5), "lt")), level("5")).stricter == "first"
    assert compare_pair(level(upper=Bound(Decimal(5), "le")), level("5")).stricter == "equal"


def test_gas_as_it_is_does_not_compare_with_an_oxygen_content_that_print_leaves_open() -> None:
    """Glass furnaces are at 8 or 13 %, by their kind; a dryer of another decision is not corrected."""
    result = compare_pair(level(conditions=UNCORRECTED), level(conditions=BY_ACTIVITY))
    assert isinstance(result, NotComparable)
    assert [ENGLISH.say(reason.second) for reason in result.reasons] == [
        "an oxygen content that depends on the activity, and print does not say which the level is for"
    ]


def test_of_efficiencies_the_higher_is_stricter() -> None:
    share = {"kind": LevelKind.PERFORMANCE, "unit": PERCENT, "pollutants": frozenset(), "parameter": "efficiency"}
    assert compare_pair(level("44", "39", **share), level("46", "38", **share)).stricter == "first"


def test_ends_that_bind_at_different_sides_are_not_judged() -> None:
    assert compare_pair(level(None, "10"), level("10")).stricter == "not-judged"


def test_actual_cubic_metres_convert_only_with_temperature_and_pressure() -> None:
    hot = Conditions(Decimal(3), Decimal("546.3"), Decimal("101.325"), True)
    result = compare_pair(level(), level("50", unit=MG_M3, conditions=hot))
    assert isinstance(result, Comparable)
    assert result.stricter == "equal"
    unknown = Conditions(Decimal(3), None, None, True)
    refused = compare_pair(level(), level("50", unit=MG_M3, conditions=unknown))
    assert [reason.obstacle for reason in refused.reasons] == [Obstacle.DIMENSION]


def test_what_is_left_unsaid_is_a_caveat() -> None:
    other = level(conditions=Conditions(Decimal(3), STATED.temperature, STATED.pressure), plant="kiln", indicative=True)
    assert [ENGLISH.say(each) for each in compare_pair(level(plant="furnace"), other).caveats] == [
        "for different plants: furnace / kiln",
        "one level is indicative only",
        "dryness of the gas is not stated for both",
    ]


@given(any_levels(), any_levels())
def test_whether_two_can_be_compared_does_not_depend_on_their_order(first: Level, second: Level) -> None:
    there, back = compare_pair(first, second), compare_pair(second, first)
    assert isinstance(there, Comparable) == isinstance(back, Comparable)
    if isinstance(there, NotComparable) and isinstance(back, NotComparable):
        assert {reason.obstacle for reason in there.reasons} == {reason.obstacle for reason in back.reasons}
    if isinstance(there, Comparable) and isinstance(back, Comparable):
        assert there.ratio == back.ratio


@given(comparable_levels(), comparable_levels())
def test_stricter_is_antisymmetric(first: Level, second: Level) -> None:
    turned = {"first": "second", "second": "first", "equal": "equal"}
    assert compare_pair(second, first).stricter == turned[compare_pair(first, second).stricter]


@given(comparable_levels(), comparable_levels(), comparable_levels())
def test_stricter_is_transitive(first: Level, second: Level, third: Level) -> None:
    not_laxer = ("first", "equal")
    if compare_pair(first, second).stricter in not_laxer and compare_pair(second, third).stricter in not_laxer:
        assert compare_pair(first, third).stricter in not_laxer


@given(comparable_levels())
def test_a_level_is_as_strict_as_itself(one: Level) -> None:
    assert compare_pair(one, one).stricter == "equal"

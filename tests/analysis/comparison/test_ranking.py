"""Ranking against the comparison of pairs: groups hold what is pairwise comparable, in that order; nothing is lost."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.conversion import OxygenOutOfRange, UnitDoesNotConvert
from analysis.comparison.facts import Conditions, Level
from analysis.comparison.pair import Comparable, compare_pair
from analysis.comparison.ranking import rank
from analysis.wording.speaker import ENGLISH
from tests.analysis.comparison.made_levels import KG_T, YEAR, G, any_levels, level

AT_11 = Conditions(Decimal(11), Decimal("273.15"), Decimal("101.3"), True)


@given(st.lists(any_levels(), max_size=8, unique_by=lambda each: each.iri))
def test_groups_agree_with_pairs_and_every_level_is_somewhere(levels: list[Level]) -> None:
    ranking = rank(levels)
    for group in ranking.groups:
        for above, below in combinations(group.ranked, 2):
            result = compare_pair(above.level, below.level)
            assert isinstance(result, Comparable)
            assert result.stricter == ("equal" if above.place == below.place else "first")
    grouped = {ranked.level.iri for group in ranking.groups for ranked in group.ranked}
    aside = {each.level.iri for each in ranking.set_aside}
    without_binding_end = {each.iri for each in levels} - grouped - aside
    assert without_binding_end == set()
    assert not grouped & aside


def test_a_group_by_hand() -> None:
    levels = [level("100", iri="a"), level("0.05", iri="b", unit=G, conditions=AT_11), level("90", iri="c")]
    [group] = rank(levels).groups
    assert [(each.level.iri, each.place, each.range.words) for each in group.ranked] == [
        ("b", 1, "90"),
        ("c", 1, "90"),
        ("a", 3, "100"),
    ]
    assert (group.basis.unit.symbol, group.basis.oxygen) == ("mg/Nm3", 3)
    assert str(group.spread.value).startswith("1.1111")


def test_one_can_ask_for_a_unit_and_an_oxygen_content() -> None:
    [group] = rank([level("90")], G, Decimal(11)).groups
    assert group.ranked[0].range.words == "0.05"


def test_a_level_for_two_periods_stands_in_both_groups() -> None:
    both = level(iri="both", averaging=level().averaging | {YEAR})
    groups = rank([both, level(iri="day"), level(iri="year", averaging=frozenset({YEAR}))]).groups
    assert [sorted(each.level.iri for each in group.ranked) for group in groups] == [["both", "day"], ["both", "year"]]


def test_a_level_for_all_plants_ranks_among_those_for_new_ones() -> None:
    groups = rank([level(iri="all"), level("50", iri="new", plant_status="new")]).groups
    assert {group.plant_status: [each.level.iri for each in group.ranked] for group in groups} == {
        "new": ["new", "all"],
        "all": ["all"],
    }


def test_what_nothing_converts_to_is_an_error_and_no_empty_answer() -> None:
    with pytest.raises(UnitDoesNotConvert, match="mass-per-normal-volume"):
        rank([level()], KG_T)
    with pytest.raises(OxygenOutOfRange):
        rank([level()], oxygen=Decimal(21))


def test_levels_set_aside_say_every_reason() -> None:
    [aside] = rank([level(None, averaging=frozenset(), conditions=None)]).set_aside
    assert [ENGLISH.say(each) for each in aside.reasons] == [
        "no value that can be computed with: None",
        "averaging period not stated",
        "reference conditions not stated",
    ]

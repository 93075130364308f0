"""Comparison of random pairs against a calculation that shares nothing with it: floats, and the formula as printed.

E_R = (21 − O_R) / (21 − O_M) × E_M
"""

import math
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparison.facts import Bound, Conditions, Level, Unit
from analysis.comparison.pair import Comparable, compare_pair
from tests.analysis.comparison.made_levels import KG_T, MG_L, STATED, G, amounts, gas_units, level, oxygens

MILLIGRAMS = {"g/Nm3": 1000.0, "mg/Nm3": 1.0, "ug/Nm3": 0.001}


def at(oxygen: Decimal) -> Conditions:
    return Conditions(oxygen, STATED.temperature, STATED.pressure, True)


def milligrams(measured: Level, reference: float) -> float:
    """The upper end in mg/Nm3 at another oxygen content."""
    assert measured.upper is not None
    assert measured.unit is not None
    assert measured.conditions is not None
    factor = (21 - reference) / (21 - float(measured.conditions.oxygen or 0))
    return float(measured.upper.value) * MILLIGRAMS[measured.unit.symbol] * factor


@given(amounts, amounts, gas_units, gas_units, oxygens, oxygens, st.sampled_from([3.0, 6.0, 11.0, 15.0]))
@settings(max_examples=300)
def test_ratio_and_verdict(
    one: Decimal,
    other: Decimal,
    unit: Unit,
    other_unit: Unit,
    oxygen: Decimal,
    other_oxygen: Decimal,
    reference: float,
) -> None:
    first = level(None, upper=Bound(one), unit=unit, conditions=at(oxygen))
    second = level(None, upper=Bound(other), unit=other_unit, conditions=at(other_oxygen))
    found = compare_pair(first, second)
    assert isinstance(found, Comparable)
    mine, theirs = milligrams(first, reference), milligrams(second, reference)
    assert found.ratio is not None
    assert math.isclose(float(found.ratio.value), max(mine, theirs) / min(mine, theirs), rel_tol=1e-9)
    if not math.isclose(mine, theirs, rel_tol=1e-9):
        assert found.stricter == ("first" if mine < theirs else "second")


def test_what_cannot_be_compared_says_why() -> None:
    """mg/l and kg/t, and a value without any conditions of its gas, are compared with nothing."""
    for other in (level(unit=MG_L), level(unit=KG_T), level(unit=G, conditions=None)):
        found = compare_pair(level(), other)
        assert not isinstance(found, Comparable)
        assert found.reasons

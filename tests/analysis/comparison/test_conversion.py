"""Conversion by hand, there and back, and refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from analysis.comparison.conversion import (
    Converted,
    OxygenOutOfRange,
    UnitDoesNotConvert,
    gas_state_ratio,
    oxygen_ratio,
    shown,
    unit_ratio,
)
from tests.analysis.comparison.made_levels import (
    KG_T,
    KG_T_GLASS,
    KWH_T,
    MG,
    MG_L,
    MJ_T,
    UG,
    G,
    amounts,
    gas_units,
    oxygens,
)


def test_units_by_hand() -> None:
    # 1 kWh is 3.6 MJ; 1 g is 1000 mg is 1 000 000 ug.
    assert unit_ratio(KWH_T, MJ_T) == Fraction(36, 10)
    assert unit_ratio(G, MG) == 1000
    assert unit_ratio(UG, G) == Fraction(1, 1_000_000)


def test_oxygen_by_hand() -> None:
    # 90 mg/Nm3 at 3 % is 90 × (21 − 11) / (21 − 3) = 90 × 10 / 18 = 50 mg/Nm3 at 11 %.
    assert 90 * oxygen_ratio(Decimal(3), Decimal(11)) == 50
    # 50 mg/Nm3 at 15 % is 50 × (21 − 6) / (21 − 15) = 125 mg/Nm3 at 6 %.
    assert 50 * oxygen_ratio(Decimal(15), Decimal(6)) == 125


def test_gas_state_by_hand() -> None:
    # A gas at 546.3 K is half as dense as at 273.15 K, so a cubic metre of it at normal conditions holds twice as much.
    assert gas_state_ratio(Decimal("546.3"), Decimal("101.325")) == 2
    assert gas_state_ratio(Decimal("273.15"), Decimal("50.6625")) == 2
    assert gas_state_ratio(Decimal(273), Decimal("101.3")) == 1


@given(amounts, gas_units, gas_units, oxygens, oxygens)
def test_there_and_back_is_where_one_was(amount: Decimal, one, other, first: Decimal, second: Decimal) -> None:  # noqa: ANN001
    there = Fraction(amount) * unit_ratio(one, other) * oxygen_ratio(first, second)
    assert there * unit_ratio(other, one) * oxygen_ratio(second, first) == Fraction(amount)


@pytest.mark.parametrize(("given_unit", "wanted"), [(MG, MG_L), (KG_T, KG_T_GLASS), (KWH_T, KG_T)])
def test_what_measures_something_else_does_not_convert(given_unit, wanted) -> None:  # noqa: ANN001
    with pytest.raises(UnitDoesNotConvert) as refused:
        unit_ratio(given_unit, wanted)
    assert given_unit.symbol in str(refused.value)
    assert wanted.symbol in str(refused.value)


@pytest.mark.parametrize("oxygen", ["21", "21.5", "-1"])
def test_oxygen_of_air_or_more_is_refused(oxygen: str) -> None:
    with pytest.raises(OxygenOutOfRange):
        oxygen_ratio(Decimal(3), Decimal(oxygen))


def test_a_decimal_that_cannot_be_exact_says_so() -> None:
    assert shown(Fraction(1, 8)) == Converted(Decimal("0.125"), rounded=False)
    assert shown(Fraction(5, 9)) == Converted(Decimal("0.5555555555555555555555555556"), rounded=True)
    assert shown(Fraction(Decimal("123456789.000000000000000000000000000001"))).rounded is False

"""Printed shares: right ones pass, and each fault is named alone or together."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cross_media.inventory import PrintedAs, PrintedShare
from analysis.cross_media.printed_shares import check_shares


def _share(printed: str, printed_as: PrintedAs, unit: str = "TJ", total_unit: str = "MJ") -> PrintedShare:
    return PrintedShare("energy", Decimal(5), unit, Decimal("2e9"), total_unit, Decimal(printed), printed_as)


@pytest.mark.parametrize(
    ("share", "faults"),
    [
        (_share("0.0025", "fraction"), []),
        (_share("0.25", "percent"), []),
        (_share("0.0025", "percent"), ["fraction-as-percent"]),
        (_share("0.25", "fraction"), ["percent-as-fraction"]),
        (_share("2.5e-9", "fraction"), ["units-not-converted"]),
        (_share("2.5e-7", "percent"), ["units-not-converted"]),
        (_share("2.5e-9", "percent"), ["units-not-converted", "fraction-as-percent"]),
        (_share("0.0031", "fraction"), ["not-the-quotient"]),
        (_share("0.0025", "fraction", unit="t"), ["units-differ-in-kind"]),
    ],
)
def test_each_fault_is_named(share: PrintedShare, faults: list[str]) -> None:
    assert [finding.fault for finding in check_shares([share])] == faults


@given(
    amount=st.decimals("0.001", 10**6, places=3),
    total=st.decimals("0.001", 10**9, places=3),
    units=st.sampled_from([("GJ", "MJ", 3), ("MJ", "GJ", -3), ("kg", "t", -3), ("TJ", "TJ", 0), ("TJ", "MJ", 6)]),
    printed_as=st.sampled_from(["fraction", "percent"]),
)
def test_a_share_printed_rightly_has_no_fault(
    amount: Decimal, total: Decimal, units: tuple[str, str, int], printed_as: PrintedAs
) -> None:
    unit, total_unit, power = units
    exact = (amount / total).scaleb(power + (2 if printed_as == "percent" else 0))
    printed = Decimal(f"{exact:.3e}")
    share = PrintedShare("any", amount, unit, total, total_unit, printed, printed_as)
    assert check_shares([share]) == ()

"""Units of mass and energy that an inventory may use, and what they are in t and GJ."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

TONNES: Final[Mapping[str, Decimal]] = {
    "g": Decimal("0.000001"),
    "kg": Decimal("0.001"),
    "t": Decimal(1),
    "kt": Decimal(1000),
}
GIGAJOULES: Final[Mapping[str, Decimal]] = {
    "J": Decimal("0.000000001"),
    "kJ": Decimal("0.000001"),
    "MJ": Decimal("0.001"),
    "GJ": Decimal(1),
    "TJ": Decimal(1000),
    "PJ": Decimal(1000000),
    "kWh": Decimal("0.0036"),
    "MWh": Decimal("3.6"),
    "GWh": Decimal(3600),
}


def ratio(unit: str, other: str) -> Decimal | None:
    """Return how many of `other` one `unit` is: 1000000 for TJ and MJ; None if they cannot be converted."""
    for table in (TONNES, GIGAJOULES):
        if unit in table and other in table:
            return table[unit] / table[other]
    return Decimal(1) if unit == other else None

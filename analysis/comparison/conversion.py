"""Bringing values to one unit and to one reference oxygen content, exactly.

Arithmetic is in fractions, so that nothing is lost on the way: (21 − 11) / (21 − 3) is 5/9, which no decimal is. Only a
result that is shown becomes a decimal, with a mark if it had to be rounded.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from analysis.comparison.facts import Level, Unit
from analysis.lookup.errors import AnalysisError, or_nothing
from analysis.wording.message import message

# Oxygen in dry air, in per cent by volume, as the Commission decisions print the formula.
AIR_OXYGEN: Final = 21
NORMAL_TEMPERATURE: Final = Decimal("273.15")
NORMAL_PRESSURE: Final = Decimal("101.325")
GAS_DIMENSIONS: Final = (
    "mass-per-normal-volume",
    "volume-per-volume-of-gas",
    "toxic-equivalent-i-per-normal-volume",
    "toxic-equivalent-who-per-normal-volume",
)
_PER_NORMAL_VOLUME: Final = "mass-per-normal-volume"
_PER_ACTUAL_VOLUME: Final = "mass-per-volume"
# Documents print 273 K for 273.15 K and 101.3 kPa for 101.325 kPa.
_SAME_TEMPERATURE: Final = Decimal("0.15")
_SAME_PRESSURE: Final = Decimal("0.025")
_SHOWN_DIGITS: Final = 28


class UnitDoesNotConvert(AnalysisError):
    """A value was asked for in a unit that measures something else."""

    def __init__(self, asked: Unit, found: tuple[Unit, ...]) -> None:
        units = or_nothing([f"{unit.symbol} ({what_it_measures(unit)})" for unit in found])
        words = f"{asked.symbol} ({what_it_measures(asked)})"
        super().__init__(message("errors/unit-does-not-convert", asked=words, found=units))
        self.asked = asked
        self.found = found


class OxygenOutOfRange(AnalysisError):
    """A reference oxygen content at or above that of air, to which nothing can be corrected."""

    def __init__(self, oxygen: Decimal) -> None:
        super().__init__(message("errors/oxygen-out-of-range", percent=oxygen, air=AIR_OXYGEN))
        self.oxygen = oxygen


@dataclass(frozen=True)
class Converted:
    """A converted number as it is shown: exact, or `rounded` to 28 significant digits."""

    value: Decimal
    rounded: bool = False


def what_it_measures(unit: Unit) -> str:
    """Return the dimension of a unit with the product it is for."""
    return unit.dimension + (f" of {unit.per}" if unit.per else "")


def converts(first: Unit, second: Unit) -> bool:
    """Whether values in the two units measure the same, as far as units tell."""
    return (first.dimension, first.per) == (second.dimension, second.per)


def unit_ratio(given: Unit, wanted: Unit) -> Fraction:
    """Return what a value in `given` is multiplied by to be in `wanted`. Raises UnitDoesNotConvert."""
    if not converts(given, wanted):
        raise UnitDoesNotConvert(wanted, (given,))
    return Fraction(given.factor) / Fraction(wanted.factor)


def oxygen_ratio(measured: Decimal, reference: Decimal) -> Fraction:
    """Return (21 − O_R) / (21 − O_M): what a concentration at `measured` oxygen is multiplied by at `reference`.

    Raises OxygenOutOfRange if either is not from 0 to below 21 per cent.
    """
    for oxygen in (measured, reference):
        if not 0 <= oxygen < AIR_OXYGEN:
            raise OxygenOutOfRange(oxygen)
    return (AIR_OXYGEN - Fraction(reference)) / (AIR_OXYGEN - Fraction(measured))


def gas_state_ratio(temperature: Decimal, pressure: Decimal) -> Fraction:
    """Return what a mass per cubic metre at a temperature and pressure is multiplied by at 273.15 K and 101.325 kPa."""
    warm = abs(temperature - NORMAL_TEMPERATURE) > _SAME_TEMPERATURE
    pressed = abs(pressure - NORMAL_PRESSURE) > _SAME_PRESSURE
    ratio = Fraction(temperature) / Fraction(NORMAL_TEMPERATURE) if warm else Fraction(1)
    return ratio * (Fraction(NORMAL_PRESSURE) / Fraction(pressure) if pressed else 1)


def normalised_unit(level: Level) -> tuple[Unit | None, Fraction]:
    """Return the unit of a level and the factor to it, a concentration in gas being brought to normal conditions.

    mg/m3 in air with a stated temperature and pressure becomes mass per normal volume; without them it stays.
    """
    unit, conditions = level.unit, level.conditions
    if unit is None or unit.dimension != _PER_ACTUAL_VOLUME or not (level.medium or "").endswith("/air"):
        return unit, Fraction(1)
    if conditions is None or conditions.temperature is None or conditions.pressure is None:
        return unit, Fraction(1)
    normal = Unit(unit.iri, unit.symbol, _PER_NORMAL_VOLUME, unit.factor, unit.per, unit.measured_as)
    return normal, gas_state_ratio(conditions.temperature, conditions.pressure)


def shown(number: Fraction) -> Converted:
    """Return a fraction as a decimal: exact if a decimal can be, else rounded to 28 significant digits."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    with localcontext() as context:
        context.prec = _SHOWN_DIGITS if rest > 1 else 10 * _SHOWN_DIGITS
        value = Decimal(number.numerator) / Decimal(number.denominator)
    return Converted(value, rounded=rest > 1)

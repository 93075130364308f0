"""What a measured value says of a level, written a second time and from the Rules (p54): only numbers.

Levels are read by their fields only; units and oxygen contents are brought together here.
"""

from fractions import Fraction

from analysis.comparison.facts import Level

GAS = {"mass-per-normal-volume"}


def why_not(one: Level, other: Level) -> set[str]:
    """Every reason why the two cannot be compared."""
    found = set()
    if any(level.excluded or not (level.lower or level.upper) for level in (one, other)):
        found.add("no-value")
    found |= {"kind"} if one.kind != other.kind else set()
    found |= {"pollutant"} if one.pollutants != other.pollutants else set()
    found |= {"medium"} if one.medium != other.medium else set()
    found |= {"plant-status"} if {one.plant_status, other.plant_status} == {"new", "existing"} else set()
    either_has_a_period = one.averaging or other.averaging or "EmissionLevel" in (one.kind, other.kind)
    if not one.averaging & other.averaging and either_has_a_period:
        found.add("averaging")
    if one.unit is None or other.unit is None:
        return found | {"unit-not-listed"}
    if (_dimension(one), one.unit.per) != (_dimension(other), other.unit.per):
        found.add("dimension")
    if {_dimension(one), _dimension(other)} <= GAS:
        found |= _gas(one, other)
    return found


def _gas(one: Level, other: Level) -> set[str]:
    if one.conditions is None or other.conditions is None:
        return {"reference-oxygen"}
    contents = {one.conditions.oxygen, other.conditions.oxygen}
    dry = {one.conditions.dry, other.conditions.dry} == {True, False}
    return ({"reference-oxygen"} if None in contents and len(contents) > 1 else set()) | ({"dryness"} if dry else set())


def _dimension(level: Level) -> str:
    """A cubic metre of air whose temperature and pressure are stated can be brought to a normal one."""
    assert level.unit is not None
    stated = level.conditions and None not in (level.conditions.temperature, level.conditions.pressure)
    in_air = str(level.medium).endswith("air")
    if level.unit.dimension == "mass-per-volume" and in_air and stated:
        return "mass-per-normal-volume"
    return level.unit.dimension


def outcome(measured: Level, level: Level) -> str:
    """Met, not met, or not comparable, of a value that stands as the upper end of `measured`."""
    if why_not(measured, level):
        return "not-comparable"
    assert measured.upper
    assert measured.unit
    assert level.unit
    value = Fraction(measured.upper.value) * Fraction(measured.unit.factor) / Fraction(level.unit.factor)
    if _dimension(level) in GAS and measured.conditions and level.conditions and level.conditions.oxygen is not None:
        assert measured.conditions.oxygen is not None
        value *= (21 - Fraction(level.conditions.oxygen)) / (21 - Fraction(measured.conditions.oxygen))
    below_detection = measured.upper.comparator == "lt"
    if level.upper is not None:
        limit = Fraction(level.upper.value)
        if below_detection:
            return "met" if value <= limit else "not-comparable"
        return "met" if value < limit or (value == limit and level.upper.comparator != "lt") else "not-met"
    assert level.lower is not None
    least = Fraction(level.lower.value)
    if below_detection:
        return "not-met" if value <= least else "not-comparable"
    return "met" if value > least or (value == least and level.lower.comparator != "gt") else "not-met"

"""One measured value against one level: met, not met, or not comparable and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from analysis.comparison.conversion import Converted, shown
from analysis.comparison.facts import Bound, Level
from analysis.comparison.obstacles import Obstacle
from analysis.comparison.pair import (
    DIFFERENT_PLANTS,
    Comparable,
    NotComparable,
    basis_of,
    compare_pair,
    factor_to,
    short,
)
from analysis.wording.message import Message, message

Outcome = Literal["met", "not-met", "not-comparable"]
_LOADS: Final = ("mass", "mass-per-time")


@dataclass(frozen=True)
class Verdict:
    """A level and what a measured value says about it.

    `value` is the measured value in the unit and at the oxygen content of the level; None if it cannot be brought to
    them.
    """

    level: Level
    outcome: Outcome
    value: Converted | None
    reasons: tuple[Message, ...]
    caveats: tuple[Message, ...]


def verdict(measured: Level, level: Level) -> Verdict:
    """Judge a level by a measured value, given as a level whose upper end is the value."""
    result = compare_pair(measured, level)
    if isinstance(result, NotComparable):
        return Verdict(level, "not-comparable", None, tuple(_reasons(measured, result)), ())
    return _judged(measured, result)


def applies_to(plant: str, level: Level) -> bool:
    """Whether a level is for plants of this status; an unknown status leaves every level in question."""
    return not plant or level.plant_status in ("all", plant)


def _judged(measured: Level, result: Comparable) -> Verdict:
    basis = basis_of(result.second)
    value = Fraction(measured.upper.value) * factor_to(measured, basis) if measured.upper else Fraction(0)
    level = result.second
    if measured.upper is not None and measured.upper.comparator == "lt":
        met = _met_below(value, level)
        if met is None:
            said = message("screening/below-detection", limit=short(shown(value).value))
            return Verdict(level, "not-comparable", shown(value), (said,), ())
    else:
        met = _below(value, level.upper) if level.upper is not None else _above(value, level.lower)
    caveats = tuple(each for each in result.caveats if each.text != DIFFERENT_PLANTS)
    return Verdict(level, "met" if met else "not-met", shown(value), (), caveats)


def _met_below(limit: Fraction, level: Level) -> bool | None:
    """Whether whatever lies below a limit of detection meets a level; None if some of it does and some does not."""
    if level.upper is not None:
        return True if limit <= Fraction(level.upper.value) else None
    return False if level.lower is not None and limit <= Fraction(level.lower.value) else None


def _below(value: Fraction, bound: Bound) -> bool:
    limit = Fraction(bound.value)
    return value < limit if bound.comparator == "lt" else value <= limit


def _above(value: Fraction, bound: Bound | None) -> bool:
    if bound is None:
        return False
    limit = Fraction(bound.value)
    return value > limit if bound.comparator == "gt" else value >= limit


def _reasons(measured: Level, result: NotComparable) -> Iterator[Message]:
    is_load = measured.unit is not None and measured.unit.dimension in _LOADS
    for reason in result.reasons:
        if is_load and reason.obstacle is Obstacle.DIMENSION and measured.unit is not None:
            yield message("screening/load", unit=measured.unit.symbol, level=reason.second)
        elif not (is_load and reason.obstacle is Obstacle.AVERAGING):
            yield reason.message

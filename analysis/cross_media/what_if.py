"""What if other factors, or energy from another source: which alternatives change places."""

from dataclasses import dataclass
from decimal import Decimal

from analysis.cross_media.assessment import Factors, assess
from analysis.cross_media.inventory import Inventory
from analysis.cross_media.results import CrossMediaAssessment


@dataclass(frozen=True)
class Scenario:
    """A way of computing: a factor set, and an energy mix of the inventory if energy is to count."""

    factor_set: str
    energy_mix: str | None = None


@dataclass(frozen=True)
class Shift:
    """An alternative in a theme (or `energy`) under the two scenarios. None where a scenario has no sum or rank."""

    theme: str
    alternative: str
    value_before: Decimal | None
    value_after: Decimal | None
    unit_before: str
    unit_after: str
    rank_before: int | None
    rank_after: int | None

    @property
    def reranked(self) -> bool:
        """Whether the rank is another one."""
        return self.rank_before != self.rank_after


@dataclass(frozen=True)
class WhatIf:
    """Both assessments and, theme by theme, what differs between them."""

    before: CrossMediaAssessment
    after: CrossMediaAssessment
    shifts: tuple[Shift, ...]

    @property
    def reranked(self) -> tuple[Shift, ...]:
        """The shifts by which an alternative changes its place."""
        return tuple(shift for shift in self.shifts if shift.reranked)


def what_if(inventory: Inventory, factors: Factors, before: Scenario, after: Scenario) -> WhatIf:
    """Assess an inventory twice. Raises UnknownName for a factor set or energy mix that does not exist."""
    first = assess(inventory, factors, before.factor_set, before.energy_mix)
    second = assess(inventory, factors, after.factor_set, after.energy_mix)
    placed, placed_after = _places(first), _places(second)
    shifts = [
        Shift(theme, alternative, *_pair(placed.get(key), placed_after.get(key)))
        for key in placed | placed_after
        for theme, alternative in [key]
    ]
    return WhatIf(first, second, tuple(shift for shift in shifts if _differs(shift)))


_Place = tuple[Decimal | None, str, int | None]


def _places(assessment: CrossMediaAssessment) -> dict[tuple[str, str], _Place]:
    return {
        (str(result.theme), each.alternative): (each.value, result.how.result_unit if result.how else "", each.rank)
        for result in assessment.themes
        for each in result.alternatives
    }


def _pair(
    before: _Place | None, after: _Place | None
) -> tuple[Decimal | None, Decimal | None, str, str, int | None, int | None]:
    nothing: _Place = (None, "", None)
    (value, unit, rank), (value_after, unit_after, rank_after) = before or nothing, after or nothing
    return value, value_after, unit, unit_after, rank, rank_after


def _differs(shift: Shift) -> bool:
    if shift.value_before is None and shift.value_after is None:
        return False
    return (shift.value_before, shift.unit_before) != (shift.value_after, shift.unit_after) or shift.reranked

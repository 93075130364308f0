"""Why two levels cannot be compared: every obstacle, not only the first one found."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analysis.comparison.conversion import AIR_OXYGEN, GAS_DIMENSIONS, converts, normalised_unit, what_it_measures
from analysis.comparison.facts import Conditions, Level, LevelKind, Unit
from analysis.lookup.codes import local


class Obstacle(StrEnum):
    """What stands between two levels."""

    NO_VALUE = "no-value"
    KIND = "kind"
    POLLUTANT = "pollutant"
    MEASURED_AS = "measured-as"
    MEDIUM = "medium"
    UNIT_NOT_LISTED = "unit-not-listed"
    DIMENSION = "dimension"
    OXYGEN = "reference-oxygen"
    DRYNESS = "dryness"
    AVERAGING = "averaging"
    PLANT_STATUS = "plant-status"


@dataclass(frozen=True)
class Reason:
    """One obstacle, with what the first and the second level say."""

    obstacle: Obstacle
    first: str
    second: str

    @property
    def words(self) -> str:
        """The reason in a sentence part."""
        return f"{_WORDS[self.obstacle]}: {self.first} against {self.second}"


_WORDS = {
    Obstacle.NO_VALUE: "a level without a value that can be computed with",
    Obstacle.KIND: "levels of different kinds",
    Obstacle.POLLUTANT: "different pollutants or parameters",
    Obstacle.MEASURED_AS: "amounts expressed as different substances",
    Obstacle.MEDIUM: "different media",
    Obstacle.UNIT_NOT_LISTED: "a unit that is not in the list of units",
    Obstacle.DIMENSION: "units that do not convert",
    Obstacle.OXYGEN: "reference oxygen contents that cannot be brought together",
    Obstacle.DRYNESS: "dry gas against wet gas of unknown humidity",
    Obstacle.AVERAGING: "averages over different or unstated periods",
    Obstacle.PLANT_STATUS: "levels for different plants",
}


def obstacles(first: Level, second: Level) -> tuple[Reason, ...]:
    """Return every reason why the two cannot be compared; none if they can."""
    return tuple(_obstacles(first, second))


def is_gas_concentration(level: Level) -> bool:
    """Whether reference oxygen and dryness bear on the level."""
    unit, _ = normalised_unit(level)
    return unit is not None and unit.dimension in GAS_DIMENSIONS


def _obstacles(first: Level, second: Level) -> Iterator[Reason]:
    if not (_has_value(first) and _has_value(second)):
        yield Reason(Obstacle.NO_VALUE, _value_words(first), _value_words(second))
    if first.kind != second.kind:
        yield Reason(Obstacle.KIND, first.kind, second.kind)
    if not _same_subject(first, second):
        yield Reason(Obstacle.POLLUTANT, first.subject or "none stated", second.subject or "none stated")
    elif first.measured_as != second.measured_as:
        yield Reason(Obstacle.MEASURED_AS, first.measured_as or "not stated", second.measured_as or "not stated")
    if first.medium != second.medium:
        yield Reason(Obstacle.MEDIUM, _code_words(first.medium), _code_words(second.medium))
    yield from _unit_obstacles(first, second)
    yield from _gas_obstacles(first, second)
    yield from _averaging_obstacles(first, second)
    if {first.plant_status, second.plant_status} == {"new", "existing"}:
        yield Reason(Obstacle.PLANT_STATUS, first.plant_status, second.plant_status)


def _has_value(level: Level) -> bool:
    return not level.excluded and (level.lower is not None or level.upper is not None)


def _value_words(level: Level) -> str:
    return "the source states no level" if level.excluded else level.source.printed or "nothing printed"


def _same_subject(first: Level, second: Level) -> bool:
    """One set of pollutants; where neither names a pollutant, one printed parameter."""
    if first.pollutants or second.pollutants:
        return first.pollutants == second.pollutants
    return first.parameter.casefold() == second.parameter.casefold()


def _unit_obstacles(first: Level, second: Level) -> Iterator[Reason]:
    (one, _), (other, _) = normalised_unit(first), normalised_unit(second)
    if one is None or other is None:
        yield Reason(Obstacle.UNIT_NOT_LISTED, _unit_words(first, one), _unit_words(second, other))
    elif not converts(one, other):
        yield Reason(Obstacle.DIMENSION, f"{one.symbol} ({what_it_measures(one)})", _dimension_words(other))


def _dimension_words(unit: Unit) -> str:
    return f"{unit.symbol} ({what_it_measures(unit)})"


def _unit_words(level: Level, unit: Unit | None) -> str:
    return unit.symbol if unit else level.unit_text or "no unit printed"


def _gas_obstacles(first: Level, second: Level) -> Iterator[Reason]:
    if not (is_gas_concentration(first) and is_gas_concentration(second)):
        return
    one, other = first.conditions, second.conditions
    if _oxygen_differs_beyond_repair(one, other):
        yield Reason(Obstacle.OXYGEN, oxygen_words(one), oxygen_words(other))
    if one is not None and other is not None and {one.dry, other.dry} == {True, False}:
        yield Reason(Obstacle.DRYNESS, _dryness_words(one), _dryness_words(other))


def _oxygen_differs_beyond_repair(one: Conditions | None, other: Conditions | None) -> bool:
    """No conditions at all are unknown conditions; conditions without oxygen mean gas as it is, not corrected."""
    if one is None or other is None:
        return True
    if one.oxygen == other.oxygen:
        return False
    return any(each.oxygen is None or not 0 <= each.oxygen < AIR_OXYGEN for each in (one, other))


def oxygen_words(conditions: Conditions | None) -> str:
    """The reference oxygen content in words."""
    if conditions is None:
        return "no reference conditions stated"
    return "not corrected for oxygen" if conditions.oxygen is None else f"{conditions.oxygen} % oxygen"


def _dryness_words(conditions: Conditions) -> str:
    return "dry gas" if conditions.dry else "wet gas"


def _averaging_obstacles(first: Level, second: Level) -> Iterator[Reason]:
    """Emission levels need a common period; other kinds may both leave it unstated."""
    if first.averaging & second.averaging:
        return
    if LevelKind.EMISSION not in (first.kind, second.kind) and not first.averaging and not second.averaging:
        return
    yield Reason(Obstacle.AVERAGING, _averaging_words(first), _averaging_words(second))


def _averaging_words(level: Level) -> str:
    return " or ".join(sorted(map(local, level.averaging))) or level.averaging_text or "not stated"


def _code_words(iri: str | None) -> str:
    return "not stated" if iri is None else local(iri)

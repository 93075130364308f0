"""Why two levels cannot be compared: every obstacle, not only the first one found."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from analysis.comparison.conversion import AIR_OXYGEN, GAS_DIMENSIONS, converts, normalised_unit
from analysis.comparison.facts import Conditions, Level, LevelKind, Unit
from analysis.wording.message import Code, Message, message
from analysis.wording.texts_file import load_texts
from ontology.namespaces import code


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
    first: Message
    second: Message

    @property
    def message(self) -> Message:
        """The reason in a sentence part."""
        return message(f"comparison/obstacle-{self.obstacle}", first=self.first, second=self.second)


_NOT_STATED: Final = message("comparison/not-stated")


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
        yield Reason(Obstacle.KIND, _kind(first), _kind(second))
    if not _same_subject(first, second):
        yield Reason(Obstacle.POLLUTANT, subject(first), subject(second))
    elif first.measured_as != second.measured_as:
        yield Reason(Obstacle.MEASURED_AS, _printed(first.measured_as), _printed(second.measured_as))
    if first.medium != second.medium:
        yield Reason(Obstacle.MEDIUM, code_or_none(first.medium), code_or_none(second.medium))
    yield from _unit_obstacles(first, second)
    yield from _gas_obstacles(first, second)
    yield from _averaging_obstacles(first, second)
    if {first.plant_status, second.plant_status} == {"new", "existing"}:
        yield Reason(Obstacle.PLANT_STATUS, plant_status(first.plant_status), plant_status(second.plant_status))


def _has_value(level: Level) -> bool:
    return not level.excluded and (level.lower is not None or level.upper is not None)


def _value_words(level: Level) -> Message:
    return message("comparison/no-level-stated") if level.excluded else _printed(level.source.printed)


def subject(level: Level) -> Message:
    """What a level is for: its pollutants, else its printed parameter."""
    return message("comparison/listed", what=[Code(each) for each in sorted(level.pollutants)] or level.parameter)


def plant_status(status: str) -> Message:
    """New, existing, or all plants."""
    return message("comparison/listed", what=Code(code("plant-status", status)))


def code_or_none(iri: str | None) -> Message:
    """A code, or that nothing is stated."""
    return _NOT_STATED if iri is None else message("comparison/listed", what=Code(iri))


def averaging(level: Level) -> Message:
    """The averaging periods of a level, as codes, else as printed, else that none is stated."""
    if level.averaging:
        return message("comparison/listed", what=[Code(each) for each in sorted(level.averaging)])
    return _printed(level.averaging_text)


def _printed(words: str) -> Message:
    return message("comparison/listed", what=words) if words else _NOT_STATED


def _kind(level: Level) -> Message:
    return message(f"comparison/kind-{level.kind}")


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
        yield Reason(Obstacle.DIMENSION, unit_measures(one), unit_measures(other))


def unit_measures(unit: Unit) -> Message:
    """A unit with what it measures."""
    dimension = f"dimensions/{unit.dimension}"
    measures = message(dimension) if dimension in load_texts() else unit.dimension
    if unit.per:
        return message("comparison/unit-measures-per", unit=unit.symbol, measures=measures, product=unit.per)
    return message("comparison/unit-measures", unit=unit.symbol, measures=measures)


def _unit_words(level: Level, unit: Unit | None) -> Message:
    return _printed(unit.symbol if unit else level.unit_text)


def _gas_obstacles(first: Level, second: Level) -> Iterator[Reason]:
    if not (is_gas_concentration(first) and is_gas_concentration(second)):
        return
    one, other = first.conditions, second.conditions
    if _oxygen_differs_beyond_repair(one, other):
        yield Reason(Obstacle.OXYGEN, oxygen(one), oxygen(other))
    if one is not None and other is not None and {one.dry, other.dry} == {True, False}:
        yield Reason(Obstacle.DRYNESS, _dryness(one), _dryness(other))


def _oxygen_differs_beyond_repair(one: Conditions | None, other: Conditions | None) -> bool:
    """No conditions at all are unknown conditions; conditions without oxygen mean gas as it is, not corrected."""
    if one is None or other is None or one.oxygen_by_activity or other.oxygen_by_activity:
        return True
    if one.oxygen == other.oxygen:
        return False
    return any(each.oxygen is None or not 0 <= each.oxygen < AIR_OXYGEN for each in (one, other))


def oxygen(conditions: Conditions | None) -> Message:
    """The reference oxygen content."""
    if conditions is None:
        return message("comparison/no-conditions")
    if conditions.oxygen_by_activity:
        return message("comparison/oxygen-by-activity")
    return oxygen_content(conditions.oxygen)


def oxygen_content(content: Decimal | None) -> Message:
    """A reference oxygen content in per cent, or that values are not corrected."""
    if content is None:
        return message("comparison/not-corrected")
    return message("comparison/oxygen-content", percent=content)


def _dryness(conditions: Conditions) -> Message:
    return message("comparison/dry-gas" if conditions.dry else "comparison/wet-gas")


def _averaging_obstacles(first: Level, second: Level) -> Iterator[Reason]:
    """Emission levels need a common period; other kinds may both leave it unstated."""
    if first.averaging & second.averaging:
        return
    if LevelKind.EMISSION not in (first.kind, second.kind) and not first.averaging and not second.averaging:
        return
    yield Reason(Obstacle.AVERAGING, averaging(first), averaging(second))

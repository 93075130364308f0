"""Levels of two versions: added, removed, changed, or only printed elsewhere."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from analysis.comparison.conversion import normalised_unit
from analysis.comparison.facts import Bound, Level
from analysis.comparison.obstacles import averaging, code_or_none, oxygen, plant_status, subject
from analysis.comparison.pair import Comparable, compare_pair, converted_range
from analysis.difference.matching import Sign, match
from analysis.difference.source_gaps import NO_GAPS, SourceGaps
from analysis.wording.message import Message, message

Direction = Literal["stricter", "laxer", "as-strict", "not-comparable"]


@dataclass(frozen=True)
class Change:
    """One respect in which two things differ, as the first and the second version state it.

    `respect` is value, kind, pollutant, measured-as, medium, averaging, plant-status, plants, standing, oxygen,
    dryness, temperature or pressure of a level; bat, mark, name or technique of a technique.
    """

    respect: str
    before: Message
    after: Message


@dataclass(frozen=True)
class LevelChange:
    """One level in both versions that differ in it. `direction` judges the second against the first."""

    before: Level
    after: Level
    changes: tuple[Change, ...]
    direction: Direction


@dataclass(frozen=True)
class LevelDifference:
    """All levels of both versions: `same` and `moved` (the same level in another place) are counted.

    `not_told` are levels of one version whose place the source of the other does not hold, or pairs (by the first
    version's level) that it leaves in doubt: whether they changed cannot be said.
    """

    added: tuple[Level, ...]
    removed: tuple[Level, ...]
    changed: tuple[LevelChange, ...]
    same: int
    moved: int
    not_told: tuple[Level, ...] = ()


def level_difference(
    before: Sequence[Level],
    after: Sequence[Level],
    same_words: bool = True,
    gaps: tuple[SourceGaps, SourceGaps] = (NO_GAPS, NO_GAPS),
) -> LevelDifference:
    """Pair the levels and tell what changed. What a level is for must agree; where it stands need not.

    `same_words` is False for readings in two languages: there the place stands in for printed words. `gaps` are those
    of the sources of both versions.
    """
    first, second = gaps
    matching = match(before, after, _SIGNS_IN_ONE_LANGUAGE if same_words else _SIGNS_BETWEEN_LANGUAGES)
    changed, same, moved = [], 0, 0
    not_told = [level for level in matching.removed if second.hides_level(level)]
    not_told += [level for level in matching.added if first.hides_level(level) or second.leaves_in_doubt(level)]
    for one, other in matching.pairs:
        changes = tuple(changes_between(one, other, same_words))
        untold = first.cannot_tell(one) | second.cannot_tell(other)
        changes = tuple(each for each in changes if each.respect not in untold)
        if changes and (first.leaves_in_doubt(one) or second.leaves_in_doubt(other)):
            not_told.append(one)
        elif changes:
            changed.append(LevelChange(one, other, changes, _direction(one, other)))
        elif _place(one) == _place(other):
            same += 1
        else:
            moved += 1
    return LevelDifference(
        added=tuple(level for level in matching.added if level not in not_told),
        removed=tuple(level for level in matching.removed if level not in not_told),
        changed=tuple(changed),
        same=same,
        moved=moved,
        not_told=tuple(not_told),
    )


def changes_between(before: Level, after: Level, same_words: bool = True) -> Iterator[Change]:
    """Yield every respect in which what is demanded differs; a value in another unit but the same is no change."""
    if not _same_value(before, after):
        yield Change("value", _value(before), _value(after))
    respects = [
        ("kind", _kind(before), _kind(after)),
        ("medium", code_or_none(before.medium), code_or_none(after.medium)),
        ("averaging", _averaging(before), _averaging(after)),
        ("plant-status", plant_status(before.plant_status), plant_status(after.plant_status)),
        ("standing", _standing(before), _standing(after)),
        *_conditions(before, after),
    ]
    if same_words:
        respects.append(("measured-as", words_of(before.measured_as), words_of(after.measured_as)))
        if _plants(before) != _plants(after):
            respects.append(("plants", words_of(before.plants), words_of(after.plants)))
    if same_words or before.pollutants or after.pollutants:
        respects.insert(0, ("pollutant", subject(before), subject(after)))
    yield from (Change(name, one, other) for name, one, other in respects if one != other)


def _conditions(before: Level, after: Level) -> Iterator[tuple[str, Message, Message]]:
    """The reference conditions in each respect. Where one states none at all, only the oxygen content tells so."""
    one, other = before.conditions, after.conditions
    yield "oxygen", oxygen(one), oxygen(other)
    if one is not None and other is not None:
        yield "dryness", _dryness(one.dry), _dryness(other.dry)
        yield "temperature", _number(one.temperature), _number(other.temperature)
        yield "pressure", _number(one.pressure), _number(other.pressure)


def _dryness(dry: bool | None) -> Message:
    return _number(None) if dry is None else message("comparison/dry-gas" if dry else "comparison/wet-gas")


def _number(number: Decimal | None) -> Message:
    return message("comparison/not-stated") if number is None else words_of(str(number))


def _purpose(level: Level) -> tuple[Hashable, ...]:
    """What a level is for, as far as no language bears on it, except where only the printed parameter says it."""
    subject = level.pollutants or level.parameter.casefold()
    return level.kind, subject, level.medium, level.averaging, level.plant_status, level.modifies is not None


def _plants(level: Level) -> str:
    return " ".join(level.plants.casefold().split())


def _place(level: Level) -> str:
    """The place within the document: what follows the document in the IRI."""
    return level.iri.removeprefix(level.source.document)


def _numbers(level: Level) -> tuple[Bound | None, Bound | None, bool]:
    return level.lower, level.upper, level.excluded


def _in_place(level: Level) -> tuple[Hashable, ...]:
    return level.kind, _place(level), _numbers(level), level.modifies is not None


def _place_and_measure(level: Level) -> tuple[Hashable, ...]:
    """The cell, and what its unit measures: in a translation nothing else need look alike."""
    unit, _ = normalised_unit(level)
    return level.kind, level.medium, unit and (unit.dimension, unit.per), _place(level)


def _purpose_less_averaging(level: Level) -> tuple[Hashable, ...]:
    return (
        level.kind,
        level.pollutants or level.parameter.casefold(),
        level.medium,
        level.plant_status,
        level.modifies is not None,
    )


# From the surest to the least sure: each pairs what the ones before it left.
_SIGNS: Final[tuple[tuple[Sign[Level], bool], ...]] = (
    (lambda level: (*_purpose(level), _plants(level), _place(level)), True),
    (lambda level: (*_purpose(level), _plants(level), level.source.bats, _numbers(level)), True),
    (lambda level: (*_purpose(level), _plants(level), _numbers(level)), True),
    (lambda level: (*_purpose(level), _plants(level), level.source.bats), True),
    (lambda level: (*_purpose(level), _plants(level)), False),
    (lambda level: (*_purpose_less_averaging(level), _plants(level), level.source.bats), False),
)
# Of a level that says something else in one respect only, the place and the numbers are the sign.
_SIGNS_IN_ONE_LANGUAGE: Final[tuple[tuple[Sign[Level], bool], ...]] = (
    *_SIGNS,
    (lambda level: (*_in_place(level), level.pollutants, level.medium), False),
    (lambda level: (*_in_place(level), level.pollutants, level.plant_status, _plants(level)), False),
    (lambda level: (*_in_place(level), level.medium, level.plant_status, _plants(level)), False),
)
# Between languages the words for plants say nothing, and the place within the document says all.
_SIGNS_BETWEEN_LANGUAGES: Final[tuple[tuple[Sign[Level], bool], ...]] = (
    (lambda level: (*_purpose(level), _place(level)), True),
    (_place_and_measure, False),
    *_SIGNS,
)


def _same_value(before: Level, after: Level) -> bool:
    if before.excluded != after.excluded:
        return False
    one, _ = normalised_unit(before)
    other, _ = normalised_unit(after)
    numbers = (before.lower, before.upper) == (after.lower, after.upper)
    if one == other and one is not None:
        return numbers
    if one is None or other is None or (one.dimension, one.per) != (other.dimension, other.per):
        return numbers and before.unit_text == after.unit_text and one == other
    result = compare_pair(before, after)
    return isinstance(result, Comparable) and _same_ends(result)


def _same_ends(result: Comparable) -> bool:
    basis = result.basis
    return converted_range(result.first, basis) == converted_range(result.second, basis)


def _direction(before: Level, after: Level) -> Direction:
    result = compare_pair(before, after)
    if not isinstance(result, Comparable) or result.stricter == "not-judged":
        return "not-comparable"
    return {"first": "laxer", "second": "stricter", "equal": "as-strict"}[result.stricter]  # type: ignore[return-value]


def _value(level: Level) -> Message:
    if level.excluded:
        return message("difference/no-level")
    return words_of(f"{level.source.printed} {level.unit_text}".strip())


def _kind(level: Level) -> Message:
    return message(f"comparison/kind-{level.kind}")


def _standing(level: Level) -> Message:
    return message("difference/indicative" if level.indicative else "difference/associated")


def _averaging(level: Level) -> Message:
    """The periods as codes: in a translation the printed words differ."""
    return averaging(level) if level.averaging else code_or_none(None)


def words_of(words: str) -> Message:
    """Words of a source as they are."""
    return message("comparison/listed", what=words)

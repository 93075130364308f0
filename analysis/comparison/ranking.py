"""Many levels: groups within which any two can be compared, each from the strictest to the laxest.

Whether two levels can be compared is no equivalence (a level for day or sampling period compares with both, which do
not compare with each other). A group therefore has one averaging period and one plant status, and a level stands in
every group it states or covers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from analysis.comparison.conversion import (
    AIR_OXYGEN,
    Converted,
    UnitDoesNotConvert,
    normalised_unit,
    oxygen_ratio,
    shown,
)
from analysis.comparison.facts import Level, LevelKind, Unit
from analysis.comparison.obstacles import is_gas_concentration, oxygen_content, unit_measures
from analysis.comparison.pair import (
    PARAGRAPHS,
    Basis,
    BindingEnd,
    ConvertedRange,
    basis_of,
    binding_end,
    converted_range,
    higher_is_stricter,
)
from analysis.lookup.codes import local
from analysis.wording.message import Message, message

_NOT_STATED: Final = ""


@dataclass(frozen=True)
class Ranked:
    """A level on the basis of its group. `place` counts from 1, equally strict levels share one.

    `times_strictest` is its binding end over that of the strictest; None if that is zero.
    """

    level: Level
    place: int
    range: ConvertedRange
    times_strictest: Converted | None


@dataclass(frozen=True)
class Group:
    """Levels that can be compared with each other, strictest first. `averaging` is None where no period is stated.

    `spread` is the larger of the outermost binding ends over the smaller; None for one level, or if that is zero.
    """

    kind: LevelKind
    subject: str
    medium: str | None
    measured_as: str
    averaging: str | None
    plant_status: str
    basis: Basis
    oxygen: Message | None
    higher_is_stricter: bool
    ranked: tuple[Ranked, ...]
    spread: Converted | None


@dataclass(frozen=True)
class SetAside:
    """A level that cannot be compared with any other, with every reason."""

    level: Level
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Ranking:
    """All groups, the largest first, and the levels set aside. Each level asked for is in one or the other."""

    groups: tuple[Group, ...]
    set_aside: tuple[SetAside, ...]
    paragraphs: tuple[str, ...] = PARAGRAPHS


@dataclass(frozen=True)
class _Key:
    """What two levels must have in common to be compared."""

    kind: LevelKind
    pollutants: frozenset[str]
    parameter: str
    measured_as: str
    medium: str | None
    dimension: str
    per: str
    corrected: bool
    dry: bool | None
    higher: bool
    averaging: str
    plant_status: str


def rank(levels: Sequence[Level], unit: Unit | None = None, oxygen: Decimal | None = None) -> Ranking:
    """Group and rank levels. Each group is brought to `unit` and `oxygen`, else to what most of its levels state.

    Raises UnitDoesNotConvert if no level converts to `unit`; OxygenOutOfRange for an impossible `oxygen`.
    """
    if oxygen is not None:
        oxygen_ratio(oxygen, oxygen)
    set_aside: list[SetAside] = []
    grouped: dict[_Key, list[Level]] = defaultdict(list)
    for level in levels:
        reasons = tuple(_unfit(level, unit))
        if reasons:
            set_aside.append(SetAside(level, reasons))
        else:
            for key in _keys(level):
                grouped[key].append(level)
    if unit is not None and levels and not grouped:
        _refuse_if_nothing_converts(levels, unit)
    groups = (_group(key, members, unit, oxygen) for key, members in _without_repeats(grouped).items())
    return Ranking(tuple(sorted(groups, key=_order)), tuple(set_aside))


def _unfit(level: Level, wanted: Unit | None) -> Iterator[Message]:
    unit, _ = normalised_unit(level)
    if level.excluded:
        yield message("comparison/unfit-excluded")
    elif level.lower is None and level.upper is None:
        yield message("comparison/unfit-no-value", printed=level.source.printed)
    if unit is None:
        yield message("comparison/unfit-unit", printed=level.unit_text)
    elif wanted is not None and (unit.dimension, unit.per) != (wanted.dimension, wanted.per):
        yield message("comparison/unfit-dimension", unit=unit_measures(unit), wanted=unit_measures(wanted))
    if level.kind is LevelKind.EMISSION and not level.averaging:
        yield _unfit_averaging(level.averaging_text)
    if is_gas_concentration(level) and level.conditions is None:
        yield message("comparison/unfit-conditions")
    elif is_gas_concentration(level) and level.conditions and level.conditions.oxygen_by_activity:
        yield message("comparison/unfit-oxygen-by-activity")
    elif is_gas_concentration(level) and level.conditions and not _can_be_corrected(level.conditions.oxygen):
        yield message("comparison/unfit-oxygen", percent=level.conditions.oxygen)


def _unfit_averaging(printed: str) -> Message:
    if printed:
        return message("comparison/unfit-averaging-printed", printed=printed)
    return message("comparison/unfit-averaging")


def _can_be_corrected(oxygen: Decimal | None) -> bool:
    return oxygen is None or 0 <= oxygen < AIR_OXYGEN


def _keys(level: Level) -> Iterator[_Key]:
    """A level for all plants stands in the groups of new and of existing plants too."""
    unit, _ = normalised_unit(level)
    if unit is None:
        return
    gas = level.conditions if is_gas_concentration(level) else None
    statuses = ("all", "new", "existing") if level.plant_status == "all" else (level.plant_status,)
    for averaging in sorted(level.averaging) or [_NOT_STATED]:
        for status in statuses:
            yield _Key(
                kind=level.kind,
                pollutants=level.pollutants,
                parameter="" if level.pollutants else level.parameter.casefold(),
                measured_as=level.measured_as,
                medium=level.medium,
                dimension=unit.dimension,
                per=unit.per,
                corrected=gas is not None and gas.oxygen is not None,
                dry=gas.dry if gas else None,
                higher=higher_is_stricter(level),
                averaging=averaging,
                plant_status=status,
            )


def _without_repeats(grouped: dict[_Key, list[Level]]) -> dict[_Key, list[Level]]:
    """A group for new or existing plants that adds nothing to the group for all of them is left out."""
    return {
        key: members
        for key, members in grouped.items()
        if key.plant_status == "all" or any(level.plant_status == key.plant_status for level in members)
    }


def _refuse_if_nothing_converts(levels: Iterable[Level], wanted: Unit) -> None:
    units = dict.fromkeys(unit for level in levels if (unit := normalised_unit(level)[0]) is not None)
    if not any((unit.dimension, unit.per) == (wanted.dimension, wanted.per) for unit in units):
        raise UnitDoesNotConvert(wanted, tuple(units))


def _group(key: _Key, members: Sequence[Level], unit: Unit | None, oxygen: Decimal | None) -> Group:
    basis = _basis(members, key, unit, oxygen)
    ends = [(end, level) for level in members if (end := binding_end(level, basis)) is not None]
    ends.sort(key=lambda each: (each[0], each[1].iri))
    first = members[0]
    return Group(
        kind=key.kind,
        subject=first.subject,
        medium=key.medium,
        measured_as=key.measured_as,
        averaging=key.averaging or None,
        plant_status=key.plant_status,
        basis=basis,
        oxygen=oxygen_content(basis.oxygen) if is_gas_concentration(first) else None,
        higher_is_stricter=key.higher,
        ranked=tuple(_ranked(ends, basis)),
        spread=_times(ends[-1][0].amount, ends[0][0].amount) if len(ends) > 1 else None,
    )


def _basis(members: Sequence[Level], key: _Key, unit: Unit | None, oxygen: Decimal | None) -> Basis:
    stated = Counter(basis_of(level).unit for level in members)
    common = unit or min(stated, key=lambda each: (-stated[each], each.factor != 1, each.iri))
    if not key.corrected:
        return Basis(common)
    contents = Counter(found for level in members if (found := basis_of(level).oxygen) is not None)
    return Basis(common, oxygen if oxygen is not None else min(contents, key=lambda each: (-contents[each], each)))


def _ranked(ends: Sequence[tuple[BindingEnd, Level]], basis: Basis) -> Iterator[Ranked]:
    place = 0
    for position, (end, level) in enumerate(ends, start=1):
        if position == 1 or end != ends[position - 2][0]:
            place = position
        yield Ranked(level, place, converted_range(level, basis), _ratio(end.amount, ends[0][0].amount))


def _ratio(amount: Fraction, strictest: Fraction) -> Converted | None:
    return shown(amount / strictest) if strictest else None


def _times(one: Fraction, other: Fraction) -> Converted | None:
    low, high = sorted((one, other))
    return shown(high / low) if low else None


def _order(group: Group) -> tuple[object, ...]:
    documents = {ranked.level.source.document for ranked in group.ranked}
    return (
        -len(documents),
        -len(group.ranked),
        group.kind,
        group.medium or "",
        local(group.averaging or ""),
        group.plant_status,
    )

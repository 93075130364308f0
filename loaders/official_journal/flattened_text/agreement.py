"""What all ways of reading a flattened table agree on.

Where a level stands in another column, or is of another substance, in one way than in another, its place is not
certain: it is kept as printed. A thing that only says more of it (its averaging period) is left open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from loaders.official_journal.levels.facts import LevelFact

# What a level is of and for: unless all ways agree on it nothing is known but what is printed.
_DECIDING: Final = (
    "column",
    "row",
    "pollutants",
    "parameter",
    "plant_status",
    "plant_category",
    "size",
    "process",
    "unit",
)
_TOLD_ANYWAY: Final = ("id", "column", "row")
_EMPTY: Final[Mapping[str, Any]] = {
    field.name: field.default
    for field in fields(LevelFact)
    if field.name not in ("id", "kind", "standing", "bats", "page", "printed")
}


@dataclass(frozen=True)
class Doubt:
    """A level that is not certain: `open_fields` are those on which ways differ, with what each way says."""

    level: LevelFact
    open_fields: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class AgreedLevels:
    """The levels with what is certain of them, and those of which something is not."""

    levels: tuple[LevelFact, ...]
    doubts: tuple[Doubt, ...]


def agreed(ways: Sequence[Sequence[LevelFact]]) -> AgreedLevels:
    """Return the levels of several readings of one text, joined by the place they are printed at."""
    by_place = [_by_place(way) for way in ways]
    if not by_place:
        return AgreedLevels((), ())
    levels: list[LevelFact] = []
    doubts: list[Doubt] = []
    for key, first in by_place[0].items():
        found = [way[key] for way in by_place if key in way]
        level, open_fields = _joined(first, found, len(found) < len(ways))
        levels.append(level)
        if open_fields:
            doubts.append(Doubt(level, open_fields))
    known = set(by_place[0])
    for way in by_place[1:]:
        for key, level in way.items():
            if key not in known:
                known.add(key)
                kept, open_fields = _joined(level, [level], missing=True)
                levels.append(kept)
                doubts.append(Doubt(kept, open_fields))
    named = _named(levels)
    return AgreedLevels(tuple(named.values()), tuple(replace(doubt, level=named[doubt.level.id]) for doubt in doubts))


def _named(levels: Sequence[LevelFact]) -> dict[str, LevelFact]:
    """Return levels by the ids they had; one whose column is not certain is named by its row: `table/23/r8-cell-2`."""
    counted: dict[tuple[str, int | None], int] = {}
    named: dict[str, LevelFact] = {}
    for level in levels:
        if level.column is not None or not level.table:
            named[level.id] = level
            continue
        row = (level.table, level.row)
        counted[row] = counted.get(row, 0) + 1
        named[level.id] = replace(level, id=f"table/{level.table}/r{level.row}-cell-{counted[row]}")
    return named


def _by_place(levels: Iterable[LevelFact]) -> dict[tuple[str, int, int], LevelFact]:
    """Return levels by table, place and how many of the same place came before: one cell can state several."""
    counted: dict[tuple[str, int], int] = {}
    found: dict[tuple[str, int, int], LevelFact] = {}
    for level in levels:
        place = (level.table or level.id.rsplit("/", 1)[0], level.page)
        counted[place] = counted.get(place, 0) + 1
        found[(*place, counted[place])] = level
    return found


def _joined(
    first: LevelFact, found: Sequence[LevelFact], missing: bool
) -> tuple[LevelFact, tuple[tuple[str, tuple[str, ...]], ...]]:
    said = {
        field.name: tuple(dict.fromkeys(getattr(level, field.name) for level in found)) for field in fields(LevelFact)
    }
    different = {name: values for name, values in said.items() if len(values) > 1}
    if not different and not missing:
        return first, ()
    told = tuple((name, tuple(_told(value) for value in values)) for name, values in different.items() if name != "id")
    certain: dict[str, Any] = {name: _EMPTY[name] for name in different if name in _EMPTY}
    if "footnotes" in different:
        certain["footnotes"] = tuple(
            note for note in first.footnotes if all(note in notes for notes in said["footnotes"])
        )
    level = replace(first, **certain)
    if missing or any(name in different for name in _DECIDING):
        cleared = ("lower", "lower_comparator", "upper", "upper_comparator")
        level = replace(level, understood=False, no_level_stated=False, **{name: _EMPTY[name] for name in cleared})
        if "column" in different or missing:
            level = replace(level, column=None)
    return level, told or (("column", ()),)


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "nothing"
    return str(value) if value not in (None, "") else "nothing"

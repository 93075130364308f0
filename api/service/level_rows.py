"""Levels as a reader needs them: no number without its unit, averaging, conditions, footnotes and place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from analysis.comparison.comparison_text import printed
from analysis.comparison.facts import Conditions, Level
from analysis.comparison.fetch import fetch_level, fetch_levels, fetch_levels_of_pollutant
from analysis.comparison.obstacles import oxygen_content, subject
from analysis.wording.speaker import Speaker
from api.service.place_words import PlaceWords, in_reading_order
from ontology.namespaces import BASE, BAT, CODE, code
from store.graph_store import GraphStore
from store.query_text import load_query

_ALL_PLANTS = "all"


@dataclass(frozen=True)
class Note:
    """A footnote of a level: its mark, and where it is described."""

    mark: str
    href: str


@dataclass(frozen=True)
class LevelRow:
    """One level. `value` is as printed, with its unit; `conditions` are those it holds under, in words."""

    href: str
    kind: str
    subject: str
    parameter: str
    medium: str
    value: str
    averaging: str
    conditions: tuple[str, ...]
    notes: tuple[Note, ...]
    place: str
    page: int | None


@dataclass(frozen=True)
class LevelGroup:
    """The levels of one document."""

    document: str
    href: str
    rows: tuple[LevelRow, ...]


def levels_of(store: GraphStore, iri: str, kinds: Iterable[str]) -> tuple[Level, ...]:
    """Return the levels that the page of a thing shows: the level itself, or those of a document, BAT or pollutant."""
    local = {kind.removeprefix(str(BAT)) for kind in kinds}
    if iri.startswith(f"{CODE}pollutant/"):
        return fetch_levels_of_pollutant(store, iri)
    if "NumberedBat" in local:
        document = iri.rpartition("/bat/")[0]
        number = iri.rpartition("/")[2]
        return tuple(level for level in fetch_levels(store, [document]) if number in map(str, level.source.bats))
    if "LevelTable" in local:
        document = iri.rpartition("/table/")[0]
        return tuple(level for level in fetch_levels(store, [document]) if level.iri.startswith(f"{iri}/"))
    if any(kind.endswith("Level") for kind in local):
        level = fetch_level(store, iri)
        return () if level is None else (level,)
    if local & {"EuBatConclusions", "BatConclusion", "ReferenceBook", "SectoralReferenceBook"}:
        return fetch_levels(store, [iri])
    return ()


def level_groups(
    store: GraphStore, levels: Sequence[Level], speaker: Speaker, places: PlaceWords
) -> tuple[LevelGroup, ...]:
    """Return the levels by document, in the order in which they are printed."""
    notes = _notes(store, [level.iri for level in levels], speaker.language)
    rows = [
        (level.source.short, level.source.document, _row(level, notes, speaker, places))
        for level in sorted(levels, key=lambda level: in_reading_order(level.iri))
    ]
    rows.sort(key=lambda row: (row[0], in_reading_order(row[2].place)))
    return tuple(
        LevelGroup(short, _href(document, speaker.language), tuple(row for _, _, row in group))
        for (short, document), group in groupby(rows, key=lambda row: (row[0], row[1]))
    )


def _row(level: Level, notes: Mapping[str, tuple[Note, ...]], speaker: Speaker, places: PlaceWords) -> LevelRow:
    named = speaker.say(subject(level))
    bats = ", ".join(places.texts["place_bat"].format(number) for number in level.source.bats)
    place = places.place(level.iri).partition(", ")[2]
    return LevelRow(
        href=_href(level.iri, speaker.language),
        kind=speaker.text(f"comparison/kind-{level.kind}"),
        subject=named,
        parameter=level.parameter if level.parameter.casefold() != named.casefold() else "",
        medium=speaker.code(level.medium) if level.medium else "",
        value=_value(level, speaker),
        averaging=speaker.codes(sorted(level.averaging)) or level.averaging_text,
        conditions=tuple(_conditions(level, speaker)),
        notes=notes.get(level.iri, ()),
        place=f"{bats}; {place}" if bats and bats not in place else place,
        page=level.source.page,
    )


def _value(level: Level, speaker: Speaker) -> str:
    if level.excluded:
        return speaker.text("comparison/no-level-stated")
    return printed(level)


def _conditions(level: Level, speaker: Speaker) -> Iterable[str]:
    if level.plant_status != _ALL_PLANTS:
        yield speaker.code(str(code("plant-status", level.plant_status)))
    yield from (part for part in (level.plant, level.size, level.process) if part)
    if level.conditions:
        yield from _gas(level.conditions, speaker)
    if level.measured_as:
        yield speaker.text("comparison/as", what=level.measured_as)
    if level.indicative:
        yield speaker.text("comparison/indicative")
    if level.modifies:
        yield speaker.text("comparison/by-footnote")


def _gas(conditions: Conditions, speaker: Speaker) -> Iterable[str]:
    yield speaker.say(oxygen_content(conditions.oxygen))
    if conditions.dry is not None:
        yield speaker.text("comparison/dry-gas" if conditions.dry else "comparison/wet-gas")
    state = [
        *([f"{conditions.temperature:f} K"] if conditions.temperature is not None else []),
        *([f"{conditions.pressure:f} kPa"] if conditions.pressure is not None else []),
    ]
    if state:
        yield ", ".join(state)


def _notes(store: GraphStore, levels: Sequence[str], language: str) -> dict[str, tuple[Note, ...]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in store.select(load_query("api.service", "notes_of").bind(level=[NamedNode(iri) for iri in levels])):
        found.setdefault(row["level"].value, set()).add((row["mark"].value, row["note"].value))
    return {
        level: tuple(
            Note(mark, _href(note, language))
            for mark, note in sorted(marked, key=lambda each: in_reading_order(f"{each[0]} {each[1]}"))
        )
        for level, marked in found.items()
    }


def _href(iri: str, language: str) -> str:
    return f"/{iri.removeprefix(BASE)}?lang={language}"

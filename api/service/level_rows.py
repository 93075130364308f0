"""Levels as a reader needs them: no number without its unit, averaging, conditions, footnotes and place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from analysis.comparison.comparison_text import printed
from analysis.comparison.facts import Conditions, Level
from analysis.comparison.fetch import fetch_level, fetch_levels, fetch_levels_of_pollutant
from analysis.comparison.obstacles import oxygen_content, subject
from analysis.wording.speaker import Speaker
from api.service.labels import ShownValue, Words
from api.service.place_words import PlaceWords, in_reading_order
from api.service.successors import Successors
from ontology.namespaces import BASE, BAT, CODE, code
from store.graph_store import GraphStore
from store.query_text import load_query

_ALL_PLANTS = "all"

# Words of sources in one language each, by level.
Texts = Mapping[str, Mapping[str, str]]


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
    subject: Words
    parameter: Words
    medium: str
    value: str
    averaging: Words
    conditions: tuple[Words, ...]
    notes: tuple[Note, ...]
    place: str
    page: int | None


@dataclass(frozen=True)
class LevelGroup:
    """The levels of one document. `replaced_by` are the documents that have taken its place, if any have."""

    document: str
    href: str
    replaced_by: tuple[ShownValue, ...]
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


class LevelWords:
    """Says levels in one language."""

    def __init__(self, store: GraphStore, speaker: Speaker, places: PlaceWords, successors: Successors) -> None:
        self._store = store
        self._successors = successors
        self.speaker = speaker
        self.places = places

    def groups(self, levels: Sequence[Level]) -> tuple[LevelGroup, ...]:
        """The levels by document, in the order in which they are printed."""
        iris = [level.iri for level in levels]
        notes, texts = _notes(self._store, iris, self.speaker.language), self.texts(levels)
        rows = [
            (level.source.short, level.source.document, self._row(level, notes, texts))
            for level in sorted(levels, key=lambda level: in_reading_order(level.iri))
        ]
        rows.sort(key=lambda row: (row[0], in_reading_order(row[2].place)))
        return tuple(
            LevelGroup(short, self._href(document), self.replaced_by(document), tuple(row for _, _, row in group))
            for (short, document), group in groupby(rows, key=lambda row: (row[0], row[1]))
        )

    def texts(self, levels: Sequence[Level]) -> Texts:
        """The language of each text of a source in each level."""
        found: dict[str, dict[str, str]] = {}
        query = load_query("api.service", "level_texts").bind(level=[NamedNode(level.iri) for level in levels])
        for row in self._store.select(query) if levels else ():
            text = row["text"]
            if isinstance(text, Literal):
                found.setdefault(row["level"].value, {})[text.value] = text.language or ""
        return found

    def subject(self, level: Level, texts: Texts) -> Words:
        """What a level is for: its substances, else the printed parameter in the language of the source."""
        named = self.speaker.say(subject(level))
        return Words(named) if level.pollutants else _of_source(level, named, texts)

    def medium(self, level: Level) -> str:
        """The medium a level is for; empty if none is stated."""
        return self.speaker.code(level.medium) if level.medium else ""

    def replaced_by(self, document: str) -> tuple[ShownValue, ...]:
        """The documents that have taken the place of a document."""
        found = self._successors.of(document)
        return tuple(ShownValue(self.places.documents.get(iri, iri), self._href(iri), "") for iri in found)

    def _row(self, level: Level, notes: Mapping[str, tuple[Note, ...]], texts: Texts) -> LevelRow:
        named = self.subject(level, texts)
        bats = ", ".join(self.places.texts["place_bat"].format(number) for number in level.source.bats)
        place = self.places.place(level.iri).partition(", ")[2]
        periods = self.speaker.codes(sorted(level.averaging))
        alike = level.parameter.casefold() == named.text.casefold()
        return LevelRow(
            href=self._href(level.iri),
            kind=self.speaker.text(f"comparison/kind-{level.kind}"),
            subject=named,
            parameter=Words("") if alike else _of_source(level, level.parameter, texts),
            medium=self.medium(level),
            value=_value(level, self.speaker),
            averaging=Words(periods) if periods else _of_source(level, level.averaging_text, texts),
            conditions=tuple(_conditions(level, self.speaker, texts)),
            notes=notes.get(level.iri, ()),
            place=f"{bats}; {place}" if bats and bats not in place else place,
            page=level.source.page,
        )

    def _href(self, iri: str) -> str:
        return _href(iri, self.speaker.language)


def _of_source(level: Level, text: str, texts: Texts) -> Words:
    return Words(text, texts.get(level.iri, {}).get(text, ""))


def _value(level: Level, speaker: Speaker) -> str:
    if level.excluded:
        return speaker.text("comparison/no-level-stated")
    return printed(level)


def _conditions(level: Level, speaker: Speaker, texts: Texts) -> Iterable[Words]:
    if level.plant_status != _ALL_PLANTS:
        yield Words(speaker.code(str(code("plant-status", level.plant_status))))
    yield from (_of_source(level, part, texts) for part in (level.plant, level.size, level.process) if part)
    yield from map(Words, _said_of_conditions(level, speaker))


def _said_of_conditions(level: Level, speaker: Speaker) -> Iterable[str]:
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

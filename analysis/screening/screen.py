"""Screening a facility: each measured value against every level for its pollutant in the documents that apply."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pyoxigraph import NamedNode

from analysis.applicability.versions import Versions
from analysis.comparison.facts import Bound, Conditions, Level, LevelKind, Source
from analysis.comparison.fetch import fetch_levels, fetch_measured_as, fetch_unit
from analysis.lookup.activities import Activities
from analysis.lookup.codes import codes_of, find_code
from analysis.lookup.documents import DocumentName, documents_meant
from analysis.lookup.errors import AmbiguousName, AnalysisError, UnknownName
from analysis.lookup.names import by_language
from analysis.screening.verdicts import Verdict, applies_to, verdict
from analysis.wording.message import message
from loaders.measurements.measurement_file import Measurement
from ontology.namespaces import LAW
from store.graph_store import GraphStore
from store.query_text import load_query

# Levels in normal operation (p54); control at facilities (p55); EU documents until a conclusion is approved (p56).
PARAGRAPHS: Final = tuple(str(LAW[number]) for number in ("p54", "p55", "p56"))


class NoDocumentNamed(AnalysisError):
    """Measured values were given, but nothing says whose levels they are to meet."""

    def __init__(self) -> None:
        super().__init__(message("errors/no-document-named"))


class NoLevelsToMeet(AnalysisError):
    """The documents named hold no emission level at all, or none under the BAT named."""

    def __init__(
        self, documents: Sequence[DocumentName], bats: Sequence[int] = (), with_levels: Sequence[int] = ()
    ) -> None:
        under = message("errors/under-bats", numbers=bats) if bats else message("errors/under-any-bat")
        names = [document.short for document in documents]
        there = [str(bat) for bat in with_levels] or message("errors/nothing")
        super().__init__(message("errors/no-levels-to-meet", documents=names, bats=under, there=there))
        self.documents = tuple(documents)
        self.with_levels = tuple(with_levels)


class MeasurementNotUnderstood(AnalysisError):
    """A cell names something that no code list has."""

    def __init__(self, measurement: Measurement, column: str, cause: UnknownName | AmbiguousName) -> None:
        line = measurement.line
        super().__init__(message("errors/measurement-not-understood", line=line, column=column, cause=cause.said))
        self.line = measurement.line
        self.column = column
        self.cause = cause


@dataclass(frozen=True)
class Screened:
    """A measured value and a verdict for each level for its pollutant and kind of plant.

    No verdict at all means that the documents set no level for the pollutant: the value is neither met nor not met.
    `not_in_force`: documents of a sector that was named whose levels were left out, since they did not stand on `day`.
    """

    measurement: Measurement
    pollutant: str
    verdicts: tuple[Verdict, ...]
    day: date
    not_in_force: tuple[DocumentName, ...] = ()


@dataclass(frozen=True)
class TechniqueOutcome:
    """A technique and the levels of its numbered BAT, counted by outcome.

    A level belongs to one technique or to a combination of those its BAT lists (p54), so all of them share the outcome.
    """

    entry: str
    name: str
    document: str
    bat: int
    met: int
    not_met: int
    not_comparable: int

    @property
    def would_be_met(self) -> bool:
        """Whether every level that could be judged is met, and at least one could."""
        return self.met > 0 and self.not_met == 0


@dataclass(frozen=True)
class Screening:
    """The documents whose levels were taken, each measured value, and the techniques behind the levels."""

    documents: tuple[DocumentName, ...]
    screened: tuple[Screened, ...]
    techniques: tuple[TechniqueOutcome, ...]
    paragraphs: tuple[str, ...] = PARAGRAPHS


def screen(
    store: GraphStore,
    measurements: Sequence[Measurement],
    *,
    documents: Sequence[str] = (),
    sectors: Sequence[str] = (),
    bats: Sequence[int] = (),
    on: date,
) -> Screening:
    """Hold measured values against the emission levels of documents and sectors, given by IRI, code or name.

    Of a sector the documents in force on the day of the value count, `on` for a value without a day; a document that
    is named counts on any day, and its verdicts say if it was not in force.
    `bats` restricts to levels of these numbered BAT, since only the operator knows which kind of plant it runs.
    Raises NoDocumentNamed, UnknownName, NoLevelsToMeet, or MeasurementNotUnderstood with line and column.
    """
    if not documents and not sectors:
        raise NoDocumentNamed
    meant = documents_meant(store, documents, sectors)
    levels = [level for level in fetch_levels(store, [each.iri for each in meant]) if level.kind is LevelKind.EMISSION]
    with_levels = sorted({bat for level in levels for bat in level.source.bats})
    if bats:
        levels = [level for level in levels if set(level.source.bats) & set(bats)]
    if not levels:
        raise NoLevelsToMeet(meant, bats, with_levels)
    reader = _Reader(store)
    named = documents_meant(store, documents, ())
    of_sectors = [each for each in meant if each not in named]
    versions = Versions(store, Activities(store))
    screened = []
    for each in measurements:
        day = each.day or on
        out = versions.out_of_force(day)
        left_out = tuple(document for document in of_sectors if document.iri in out)
        screened.append(_screened(each, reader.level(each), levels, left_out, out, day))
    return Screening(meant, tuple(screened), tuple(_techniques(store, screened)))


def _screened(
    measurement: Measurement,
    measured: Level,
    levels: Iterable[Level],
    left_out: tuple[DocumentName, ...],
    out_of_force: frozenset[str],
    day: date,
) -> Screened:
    """A level for a sum of pollutants says nothing about one of them, so it is no level for it."""
    [pollutant] = measured.pollutants
    out = {each.iri for each in left_out}
    concerned = [
        level
        for level in levels
        if level.source.document not in out
        and level.pollutants == measured.pollutants
        and (level.medium == measured.medium or level.medium is None)
        and applies_to(measurement.plant, level)
    ]
    verdicts = tuple(_judged(verdict(measured, level), out_of_force, day) for level in concerned)
    return Screened(measurement, pollutant, verdicts, day, left_out)


def _judged(found: Verdict, out_of_force: frozenset[str], day: date) -> Verdict:
    """A verdict that says if its document was not in force."""
    source = found.level.source
    if source.document not in out_of_force:
        return found
    out = message("screening/not-in-force", document=source.short, day=day)
    return replace(found, caveats=(out, *found.caveats))


class _Reader:
    """Measurements as levels, so that they are compared by the same rules."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._codes = {
            scheme: codes_of(store, scheme) for scheme in ("pollutant", "medium", "unit", "averaging-period")
        }

    def level(self, measurement: Measurement) -> Level:
        """Return a level whose upper end is the measured value."""
        pollutant = self._code(measurement, "pollutant", "pollutant", measurement.pollutant)
        unit = fetch_unit(self._store, self._code(measurement, "unit", "unit", measurement.unit))
        averaging = measurement.averaging
        stated = (measurement.oxygen, measurement.temperature, measurement.pressure, measurement.dry)
        return Level(
            iri=f"line {measurement.line}",
            kind=LevelKind.EMISSION,
            source=Source("", measurement.point, printed=f"{'<' if measurement.below else ''}{measurement.value}"),
            upper=Bound(measurement.value, "lt" if measurement.below else None),
            pollutants=frozenset({pollutant}),
            measured_as=(unit.measured_as if unit else "") or fetch_measured_as(self._store, pollutant),
            medium=self._code(measurement, "medium", "medium", measurement.medium),
            unit=unit,
            unit_text=measurement.unit,
            averaging=frozenset(
                {self._code(measurement, "averaging", "averaging-period", averaging)} if averaging else ()
            ),
            conditions=None if stated == (None,) * 4 else Conditions(*stated),
            plant_status=measurement.plant or "all",
        )

    def _code(self, measurement: Measurement, column: str, scheme: str, asked: str) -> str:
        try:
            return find_code(scheme, asked, self._codes[scheme]).iri
        except (UnknownName, AmbiguousName) as error:
            raise MeasurementNotUnderstood(measurement, column, error) from error


def _techniques(store: GraphStore, screened: Iterable[Screened]) -> Iterator[TechniqueOutcome]:
    counts: Mapping[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for each in screened:
        for found in each.verdicts:
            for bat in found.level.source.bats:
                counts[found.level.source.document, bat][found.outcome] += 1
    documents = sorted({document for document, _ in counts})
    query = load_query("analysis.screening", "techniques").bind(document=[NamedNode(iri) for iri in documents])
    listed: dict[tuple[str, int, str], tuple[str, str]] = {}
    for row in store.select(query):
        key = row["document"].value, int(row["bat"].value), row["entry"].value
        name = by_language(row["name"]) if "name" in row else ("", row["entry"].value)
        listed[key] = min(name, listed.get(key, name))
    for (document, bat, entry), (_, printed) in sorted(listed.items()):
        if (document, bat) in counts:
            found_counts = counts[document, bat]
            yield TechniqueOutcome(
                entry=entry,
                name=printed,
                document=document,
                bat=bat,
                met=found_counts["met"],
                not_met=found_counts["not-met"],
                not_comparable=found_counts["not-comparable"],
            )

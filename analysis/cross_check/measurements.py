"""What documents say is measured, and the levels that nothing measures.

Asked is whether a row of a monitoring table of the document, or a technique of it that measures, for the medium of the
level, names the pollutant: itself, under a broader or a narrower name, as part of a sum, or by all parts of one. Which
numbered BAT a row names is not held against the BAT of a level: a table of levels stands below the last of several BAT
that it is for, so that print itself differs there. A document whose provisions the graph does not hold is not judged;
`NotTold` says so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.comparison.facts import Level, LevelKind
from analysis.comparison.obstacles import subject
from analysis.cross_check.findings import CrossFinding, NotTold, Place, Rule
from analysis.cross_check.levels import place_of
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.difference.source_gaps import SourceGaps
from analysis.lookup.codes import local
from analysis.lookup.hierarchy import reached
from analysis.wording.message import Code, Message, message
from ontology.namespaces import code
from store.graph_store import GraphStore
from store.query_text import load_query

# A sewer leads to the water that the monitoring is for.
_WATER: Final = {str(code("medium", "wastewater")): str(code("medium", "water"))}


@dataclass(frozen=True)
class Measurement:
    """A row of a monitoring table. `pollutants` is empty for an unlisted parameter, `medium` None if not stated."""

    iri: str
    document: str
    pollutants: frozenset[str] = frozenset()
    medium: str | None = None
    parameter: str = ""
    bat: int | None = None
    page: int | None = None

    def is_for(self, medium: str) -> bool:
        """Whether it may measure what goes into a medium."""
        return self.medium is None or _water(self.medium) == _water(medium)


@dataclass(frozen=True)
class PollutantRelations:
    """Of each pollutant the broader ones, and the parts of a sum."""

    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_measured(self, pollutant: str, measured: frozenset[str]) -> bool:
        """Whether what is measured tells of a pollutant."""
        if reached(pollutant, self.broader) & measured:
            return True
        if any(pollutant in reached(each, self.broader) or pollutant in self.parts.get(each, ()) for each in measured):
            return True
        parts = self.parts.get(pollutant, frozenset())
        return bool(parts) and all(self.is_measured(part, measured) for part in parts)


@dataclass(frozen=True)
class Measurements:
    """Everything that documents say is measured, by document, and where their sources have gaps."""

    by_document: Mapping[str, tuple[Measurement, ...]]
    relations: PollutantRelations
    gaps: Mapping[str, SourceGaps] = field(default_factory=dict)

    def measures(self, document: str, pollutant: str) -> bool:
        """Whether a row of a document measures a pollutant, in whatever medium."""
        rows = self.by_document.get(document, ())
        return self.relations.is_measured(pollutant, frozenset(each for row in rows for each in row.pollutants))

    def cannot_tell(self, document: str, medium: str | None = None) -> Message | None:
        """Why nothing can be said of what a document does not measure; None if something can."""
        if any(path.startswith("bat/") for path in self.gaps.get(document, SourceGaps()).missing):
            return message("cross_check/not-told-source-gaps")
        if medium is None:
            return None
        rows = self.by_document.get(document, ())
        if not any(row.is_for(medium) for row in rows):
            return message("cross_check/not-told-no-monitoring", medium=Code(medium))
        return None


def fetch_measurements(store: GraphStore, gaps: Mapping[str, SourceGaps]) -> Measurements:
    """Read what is measured, and how pollutants are related: two queries."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(load_query(PACKAGE, "measurements")):
        for variable, term in row.items():
            said[row["requirement"].value][variable].add(term.value)
    by_document: dict[str, list[Measurement]] = defaultdict(list)
    for iri, stated in sorted(said.items()):
        measurement = _measurement(iri, stated)
        by_document[measurement.document].append(measurement)
    broader: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for row in store.select(load_query(PACKAGE, "pollutant_relations")):
        for variable, found in (("broader", broader), ("part", parts)):
            if variable in row:
                found[row["pollutant"].value].add(row[variable].value)
    relations = PollutantRelations(
        {each: frozenset(found) for each, found in broader.items()},
        {each: frozenset(found) for each, found in parts.items()},
    )
    return Measurements({document: tuple(rows) for document, rows in by_document.items()}, relations, gaps)


def _measurement(iri: str, said: Mapping[str, set[str]]) -> Measurement:
    def first(variable: str) -> str | None:
        return min(said.get(variable, ()), default=None)

    bat, page = first("bat"), first("page")
    return Measurement(
        iri=iri,
        document=first("document") or "",
        pollutants=frozenset(said.get("pollutant", ())),
        medium=first("medium"),
        parameter=first("parameter") or "",
        bat=None if bat is None else int(bat),
        page=None if page is None else int(page),
    )


def unmeasured_levels(
    levels: Sequence[Level], measurements: Measurements, scopes: Scopes
) -> Iterator[CrossFinding | NotTold]:
    """Yield one finding for each pollutant and medium of a document that has levels and no measurement."""
    for (document, medium), stated in sorted(_judged(levels, scopes).items()):
        short = stated[0].source.short
        if why := measurements.cannot_tell(document, medium):
            yield NotTold(Rule.LEVEL_WITHOUT_MONITORING, document, short, why)
            continue
        rows = [row for row in measurements.by_document[document] if row.is_for(medium)]
        measured = frozenset(pollutant for row in rows for pollutant in row.pollutants)
        missing: dict[frozenset[str], list[Level]] = defaultdict(list)
        for level in stated:
            if not all(measurements.relations.is_measured(each, measured) for each in level.pollutants):
                missing[level.pollutants].append(level)
        for unmeasured in missing.values():
            yield _finding(unmeasured, medium, rows)


def _judged(levels: Sequence[Level], scopes: Scopes) -> Mapping[tuple[str, str], list[Level]]:
    """Emission levels of documents that stand, for known pollutants in a known medium.

    What a footnote sets for some plants is for the pollutant of the level it alters.
    """
    found: dict[tuple[str, str], list[Level]] = defaultdict(list)
    for level in levels:
        stands = level.source.document not in scopes.superseded_by
        stated = not level.excluded and level.modifies is None and (level.lower or level.upper)
        if stands and stated and level.kind is LevelKind.EMISSION and level.pollutants and level.medium:
            found[level.source.document, level.medium].append(level)
    return found


def _finding(levels: Sequence[Level], medium: str, rows: Sequence[Measurement]) -> CrossFinding:
    first = min(levels, key=lambda level: (level.indicative, level.source.page or 0, level.iri))
    unlisted = sorted({row.parameter for row in rows if not row.pollutants})
    said = {"levels": len(levels), "rows": len(rows)}
    row = min(rows, key=lambda each: (each.bat or 0, each.page or 0, each.iri))
    bats = () if row.bat is None else (row.bat,)
    return CrossFinding(
        rule=Rule.LEVEL_WITHOUT_MONITORING,
        severity="information" if first.indicative else "warning",
        subject=f"{first.subject}, {local(medium)}",
        about=message("comparison/listed", what=[subject(first), Code(medium)]),
        message=message("cross_check/level-unmeasured-unlisted", unlisted=unlisted, **said)
        if unlisted
        else message("cross_check/level-unmeasured", **said),
        first=place_of(first),
        second=Place(first.source.document, first.source.short, row.iri, row.page, bats=bats),
        proposed=bool(unlisted),
    )


def _water(medium: str) -> str:
    return _WATER.get(medium, medium)

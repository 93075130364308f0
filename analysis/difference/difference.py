"""The difference of two versions of a document, of two readings, or of the same document in two states of the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from analysis.comparison.facts import Level
from analysis.comparison.fetch import fetch_levels
from analysis.difference.level_changes import LevelDifference, level_difference
from analysis.difference.source_gaps import NO_GAPS, SourceGaps, fetch_gaps
from analysis.difference.technique_changes import Entry, TechniqueDifference, technique_difference
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName, document_meant
from analysis.lookup.errors import AnalysisError
from analysis.lookup.names import by_language
from analysis.wording.message import message
from ontology.namespaces import DOC, LAW, TECHNIQUE
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_PACKAGE: Final = "analysis.difference"
# A book is revised as a whole or in sections (p65), in view of progress (p62).
# What a document states elsewhere than in its scope.
_NOT_OF_SCOPE: Final = ("batNumber", "coversSector")
PARAGRAPHS: Final = (str(LAW["p62"]), str(LAW["p65"]))


class SameVersion(AnalysisError):
    """One version was asked to be told apart from itself."""

    def __init__(self, document: str) -> None:
        super().__init__(message("errors/same-version", document=document))
        self.document = document


class NothingToTellApart(AnalysisError):
    """A version of which the graph holds neither a level, nor a technique, nor a scope."""

    def __init__(self, document: DocumentName) -> None:
        super().__init__(message("errors/nothing-held", document=document.short))
        self.document = document


@dataclass(frozen=True)
class SetChange:
    """What one version states and the other does not, by what it is stated for."""

    respect: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class VersionDifference:
    """Everything in which the second version differs from the first. `scope` lists only what changed.

    `scope_told` is False where a source does not hold the scope, so that nothing can be told of it but its sector.
    """

    first: DocumentName
    second: DocumentName
    levels: LevelDifference
    techniques: TechniqueDifference
    scope: tuple[SetChange, ...]
    scope_told: bool = True
    paragraphs: tuple[str, ...] = PARAGRAPHS

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs but places."""
        parts = (self.levels, self.techniques)
        return not self.scope and not any(part.added or part.removed or part.changed for part in parts)


@dataclass(frozen=True)
class Version:
    """What the graph holds of one version. `language` is that of its names of techniques."""

    document: DocumentName
    levels: tuple[Level, ...]
    entries: tuple[Entry, ...]
    scope: Mapping[str, frozenset[str]]
    gaps: SourceGaps
    language: str


def fetch_version(store: GraphStore, document: DocumentName, levels: Sequence[Level] | None = None) -> Version:
    """Read a version; its levels too if they are not at hand. Raises NothingToTellApart."""
    bound = [NamedNode(document.iri)]
    rows = store.select(load_query(_PACKAGE, "entries").bind(document=bound))
    version = Version(
        document=document,
        levels=fetch_levels(store, [document.iri]) if levels is None else tuple(levels),
        entries=_entries(rows, document.iri),
        scope=_scope(store.select(load_query(_PACKAGE, "scope").bind(document=bound))),
        gaps=fetch_gaps(store, document.iri).get(document.iri, NO_GAPS),
        language=min((_language(row) for row in rows), default=""),
    )
    if not (version.levels or version.entries or version.scope):
        raise NothingToTellApart(document)
    return version


def difference(store: GraphStore, first: str, second: str, other_store: GraphStore | None = None) -> VersionDifference:
    """Tell two versions apart, each given by IRI, CELEX, number or code; the second from `other_store` if given.

    Raises UnknownName or AmbiguousName, SameVersion, or NothingToTellApart for a document known only by name.
    """
    other = store if other_store is None else other_store
    one, two = document_meant(store, first), document_meant(other, second)
    if other is store and one.iri == two.iri:
        raise SameVersion(one.short)
    return tell_apart(fetch_version(store, one), fetch_version(other, two))


def tell_apart(before: Version, after: Version) -> VersionDifference:
    """Tell two versions apart whose content is at hand."""
    same_words = before.language == after.language
    gaps = before.gaps, after.gaps
    told = not (before.gaps.hides_scope or after.gaps.hides_scope)
    return VersionDifference(
        first=before.document,
        second=after.document,
        levels=level_difference(before.levels, after.levels, same_words, gaps),
        techniques=technique_difference(before.entries, after.entries, same_words, gaps),
        scope=tuple(
            SetChange(respect, tuple(sorted(stated - restated)), tuple(sorted(restated - stated)))
            for respect in sorted(before.scope.keys() | after.scope.keys())
            if told or respect in _NOT_OF_SCOPE
            if (stated := before.scope.get(respect, frozenset())) != (restated := after.scope.get(respect, frozenset()))
        ),
        scope_told=told,
    )


def _language(row: Row) -> str:
    return by_language(row["name"])[0] if "name" in row else ""


def _entries(rows: list[Row], document: str) -> tuple[Entry, ...]:
    """An entry with a name in several languages goes by the first of them; order is that of the document."""
    names: dict[str, Row] = {}
    for row in sorted(rows, key=_language):
        names.setdefault(row["entry"].value, row)
    entries = [_entry(iri, row, document) for iri, row in names.items()]
    return tuple(sorted(entries, key=lambda entry: (entry.bat or 0, entry.mark, entry.iri)))


def _entry(iri: str, row: Row, document: str) -> Entry:
    technique = row["technique"].value if "technique" in row else None
    own = technique is None or technique.startswith(f"{TECHNIQUE}{document.removeprefix(DOC)}-")
    return Entry(
        iri=iri,
        name=row["name"].value if "name" in row else iri,
        shared=None if own else technique,
        bat=int(row["bat"].value) if "bat" in row else None,
        mark=row["mark"].value if "mark" in row else "",
        page=int(row["page"].value) if "page" in row else None,
    )


def _scope(rows: list[Row]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        respect = local(row["respect"].value) + (f" ({local(row['role'].value)})" if "role" in row else "")
        value = row["value"]
        found.setdefault(respect, set()).add(local(value.value) if isinstance(value, NamedNode) else value.value)
    return {respect: frozenset(values) for respect, values in found.items()}

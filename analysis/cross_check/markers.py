"""Marker pollutants without level, technique or measurement, and cross-sectoral tasks nobody provides for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from analysis.cross_check.findings import CrossFinding, Place, Rule, Severity, whole
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName
from store.graph_store import GraphStore
from store.query_text import load_query

_MISSING: Final[tuple[tuple[str, Rule, Severity, str], ...]] = (
    ("markers_without_level", Rule.MARKER_WITHOUT_LEVEL, "violation", "no level is set for it"),
    ("markers_without_technique", Rule.MARKER_WITHOUT_TECHNIQUE, "warning", "no technique is said to reduce it"),
    ("markers_without_measurement", Rule.MARKER_WITHOUT_MEASUREMENT, "warning", "nothing says how it is measured"),
)


def marker_findings(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield markers that lack what makes them markers: three queries over all documents."""
    for query, rule, severity, words in _MISSING:
        for row in store.select(load_query(PACKAGE, query)):
            document = row["document"].value
            name = scopes.documents[document].short if document in scopes.documents else document
            pollutant = local(row["pollutant"].value)
            place = Place(document, name, row["marker"].value)
            yield CrossFinding(
                rule, severity, pollutant, f"{pollutant} is a marker pollutant, but {words}", place, None
            )


def task_findings(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield the cross-sectoral tasks for whose sectors no document, or none that refers to the task's, provides."""
    found: dict[tuple[str, str, str], tuple[str, set[str]]] = defaultdict(lambda: ("", set()))
    for row in store.select(load_query(PACKAGE, "tasks_without_provision")):
        key = row["cross"].value, row["task"].value, row["sector"].value
        name = row["name"].value if "name" in row else local(row["task"].value)
        documents = found[key][1] | ({row["document"].value} if "document" in row else set())
        found[key] = min(filter(None, (found[key][0], name))), documents
    for (cross, _, sector), (name, documents) in sorted(found.items()):
        book = scopes.documents[cross]
        provided = [scopes.documents[iri] for iri in sorted(documents) if iri in scopes.documents]
        if any(scopes.refers(document, book) for document in provided):
            continue
        yield _unprovided(book, name, local(sector), provided)


def _unprovided(book: DocumentName, task: str, sector: str, provided: list[DocumentName]) -> CrossFinding:
    there = ", ".join(document.short for document in provided)
    return CrossFinding(
        rule=Rule.TASK_WITHOUT_PROVISION,
        severity="warning",
        subject=f"{task}: {sector}",
        words=f"the task covers sector {sector}, "
        + (f"but {there} does not refer to it" if there else "for which there is no sectoral document"),
        first=whole(book),
        second=whole(provided[0]) if provided else None,
    )

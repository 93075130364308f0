"""Marker pollutants without level, technique or measurement, and cross-sectoral tasks nobody provides for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from analysis.cross_check.findings import CrossFinding, NotTold, Place, Rule, Severity, of_codes, whole
from analysis.cross_check.measurements import Measurements
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName
from analysis.wording.message import Code, message
from store.graph_store import GraphStore
from store.query_text import load_query

_MISSING: Final[tuple[tuple[str, Rule, Severity], ...]] = (
    ("markers_without_level", Rule.MARKER_WITHOUT_LEVEL, "violation"),
    ("markers_without_technique", Rule.MARKER_WITHOUT_TECHNIQUE, "warning"),
    ("markers_without_measurement", Rule.MARKER_WITHOUT_MEASUREMENT, "warning"),
)


def marker_findings(store: GraphStore, scopes: Scopes, measurements: Measurements) -> Iterator[CrossFinding | NotTold]:
    """Yield markers that lack what makes them markers: three queries over all documents.

    A row of a monitoring table measures a marker, also under a broader or narrower name or in a sum.
    """
    for query, rule, severity in _MISSING:
        for row in store.select(load_query(PACKAGE, query)):
            document = row["document"].value
            name = scopes.documents[document].short if document in scopes.documents else document
            pollutant = row["pollutant"].value
            if rule is Rule.MARKER_WITHOUT_MEASUREMENT:
                if measurements.measures(document, pollutant):
                    continue
                if why := measurements.cannot_tell(document):
                    yield NotTold(rule, document, name, why)
                    continue
            place = Place(document, name, row["marker"].value)
            said = message(f"cross_check/{rule}", pollutant=Code(pollutant))
            yield CrossFinding(rule, severity, local(pollutant), of_codes(pollutant), said, place, None)


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
        yield _unprovided(book, name, sector, provided)


def _unprovided(book: DocumentName, task: str, sector: str, provided: list[DocumentName]) -> CrossFinding:
    text = "task-not-referred-to" if provided else "task-without-document"
    there = [document.short for document in provided]
    return CrossFinding(
        rule=Rule.TASK_WITHOUT_PROVISION,
        severity="warning",
        subject=f"{task}: {local(sector)}",
        about=message("comparison/listed", what=[task, Code(sector)]),
        message=message(f"cross_check/{text}", sector=local(sector), there=there),
        first=whole(book),
        second=whole(provided[0]) if provided else None,
    )

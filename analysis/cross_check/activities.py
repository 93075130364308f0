"""Activities that two documents cover, and adjacent activities that no document is named for (p12.2)."""

from collections.abc import Iterator, Mapping

from analysis.cross_check.findings import CrossFinding, NotTold, Place, Rule, named, of_codes, whole
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.difference.source_gaps import NO_GAPS, SourceGaps
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName
from analysis.wording.message import message
from store.graph_store import GraphStore
from store.query_text import load_query


def activity_findings(
    store: GraphStore, scopes: Scopes, gaps: Mapping[str, SourceGaps]
) -> Iterator[CrossFinding | NotTold]:
    """Yield documents that share an activity without naming each other, and adjacent activities without document."""
    yield from _shared(scopes)
    for document in scopes.own:
        if gaps.get(document.iri, NO_GAPS).hides_scope:
            why = message("cross_check/not-told-scope")
            yield NotTold(Rule.SHARED_ACTIVITY, document.iri, document.short, why)
    yield from _adjacent(store, scopes)


def _shared(scopes: Scopes) -> Iterator[CrossFinding]:
    for one, other in _neighbours(scopes):
        versions = one.code is not None and one.code == other.code
        shared = () if versions else scopes.shared_activities(one, other)
        if not shared or scopes.refers(one, other):
            continue
        back = next(
            (each.place for each in scopes.references if each.source == other.iri and _is(scopes, each.target, one)),
            None,
        )
        answered = "answered" if back else "silent"
        yield CrossFinding(
            rule=Rule.SHARED_ACTIVITY,
            severity="warning" if back else "information",
            subject=", ".join(map(local, shared)),
            about=of_codes(*shared),
            message=message(
                f"cross_check/shared-activity-{answered}", activities=map(local, shared), other=other.short
            ),
            first=whole(one),
            second=back or whole(other),
        )


def _neighbours(scopes: Scopes) -> Iterator[tuple[DocumentName, DocumentName]]:
    own = {document.iri: document for document in scopes.own}
    for document in scopes.own:
        for iri in sorted(scopes.neighbours.get(document.iri, ())):
            if iri in own:
                yield document, own[iri]


def _is(scopes: Scopes, target: str, document: object) -> bool:
    return any(own is document and scopes.is_same_subject(target, own) for own in scopes.own)


def _adjacent(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    for row in store.select(load_query(PACKAGE, "adjacent_without_document")):
        document = row["document"].value
        name = scopes.documents[document].short if document in scopes.documents else document
        activity = local(row["activity"].value) if "activity" in row else local(row["adjacent"].value)
        about = named(activity)
        yield CrossFinding(
            rule=Rule.ADJACENT_WITHOUT_DOCUMENT,
            severity="violation",
            subject=activity,
            about=about,
            message=message("cross_check/adjacent", activity=about),
            first=Place(document, name, row["adjacent"].value),
            second=None,
        )

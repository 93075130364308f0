"""Activities that two documents cover, and adjacent activities that no document is named for (p12.2)."""

from collections.abc import Iterator
from itertools import permutations

from analysis.cross_check.findings import CrossFinding, Place, Rule, whole
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.lookup.codes import local
from store.graph_store import GraphStore
from store.query_text import load_query


def activity_findings(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield documents that share an activity without naming each other, and adjacent activities without document."""
    yield from _shared(scopes)
    yield from _adjacent(store, scopes)


def _shared(scopes: Scopes) -> Iterator[CrossFinding]:
    for one, other in permutations(scopes.own, 2):
        versions = one.code is not None and one.code == other.code
        shared = () if versions else scopes.shared_activities(one, other)
        if not shared or scopes.refers(one, other):
            continue
        back = next(
            (each.place for each in scopes.references if each.source == other.iri and _is(scopes, each.target, one)),
            None,
        )
        names = ", ".join(map(local, shared))
        answer = f", though {other.short} refers to it" if back else ""
        yield CrossFinding(
            rule=Rule.SHARED_ACTIVITY,
            severity="warning" if back else "information",
            subject=names,
            words=f"covers activity {names} of Annex I as {other.short} does, but does not refer to it{answer}",
            first=whole(one),
            second=back or whole(other),
        )


def _is(scopes: Scopes, target: str, document: object) -> bool:
    return any(own is document and scopes.is_same_subject(target, own) for own in scopes.own)


def _adjacent(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    for row in store.select(load_query(PACKAGE, "adjacent_without_document")):
        document = row["document"].value
        name = scopes.documents[document].short if document in scopes.documents else document
        activity = local(row["activity"].value) if "activity" in row else local(row["adjacent"].value)
        yield CrossFinding(
            rule=Rule.ADJACENT_WITHOUT_DOCUMENT,
            severity="violation",
            subject=activity,
            words=f"names {activity} as directly adjacent, but no document that covers it",
            first=Place(document, name, row["adjacent"].value),
            second=None,
        )

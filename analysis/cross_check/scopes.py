"""Which documents state something of their own, what each covers, and to which each refers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from analysis.cross_check.findings import Place
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName, all_documents
from analysis.lookup.successors import fetch_successors
from analysis.lookup.validity import Validity
from store.graph_store import GraphStore
from store.query_text import load_query

PACKAGE: Final = "analysis.cross_check"


@dataclass(frozen=True)
class Reference:
    """A reference from one document to another as printed."""

    source: str
    target: str
    role: str
    place: Place


@dataclass(frozen=True)
class Scopes:
    """All documents of the graph. `own` are those that state a scope, levels or techniques of their own.

    `superseded_by`: what took the place of a document; `later_versions`: that, and drafts, which replace nothing yet.
    """

    documents: Mapping[str, DocumentName]
    own: tuple[DocumentName, ...]
    activities: Mapping[str, frozenset[str]]
    broader: Mapping[str, str]
    references: tuple[Reference, ...]
    superseded_by: Mapping[str, tuple[str, ...]]
    later_versions: Mapping[str, tuple[str, ...]]

    def refers(self, source: DocumentName, target: DocumentName) -> bool:
        """Whether a document refers to another, be it to the reference document of the same code."""
        iris, codes = self._referred_to.get(source.iri, (frozenset(), frozenset()))
        return target.iri in iris or target.code in codes

    @cached_property
    def _referred_to(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """For each document those it refers to, and the codes of those that have one."""
        found: dict[str, set[str]] = defaultdict(set)
        for reference in self.references:
            found[reference.source].add(reference.target)
        return {
            source: (
                frozenset(targets),
                frozenset(named.code for each in targets if (named := self.documents.get(each)) and named.code),
            )
            for source, targets in found.items()
        }

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """For each document those that can have an activity in common with it: they cover points of one root."""
        by_root: dict[str, set[str]] = defaultdict(set)
        for document, activities in self.activities.items():
            for activity in activities:
                by_root[self._root(activity)].add(document)
        found: dict[str, set[str]] = defaultdict(set)
        for documents in by_root.values():
            for document in documents:
                found[document] |= documents
        return {document: frozenset(others - {document}) for document, others in found.items()}

    def _root(self, activity: str) -> str:
        seen = {activity}
        while (broader := self.broader.get(activity)) and broader not in seen:
            seen.add(broader)
            activity = broader
        return activity

    def is_same_subject(self, target: str, document: DocumentName) -> bool:
        """Whether a reference to `target` leads to a document: to itself, or to one of the same code."""
        named = self.documents.get(target)
        return target == document.iri or (named is not None and named.code is not None and named.code == document.code)

    def shared_activities(self, one: DocumentName, other: DocumentName) -> tuple[str, ...]:
        """The activities that both cover, one perhaps by a broader point of Annex I; the narrower is named."""
        if other.iri not in self.neighbours.get(one.iri, frozenset()):
            return ()
        return tuple(sorted(set(self._shared(one, other))))

    def _shared(self, one: DocumentName, other: DocumentName) -> Iterator[str]:
        for mine in self.activities.get(one.iri, frozenset()):
            for theirs in self.activities.get(other.iri, frozenset()):
                if mine in self._with_broader(theirs):
                    yield theirs
                elif theirs in self._with_broader(mine):
                    yield mine

    def _with_broader(self, activity: str) -> frozenset[str]:
        found = {activity}
        while (activity := self.broader.get(activity, "")) and activity not in found:
            found.add(activity)
        return frozenset(found)


def fetch_scopes(store: GraphStore, validity: Mapping[str, Validity]) -> Scopes:
    """Read the scopes of all documents."""
    documents = {document.iri: document for document in all_documents(store)}
    own = {row["document"].value for row in store.select(load_query(PACKAGE, "own_content"))}
    activities: dict[str, set[str]] = defaultdict(set)
    broader: dict[str, str] = {}
    for row in store.select(load_query(PACKAGE, "activities")):
        activities[row["document"].value].add(row["activity"].value)
    for row in store.select(load_query(PACKAGE, "broader_activities")):
        broader[row["activity"].value] = row["broader"].value
    later: dict[str, list[str]] = defaultdict(list)
    for row in store.select(load_query(PACKAGE, "later_versions")):
        later[row["document"].value].append(row["successor"].value)
    return Scopes(
        documents=documents,
        own=tuple(document for iri, document in sorted(documents.items()) if iri in own),
        activities={document: frozenset(found) for document, found in activities.items()},
        broader=broader,
        references=tuple(_references(store, documents)),
        superseded_by={
            document: tuple(sorted(each.document for each in found))
            for document, found in fetch_successors(store, validity).items()
        },
        later_versions={document: tuple(sorted(found)) for document, found in later.items()},
    )


def _references(store: GraphStore, documents: Mapping[str, DocumentName]) -> Iterator[Reference]:
    rows = store.select(load_query(PACKAGE, "references"))
    for row in sorted(rows, key=lambda each: (each["reference"].value, each["target"].value)):
        source = row["document"].value
        yield Reference(
            source=source,
            target=row["target"].value,
            role=local(row["role"].value) if "role" in row else "relevant",
            place=Place(
                document=source,
                short=documents[source].short if source in documents else source,
                iri=row["reference"].value,
                page=int(row["page"].value) if "page" in row else None,
                words=f"“{row['printed'].value}”" if "printed" in row else "",
            ),
        )

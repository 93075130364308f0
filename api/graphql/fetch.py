"""The queries of generated fields: one for each object field of the selection, however many things it is asked for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from api.graphql.recording import RecordingStore
from store.graph_store import Term
from store.query_text import Query, load_query

Statements = Mapping[str, Mapping[str, Sequence[Term]]]


@cache
def _query(name: str) -> Query:
    return load_query("api.graphql", name)


@dataclass(frozen=True)
class Fetch:
    """Asks the store what is said of many things at once."""

    store: RecordingStore

    def forward(self, subjects: Collection[str], properties: Collection[str]) -> Statements:
        """For each thing and each property, the values."""
        return self._statements("forward", subjects, properties)

    def backward(self, subjects: Collection[str], property_: str) -> Mapping[str, Sequence[str]]:
        """For each thing, the IRIs of the things that point to it by a property."""
        found = self._statements("backward", subjects, [property_])
        return {
            subject: [term.value for term in values[property_] if isinstance(term, NamedNode)]
            for subject, values in found.items()
        }

    def _statements(self, name: str, subjects: Collection[str], properties: Collection[str]) -> Statements:
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        if not subjects or not properties:
            return found
        predicates = [NamedNode(iri) for iri in sorted(properties)]
        pairs = [(thing, predicate) for thing in map(NamedNode, sorted(subjects)) for predicate in predicates]
        query = _query(name).bind_rows(("subject", "property"), pairs)
        for row in self.store.select(query):
            found[row["subject"].value][row["property"].value].append(row["value"])
        return found

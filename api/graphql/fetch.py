"""The queries of one request: one for each object field of the selection, however many things it is asked for."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from store.graph_store import GraphStore, Term
from store.query_text import Query, load_query

Statements = Mapping[str, Mapping[str, Sequence[Term]]]


@dataclass(frozen=True)
class AskedQuery:
    """A query that was asked, ready to be run in a SPARQL editor, with its rows and its seconds."""

    text: str
    rows: int
    seconds: float


@dataclass
class Fetch:
    """Asks the store and keeps count of it."""

    store: GraphStore
    asked: list[AskedQuery] = field(default_factory=list)

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
        query = load_query("api.graphql", name).bind(
            subject=[NamedNode(iri) for iri in sorted(subjects)],
            property=[NamedNode(iri) for iri in sorted(properties)],
        )
        for row in self._select(query):
            values = found[row["subject"].value][row["property"].value]
            # A statement may stand in several named graphs.
            if row["value"] not in values:
                values.append(row["value"])
        return found

    def _select(self, query: Query) -> Sequence[Mapping[str, Term]]:
        started = time.perf_counter()
        rows = self.store.select(query)
        self.asked.append(AskedQuery(query.text, len(rows), time.perf_counter() - started))
        return rows

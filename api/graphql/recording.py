"""The store as one request sees it: every query is kept count of, and none starts after the request's time is over."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Triple

from api.graphql.budget import Budget
from api.graphql.cells import Row, read_rows
from store.graph_store import GraphStore, Term
from store.query_text import Query
from store.result_formats import ResultFormat, by_name

_TSV: Final = by_name("tsv")


@dataclass(frozen=True)
class AskedQuery:
    """A query that was asked, ready to be run in a SPARQL editor, with its rows and its seconds."""

    text: str
    rows: int
    seconds: float


@dataclass
class RecordingStore:
    """A GraphStore that stands for another during one request."""

    store: GraphStore
    budget: Budget
    asked: list[AskedQuery] = field(default_factory=list)

    def select(self, query: Query) -> list[Mapping[str, Term]]:
        """See GraphStore."""
        self.budget.check_time()
        started = time.perf_counter()
        rows = self.store.select(query)
        self._asked(query, len(rows), started)
        return rows

    def rows(self, query: Query) -> list[Row]:
        """Answer a SELECT in rows of cells, which cost a third of mappings of terms."""
        self.budget.check_time()
        started = time.perf_counter()
        answer = self.store.serialise(query, _TSV)
        self._asked(query, answer.count(b"\n") - 1, started)
        return read_rows(answer)

    def ask(self, query: Query) -> bool:
        """See GraphStore."""
        self.budget.check_time()
        started = time.perf_counter()
        answer = self.store.ask(query)
        self._asked(query, 1, started)
        return answer

    def construct(self, query: Query) -> list[Triple]:
        """See GraphStore."""
        self.budget.check_time()
        started = time.perf_counter()
        triples = self.store.construct(query)
        self._asked(query, len(triples), started)
        return triples

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """See GraphStore."""
        self.budget.check_time()
        started = time.perf_counter()
        answer = self.store.serialise(query, result_format)
        self._asked(query, 1, started)
        return answer

    def triples_of(self, graph_iri: str) -> Iterator[Triple]:
        """See GraphStore."""
        return self.store.triples_of(graph_iri)

    def graph_iris(self) -> list[str]:
        """See GraphStore."""
        return self.store.graph_iris()

    def _asked(self, query: Query, rows: int, started: float) -> None:
        self.asked.append(AskedQuery(query.text, rows, time.perf_counter() - started))

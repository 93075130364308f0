"""The interface to a graph store. Results are terms of the store's own data model, whatever engine answered."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from store.query_text import Query
from store.result_formats import ResultFormat

Term = NamedNode | BlankNode | Literal
Row = Mapping[str, Term]


class QueryFailed(Exception):
    """The store could not answer: the query is not valid, or the store did not answer as a SPARQL store does."""


class GraphStore(Protocol):
    """Named graphs that can be asked. The default graph of a query is the union of all named graphs."""

    def select(self, query: Query) -> list[Row]:
        """Answer a SELECT: one mapping a row, from variable name to term; an unbound variable is not in it."""

    def ask(self, query: Query) -> bool:
        """Answer an ASK."""

    def construct(self, query: Query) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """Answer any query in a serialisation, without making terms of it on the way.

        Raises QueryFailed if the format does not fit the query's form (rows against triples).
        """

    def triples_of(self, graph_iri: str) -> Iterator[Triple]:
        """All triples of one named graph; none if the store has no such graph."""

    def graph_iris(self) -> list[str]:
        """The named graphs that make up the default graph, sorted."""

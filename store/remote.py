"""A store behind a SPARQL 1.1 endpoint, whoever runs it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from store.graph_store import QueryFailed, Row
from store.http_posting import Answer, HttpAddress, PostingFailed
from store.query_text import Query, load_query
from store.result_formats import ResultFormat

_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
# What a query without GRAPH must not show, by the query that tells.
_FAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unseen_triples": (
            "a query without GRAPH does not see what its named graphs hold; expected their union. Set the endpoint so: "
            "`--union-default-graph` for Oxigraph, `tdb2:unionDefaultGraph true` for Fuseki"
        ),
        "earlier_triples": (
            "a query without GRAPH sees earlier versions of sources; expected the current ones. Load the N-Quads of "
            "the snapshot with the default graph that they have, or leave out the graphs with /version/ in their name"
        ),
    }
)
_EXPLAINED: Final = 500
_UNREADABLE: Final = "answered what cannot be read"


class EndpointStore:
    """Named graphs behind an endpoint. Any number of threads may ask at once.

    A query is posted as a form (SPARQL 1.1 Protocol 2.1.2). It may take `seconds` of wall time, connecting included;
    an answer of more than `answer_bytes` is an error, never a shorter answer. `headers` go with every request: an
    Authorization, if the endpoint asks for one.

    A blank node has no name outside its answer, so two answers could not be compared: `select` refuses it.
    """

    def __init__(
        self,
        query_url: str,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        seconds: float = 60.0,
        answer_bytes: int = 1_000_000_000,
    ) -> None:
        """Name an endpoint without asking it anything; ValueError if `query_url` is not of http or https."""
        self._address = HttpAddress(query_url, headers, seconds, answer_bytes)

    @classmethod
    def connected(cls, query_url: str, *, headers: Mapping[str, str] = _NO_HEADERS) -> "EndpointStore":
        """Return the store behind an endpoint that answers and sees all named graphs at once.

        Raises QueryFailed if it does not: then it would answer less than our queries ask for.
        """
        store = cls(query_url, headers=headers)
        try:
            for query, fault in _FAULTS.items():
                if store.ask(load_query("store", query)):
                    raise QueryFailed(f"{query_url}: {fault}")
        except QueryFailed:
            store.close()
            raise
        return store

    def select(self, query: Query) -> list[Row]:
        """See GraphStore."""
        results = self._results(query)
        found = _rows(results) if isinstance(results, QuerySolutions) else "answered a truth value, expected a SELECT"
        # Results belong to this thread: no error may carry them off in its traceback.
        del results
        if isinstance(found, str):
            raise QueryFailed(f"query {query.name}: {self._address.url} {found}")
        return found

    def ask(self, query: Query) -> bool:
        """See GraphStore."""
        results = self._results(query)
        answer = bool(results) if isinstance(results, QueryBoolean) else None
        del results
        if answer is None:
            raise QueryFailed(f"query {query.name}: {self._address.url} answered rows, expected an ASK")
        return answer

    def construct(self, query: Query) -> list[Triple]:
        """See GraphStore."""
        body = self._answer(query, _TRIPLES).body
        try:
            quads = list(pyoxigraph.parse(body, format=RdfFormat.N_TRIPLES, rename_blank_nodes=True))
        except SyntaxError as error:
            raise self._unreadable(query, error) from error
        return [quad.triple for quad in quads]

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """See GraphStore. The endpoint writes the answer, so its bytes are the endpoint's own."""
        return self._answer(query, result_format.media_type).body

    def triples_of(self, graph_iri: str) -> Iterator[Triple]:
        """See GraphStore."""
        yield from self.construct(load_query("store", "triples_of_graph").bind(graph=[NamedNode(graph_iri)]))

    def graph_iris(self) -> list[str]:
        """See GraphStore."""
        rows = self.select(load_query("store", "graphs"))
        return sorted(row["graph"].value for row in rows)

    def close(self) -> None:
        """Close the kept connections."""
        self._address.close()

    def __enter__(self) -> "EndpointStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _results(self, query: Query) -> QuerySolutions | QueryBoolean:
        body = self._answer(query, _ROWS).body
        try:
            return pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(query, error) from error

    def _answer(self, query: Query, media_type: str) -> Answer:
        try:
            answer = self._address.post({"query": query.text}, media_type)
        except PostingFailed as error:
            raise QueryFailed(f"query {query.name}: {error}") from error
        if answer.status != 200:
            said = answer.body[:_EXPLAINED].decode("utf-8", errors="replace").strip()
            raise QueryFailed(
                f"query {query.name}: {self._address.url} answered {answer.status} {answer.phrase}: {said}"
            )
        if answer.media_type != media_type:
            raise QueryFailed(
                f"query {query.name}: {self._address.url} answered {answer.media_type}, expected {media_type}: "
                "the query has another form, or the endpoint does not write this format"
            )
        return answer

    def _unreadable(self, query: Query, error: Exception) -> QueryFailed:
        return QueryFailed(f"query {query.name}: {self._address.url} {_UNREADABLE}: {error}")


def _rows(results: QuerySolutions) -> list[Row] | str:
    """The rows, or what is wrong with them."""
    names = [(variable.value, index) for index, variable in enumerate(results.variables)]
    try:
        rows: list[Row] = [{name: row[index] for name, index in names if row[index] is not None} for row in results]
    except SyntaxError as error:
        return f"{_UNREADABLE}: {error}"
    if any(isinstance(term, BlankNode) for row in rows for term in row.values()):
        return (
            "answered a blank node, whose name means nothing in the next answer; expected IRIs. "
            "Give the node an IRI where it is stated"
        )
    return rows

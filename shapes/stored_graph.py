"""A graph store read as an rdflib graph, statement by statement, without copying it."""

from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.store import Store
from rdflib.term import Node

from shapes.compilation.terms import as_node
from store.graph_store import GraphStore, Row
from store.query_text import BoundTerm, Query

_Triple = tuple[Node, Node, Node]
_Pattern = tuple[Node | None, Node | None, Node | None]
_NAMES: Final = ("subject", "property", "value")


def stored_graph(store: GraphStore) -> Graph:
    """Return the union of a store's graphs, for reading: what is asked is fetched, and kept for the next time.

    It is meant for a report on a few things in a large store. One thread uses it; the store must not change
    meanwhile. Triples with a blank node are left out: it has no name by which more could be asked about it.
    """
    return Graph(store=_StoredTriples(store))


class _StoredTriples(Store):
    """rdflib's interface to where triples are."""

    def __init__(self, store: GraphStore) -> None:
        super().__init__()
        self._asked = store
        self._kept: dict[_Pattern, tuple[_Triple, ...]] = {}

    def triples(
        self,
        triple_pattern: _Pattern,
        context: Any = None,  # noqa: ARG002 - rdflib hands it over by name
    ) -> Iterator[tuple[_Triple, Iterator[Any]]]:
        """Yield the triples that match."""
        subject, property_, value = triple_pattern
        if subject is not None:
            # Whoever asks one thing about a node soon asks another.
            about = self._matching((subject, None, None))
            matching = tuple(t for t in about if property_ in (None, t[1]) and value in (None, t[2]))
        else:
            matching = self._matching(triple_pattern)
        return ((triple, iter(())) for triple in matching)

    def __len__(self, context: Any = None) -> int:
        count = Query("count", "SELECT (COUNT(*) AS ?count) WHERE { ?subject ?property ?value }")
        return int(self._asked.select(count)[0]["count"].value)

    def _matching(self, pattern: _Pattern) -> tuple[_Triple, ...]:
        if pattern not in self._kept:
            self._kept[pattern] = tuple(self._fetched(pattern))
        return self._kept[pattern]

    def _fetched(self, pattern: _Pattern) -> Iterator[_Triple]:
        given = {name: _term(node) for name, node in zip(_NAMES, pattern, strict=True) if node is not None}
        bound = {name: term for name, term in given.items() if term is not None}
        if len(bound) < len(given):
            return
        blocks = " ".join(f"VALUES ?{name} {{ UNDEF }}" for name in bound)
        named = "FILTER(!isBlank(?subject) && !isBlank(?value))"
        query = Query("triples", f"SELECT * WHERE {{ {blocks} ?subject ?property ?value {named} }}")
        for row in self._asked.select(query.bind(**{name: [term] for name, term in bound.items()})):
            yield _triple(row)


def _triple(row: Row) -> _Triple:
    subject, property_, value = (as_node(row[name]) for name in _NAMES)
    return subject, property_, value


def _term(node: Node) -> BoundTerm | None:
    """The node as the store has it; None for what no query can name, or no store can hold."""
    try:
        if isinstance(node, URIRef):
            return pyoxigraph.NamedNode(str(node))
        if isinstance(node, Literal):
            if node.language:
                return pyoxigraph.Literal(str(node), language=node.language)
            datatype = None if node.datatype is None else pyoxigraph.NamedNode(str(node.datatype))
            return pyoxigraph.Literal(str(node), datatype=datatype)
    except ValueError:
        return None
    return None

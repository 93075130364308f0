"""The embedded store: Oxigraph in memory, read from a snapshot or filled graph by graph.

The default graph holds every triple of the named graphs, once. Oxigraph's own union of named graphs gives a triple as
often as there are graphs that state it, so every COUNT over it would be wrong where two sources say the same.

A graph whose IRI has `/version/` in it is set aside: it is kept and can be asked by its name, and is no part of the
default graph, so that what an earlier version of a source said answers no question that does not ask for it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple
from rdflib import Graph, URIRef

from store.graph_store import QueryFailed, Row
from store.query_text import Query
from store.result_formats import ResultFormat
from store.sorted_lines import write_sorted
from store.turtle import readable_turtle

_ASIDE: Final = "/version/"


def is_aside(graph_iri: str) -> bool:
    """Whether a graph of this name is kept beside the default graph."""
    return _ASIDE in graph_iri


def _places(graph_iri: str) -> Iterator[NamedNode | DefaultGraph]:
    """Where the triples of a graph stand: in the graph, and in the default graph unless it is set aside."""
    yield NamedNode(graph_iri)
    if not is_aside(graph_iri):
        yield DefaultGraph()


def _is_answered(quad: Quad) -> bool:
    """Whether a statement stands in a named graph that the default graph takes in."""
    return isinstance(quad.graph_name, NamedNode) and not is_aside(quad.graph_name.value)


class EmbeddedStore:
    """Named graphs in memory. Several threads may ask at once; one thread fills it before it is asked."""

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self._engine = engine

    @classmethod
    def empty(cls) -> "EmbeddedStore":
        """A store without a triple."""
        return cls(pyoxigraph.Store())

    @classmethod
    def from_nquads(cls, path: Path) -> "EmbeddedStore":
        """Read what `write_nquads` wrote; OSError or SyntaxError if it cannot be read."""
        engine = pyoxigraph.Store()
        engine.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        return cls(engine)

    def add_graph(self, graph_iri: URIRef, graph: Graph) -> None:
        """Add all triples of an rdflib graph to a named graph."""
        data = graph.serialize(format="nt", encoding="utf-8")
        for place in _places(str(graph_iri)):
            self._engine.bulk_load(data, format=RdfFormat.N_TRIPLES, to_graph=place)

    def add_triples(self, graph_iri: str, ntriples: Path) -> None:
        """Add all triples of a file of N-Triples to a named graph, without holding the file in memory."""
        for place in _places(graph_iri):
            self._engine.bulk_load(path=str(ntriples), format=RdfFormat.N_TRIPLES, to_graph=place)

    def replace_graph(self, graph_iri: URIRef, graph: Graph) -> None:
        """Put the triples of an rdflib graph in the place of whatever the named graph held."""
        self.remove_graph(str(graph_iri))
        self.add_graph(graph_iri, graph)

    def change_graph(self, graph_iri: str, removed: Iterable[Triple], added: Iterable[Triple]) -> None:
        """Take triples out of a named graph and put others in; what is not there to be taken out does not matter."""
        gone = list(removed)
        for triple in gone:
            self._engine.remove(Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph_iri)))
        for triple in gone:
            self._drop_if_unstated(triple)
        new = list(added)
        for place in _places(graph_iri):
            self._engine.bulk_extend(Quad(t.subject, t.predicate, t.object, place) for t in new)

    def remove_graph(self, graph_iri: str) -> None:
        """Take a named graph out, and from the default graph what no other graph in it states."""
        stated = [] if is_aside(graph_iri) else list(self.triples_of(graph_iri))
        self._engine.remove_graph(NamedNode(graph_iri))
        for triple in stated:
            self._drop_if_unstated(triple)

    def set_aside(self, graph_iri: str, aside_iri: str) -> None:
        """Move a graph out of the default graph to a name that `is_aside`."""
        self._copy(graph_iri, aside_iri)
        self.remove_graph(graph_iri)

    def bring_back(self, aside_iri: str, graph_iri: str) -> None:
        """Move a graph that was set aside into the default graph, under a name of its own."""
        self._copy(aside_iri, graph_iri)
        self.remove_graph(aside_iri)

    def _copy(self, graph_iri: str, target_iri: str) -> None:
        stated = list(self.triples_of(graph_iri))
        for place in _places(target_iri):
            self._engine.bulk_extend([Quad(t.subject, t.predicate, t.object, place) for t in stated])

    def _drop_if_unstated(self, triple: Triple) -> None:
        """Take a triple out of the default graph unless a named graph that is not set aside still states it."""
        places = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if not any(_is_answered(quad) for quad in places):
            self._engine.remove(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))

    def write_nquads(self, path: Path) -> str:
        """Write the whole store as N-Quads in sorted lines, so that the same content is the same file.

        Return the SHA-256 of the file, in hexadecimal digits. Beside the store itself little memory is used.
        """
        with TemporaryDirectory(dir=path.parent) as folder:
            return write_sorted(self._lines(Path(folder) / "graph.nt"), path)

    def _lines(self, written: Path) -> Iterator[bytes]:
        """N-Quads of every named graph; the default graph follows from them. `written` is a workplace."""
        for graph_iri in self._named():
            self._engine.dump(str(written), format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph_iri))
            in_graph = f" <{graph_iri}> .\n".encode()
            answers = not is_aside(graph_iri)
            with written.open("rb") as lines:
                for line in lines:
                    if answers:
                        yield line
                    yield line[:-3] + in_graph

    def select(self, query: Query) -> list[Row]:
        """See GraphStore."""
        results = self._evaluate(query)
        if not isinstance(results, QuerySolutions):
            del results  # see _evaluate
            raise QueryFailed(f"query {query.name}: expected a SELECT")
        names = [(variable.value, index) for index, variable in enumerate(results.variables)]
        return [{name: row[index] for name, index in names if row[index] is not None} for row in results]

    def ask(self, query: Query) -> bool:
        """See GraphStore."""
        results = self._evaluate(query)
        if not isinstance(results, QueryBoolean):
            del results  # see _evaluate
            raise QueryFailed(f"query {query.name}: expected an ASK")
        return bool(results)

    def construct(self, query: Query) -> list[Triple]:
        """See GraphStore."""
        results = self._evaluate(query)
        if not isinstance(results, QueryTriples):
            del results  # see _evaluate
            raise QueryFailed(f"query {query.name}: expected a CONSTRUCT or DESCRIBE")
        return list(results)

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """See GraphStore."""
        results = self._evaluate(query)
        answers = "triples" if isinstance(results, QueryTriples) else "rows or a truth value"
        if isinstance(results, QueryTriples) and result_format.triples is not None:
            is_turtle = result_format.triples == RdfFormat.TURTLE
            return readable_turtle(results) if is_turtle else results.serialize(format=result_format.triples) or b""
        if not isinstance(results, QueryTriples) and result_format.results is not None:
            return results.serialize(format=result_format.results) or b""
        del results  # see _evaluate
        raise QueryFailed(f"query {query.name}: answers {answers}, which {result_format.name} cannot hold")

    def triples_of(self, graph_iri: str) -> Iterator[Triple]:
        """See GraphStore."""
        for quad in self._engine.quads_for_pattern(None, None, None, NamedNode(graph_iri)):
            yield quad.triple

    def graph_iris(self) -> list[str]:
        """See GraphStore."""
        return [iri for iri in self._named() if not is_aside(iri)]

    def aside_iris(self) -> list[str]:
        """The named graphs that are set aside, sorted."""
        return [iri for iri in self._named() if is_aside(iri)]

    def _named(self) -> list[str]:
        return sorted(graph.value for graph in self._engine.named_graphs() if isinstance(graph, NamedNode))

    def triple_count(self) -> int:
        """How many different triples the named graphs hold."""
        return sum(1 for _ in self._engine.quads_for_pattern(None, None, None, DefaultGraph()))

    def _evaluate(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Start a query. Its results belong to this thread: no error may carry them off in its traceback."""
        try:
            return self._engine.query(query.text)
        except (SyntaxError, ValueError) as error:
            raise QueryFailed(f"query {query.name}: {error}") from error

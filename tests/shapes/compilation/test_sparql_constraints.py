"""A SPARQL constraint asked for all focus nodes at once gives what it gives node by node, `$this` being replaced."""

from collections.abc import Iterable

import pyoxigraph
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, SH, XSD, BNode, Graph, Literal

from shapes.compilation.scope import Scope
from shapes.compilation.sparql_constraints import constraint_query
from tests.shapes.compilation.random_graphs import EX, data_graphs
from tests.shapes.compilation.test_exists_rewriting import groups

PREFIX = "PREFIX ex: <https://example.org/> "
TARGETS = Scope("?this a ex:C0 .".replace("ex:C0", EX.C0.n3()), "?this", "?this")


def constraint(select: str) -> tuple[Graph, BNode]:
    shapes, node = Graph(), BNode()
    shapes.add((node, SH.prefixes, EX.ontology))
    declaration = BNode()
    shapes.add((EX.ontology, RDF.type, OWL.Ontology))
    shapes.add((EX.ontology, SH.declare, declaration))
    shapes.add((declaration, SH.prefix, Literal("ex")))
    shapes.add((declaration, SH.namespace, Literal(str(EX), datatype=XSD.anyURI)))
    shapes.add((node, SH.select, Literal(select)))
    return shapes, node


def loaded(data: Graph) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(data.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return store


def node_by_node(store: pyoxigraph.Store, select: str) -> list[str]:
    """The rows of the author's query for each instance of ex:C0, each focus node replaced by the store."""
    focus = [row["this"] for row in store.query(f"{PREFIX} SELECT DISTINCT ?this {{ ?this a ex:C0 }}")]  # type: ignore[union-attr]
    this = pyoxigraph.Variable("this")
    found = set()
    for node in focus:
        rows = store.query(PREFIX + select, substitutions={this: node})
        found |= {(str(node), *texts(row, ("value", "a"))) for row in rows}  # type: ignore[union-attr]
    return sorted(found)


def texts(row: pyoxigraph.QuerySolution, names: Iterable[str]) -> list[str]:
    return [str(row[name]) for name in names]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data_graphs(blank=False), st.one_of(groups(), groups(bare=True)))
def test_random_queries(data: Graph, group: str) -> None:
    select = f"SELECT DISTINCT $this ?value ?a WHERE {group}"
    shapes, node = constraint(select)
    query = constraint_query(shapes, node, TARGETS, None)
    note(select)
    note(query.text)
    store = loaded(data)
    at_once = sorted({tuple(texts(row, ("this", "value", "a"))) for row in store.query(query.text)})  # type: ignore[union-attr]
    assert at_once == node_by_node(store, select)
    assert query.projected == {"this", "value", "a"}

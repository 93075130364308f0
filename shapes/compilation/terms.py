"""Terms of the store as rdflib has them."""

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from shapes.engine import ShapesRefused
from store.graph_store import GraphStore, Term
from store.query_text import Query


def as_node(term: Term | pyoxigraph.Triple) -> Node:
    """Return a term of the store as rdflib has it, with its text unchanged."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise ShapesRefused(f"the data hold a triple about a triple, which SHACL does not know: {term}")


def union_graph(store: GraphStore) -> Graph:
    """All triples that a query sees as one rdflib graph."""
    graph = Graph()
    for triple in store.construct(Query("everything", "CONSTRUCT WHERE { ?subject ?property ?value }")):
        graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    return graph

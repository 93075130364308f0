"""The compiled engine: what the compiler takes runs inside the store, the rest goes to pySHACL, shape by shape."""

from dataclasses import dataclass

import pyoxigraph
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from shapes.compilation.checks import DeclinedShape, Plan
from shapes.compilation.evaluation import Violation, evaluate
from shapes.engine import SEVERITIES, EngineFinding, ShapesRefused, run_pyshacl_with_rdflib
from store.graph_store import GraphStore, Term

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True)
class CompiledRun:
    """What was found, and which shapes were delegated, each with the construct that the compiler declined."""

    findings: tuple[EngineFinding, ...]
    delegated: tuple[DeclinedShape, ...]


def run_in_store(store: GraphStore, shapes: Graph, plan: Plan) -> CompiledRun:
    """Validate all graphs of a store with a plan compiled from `shapes`."""
    findings = [_finding(violation) for violation in evaluate(plan, store)]
    if plan.declined:
        findings += run_pyshacl_with_rdflib(union_graph(store), without_compiled(shapes, plan))
    return CompiledRun(tuple(findings), plan.declined)


def without_compiled(shapes: Graph, plan: Plan) -> Graph:
    """Return the shapes with the targets of every compiled shape taken away, so that only the declined ones start."""
    remaining = Graph()
    compiled = set(plan.compiled)
    for subject, predicate, value in shapes:
        starts = predicate in _TARGETS or (predicate == RDF.type and value in (SH.NodeShape, SH.PropertyShape))
        if not (starts and subject in compiled):
            remaining.add((subject, predicate, value))
    return remaining


def union_graph(store: GraphStore) -> Graph:
    """All triples of a store as one rdflib graph."""
    graph = Graph()
    for graph_iri in store.graph_iris():
        for triple in store.triples_of(graph_iri):
            graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    return graph


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


def _finding(violation: Violation) -> EngineFinding:
    source = violation.source
    if not isinstance(source.shape, URIRef):
        raise ShapesRefused(f"the shape that {violation.this} breaks has no IRI: give every shape a name")
    return EngineFinding(
        focus_node=as_node(violation.this),
        source_shape=source.shape,
        component=source.component,
        severity=SEVERITIES[source.severity],
        path=as_node(violation.path) if violation.path is not None else source.path,
        value=as_node(violation.value) if violation.value is not None else None,
    )

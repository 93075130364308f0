"""Handing to the reference engine what the compiler declined."""

from collections.abc import Iterable

import pyoxigraph
from rdflib import OWL, RDF, RDFS, SH, Graph
from rdflib.term import Node

from shapes.compilation.checks import Plan
from shapes.compilation.evaluation import Evaluation
from shapes.compilation.focus import Focus
from shapes.compilation.terms import as_node, union_graph
from shapes.engine import EngineFinding, run_pyshacl_with_rdflib
from store.graph_store import GraphStore

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
_CLASSES = (RDFS.Class, OWL.Class)


def without_targets_of(compiled: Iterable[Node], shapes: Graph) -> bytes:
    """Return the shapes in N-Triples with the targets of compiled ones taken away, so that only declined ones start."""
    started = set(compiled)
    remaining = Graph()
    for subject, predicate, value in shapes:
        starts = predicate in _TARGETS or (predicate == RDF.type and value in _CLASSES)
        if not (starts and subject in started):
            remaining.add((subject, predicate, value))
    return remaining.serialize(format="nt", encoding="utf-8")


def run_left(store: GraphStore, plan: Plan, focus: Focus, evaluation: Evaluation) -> list[EngineFinding]:
    """Run what a plan has declined over all graphs of a store with the reference engine.

    The shapes go through Oxigraph as the data did: it writes "10.0" as "10", and pySHACL compares texts.
    """
    shapes = Graph()
    for quad in _as_stored(plan.left):
        shapes.add((as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)))
    if focus is not None and not _only_targets_in(shapes, plan, focus, evaluation):
        return []
    return run_pyshacl_with_rdflib(union_graph(store), shapes)


def _only_targets_in(shapes: Graph, plan: Plan, focus: Focus, evaluation: Evaluation) -> bool:
    """Replace the targets of the declined shapes by those among the nodes of `focus`; False if there are none."""
    for predicate in _TARGETS:
        shapes.remove((None, predicate, None))
    found = evaluation.targets([declined.target for declined in plan.declined], focus)
    for declined, (_, nodes) in zip(plan.declined, found, strict=True):
        for node in nodes:
            shapes.add((declined.shape, SH.targetNode, as_node(node)))
    return (None, SH.targetNode, None) in shapes


def _as_stored(ntriples: bytes) -> pyoxigraph.Store:
    stored = pyoxigraph.Store()
    stored.load(ntriples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return stored

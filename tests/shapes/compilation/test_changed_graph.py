"""A run over chosen focus nodes, and which nodes a changed graph concerns: both held against full runs."""

import pyoxigraph
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.evaluation import Evaluation, Violation
from shapes.compilation.focus import Focus
from shapes.compilation.reach import reach_of
from shapes.compilation.reached import reached_nodes
from store.embedded import EmbeddedStore
from store.graph_store import Term
from tests.shapes.compilation.comparison import PLACE, store_of
from tests.shapes.compilation.random_graphs import CLASSES, EX, NODES, data_graphs, shapes_graphs
from tests.shapes.compilation.test_exists_rewriting import groups

CHANGED = f"{PLACE}/0"
PREFIX = f"PREFIX ex: <{EX}> "


def found(plan: Plan, store: EmbeddedStore, focus: Focus = None) -> set[Violation]:
    return set(Evaluation(store).violations(plan, focus))


def outside(violations: set[Violation], nodes: frozenset[Term]) -> set[Violation]:
    return {violation for violation in violations if violation.root not in nodes}


@st.composite
def sparql_shapes(draw: st.DrawFn) -> Graph:
    """A shape with a random SPARQL constraint."""
    shapes, constraint, shape = Graph(), BNode(), EX.shape
    shapes.add((shape, SH.targetClass, draw(st.sampled_from(CLASSES))))
    shapes.add((shape, SH.sparql, constraint))
    select = f"{PREFIX}SELECT DISTINCT $this ?value WHERE {draw(st.one_of(groups(), groups(bare=True)))}"
    shapes.add((constraint, SH.select, Literal(select)))
    return shapes


ANY_SHAPES = st.one_of(shapes_graphs(), sparql_shapes())


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data_graphs(), ANY_SHAPES, st.sets(st.sampled_from([*NODES, EX.absent])))
def test_a_run_over_some_nodes_finds_what_a_full_run_finds_about_them(
    data: Graph, shapes: Graph, chosen: set[URIRef]
) -> None:
    note(data.serialize())
    note(shapes.serialize())
    store, plan = store_of(data), compile_shapes(shapes)
    blank = [t.subject for t in store.triples_of(CHANGED) if isinstance(t.subject, pyoxigraph.BlankNode)]
    focus = frozenset([*(pyoxigraph.NamedNode(node) for node in chosen), *blank[:1]])
    assert found(plan, store, focus) == {v for v in found(plan, store) if v.root in focus}


@st.composite
def changes(draw: st.DrawFn) -> tuple[Graph, Graph]:
    """The same graph with a few statements each of its own."""
    same, one, other = (list(draw(data_graphs(blank=False, least=0, most=most))) for most in (4, 2, 2))
    return _graph(same + one), _graph(same + other)


def _graph(triples: list[tuple[Node, Node, Node]]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes(), data_graphs(blank=False), ANY_SHAPES)
def test_what_a_change_does_not_reach_has_the_same_results(
    change: tuple[Graph, Graph], others: Graph, shapes: Graph
) -> None:
    before, after = change
    note("\n\n".join(graph.serialize() for graph in (before, after, others, shapes)))
    plan = compile_shapes(shapes)
    reach = reach_of(plan)
    old, new = store_of(before, others), store_of(after, others)
    stated, now_stated = set(old.triples_of(CHANGED)), set(new.triples_of(CHANGED))
    reached = reached_nodes(old, reach, stated - now_stated) | reached_nodes(new, reach, now_stated - stated)
    assert outside(found(plan, old), reached) == outside(found(plan, new), reached)
    # The old report with the results about reached nodes replaced is the new report.
    assert outside(found(plan, old), reached) | found(plan, new, reached) == found(plan, new)

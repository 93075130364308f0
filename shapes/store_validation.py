"""Validating a store, whole or only what a change concerns, without reading the graph out of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyoxigraph
from pyoxigraph import RdfFormat, Triple
from rdflib import RDF, Graph, URIRef

from ontology.namespaces import BAT, GRAPH
from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.compilation.evaluation import Evaluation
from shapes.compilation.focus import EVERY_TARGET, Focus
from shapes.compilation.reach import Reach, reach_of, with_queries
from shapes.compilation.reached import reached_nodes
from shapes.compilation.terms import as_node
from shapes.deadlines import Deadline, MissedDeadline, missed_deadlines, read_deadlines
from shapes.rules import ANALYSIS
from shapes.stored_graph import stored_graph
from shapes.validation import Judge
from shapes.validation_result import ValidationReport
from store.embedded import EmbeddedStore
from store.graph_store import GraphStore, Term
from store.query_text import Query


class OntologyMissing(ValueError):
    """A store without the ontology: nothing in it would be of a class that the shapes know."""


@dataclass(frozen=True)
class Rules:
    """Shapes and analyses made ready to be run in stores. They never change: any number of runs may share them.

    `reach` says which nodes a statement concerns, for shapes and analyses together; `unbounded` are the analyses for
    which no statement tells it, so that they are always asked whole.
    """

    shapes: Graph
    plan: Plan
    deadlines: tuple[Deadline, ...]
    reach: Reach
    unbounded: frozenset[URIRef]


def ready(shapes: Graph, vocabulary: Graph) -> Rules:
    """Compile shapes and read analyses; `vocabulary` holds the lengths of deadlines.

    Raises DeadlineIncomplete if it does not.
    """
    plan = compile_shapes(shapes)
    has_analyses = (None, RDF.type, ANALYSIS) in shapes
    deadlines = read_deadlines(shapes, vocabulary) if has_analyses else ()
    reach, without = with_queries(reach_of(plan), (deadline.query.text for deadline in deadlines))
    unbounded = frozenset(deadline.rule.iri for deadline in deadlines if deadline.query.text in without)
    return Rules(shapes, plan, deadlines, reach, unbounded)


@dataclass(frozen=True)
class PartialReport:
    """What was found about some nodes, and how many of them the shapes target at all."""

    report: ValidationReport
    looked_at: int


def validate_store(store: GraphStore, rules: Rules, *, on: date | None = None, threads: int = 1) -> ValidationReport:
    """Return everything in a store, embedded or remote, that breaks the rules; `on` as for `validate`.

    The store holds the ontology and code lists too, as `batgraph build` makes it, and they are held to the rules as
    well. `threads` ask it at once.

    Raises OntologyMissing, and ShapesRefused if a rule cannot be run.
    """
    return _report(store, rules, EVERY_TARGET, on, threads)


def validate_nodes(store: GraphStore, rules: Rules, nodes: Iterable[Term], *, on: date | None = None) -> PartialReport:
    """Return what breaks the rules about some nodes alone, as `validate_store` finds it about them.

    Raises OntologyMissing, and ShapesRefused if a rule cannot be run.
    """
    focus = frozenset(nodes)
    return PartialReport(_report(store, rules, focus, on, threads=1), len(focus_nodes(store, rules, focus)))


def validate_graph(store: GraphStore, rules: Rules, graph_iri: str, *, on: date | None = None) -> PartialReport:
    """Return what breaks the rules in one named graph, such as a book, and about whatever its statements concern."""
    nodes = reached_nodes(store, rules.reach, store.triples_of(graph_iri))
    return validate_nodes(store, rules, nodes, on=on)


def validate_changed(
    store: EmbeddedStore, rules: Rules, graph_iri: URIRef, graph: Graph, *, on: date | None = None
) -> PartialReport:
    """Put `graph` in the place of a named graph and return what breaks the rules about the nodes this concerns.

    About every other node the rules find what they found before.
    """
    return validate_nodes(store, rules, replace_graph(store, rules, graph_iri, graph), on=on)


def replace_graph(store: EmbeddedStore, rules: Rules, graph_iri: URIRef, graph: Graph) -> frozenset[Term]:
    """Put `graph` in the place of a named graph and return the nodes about which the rules may now find another thing.

    Several changes one after the other concern the nodes of each.
    """
    stated, wanted = set(store.triples_of(str(graph_iri))), _as_stored(graph)
    concerned = reached_nodes(store, rules.reach, stated - wanted)
    store.replace_graph(graph_iri, graph)
    return concerned | reached_nodes(store, rules.reach, wanted - stated)


def focus_nodes(store: GraphStore, rules: Rules, among: Focus = EVERY_TARGET) -> frozenset[Term]:
    """Return the nodes that shapes target: all, or those among some nodes."""
    targets = [targeted.target for targeted in rules.plan.targets]
    targets += [declined.target for declined in rules.plan.declined]
    return frozenset(node for _, nodes in Evaluation(store).targets(targets, among) for node in nodes)


def _report(store: GraphStore, rules: Rules, focus: Focus, on: date | None, threads: int) -> ValidationReport:
    if not store.ask(
        Query("ontology", f"ASK {{ GRAPH <{GRAPH['ontology']}> {{ <{BAT.Document}> ?says ?anything }} }}")
    ):
        raise OntologyMissing(
            f"the store has no graph {GRAPH['ontology']}, without which no thing is of a class: "
            "load the ontology and its code lists into it, as `batgraph build` does"
        )
    findings = run_in_store(store, rules.plan, focus, threads=threads).findings
    graph = stored_graph(store)
    results = Judge(graph, rules.shapes, graph).results(findings, _missed(store, rules, focus, on))
    return ValidationReport(tuple(sorted(results, key=lambda result: result.sort_key)), on)


def _missed(store: GraphStore, rules: Rules, focus: Focus, on: date | None) -> list[MissedDeadline]:
    missed = missed_deadlines(store, rules.deadlines, on)
    if focus is None:
        return missed
    nodes = {as_node(node) for node in focus}
    return [each for each in missed if each.finding.focus_node in nodes or each.finding.source_shape in rules.unbounded]


def _as_stored(graph: Graph) -> set[Triple]:
    """The triples of a graph as the store will hold them: it writes numbers in a way of its own."""
    data = pyoxigraph.Store()
    data.bulk_load(graph.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return {quad.triple for quad in data}

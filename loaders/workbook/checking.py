"""Checking a draft: what cannot be read, and what breaks the model or the law, each at the cell where it is mended."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from loaders import code_lists
from loaders.workbook.draft import Place
from loaders.workbook.faults import Fault, fault
from loaders.workbook.plan import WorkbookPlan, read_plan
from loaders.workbook.reading import Reading
from loaders.workbook.vocabulary import Vocabulary
from ontology.namespaces import GRAPH
from shapes.background import own_vocabulary
from shapes.compilation.checks import Plan, TargetedChecks
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.compilation.reach import reach_of
from shapes.compilation.reached import reached_nodes
from shapes.compilation.terms import as_node
from shapes.engine import EngineFinding
from shapes.loading import load_shapes
from shapes.validation import validate
from shapes.validation_result import ValidationResult
from store.embedded import EmbeddedStore

_UNREAD: Final = GRAPH["unread"]


@dataclass(frozen=True)
class Rules:
    """What a draft is read and checked with. Made once, used for any number of drafts."""

    shapes: Graph
    vocabulary: Graph
    plan: WorkbookPlan
    words: Vocabulary

    @cached_property
    def compiled(self) -> Plan:
        """The shapes as queries."""
        return compile_shapes(self.shapes)

    def engine(self, data: Graph, shapes: Graph) -> list[EngineFinding]:
        """Run the shapes; an `Engine`."""
        assert shapes is self.shapes
        store = EmbeddedStore.empty()
        store.add_graph(GRAPH["draft"], data)
        return list(run_in_store(store, self.compiled).findings)


@cache
def load_rules(data: Path) -> Rules:
    """Return the shipped shapes with the code lists of the data folder, read once."""
    vocabulary = own_vocabulary()
    shapes = load_shapes()
    plan = read_plan(shapes, vocabulary)
    for triple in code_lists.load_shipped(data).graph:
        vocabulary.add(triple)
    return Rules(shapes, vocabulary, plan, Vocabulary(plan, vocabulary))


def check_reading(
    reading: Reading, rules: Rules, *, on: date | None = None, elsewhere: Graph | None = None
) -> tuple[Fault, ...]:
    """Return the faults of reading and those that the shapes find, sorted by place.

    `elsewhere` says of which class the things are that the draft names and does not describe; what it does not say is
    not judged. A result that a value that could not be read may answer is left out: it would be told twice.
    """
    known = Graph() if elsewhere is None else elsewhere
    graph = reading.graph + known
    report = validate(graph, rules.shapes, vocabulary=rules.vocabulary, engine=rules.engine, on=on)
    unjudged = {thing for thing in reading.elsewhere if (thing, RDF.type, None) not in graph}
    outside = set(known.subjects())
    results = [
        result
        for result in report.results
        if result.value not in unjudged and (reading.describes(result.focus) or result.focus not in outside)
    ]
    if len(reading.unread):
        results = _answerable(results, reading, graph, rules)
    said = {_key(result, reading): _fault(result, reading) for result in results}
    notes = [_not_checked(thing, reading) for thing in sorted(unjudged)]
    return tuple(sorted([*reading.faults, *said.values(), *notes], key=lambda each: each.sort_key))


def _not_checked(thing: URIRef, reading: Reading) -> Fault:
    return replace(fault("not-checked", reading.elsewhere[thing], thing), severity="information")


def _answerable(
    results: list[ValidationResult], reading: Reading, graph: Graph, rules: Rules
) -> list[ValidationResult]:
    """Leave out the results of shapes that look, from their focus node, at statements that could not be read."""
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["draft"], graph)
    store.add_graph(_UNREAD, reading.unread)
    reached: dict[URIRef, frozenset[Node]] = {}
    for shape in {result.rule.iri for result in results}:
        plan = _plan_of(shape, rules.compiled)
        reached[shape] = frozenset(
            as_node(node) for node in reached_nodes(store, reach_of(plan), store.triples_of(str(_UNREAD)))
        )
    # A rule that is computed asks of the things that it is about, and of no others.
    about = set(reading.unread.subjects())
    return [r for r in results if r.focus not in (reached[r.rule.iri] or about)]


def _plan_of(shape: URIRef, plan: Plan) -> Plan:
    """The part of a plan that belongs to one shape."""
    targets = []
    for targeted in plan.targets:
        checks = tuple(check for check in targeted.checks if check.source.shape == shape)
        if checks:
            targets.append(TargetedChecks(targeted.target, checks))
    declined = tuple(each for each in plan.declined if each.shape == shape)
    return replace(plan, targets=tuple(targets), declined=declined)


def _key(result: ValidationResult, reading: Reading) -> tuple[object, ...]:
    """Two shapes that ask the same of one cell and find it empty tell one fault."""
    is_missing = result.value is None and result.severity == "violation"
    return (_place(result, reading), is_missing or result.rule.iri, None if is_missing else result.value)


def _place(result: ValidationResult, reading: Reading) -> Place:
    paths = (result.path,) if isinstance(result.path, URIRef) else ()
    return reading.place(result.focus, (*paths, *result.rule.paths))


def _fault(result: ValidationResult, reading: Reading) -> Fault:
    return Fault(
        result.rule.name,
        _place(result, reading),
        result.found if result.why is None else result.message,
        result.expected,
        result.mend,
        result.severity,
    )

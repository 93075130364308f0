"""Planting single faults into a book by the hundred: only what a fault can change is looked at again.

A check whose query names none of the properties and classes of the triples that a fault takes away or adds gives the
same results as before; `test_single_faults` holds a sample against a validation of the whole book.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import GRAPH
from shapes.background import background
from shapes.compilation.checks import Check, CombinedCheck, Plan, TargetedChecks
from shapes.compilation.engine import run_in_store
from shapes.deadlines import Deadline, missed_deadlines, read_deadlines
from shapes.engine import EngineFinding
from shapes.validation import Judge
from shapes.validation_result import ValidationResult
from store.embedded import EmbeddedStore

Triple = tuple[Node, Node, Node]

_TYPE: Final = f"<{RDF.type}>"
# A query that asks for any property, or for any class, is asked again whatever has changed.
_ANY_PROPERTY: Final = re.compile(r"([?$]\w+|;) +\?\w+ +([?$]\w+|<|\w+:|\")")
_ANY_CLASS: Final = re.compile(rf"({re.escape(_TYPE)}|\ba)(/\S+)? +[?$]\w+")
_IRI: Final = re.compile(r"<([^<>\s]+)>")
_PROJECTED: Final = re.compile(r"SELECT[^{]*\{")
_DECLARED: Final = re.compile(r"PREFIX ([\w-]+): <([^>]*)>")
_PREFIXED: Final = re.compile(r"\b([\w-]+):([\w.-]*[\w-])")


@dataclass(frozen=True)
class Fault:
    """What is taken out of a book and what is put in."""

    name: str
    removed: frozenset[Triple] = frozenset()
    added: frozenset[Triple] = frozenset()


@dataclass(frozen=True)
class _Asked:
    """One check or deadline, the IRIs its queries name, and what it found in the book as it stands."""

    iris: frozenset[str]
    any_property: bool
    any_class: bool
    findings: tuple[EngineFinding, ...]

    def concerns(self, iris: frozenset[str], classes: frozenset[str]) -> bool:
        if self.any_property or not self.iris.isdisjoint(iris):
            return True
        return bool(classes) and (self.any_class or not self.iris.isdisjoint(classes))


class PlantedBook:
    """One book, its shapes, and a store in which faults are planted and taken out again."""

    def __init__(self, book: Graph, shapes: Graph, plan: Plan, vocabulary: Graph) -> None:
        self._book = book
        self._prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in book.namespaces())
        self._data = book + Graph()
        self._shapes = shapes
        self._vocabulary = vocabulary
        engine = pyoxigraph.Store()
        self._engine = engine
        self._store = EmbeddedStore(engine)
        self._store.add_graph(GRAPH["tested"], book + background(book, vocabulary))
        self._known = set(book) | set(background(book, vocabulary))
        self._checks = [(targets, check) for targets in plan.targets for check in targets.checks]
        self._plan = plan
        self._asked = [_asked(_texts(check), targets, self._run([(targets, check)])) for targets, check in self._checks]
        self._deadlines = read_deadlines(shapes, vocabulary)
        self._deadlines_asked = [_asked([each.query.text], None, self._missed([each])) for each in self._deadlines]

    def fault(self, name: str, update: str) -> Fault:
        """Return what a SPARQL update changes in the book; fails where it changes nothing."""
        copy = self._book + Graph()
        copy.update(self._prefixes + update)
        fault = Fault(
            name, removed=frozenset(set(self._book) - set(copy)), added=frozenset(set(copy) - set(self._book))
        )
        assert fault.removed or fault.added, f"{name}: this update changes nothing"
        return fault

    def results(self, fault: Fault) -> tuple[ValidationResult, ...]:
        """Return what a report on the book with this fault holds."""
        self._change(fault.removed, fault.added)
        try:
            return self._results(fault)
        finally:
            self._change(fault.added, fault.removed)

    def _results(self, fault: Fault) -> tuple[ValidationResult, ...]:
        changed = fault.removed | fault.added
        iris = frozenset(str(predicate) for _, predicate, _ in changed if predicate != RDF.type)
        kinds = {o for _, predicate, o in changed if predicate == RDF.type}
        classes = frozenset(
            str(above) for kind in kinds for above in self._vocabulary.transitive_objects(kind, RDFS.subClassOf)
        )
        found = [f for asked in self._asked if not asked.concerns(iris, classes) for f in asked.findings]
        again = [check for check, asked in zip(self._checks, self._asked, strict=True) if asked.concerns(iris, classes)]
        found += self._run(again)
        judge = Judge(self._data, self._shapes, self._vocabulary)
        late = [
            deadline
            for deadline, asked in zip(self._deadlines, self._deadlines_asked, strict=True)
            if asked.concerns(iris, classes) or asked.findings
        ]
        return tuple(judge.results(found, missed_deadlines(self._store, tuple(late), None)))

    def _run(self, checks: Iterable[tuple[TargetedChecks, Check]]) -> tuple[EngineFinding, ...]:
        by_target: dict[int, tuple[TargetedChecks, list[Check]]] = {}
        for targets, check in checks:
            by_target.setdefault(id(targets), (targets, []))[1].append(check)
        chosen = tuple(replace(targets, checks=tuple(some)) for targets, some in by_target.values())
        return run_in_store(self._store, replace(self._plan, targets=chosen)).findings

    def _missed(self, deadlines: list[Deadline]) -> tuple[EngineFinding, ...]:
        return tuple(missed.finding for missed in missed_deadlines(self._store, tuple(deadlines), None))

    def _change(self, removed: Iterable[Triple], added: Iterable[Triple]) -> None:
        for triple in removed:
            self._data.remove(triple)
            self._engine.remove(_quad(triple))
        for triple in added:
            self._data.add(triple)
            self._engine.add(_quad(triple))
        # Facts about codes that a fault brings in stay: they are said of the codes, not of the book.
        for triple in set(background(_graph(added), self._vocabulary)) - self._known:
            self._known.add(triple)
            self._engine.add(_quad(triple))


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _quad(triple: Triple) -> pyoxigraph.Quad:
    s, p, o = (_term(each) for each in triple)
    return pyoxigraph.Quad(s, p, o)


def _term(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if isinstance(node, URIRef):
        return pyoxigraph.NamedNode(str(node))
    language, datatype = getattr(node, "language", None), getattr(node, "datatype", None)
    if language:
        return pyoxigraph.Literal(str(node), language=language)
    return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(datatype)) if datatype else None)


def _texts(check: Check) -> Iterator[str]:
    yield check.text
    if isinstance(check, CombinedCheck):
        for conformance in (*check.operands, *check.siblings):
            for operand in conformance.checks:
                yield from _texts(operand)


def _asked(texts: Iterable[str], targets: TargetedChecks | None, findings: tuple[EngineFinding, ...]) -> _Asked:
    text = "\n".join([*texts, targets.target.pattern if targets else ""])
    prefixes = dict(_DECLARED.findall(text))
    body = _PROJECTED.sub("{", _DECLARED.sub("", text))
    named = {prefixes[prefix] + name for prefix, name in _PREFIXED.findall(body) if prefix in prefixes}
    return _Asked(
        iris=frozenset(named | set(_IRI.findall(body))),
        any_property=_ANY_PROPERTY.search(body) is not None,
        any_class=_ANY_CLASS.search(body) is not None,
        findings=findings,
    )

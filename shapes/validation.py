"""Validating data: engine and analyses find, and each finding becomes one typed, worded, placed result."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, GRAPH
from shapes.absences import StatedAbsence, StatedAbsences
from shapes.background import background, own_vocabulary
from shapes.deadlines import missed_deadlines, read_deadlines
from shapes.engine import Engine, EngineFinding, run_pyshacl
from shapes.places import PlaceFinder
from shapes.rules import ANALYSIS, Rule, read_rule
from shapes.trilingual import Trilingual
from shapes.validation_result import ValidationReport, ValidationResult, Why
from shapes.wording import Wording, Writer
from store.embedded import EmbeddedStore

_NOT_YET: Final = Trilingual(
    "«{property}» әлі қолжетімді емес: {reason}",
    "«{property}» пока отсутствует: {reason}",
    "“{property}” is not yet available: {reason}",
)
_NO_REASON: Final = Trilingual("себебі көрсетілмеген", "причина не указана", "no reason given")


def validate(
    data: Graph,
    shapes: Graph,
    *,
    vocabulary: Graph | None = None,
    engine: Engine = run_pyshacl,
    on: date | None = None,
) -> ValidationReport:
    """Return everything in `data` that breaks `shapes`.

    `vocabulary` holds the ontology and all code lists that the data use, and the law if its words are to be quoted;
    without it only the lists of the ontology itself are known, and a pollutant or unit counts as no code. `on` is the
    day by which open deadlines are judged; without it what has not happened yet is never late.

    The data are not changed.

    Raises ShapesRefused if the engine cannot run the shapes.
    """
    known = own_vocabulary() if vocabulary is None else vocabulary
    checked = data + background(data, known)
    judge = _Judge(data, shapes, known)
    results = list(judge.results(engine(checked, shapes)))
    results += judge.late(checked, on)
    return ValidationReport(tuple(sorted(results, key=lambda result: result.sort_key)))


class _Judge:
    """Turns findings about one data graph into results."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph) -> None:
        self._data = data
        self._shapes = shapes
        self._vocabulary = vocabulary
        self._places = PlaceFinder(data, vocabulary)
        self._writer = Writer(data, shapes, vocabulary)
        self._absences = StatedAbsences(data)
        self._rules: dict[URIRef, Rule] = {}

    def results(self, findings: Iterable[EngineFinding]) -> Iterator[ValidationResult]:
        """Yield the results of an engine's findings, those that a stated absence answers left out or made gaps."""
        for finding in set(findings):
            rule = self._rule(finding.source_shape)
            absence = self._absences.about(finding.focus_node, rule) if finding.value is None else None
            if absence is not None and absence.kind == "not-yet-available":
                yield self._gap(finding, rule, absence)
            elif absence is None or not rule.may_be_absent:
                yield self._result(finding, rule, self._writer.wording(finding, rule))

    def late(self, checked: Graph, on: date | None) -> Iterator[ValidationResult]:
        """Yield the results of missed deadlines."""
        if (None, RDF.type, ANALYSIS) not in self._shapes:
            return
        store = EmbeddedStore.empty()
        store.add_graph(GRAPH["checked"], checked)
        for missed in missed_deadlines(store, read_deadlines(self._shapes, self._vocabulary), on):
            rule = self._rule(missed.finding.source_shape)
            wording = self._writer.wording(missed.finding, rule)
            yield self._result(missed.finding, rule, replace(wording, found=missed.found, expected=missed.expected))

    def _rule(self, iri: URIRef) -> Rule:
        if iri not in self._rules:
            self._rules[iri] = read_rule(self._shapes, iri)
        return self._rules[iri]

    def _gap(self, finding: EngineFinding, rule: Rule, absence: StatedAbsence) -> ValidationResult:
        wording = self._writer.wording(finding, rule)
        message = _NOT_YET.filled(
            property=self._writer.property_name(finding, rule), reason=absence.reason or _NO_REASON
        )
        result = self._result(finding, rule, replace(wording, message=message))
        return replace(result, severity="information", is_gap=True)

    def _result(self, finding: EngineFinding, rule: Rule, wording: Wording) -> ValidationResult:
        path = finding.path
        return ValidationResult(
            rule=rule,
            severity=finding.severity,
            focus=finding.focus_node,
            focus_label=self._writer.name(finding.focus_node),
            place=self._places.place(finding.focus_node),
            path=path,
            path_label=None if path is None else self._writer.property_name(finding, rule),
            value=finding.value,
            component=finding.component,
            message=wording.message,
            found=wording.found,
            expected=wording.expected,
            mend=wording.mend,
            why=None if rule.paragraph is None else self._why(rule.paragraph, rule.paragraph_number or ""),
        )

    def _why(self, paragraph: URIRef, number: str) -> Why:
        summary = Trilingual.from_literals(self._said(paragraph, BAT.summary))
        official = sorted(str(text) for text in self._said(paragraph, BAT.officialText))
        return Why(paragraph, number, summary, official[0] if official else None)

    def _said(self, thing: URIRef, predicate: URIRef) -> list[Node]:
        """What the data say, or else the vocabulary: the law can be loaded as either."""
        return list(self._data.objects(thing, predicate)) or list(self._vocabulary.objects(thing, predicate))

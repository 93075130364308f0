"""Validating data: engine and analyses find, and each finding becomes one typed, worded, placed result."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, GRAPH, LAW
from shapes.absences import StatedAbsence, StatedAbsences
from shapes.background import background, own_vocabulary
from shapes.consequences.causes import Explained
from shapes.consequences.consequences import Consequences
from shapes.deadlines import MissedDeadline, missed_deadlines, read_deadlines
from shapes.engine import Engine, EngineFinding, run_pyshacl
from shapes.places import PlaceFinder
from shapes.rules import ANALYSIS, Rule, paragraph_order, read_rule
from shapes.trilingual import Trilingual
from shapes.validation_result import ValidationReport, ValidationResult, Why
from shapes.wording import Wording, Writer
from shapes.written_lines import UNWRITTEN, WrittenLines
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
    context: Graph | None = None,
    written: WrittenLines = UNWRITTEN,
) -> ValidationReport:
    """Return everything in `data` that breaks `shapes`.

    `vocabulary` holds the ontology and all code lists that the data use, and the law if its words are to be quoted;
    without it only the lists of the ontology itself are known, and a pollutant or unit counts as no code. `on` is the
    day by which open deadlines are judged; without it what has not happened yet is never late. `context` says what the
    things are that the data refer to but do not describe (see `described_elsewhere`); it is not judged itself.
    `written` says on which lines of which files the data stand.

    The data are not changed.

    Raises ShapesRefused if the engine cannot run the shapes.
    """
    known = own_vocabulary() if vocabulary is None else vocabulary
    whole = data if context is None else data + context
    checked = whole + background(whole, known)
    beyond = set() if context is None else set(context.subjects()) - set(data.subjects())
    found = [each for each in engine(checked, shapes) if each.focus_node not in beyond]
    missed = [each for each in _missed(checked, shapes, known, on) if each.finding.focus_node not in beyond]
    results = Judge(whole, shapes, known, written).results(found, missed)
    return ValidationReport(tuple(sorted(results, key=lambda result: result.sort_key)), on)


def _missed(checked: Graph, shapes: Graph, vocabulary: Graph, on: date | None) -> list[MissedDeadline]:
    if (None, RDF.type, ANALYSIS) not in shapes:
        return []
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["checked"], checked)
    return missed_deadlines(store, read_deadlines(shapes, vocabulary), on)


class Judge:
    """Turns findings about one data graph into results, each fault told once."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph, written: WrittenLines = UNWRITTEN) -> None:
        self._data = data
        self._shapes = shapes
        self._vocabulary = vocabulary
        self._places = PlaceFinder(data, vocabulary, written)
        self._writer = Writer(data, shapes, vocabulary)
        self._absences = StatedAbsences(data)
        self._rules: dict[URIRef, Rule] = {}

    def results(
        self, findings: Iterable[EngineFinding], missed: Iterable[MissedDeadline] = ()
    ) -> Iterator[ValidationResult]:
        """Yield the results of what an engine found and of missed deadlines.

        What a stated absence answers is left out or made a gap; what follows from another finding is told with it.
        """
        days = {each.finding: each for each in missed}
        standing = []
        for finding in {*findings, *days}:
            absence = self._absence(finding)
            if absence is None:
                standing.append(finding)
            elif absence.kind == "not-yet-available":
                yield self._gap(finding, self._rule(finding.source_shape), absence)
        for each in Consequences(self._data, self._shapes, self._vocabulary, self._rule).explained(standing):
            yield self._told(each, days)

    def _absence(self, finding: EngineFinding) -> StatedAbsence | None:
        """The absence that answers a finding. One of which something is missing itself answers it too: that is told."""
        if finding.value is not None:
            return None
        rule = self._rule(finding.source_shape)
        absence = self._absences.about(finding.focus_node, rule)
        if absence is None or absence.kind == "not-yet-available":
            return absence
        return absence if rule.may_be_absent else None

    def _told(self, explained: Explained, days: Mapping[EngineFinding, MissedDeadline]) -> ValidationResult:
        finding = explained.finding
        rule = self._rule(finding.source_shape)
        wording = self._writer.wording(finding, rule)
        if finding in days:
            wording = replace(wording, found=days[finding].found, expected=days[finding].expected)
        follows = {self._rule(each.source_shape) for each in explained.follows}
        result = self._result(finding, rule, wording)
        if rule.paragraph is None:
            result = replace(result, why=self._why_of_model(finding, follows))
        return replace(result, follows=tuple(sorted(follows, key=lambda each: each.name)))

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
            place=self._places.place(finding.focus_node, path, finding.value),
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

    def _why_of_model(self, finding: EngineFinding, follows: Iterable[Rule]) -> Why | None:
        """The paragraph that a fault of the model offends: that of what follows from it, else that of its terms."""
        offended = {rule.paragraph for rule in follows if rule.paragraph is not None}
        if len(offended) != 1:
            links = [path for rule in follows for path in rule.paths]
            own = self._paragraphs_of(finding)
            offended = own & offended or own or offended or self._paragraphs(links)
        if not offended:
            return None
        first = min(offended, key=lambda paragraph: paragraph_order(paragraph.removeprefix(LAW)))
        return self._why(first, first.removeprefix(LAW))

    def _paragraphs_of(self, finding: EngineFinding) -> set[URIRef]:
        """Where the property comes from, else the class of the thing, else that of the element it stands in."""
        element = self._places.place(finding.focus_node).element
        of_class = self._paragraphs(self._data.objects(finding.focus_node, RDF.type))
        of_element = set() if element is None else self._paragraphs(self._data.objects(element, RDF.type))
        of_property = self._paragraphs([finding.path])
        return of_property or (of_class & of_element) or of_class or of_element

    def _paragraphs(self, terms: Iterable[Node | None]) -> set[URIRef]:
        found = {each for term in terms if term for each in self._vocabulary.objects(term, BAT.paragraph)}
        return {each for each in found if isinstance(each, URIRef)}

    def _why(self, paragraph: URIRef, number: str) -> Why:
        summary = Trilingual.from_literals(self._said(paragraph, BAT.summary))
        official = sorted(str(text) for text in self._said(paragraph, BAT.officialText))
        return Why(paragraph, number, summary, official[0] if official else None)

    def _said(self, thing: URIRef, predicate: URIRef) -> list[Node]:
        """What the data say, or else the vocabulary: the law can be loaded as either."""
        return list(self._data.objects(thing, predicate)) or list(self._vocabulary.objects(thing, predicate))

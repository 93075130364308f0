"""Putting a finding into words: message, what was found, what was expected, how to mend it."""

from dataclasses import dataclass

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from shapes.engine import EngineFinding
from shapes.labels import label
from shapes.phrases import (
    BY_COMPONENT,
    FOUND_NOTHING,
    GENERAL,
    NONE_OF_THE_KIND,
    OR_SAY_WHY_NOT,
    TYPES,
    Phrases,
)
from shapes.rules import Rule
from shapes.trilingual import LANGUAGES, Trilingual

_MISSING = BY_COMPONENT[SH.MinCountConstraintComponent]
_ONE = Trilingual.same("1")
_GENERAL_MESSAGE = Trilingual(
    "«{property}»: табылғаны {found}; күтілгені {expected}.",
    "«{property}»: найдено {found}; ожидалось {expected}.",
    "“{property}”: found {found}; expected {expected}.",
)
_NOT_STATED_MESSAGE = Trilingual(
    "«{property}» көрсетілмеген.", "Не указано: «{property}».", "“{property}” is not stated."
)
_NOTHING = Trilingual("жоқ", "нет", "nothing")


@dataclass(frozen=True)
class Wording:
    """The sentences of one result."""

    message: Trilingual
    found: Trilingual
    expected: Trilingual
    mend: Trilingual


class Writer:
    """Words findings, with names from the data first and the vocabulary second."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph) -> None:
        self._data = data
        self._shapes = shapes
        self._vocabulary = vocabulary

    def name(self, node: Node) -> Trilingual:
        """Return what a reader calls `node`; a thing without a name is called by its kind and identifier."""
        found = label(node, self._data, self._vocabulary)
        kind = min(self._data.objects(node, RDF.type), key=str, default=None)
        if kind is None or found != label(node):
            return found
        kind_name = label(kind, self._vocabulary)
        if isinstance(node, BNode):
            return kind_name
        last_step = str(node).rsplit("/", 1)[-1]
        if last_step.replace("-", " ").casefold() == kind_name.en.casefold():
            return kind_name
        return Trilingual(*(f"{kind_name.into(language)} {last_step}" for language in LANGUAGES))

    def property_name(self, finding: EngineFinding, rule: Rule) -> Trilingual:
        """Return the name of the property that a finding is about."""
        if isinstance(finding.path, URIRef):
            return label(finding.path, self._vocabulary)
        if rule.paths:
            return label(rule.paths[0], self._vocabulary)
        declared = self._shapes.value(rule.iri, SH.name)
        return Trilingual.same(str(declared) if declared is not None else rule.name)

    def wording(self, finding: EngineFinding, rule: Rule) -> Wording:
        """Return the sentences of `finding`: those of its rule, and general ones where the rule has none."""
        phrases = _phrases(finding, rule)
        parts = {
            "property": self.property_name(finding, rule),
            "value": _NOTHING if finding.value in (None, finding.focus_node) else self.name(finding.value),
            "count": Trilingual.same(str(self._count(finding))),
            "limit": self._limit(rule.iri, phrases),
        }
        found = self._found(finding, rule, phrases).filled(**parts)
        expected = rule.expectation or phrases.expected.filled(**parts)
        mend = rule.remedy or phrases.mend.filled(**parts)
        if rule.may_be_absent and finding.value is None:
            mend = _joined(mend, OR_SAY_WHY_NOT)
        is_missing = phrases is _MISSING and self._count(finding) == 0
        general = _NOT_STATED_MESSAGE if is_missing else _GENERAL_MESSAGE
        message = rule.message or general.filled(found=found, expected=expected, property=parts["property"])
        return Wording(message, found, expected, mend)

    def _found(self, finding: EngineFinding, rule: Rule, phrases: Phrases) -> Trilingual:
        """The template of what was found: the rule's own, or that of the constraint."""
        if rule.found is not None:
            return rule.found
        if phrases is _MISSING and rule.expectation is not None:
            return NONE_OF_THE_KIND
        if phrases is _MISSING and self._count(finding) == 0:
            return FOUND_NOTHING
        return phrases.found

    def _count(self, finding: EngineFinding) -> int:
        if not isinstance(finding.path, URIRef):
            return 0
        return len(set(self._data.objects(finding.focus_node, finding.path)))

    def _limit(self, shape: URIRef, phrases: Phrases) -> Trilingual:
        if phrases is _MISSING and self._shapes.value(shape, SH.minCount) is None:
            return _ONE
        parameter = None if phrases.parameter is None else self._shapes.value(shape, phrases.parameter)
        if parameter is None:
            return _NOTHING
        if phrases.parameter == SH["in"]:
            return _listed([self.name(each) for each in Collection(self._shapes, parameter)])
        return self._parameter(parameter)

    def _parameter(self, parameter: Node) -> Trilingual:
        if isinstance(parameter, Literal):
            return Trilingual.same(str(parameter))
        if isinstance(parameter, URIRef) and parameter in TYPES:
            return TYPES[parameter]
        scheme = self._shapes.value(self._shapes.value(parameter, SH.property), SH.hasValue)
        return self.name(parameter if scheme is None else scheme)


def _phrases(finding: EngineFinding, rule: Rule) -> Phrases:
    """A constraint in SPARQL that finds no value where its path leads says that one is missing."""
    if finding.component == SH.SPARQLConstraintComponent and finding.value is None and rule.paths:
        return _MISSING
    return BY_COMPONENT.get(finding.component, GENERAL)


def _joined(first: Trilingual, second: Trilingual) -> Trilingual:
    return Trilingual(f"{first.kk} {second.kk}", f"{first.ru} {second.ru}", f"{first.en} {second.en}")


def _listed(texts: list[Trilingual]) -> Trilingual:
    return Trilingual(*(", ".join(text.into(language) for text in texts) for language in LANGUAGES))

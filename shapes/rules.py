"""What a shape says about itself: its paragraph, its messages, why it is as severe as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection

from ontology.namespaces import BAT, LAW
from shapes.engine import SEVERITIES, Severity
from shapes.trilingual import Trilingual

ANALYSIS: Final = BAT.Analysis


@dataclass(frozen=True)
class Rule:
    """One shape or analysis, as the report and the conformance page need it.

    `paragraph` is None for a shape of the model: those keep data well formed and are not law.
    `may_be_absent` says that an editor can state "not applicable" with a reason instead of a value; `paths` are the
    properties that such a statement can name. `found` is a template with {value}, for rules whose value is what is
    missing rather than what is there.
    """

    iri: URIRef
    paragraph: URIRef | None
    severity: Severity
    argument: str
    message: Trilingual | None
    found: Trilingual | None
    expectation: Trilingual | None
    remedy: Trilingual | None
    may_be_absent: bool
    paths: tuple[URIRef, ...]

    @property
    def name(self) -> str:
        """The last step of the IRI, e.g. `p12.9-measurement-specifics`."""
        return str(self.iri).rsplit("/", 1)[-1]

    @property
    def paragraph_number(self) -> str | None:
        """The paragraph as one cites it, e.g. `p12.9`; None for a shape of the model."""
        return None if self.paragraph is None else str(self.paragraph).removeprefix(str(LAW))


def read_rule(shapes: Graph, iri: URIRef) -> Rule:
    """Return what `shapes` say about the shape or analysis `iri`."""
    paragraph = shapes.value(iri, BAT.paragraph)
    severity = shapes.value(iri, SH.severity)
    comments = (c for c in shapes.objects(iri, RDFS.comment) if isinstance(c, Literal) and c.language == "en")
    return Rule(
        iri=iri,
        paragraph=paragraph if isinstance(paragraph, URIRef) else None,
        severity="violation" if severity is None else SEVERITIES[severity],
        argument=str(next(comments, "")),
        message=Trilingual.from_literals(shapes.objects(iri, SH.message)),
        found=Trilingual.from_literals(shapes.objects(iri, BAT.sentenceTemplate)),
        expectation=Trilingual.from_literals(shapes.objects(iri, BAT.expectation)),
        remedy=Trilingual.from_literals(shapes.objects(iri, BAT.remedy)),
        may_be_absent=(iri, BAT.mayBeAbsent, Literal(True)) in shapes,
        paths=tuple(sorted(_properties(shapes, iri))),
    )


def _properties(shapes: Graph, iri: URIRef) -> Iterator[URIRef]:
    """The properties of the focus node itself that the path of a shape begins with and ends at."""
    for path in shapes.objects(iri, SH.path):
        if isinstance(path, URIRef):
            yield path
        choices = shapes.value(path, SH.alternativePath)
        if choices is not None:
            yield from (choice for choice in Collection(shapes, choices) if isinstance(choice, URIRef))


def law_rules(shapes: Graph) -> tuple[Rule, ...]:
    """Return every shape and analysis of `shapes` that rests on a paragraph, in the order of the law."""
    subjects = {s for s in shapes.subjects(BAT.paragraph) if isinstance(s, URIRef) and _reports(shapes, s)}
    return tuple(sorted((read_rule(shapes, s) for s in subjects), key=_order))


def _reports(shapes: Graph, subject: URIRef) -> bool:
    return bool({SH.NodeShape, SH.PropertyShape, ANALYSIS} & set(shapes.objects(subject, RDF.type)))


def _order(rule: Rule) -> tuple[tuple[int, ...], str]:
    return paragraph_order(rule.paragraph_number or ""), rule.name


def paragraph_order(number: str) -> tuple[int, ...]:
    """Return a sort key that puts p2.10 after p2.9 and things without a paragraph first."""
    return tuple(int(step) for step in number.removeprefix("p").split(".") if step.isdigit())

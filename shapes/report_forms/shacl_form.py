"""The report as the SHACL standard writes it."""

from collections.abc import Mapping
from typing import Final

from rdflib import DCTERMS, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT
from ontology.serialisation import canonical_turtle
from shapes.engine import Severity
from shapes.trilingual import LANGUAGES
from shapes.validation_result import ValidationReport, ValidationResult

_SEVERITIES: Final[Mapping[Severity, URIRef]] = {
    "violation": SH.Violation,
    "warning": SH.Warning,
    "information": SH.Info,
}


def to_shacl_graph(report: ValidationReport, shapes: Graph) -> Graph:
    """Return the report as a graph of `sh:ValidationResult`; `shapes` give the paths that are no single property.

    By the standard `sh:conforms` is true only where there is no result at all, not even information.
    """
    graph = Graph()
    top = BNode()
    graph.add((top, RDF.type, SH.ValidationReport))
    graph.add((top, SH.conforms, Literal(not report.results)))
    if report.on is not None:
        graph.add((top, DCTERMS.date, Literal(report.on)))
    for result in report.results:
        node = BNode()
        graph.add((top, SH.result, node))
        _add_result(graph, node, result, shapes)
    return graph


def to_shacl_turtle(report: ValidationReport, shapes: Graph) -> str:
    """Return the report as Turtle, always in the same order; see `to_shacl_graph`."""
    return canonical_turtle(to_shacl_graph(report, shapes))


def _add_result(graph: Graph, node: BNode, result: ValidationResult, shapes: Graph) -> None:
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, result.focus))
    graph.add((node, SH.resultSeverity, _SEVERITIES[result.severity]))
    graph.add((node, SH.sourceShape, result.rule.iri))
    graph.add((node, SH.sourceConstraintComponent, result.component))
    if result.value is not None:
        graph.add((node, SH.value, result.value))
    path = result.path if isinstance(result.path, URIRef) else shapes.value(result.rule.iri, SH.path)
    if path is not None:
        graph.add((node, SH.resultPath, _copied(path, shapes, graph)))
    if result.why is not None:
        graph.add((node, BAT.paragraph, result.why.paragraph))
    place = result.place
    for said, value in (
        (BAT.sourceFile, place.file),
        (BAT.sourceSheet, place.sheet),
        (BAT.sourceRow, place.sheet_row),
        (BAT.sourceColumn, place.sheet_column),
        (BAT.sourcePage, place.page),
    ):
        if value is not None:
            graph.add((node, said, Literal(value)))
    for language in LANGUAGES:
        graph.add((node, SH.resultMessage, Literal(result.message.into(language), lang=language)))


def _copied(node: Node, source: Graph, target: Graph) -> Node:
    """Copy a path, with the blank nodes that it is made of, so that no two results share one."""
    if not isinstance(node, BNode):
        return node
    copy = BNode()
    for predicate, value in source.predicate_objects(node):
        target.add((copy, predicate, _copied(value, source, target)))
    return copy

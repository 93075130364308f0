"""Concepts of a code list as SKOS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import CODE, code


@dataclass(frozen=True)
class Concept:
    """One entry of a list: labels and other names by language, codes, plain printed forms, and further facts."""

    identifier: str
    labels: Mapping[str, str]
    notations: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, str], ...] = ()
    printed_forms: tuple[str, ...] = ()
    broader: str = ""
    facts: tuple[tuple[URIRef, Node], ...] = ()


def add_scheme(graph: Graph, scheme: str, titles: Mapping[str, str], concepts: tuple[Concept, ...]) -> None:
    """State the scheme `code/<scheme>` and its concepts in `graph`; empty labels are left out."""
    scheme_iri = CODE[scheme]
    graph.add((scheme_iri, RDF.type, SKOS.ConceptScheme))
    _add_labels(graph, scheme_iri, SKOS.prefLabel, titles.items())
    for concept in concepts:
        _add_concept(graph, scheme, concept)


def _add_concept(graph: Graph, scheme: str, concept: Concept) -> None:
    iri = code(scheme, concept.identifier)
    graph.add((iri, RDF.type, SKOS.Concept))
    graph.add((iri, SKOS.inScheme, CODE[scheme]))
    _add_labels(graph, iri, SKOS.prefLabel, concept.labels.items())
    _add_labels(graph, iri, SKOS.altLabel, concept.alternatives)
    for notation in filter(None, concept.notations):
        graph.add((iri, SKOS.notation, Literal(notation)))
    for form in concept.printed_forms:
        graph.add((iri, SKOS.hiddenLabel, Literal(form)))
    if concept.broader:
        graph.add((iri, SKOS.broader, code(scheme, concept.broader)))
    else:
        graph.add((iri, SKOS.topConceptOf, CODE[scheme]))
    for predicate, value in concept.facts:
        graph.add((iri, predicate, value))


def _add_labels(graph: Graph, iri: URIRef, predicate: URIRef, labels: Iterable[tuple[str, str]]) -> None:
    for language, text in labels:
        if text:
            graph.add((iri, predicate, Literal(text, lang=language)))

"""A book as a graph: document, technique entries, candidate effects with the evidence they rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.reference_document.facts import BookFacts, EffectFact, EntryFact
from ontology.namespaces import BAT, DOC, GRAPH, TECHNIQUE, code

Triple = tuple[URIRef, URIRef, Node]
# The records are read in English.
LANGUAGE = "en"
WITHOUT_THE_TECHNIQUE: Final = {
    "en": "the same installation without the technique",
    "kk": "сол қондырғының техникасыз жағдайы",
    "ru": "та же установка без этой техники",
}


@dataclass(frozen=True)
class TechniqueName:
    """The shared technique that an entry is about: last step of its IRI, labels by language."""

    identifier: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class BookNames:
    """What is known of a book beside its facts: its kind, its titles, and shared techniques by section."""

    kind: str
    titles: Mapping[str, str]
    techniques: Mapping[str, TechniqueName]


def graph_iri(book_code: str) -> URIRef:
    """Return the IRI of the named graph of the book."""
    return GRAPH[f"doc/bref-{book_code}"]


def document_iri(book_code: str) -> URIRef:
    """Return the IRI of the book."""
    return DOC[f"bref-{book_code}"]


def entry_iri(book_code: str, section: str) -> URIRef:
    """Return the IRI of the technique entry in `section`."""
    return DOC[f"bref-{book_code}/section/{section}"]


def effect_iri(book_code: str, section: str, number: int) -> URIRef:
    """Return the IRI of an effect."""
    return URIRef(f"{entry_iri(book_code, section)}/effect/{number}")


def base_case_iri(book_code: str, section: str) -> URIRef:
    """Return the IRI of what an entry's effects are measured against.

    The records' own template asks for what *implementing* the technique causes, so both headings of an entry speak
    of the same installation with it and without it. That is as much a candidate as the effects are.
    """
    return URIRef(f"{entry_iri(book_code, section)}/base-case/without-technique")


def evidence_iri(effect: URIRef) -> URIRef:
    """Return the IRI of the evidence for a candidate effect: the statement it was found in."""
    return URIRef(f"{effect}/evidence")


def book_graph(facts: BookFacts, names: BookNames) -> Graph:
    """Return the graph of the facts; texts of the book are not part of it."""
    graph = Graph(identifier=graph_iri(facts.code))
    for triple in _document(facts.code, names):
        graph.add(triple)
    for entry in facts.entries:
        for triple in _entry(facts.code, entry, names):
            graph.add(triple)
    for section in sorted({effect.section for effect in facts.effects}):
        for triple in _base_case(facts.code, section):
            graph.add(triple)
    for effect in facts.effects:
        for triple in _effect(facts.code, effect):
            graph.add(triple)
    return graph


def _document(book_code: str, names: BookNames) -> Iterator[Triple]:
    document = document_iri(book_code)
    yield document, RDF.type, BAT.EuReferenceDocument
    yield document, BAT.documentCode, Literal(book_code)
    yield document, BAT.coversSector, code("sector", book_code)
    yield document, BAT.recordReading, Literal(LANGUAGE)
    if names.kind:
        yield document, BAT.documentKind, code("document-kind", names.kind)
    for language, title in names.titles.items():
        yield document, SKOS.prefLabel, Literal(title, lang=language)


def _entry(book_code: str, fact: EntryFact, names: BookNames) -> Iterator[Triple]:
    entry = entry_iri(book_code, fact.section)
    shared = names.techniques.get(fact.section)
    own = f"bref-{book_code}-{fact.section}".lower()
    technique = TECHNIQUE[shared.identifier if shared else own]
    labels = shared.labels if shared else {LANGUAGE: fact.title}
    yield entry, RDF.type, BAT.TechniqueEntry
    yield entry, SKOS.prefLabel, Literal(fact.title, lang=LANGUAGE)
    yield entry, BAT.inDocument, document_iri(book_code)
    yield entry, BAT.sectionNumber, Literal(fact.section, datatype=XSD.string)
    yield entry, BAT.technique, technique
    yield technique, RDF.type, BAT.Technique
    for language, label in labels.items():
        yield technique, SKOS.prefLabel, Literal(label, lang=language)
    if fact.page is not None:
        yield entry, BAT.sourcePage, Literal(fact.page)
    if fact.cross_media:
        yield entry, BAT.crossMediaStatement, code("cross-media-statement", fact.cross_media)
    if fact.names_plants is not None:
        yield entry, BAT.namesExamplePlants, Literal(fact.names_plants)


def _effect(book_code: str, fact: EffectFact) -> Iterator[Triple]:
    effect = effect_iri(book_code, fact.section, fact.number)
    yield effect, RDF.type, BAT.Effect
    yield effect, BAT.ofEntry, entry_iri(book_code, fact.section)
    yield effect, BAT.direction, code("direction", fact.direction)
    yield effect, BAT.pressure, code("pressure", fact.pressure)
    yield effect, BAT.standing, code("standing", "candidate")
    yield effect, BAT.baseCase, base_case_iri(book_code, fact.section)
    if fact.component:
        yield effect, BAT.component, code("component", fact.component)
    if fact.pollutant:
        yield effect, BAT.pollutant, code("pollutant", fact.pollutant)
    if fact.quantity is not None:
        yield effect, BAT.quantity, Literal(format(fact.quantity, "f"), datatype=XSD.decimal, normalize=False)
        yield effect, BAT.unit, code("unit", fact.unit)
    yield effect, BAT.sourceHeading, Literal(fact.printed_heading, lang=LANGUAGE)
    yield effect, BAT.originOffsetStart, Literal(fact.start)
    yield effect, BAT.originOffsetEnd, Literal(fact.end)
    yield from _evidence(book_code, effect, fact)


def _base_case(book_code: str, section: str) -> Iterator[Triple]:
    base_case = base_case_iri(book_code, section)
    yield base_case, RDF.type, BAT.BaseCase
    for language, label in WITHOUT_THE_TECHNIQUE.items():
        yield base_case, SKOS.prefLabel, Literal(label, lang=language)


def _evidence(book_code: str, effect: URIRef, fact: EffectFact) -> Iterator[Triple]:
    evidence = evidence_iri(effect)
    yield effect, BAT.hasEvidence, evidence
    yield evidence, RDF.type, BAT.Evidence
    yield evidence, BAT.citesDocument, document_iri(book_code)
    for node in (effect, evidence):
        yield node, BAT.sectionNumber, Literal(fact.section, datatype=XSD.string)
        if fact.page is not None:
            yield node, BAT.sourcePage, Literal(fact.page)

"""Facts of a decision as a graph. Every IRI is made of printed identifiers, so that reading twice adds nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.official_journal.facts import (
    BatClause,
    BatFact,
    DecisionFacts,
    DefinedTerm,
    DescribedTechnique,
    Identity,
    RelatedDocument,
    SecondReading,
    SourceGap,
    SourcePlace,
    TechniqueFact,
)
from loaders.official_journal.known_documents import activity_id, known_decisions, reference_documents
from loaders.official_journal.shared_techniques import shared_techniques
from ontology.namespaces import BASE, BAT, DOC, ELI, GRAPH, TECHNIQUE, code

Triple = tuple[Node, Node, Node]
_CELEX_RESOURCE: Final = "http://publications.europa.eu/resource/celex/"


def graph_iri(celex: str, language: str) -> URIRef:
    """Return the named graph of one reading of a decision."""
    return GRAPH[f"doc/{celex}/{language}"]


def decision_iri(celex: str) -> URIRef:
    """Return the IRI of a decision."""
    return DOC[celex]


def bat_iri(celex: str, number: int) -> URIRef:
    """Return the IRI of a numbered BAT."""
    return DOC[f"{celex}/bat/{number}"]


def entry_path(technique: TechniqueFact) -> str:
    """Return the path of a technique entry within its document, e.g. `bat/12/technique/a`."""
    return f"bat/{technique.bat}/technique/{technique.key}"


def clause_path(clause: BatClause) -> str:
    """Return the path of a part of a BAT within its document, e.g. `bat/1/clause/applicability`."""
    return f"bat/{clause.bat}/clause/{clause.key}"


def described_path(technique: DescribedTechnique) -> str:
    """Return the path of a technique described in a section of its own, e.g. `section/14.2/technique/bag-filter`."""
    return f"section/{technique.section or 'none'}/technique/{technique.key}"


def technique_iri(celex: str, technique: TechniqueFact) -> URIRef:
    """Return the technique an entry is about: a shared one, else one of the entry's own."""
    return TECHNIQUE[technique.technique or f"{celex}-bat-{technique.bat}-{technique.key}"]


def decision_graph(facts: DecisionFacts) -> Graph:
    """Return the graph of a reading of record, levels left out."""
    graph = Graph()
    celex, language = facts.identity.celex, facts.identity.language
    parts: Sequence[Iterator[Triple]] = (
        _document(facts.identity),
        _activities(facts),
        _references(celex, facts.references),
        _terms(celex, language, facts.terms),
        _bats(celex, language, facts.bats),
        _clauses(celex, language, facts.clauses),
        _entries(celex, language, facts.techniques),
        _described(celex, language, facts),
        _places(celex, facts.places),
        _gaps(celex, language, facts.gaps),
    )
    for triples in parts:
        for triple in triples:
            graph.add(triple)
    return graph


def second_reading_graph(reading: SecondReading) -> Graph:
    """Return the labels of a second language, and whence they are."""
    graph = Graph()
    decision = decision_iri(reading.celex)
    for triple in _reading(decision, reading.language):
        graph.add(triple)
    graph.add((decision, SKOS.prefLabel, Literal(reading.title, lang=reading.language)))
    for path, label in reading.labels:
        graph.add((URIRef(BASE + path), SKOS.prefLabel, Literal(label, lang=reading.language)))
    return graph


def _document(identity: Identity) -> Iterator[Triple]:
    decision = decision_iri(identity.celex)
    yield decision, RDF.type, BAT.EuBatConclusions
    yield decision, SKOS.prefLabel, Literal(identity.title, lang=identity.language)
    yield decision, BAT.documentCode, Literal(identity.sector)
    yield decision, BAT.celex, Literal(identity.celex)
    yield decision, BAT.decisionNumber, Literal(identity.number)
    yield decision, BAT.dateIssued, Literal(identity.adopted)
    yield decision, DCTERMS.issued, Literal(identity.published)
    yield decision, BAT.officialJournalReference, Literal(identity.official_journal_reference)
    yield decision, BAT.coversSector, code("sector", identity.sector)
    yield decision, BAT.recordReading, Literal(identity.language)
    yield decision, ELI.number, Literal(identity.number)
    yield decision, PROV.wasDerivedFrom, URIRef(_CELEX_RESOURCE + identity.celex)
    if identity.eli:
        yield decision, RDFS.seeAlso, URIRef(identity.eli)
    if identity.first_page is not None:
        yield decision, BAT.firstPrintedPage, _integer(identity.first_page)
    document = reference_documents().get(identity.sector)
    if document:
        yield decision, BAT.documentKind, code("document-kind", document.kind)
    yield from _reading(decision, identity.language)
    for known in known_decisions().values():
        if known.supersedes and identity.celex in (known.celex, known.supersedes):
            yield decision_iri(known.celex), BAT.supersedes, decision_iri(known.supersedes)


def _reading(decision: URIRef, language: str) -> Iterator[Triple]:
    reading = URIRef(f"{decision}/reading/{language}")
    yield reading, RDF.type, PROV.Entity
    yield reading, DCTERMS.language, Literal(language)
    yield reading, PROV.wasDerivedFrom, decision


def _activities(facts: DecisionFacts) -> Iterator[Triple]:
    decision = decision_iri(facts.identity.celex)
    for activity in facts.activities:
        says = BAT.coversActivity if activity.role == "covers" else BAT.excludesActivity
        name = activity_id(activity.code, facts.identity.adopted)
        if name:
            yield decision, says, code("ied-activity", name)


def _references(celex: str, references: Sequence[RelatedDocument]) -> Iterator[Triple]:
    for reference in references:
        node = DOC[f"{celex}/reference/{reference.role}/{reference.code}"]
        document = DOC[f"bref-{reference.code}"]
        yield decision_iri(celex), BAT.hasReference, node
        yield node, RDF.type, BAT.DocumentReference
        yield node, BAT.refersTo, document
        yield node, BAT.referenceRole, code("reference-role", reference.role)
        yield node, BAT.sourcePage, _integer(reference.page)
        yield node, BAT.printedText, Literal(reference.printed)
        yield from _reference_document(document, reference.code)


def _reference_document(document: URIRef, document_code: str) -> Iterator[Triple]:
    yield document, RDF.type, BAT.EuReferenceDocument
    yield document, BAT.documentCode, Literal(document_code)
    known = reference_documents().get(document_code)
    if known:
        yield document, BAT.documentKind, code("document-kind", known.kind)
        for language, title in known.titles.items():
            yield document, SKOS.prefLabel, Literal(title, lang=language)
        if known.supersedes:
            yield document, BAT.supersedes, DOC[f"bref-{known.supersedes}"]


def _terms(celex: str, language: str, terms: Sequence[DefinedTerm]) -> Iterator[Triple]:
    for position, term in enumerate(terms, start=1):
        node = DOC[f"{celex}/term/{position}"]
        yield node, RDF.type, BAT.DefinedTerm
        yield node, BAT.inDocument, decision_iri(celex)
        yield node, SKOS.prefLabel, Literal(term.term, lang=language)
        yield node, BAT.sourcePage, _integer(term.page)
        if term.definition:
            yield node, SKOS.definition, Literal(term.definition, lang=language)


def _bats(celex: str, language: str, bats: Sequence[BatFact]) -> Iterator[Triple]:
    for bat in bats:
        node = bat_iri(celex, bat.number)
        yield node, RDF.type, BAT.NumberedBat
        yield node, BAT.inDocument, decision_iri(celex)
        yield node, BAT.batNumber, _integer(bat.number)
        yield node, BAT.sourcePage, _integer(bat.page)
        if bat.section:
            yield node, BAT.sectionNumber, Literal(bat.section)
        if bat.section_title:
            yield node, BAT.sectionTitle, Literal(bat.section_title, lang=language)
        for pressure in bat.pressures:
            yield node, BAT.pressureAddressed, code("pressure", pressure)
        if bat.purpose:
            yield node, BAT.purpose, Literal(bat.purpose, lang=language)


def _clauses(celex: str, language: str, clauses: Sequence[BatClause]) -> Iterator[Triple]:
    for clause in clauses:
        node = DOC[f"{celex}/{clause_path(clause)}"]
        yield bat_iri(celex, clause.bat), BAT.hasClause, node
        yield node, RDF.type, BAT.BatClause
        yield node, BAT.inDocument, decision_iri(celex)
        yield node, SKOS.prefLabel, Literal(clause.heading, lang=language)
        yield node, BAT.sourcePage, _integer(clause.page)
        if clause.text:
            yield node, BAT.clauseText, Literal(clause.text, lang=language)


def _entries(celex: str, language: str, techniques: Sequence[TechniqueFact]) -> Iterator[Triple]:
    for fact in techniques:
        entry = DOC[f"{celex}/{entry_path(fact)}"]
        yield entry, RDF.type, BAT.TechniqueEntry
        yield entry, BAT.inDocument, decision_iri(celex)
        yield entry, BAT.listedIn, bat_iri(celex, fact.bat)
        yield entry, BAT.technique, technique_iri(celex, fact)
        yield entry, BAT.claimedStatus, code("status", "bat")
        yield entry, BAT.position, _integer(fact.position)
        yield entry, BAT.sourcePage, _integer(fact.page)
        yield entry, SKOS.prefLabel, Literal(fact.name, lang=language)
        if fact.mark:
            yield entry, BAT.mark, Literal(fact.mark)
        if fact.group:
            yield entry, BAT.groupTitle, Literal(fact.group, lang=language)
        if fact.described_in:
            yield entry, BAT.sectionNumber, Literal(fact.described_in)
        if fact.description:
            yield entry, BAT.description, Literal(fact.description, lang=language)
        if fact.applicability:
            yield entry, BAT.applicability, Literal(fact.applicability, lang=language)
        yield from _technique(celex, language, fact)


def _technique(celex: str, language: str, fact: TechniqueFact) -> Iterator[Triple]:
    node = technique_iri(celex, fact)
    if fact.technique:
        yield from _shared_technique(fact.technique)
    else:
        yield node, RDF.type, BAT.Technique
        yield node, SKOS.prefLabel, Literal(fact.name, lang=language)


def _shared_technique(technique: str) -> Iterator[Triple]:
    yield TECHNIQUE[technique], RDF.type, BAT.Technique
    for language, label in shared_techniques().by_id[technique].labels.items():
        yield TECHNIQUE[technique], SKOS.prefLabel, Literal(label, lang=language)


def _described(celex: str, language: str, facts: DecisionFacts) -> Iterator[Triple]:
    for fact in facts.described:
        node = DOC[f"{celex}/{described_path(fact)}"]
        yield node, RDF.type, BAT.TechniqueDescription
        yield node, BAT.inDocument, decision_iri(celex)
        yield node, SKOS.prefLabel, Literal(fact.name, lang=language)
        yield node, BAT.sectionNumber, Literal(fact.section)
        yield node, BAT.sourcePage, _integer(fact.page)
        if fact.technique:
            yield node, BAT.technique, TECHNIQUE[fact.technique]
            yield from _shared_technique(fact.technique)
        if fact.description:
            yield node, BAT.description, Literal(fact.description, lang=language)


def _places(celex: str, places: Sequence[SourcePlace]) -> Iterator[Triple]:
    for place in places:
        yield DOC[f"{celex}/{place.path}"], BAT.sourcePlace, Literal(place.place)


def _gaps(celex: str, language: str, gaps: Sequence[SourceGap]) -> Iterator[Triple]:
    reading = URIRef(f"{decision_iri(celex)}/reading/{language}")
    for gap in gaps:
        yield reading, BAT.sourceGap, Literal(f"{gap.path} {gap.reason}")


def without_page_numbers(graph: Graph) -> Graph:
    """Return a graph of a source without pages: page 0, which facts then have, is none and is not stated."""
    graph.remove((None, BAT.sourcePage, _integer(0)))
    return graph


def _integer(value: int) -> Literal:
    return Literal(value, datatype=XSD.integer)

"""Facts written as RDF, as a loader would state them: the way back from what `fetch` reads."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from analysis.determination.facts import Claim, DocumentFacts, DocumentKind, EntryFacts, Standing
from analysis.lookup.fields import Plot
from ontology.namespaces import BAT, CODE, code

CLASSES = {
    DocumentKind.KAZAKH_CONCLUSION: BAT.BatConclusion,
    DocumentKind.EU_DECISION: BAT.EuBatConclusions,
    DocumentKind.OTHER: BAT.EuReferenceDocument,
}


def statable(facts: EntryFacts) -> EntryFacts:
    """The facts, less what RDF of this model cannot say: several claims, and successors shared by documents.

    Only the first claim stays, by the document the entry stands in, and only what `fetch` looks for.
    """
    claims = tuple(Claim(_own_successors(claim.document), claim.status, claim.standing) for claim in facts.claims[:1])
    document = claims[0].document if claims else facts.document and _own_successors(facts.document)
    field = frozenset[Plot]().union(*(claim.document.field for claim in claims))
    return replace(
        facts,
        document=document,
        claims=claims,
        combinations=tuple(
            combination
            for combination in facts.combinations
            if any(member.entry == facts.entry for member in combination.members)
        ),
        kazakh_conclusions=tuple(
            _own_successors(conclusion) for conclusion in facts.kazakh_conclusions if conclusion.field & field
        )
        + tuple(
            claim.document
            for claim in claims
            if claim.document.kind is DocumentKind.KAZAKH_CONCLUSION and claim.document.field
        ),
    )


def _own_successors(document: DocumentFacts) -> DocumentFacts:
    named = (replace(each, document=f"{document.iri}-next") for each in document.successors)
    return replace(document, successors=frozenset(named))


def graph_of(facts: EntryFacts, hierarchy: Iterable[tuple[str, str]] = ()) -> Graph:
    """All triples a store must hold for `fetch` to find these facts."""
    graph = Graph()
    for triple in _triples(facts, hierarchy):
        if triple[2] is not None:
            graph.add(triple)
    return graph


def _triples(facts: EntryFacts, hierarchy: Iterable[tuple[str, str]]) -> Iterator[tuple]:
    entry = URIRef(facts.entry)
    yield entry, RDF.type, BAT.ProspectiveTechniqueEntry if facts.prospective else BAT.TechniqueEntry
    yield entry, BAT.inDocument, facts.document and URIRef(facts.document.iri)
    for degree in facts.readiness:
        yield entry, BAT.readiness, code("readiness", degree)
    for claim in facts.claims:
        yield entry, BAT.claimedStatus, code("status", claim.status)
        if claim.standing is not Standing.STATED:
            yield entry, BAT.standing, code("standing", claim.standing)
    for document in {facts.document, *(claim.document for claim in facts.claims), *facts.kazakh_conclusions} - {None}:
        yield from _document(document)
    for narrower, broader in hierarchy:
        yield URIRef(narrower), SKOS.broader, URIRef(broader)
        yield URIRef(narrower), SKOS.inScheme, CODE["component"]
    yield from _effects(facts)
    yield from _assessments(facts)
    for combination in facts.combinations:
        for member in combination.members:
            yield URIRef(combination.iri), BAT.member, URIRef(member.entry)
            yield URIRef(member.entry), BAT.technique, member.technique and URIRef(member.technique)


def _document(document: DocumentFacts) -> Iterator[tuple]:
    node = URIRef(document.iri)
    yield node, RDF.type, CLASSES[document.kind]
    yield node, BAT.validFrom, document.valid_from and Literal(document.valid_from)
    yield node, BAT.validTo, document.valid_to and Literal(document.valid_to)
    for plot in document.field:
        yield node, BAT.coversSector, URIRef(plot.sector)
    for successor in document.successors:
        yield URIRef(successor.document), BAT.supersedes, node
        yield URIRef(successor.document), BAT.dateIssued, successor.since and Literal(successor.since)


def _effects(facts: EntryFacts) -> Iterator[tuple]:
    for effect in facts.effects:
        node = URIRef(effect.iri)
        yield node, RDF.type, BAT.Effect
        yield node, BAT.ofEntry, URIRef(facts.entry)
        yield node, BAT.direction, effect.direction and code("direction", effect.direction)
        yield node, BAT.component, effect.component and URIRef(effect.component)
        yield node, BAT.baseCase, effect.base_case and URIRef(effect.base_case)
        yield node, BAT.standing, code("standing", effect.standing)
        yield node, BAT.quantity, None if effect.quantity is None else Literal(effect.quantity)
        yield node, BAT.unit, effect.unit and URIRef(effect.unit)
        for evidence in effect.evidence:
            yield node, BAT.hasEvidence, URIRef(evidence)


def _assessments(facts: EntryFacts) -> Iterator[tuple]:
    for each in facts.assessments:
        node = URIRef(each.iri)
        yield node, RDF.type, BAT.TradeOffAssessment
        yield node, BAT.ofEntry, URIRef(facts.entry)
        yield node, BAT.benefit, each.benefit and URIRef(each.benefit)
        yield node, BAT.harm, each.harm and URIRef(each.harm)
        yield node, BAT.outcome, code("trade-off-outcome", each.outcome)
        yield node, BAT.standing, code("standing", each.standing)
        yield node, BAT.withinCombination, each.combination and URIRef(each.combination)
        for companion in each.companions:
            yield node, BAT.companion, URIRef(companion)
        for evidence in each.evidence:
            yield node, BAT.hasEvidence, URIRef(evidence)
    for criterion in facts.criterion_assessments:
        node = URIRef(criterion.iri)
        yield node, RDF.type, BAT.CriterionAssessment
        yield node, BAT.ofEntry, URIRef(facts.entry)
        yield node, BAT.criterion, code("criterion", criterion.criterion)
        yield node, BAT.met, Literal(criterion.met)
        for ground in criterion.grounds:
            yield node, BAT.ground, code("ground", ground)
        for evidence in criterion.evidence:
            yield node, BAT.hasEvidence, URIRef(evidence)

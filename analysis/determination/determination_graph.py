"""Determinations as triples: the content of the named graph `graph/derived/determination`.

    <determination> a bat:Determination ; bat:ofEntry, bat:status, bat:underRuleSet, bat:determinedOn, bat:suspected ;
        bat:hasReason <determination>/reason/1 …
    <reason> a bat:Reason ; bat:position, bat:rule, bat:paragraph, bat:effect, bat:assessment, bat:putsAside,
        bat:hasEvidence, bat:restsOnDocument ; bat:subReason <reason>/1 …

IRIs follow from rule set, entry and position alone, so the same facts always give the same graph.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from analysis.determination.decide import DeterminationResult, Reason
from analysis.determination.rule_set import RuleSet, Threshold
from ontology.namespaces import BASE, BAT, GRAPH, code

DERIVED_GRAPH: Final = GRAPH["derived/determination"]
_Triple = tuple[Node, Node, Node]


def determination_iri(rule_set: str, entry: str) -> str:
    """The IRI of the determination of an entry; an entry of a foreign namespace is named by a digest of its IRI."""
    if entry.startswith(BASE):
        path = entry.removeprefix(BASE)
    else:
        path = "foreign/" + hashlib.sha256(entry.encode()).hexdigest()[:16]
    return f"{BASE}determination/{rule_set}/{path}"


def determination_graph(results: Iterable[DeterminationResult], rule_sets: Sequence[RuleSet]) -> Graph:
    """The whole derived graph: the rule sets, and every determination under one of them."""
    graph = Graph()
    by_name = {rule_set.name: rule_set for rule_set in rule_sets}
    for rule_set in rule_sets:
        for triple in rule_set_triples(rule_set):
            graph.add(triple)
    for result in results:
        for triple in determination_triples(result, by_name[result.rule_set]):
            graph.add(triple)
    return graph


def determination_triples(result: DeterminationResult, rule_set: RuleSet) -> Iterator[_Triple]:
    """All triples of one determination with its reasons."""
    node = URIRef(determination_iri(result.rule_set, result.entry))
    yield node, RDF.type, BAT.Determination
    yield node, BAT.ofEntry, URIRef(result.entry)
    yield node, BAT.status, code("status", result.status.value)
    yield node, BAT.underRuleSet, URIRef(rule_set.iri)
    yield node, BAT.determinedOn, Literal(result.as_of)
    yield node, BAT.suspected, Literal(result.suspected)
    yield from _reasons(node, BAT.hasReason, f"{node}/reason", result.reasons)


def rule_set_triples(rule_set: RuleSet) -> Iterator[_Triple]:
    """All triples of one rule set."""
    node = URIRef(rule_set.iri)
    yield node, RDF.type, BAT.RuleSet
    yield node, BAT.ruleSetId, Literal(rule_set.name)
    yield node, BAT.ruleSetVersion, Literal(rule_set.version)
    yield node, BAT.validFrom, Literal(rule_set.applies_from)
    yield node, DCTERMS.source, URIRef(rule_set.source)
    for language, label in rule_set.labels.items():
        yield node, SKOS.prefLabel, Literal(label, lang=language)
    for paragraph in rule_set.paragraphs:
        yield node, BAT.paragraph, URIRef(paragraph)
    for position, threshold in enumerate(rule_set.thresholds, 1):
        place = URIRef(f"{node}/threshold/{position}")
        yield node, BAT.hasThreshold, place
        yield from _threshold_triples(place, threshold)


def _threshold_triples(node: URIRef, threshold: Threshold) -> Iterator[_Triple]:
    yield node, RDF.type, BAT.Threshold
    yield node, BAT.quantity, Literal(format(threshold.at_most.normalize(), "f"), datatype=XSD.decimal)
    yield node, BAT.unit, URIRef(threshold.unit)
    for predicate, value in (
        (BAT.component, threshold.component),
        (BAT.pressure, threshold.pressure),
        (BAT.pollutant, threshold.pollutant),
    ):
        if value is not None:
            yield node, predicate, URIRef(value)


def _reasons(parent: URIRef, predicate: URIRef, stem: str, reasons: Sequence[Reason]) -> Iterator[_Triple]:
    for position, reason in enumerate(reasons, 1):
        node = URIRef(f"{stem}/{position}")
        yield parent, predicate, node
        yield node, RDF.type, BAT.Reason
        yield node, BAT.position, Literal(position)
        yield node, BAT.rule, URIRef(reason.rule)
        for points_to, targets in (
            (BAT.paragraph, reason.paragraphs),
            (BAT.effect, reason.effects),
            (BAT.assessment, reason.assessments),
            (BAT.putsAside, reason.put_aside),
            (BAT.hasEvidence, reason.evidence),
            (BAT.restsOnDocument, reason.documents),
        ):
            for target in targets:
                yield node, points_to, URIRef(target)
        yield from _reasons(node, BAT.subReason, str(node), reason.sub_reasons)

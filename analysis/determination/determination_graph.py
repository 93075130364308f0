"""Determinations as triples: the content of the named graph `graph/derived/determination`.

    <determination> a bat:Determination ; bat:ofEntry, bat:status, bat:underRuleSet, bat:determinedOn, bat:suspected ;
        bat:hasReason <determination>/reason/1 …
    <reason> a bat:Reason ; bat:position, bat:rule, bat:paragraph, bat:effect, bat:assessment, bat:putsAside,
        bat:hasEvidence, bat:restsOnDocument ; bat:subReason <reason>/1 …

IRIs follow from rule set, entry and position alone, so the same facts always give the same graph.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import DCTERMS, RDF, SKOS, XSD

from analysis.determination.decide import DeterminationResult, Reason
from analysis.determination.rule_set import RuleSet, Threshold
from ontology.namespaces import BASE, BAT, GRAPH, code

DERIVED_GRAPH: Final = GRAPH["derived/determination"]
_TYPE: Final = NamedNode(str(RDF.type))
_INTEGER, _DECIMAL, _DATE, _BOOLEAN = (
    NamedNode(str(each)) for each in (XSD.integer, XSD.decimal, XSD.date, XSD.boolean)
)


def determination_iri(rule_set: str, entry: str) -> str:
    """The IRI of the determination of an entry; an entry of a foreign namespace is named by a digest of its IRI."""
    if entry.startswith(BASE):
        path = entry.removeprefix(BASE)
    else:
        path = "foreign/" + hashlib.sha256(entry.encode()).hexdigest()[:16]
    return f"{BASE}determination/{rule_set}/{path}"


def all_triples(results: Iterable[DeterminationResult], rule_sets: Sequence[RuleSet]) -> Iterator[Triple]:
    """The whole derived graph: the rule sets, and every determination under one of them."""
    by_name = {rule_set.name: rule_set for rule_set in rule_sets}
    for rule_set in rule_sets:
        yield from rule_set_triples(rule_set)
    for result in results:
        yield from determination_triples(result, by_name[result.rule_set])


def determination_triples(result: DeterminationResult, rule_set: RuleSet) -> Iterator[Triple]:
    """All triples of one determination with its reasons."""
    iri = determination_iri(result.rule_set, result.entry)
    node = NamedNode(iri)
    yield Triple(node, _TYPE, _term("Determination"))
    yield Triple(node, _term("ofEntry"), NamedNode(result.entry))
    yield Triple(node, _term("status"), NamedNode(str(code("status", result.status.value))))
    yield Triple(node, _term("underRuleSet"), NamedNode(rule_set.iri))
    yield Triple(node, _term("determinedOn"), Literal(result.as_of.isoformat(), datatype=_DATE))
    yield Triple(node, _term("suspected"), Literal(str(result.suspected).lower(), datatype=_BOOLEAN))
    yield from _reasons(node, "hasReason", f"{iri}/reason", result.reasons)


def rule_set_triples(rule_set: RuleSet) -> Iterator[Triple]:
    """All triples of one rule set."""
    node = NamedNode(rule_set.iri)
    yield Triple(node, _TYPE, _term("RuleSet"))
    yield Triple(node, _term("ruleSetId"), Literal(rule_set.name))
    yield Triple(node, _term("ruleSetVersion"), Literal(rule_set.version))
    yield Triple(node, _term("validFrom"), Literal(rule_set.applies_from.isoformat(), datatype=_DATE))
    yield Triple(node, NamedNode(str(DCTERMS.source)), NamedNode(rule_set.source))
    for language, label in rule_set.labels.items():
        yield Triple(node, NamedNode(str(SKOS.prefLabel)), Literal(label, language=language))
    for paragraph in rule_set.paragraphs:
        yield Triple(node, _term("paragraph"), NamedNode(paragraph))
    for position, threshold in enumerate(rule_set.thresholds, 1):
        place = NamedNode(f"{rule_set.iri}/threshold/{position}")
        yield Triple(node, _term("hasThreshold"), place)
        yield from _threshold_triples(place, threshold)


def _threshold_triples(node: NamedNode, threshold: Threshold) -> Iterator[Triple]:
    yield Triple(node, _TYPE, _term("Threshold"))
    amount = format(threshold.at_most.normalize(), "f")
    yield Triple(node, _term("quantity"), Literal(amount, datatype=_DECIMAL))
    yield Triple(node, _term("unit"), NamedNode(threshold.unit))
    for name in ("component", "pressure", "pollutant"):
        value: str | None = getattr(threshold, name)
        if value is not None:
            yield Triple(node, _term(name), NamedNode(value))


def _reasons(parent: NamedNode, predicate: str, stem: str, reasons: Sequence[Reason]) -> Iterator[Triple]:
    for position, reason in enumerate(reasons, 1):
        iri = f"{stem}/{position}"
        node = NamedNode(iri)
        yield Triple(parent, _term(predicate), node)
        yield Triple(node, _TYPE, _term("Reason"))
        yield Triple(node, _term("position"), Literal(str(position), datatype=_INTEGER))
        yield Triple(node, _term("rule"), NamedNode(reason.rule))
        for points_to, targets in (
            ("paragraph", reason.paragraphs),
            ("effect", reason.effects),
            ("assessment", reason.assessments),
            ("putsAside", reason.put_aside),
            ("hasEvidence", reason.evidence),
            ("restsOnDocument", reason.documents),
        ):
            for target in targets:
                yield Triple(node, _term(points_to), NamedNode(target))
        yield from _reasons(node, "subReason", iri, reason.sub_reasons)


@cache
def _term(name: str) -> NamedNode:
    return NamedNode(str(BAT[name]))

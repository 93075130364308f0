"""Why an entry has its status: the reasons read back from the derived graph, in words, down to the evidence.

Nothing is decided here. What the tree says is what the graph of determinations and the sources state; the words are the
rules' own (code list `rule`), in the language asked for. A paragraph is quoted in its official text where a user has
loaded it, else in our summary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from analysis.determination.errors import NotDeterminedYet, UnknownRuleSet
from analysis.determination.explained_reasons import ExplainedReason, Explainer
from analysis.determination.node_table import Labelled, NodeTable
from analysis.determination.rule_set_file import available_rule_sets
from analysis.determination.technique_lookup import entries_meant
from ontology.namespaces import BAT
from store.graph_store import GraphStore
from store.query_text import load_query

_PACKAGE = "analysis.determination"


@dataclass(frozen=True)
class ExplainedDetermination:
    """One entry's status. `status_id` is the code, e.g. "not-bat"; the first reason is one that decided."""

    iri: str
    entry: Labelled
    document: Labelled | None
    technique: Labelled | None
    status_id: str
    status: Labelled
    suspected: bool
    determined_on: date | None
    reasons: tuple[ExplainedReason, ...]


@dataclass(frozen=True)
class Explanation:
    """What was asked, under which rule set, and the determination of every entry meant, by the entries' IRIs."""

    asked: str
    rule_set_id: str
    rule_set: Labelled
    rule_set_version: str
    determinations: tuple[ExplainedDetermination, ...]


def explain(
    store: GraphStore, asked: str, rule_set: str = "kz-775", languages: Sequence[str] = ("kk", "ru", "en")
) -> Explanation:
    """Explain the status of a technique or technique entry, given by IRI or by a printed name.

    Raises UnknownTechnique (with near matches), UnknownRuleSet, or NotDeterminedYet if the graph was not derived.
    """
    held = sorted({row["id"].value for row in store.select(load_query(_PACKAGE, "rule_sets"))})
    known = sorted({*held, *available_rule_sets()})
    if rule_set not in known:
        raise UnknownRuleSet(rule_set, known)
    entries = entries_meant(store, asked)
    reasons = _reasons_by_determination(store, entries, rule_set)
    if not reasons:
        raise NotDeterminedYet(asked, rule_set, entries, held)
    table = NodeTable(store, languages)
    table.fetch([*entries, *reasons, *(reason for found in reasons.values() for reason in found)])
    explainer = Explainer(table, [reason for found in reasons.values() for reason in found])
    places = table.all_targets(reasons, [BAT.ofEntry, BAT.status, BAT.underRuleSet])
    context = table.all_targets(entries, [BAT.inDocument, BAT.technique, BAT.readiness])
    table.fetch(places | context)
    [rule_set_iri] = table.all_targets(reasons, [BAT.underRuleSet])
    return Explanation(
        asked=asked,
        rule_set_id=rule_set,
        rule_set=table.labelled(rule_set_iri),
        rule_set_version=table.literal(rule_set_iri, BAT.ruleSetVersion) or "",
        determinations=tuple(_determination(iri, table, explainer) for iri in sorted(reasons)),
    )


def _reasons_by_determination(store: GraphStore, entries: Sequence[str], rule_set: str) -> dict[str, list[str]]:
    query = load_query(_PACKAGE, "determinations_of")
    bound = query.bind(entry=[NamedNode(entry) for entry in entries], id=[Literal(rule_set)])
    found: dict[str, list[str]] = {}
    for row in store.select(bound):
        reasons = found.setdefault(row["determination"].value, [])
        if "reason" in row:
            reasons.append(row["reason"].value)
    return found


def _determination(iri: str, table: NodeTable, explainer: Explainer) -> ExplainedDetermination:
    entry = table.node(iri, BAT.ofEntry) or ""
    status = table.node(iri, BAT.status) or ""
    day = table.literal(iri, BAT.determinedOn)
    document, technique = table.node(entry, BAT.inDocument), table.node(entry, BAT.technique)
    return ExplainedDetermination(
        iri=iri,
        entry=table.labelled(entry),
        document=table.document(document) if document else None,
        technique=table.labelled(technique) if technique else None,
        status_id=status.rsplit("/", 1)[-1],
        status=table.labelled(status),
        suspected=table.literal(iri, BAT.suspected) == "true",
        determined_on=date.fromisoformat(day) if day else None,
        reasons=explainer.reasons_of(iri, BAT.hasReason, entry),
    )

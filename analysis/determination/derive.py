"""Determining the status of all entries of a store, or again of those that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import NamedNode, Triple

from analysis.determination.decide import DeterminationResult, decide
from analysis.determination.determination_graph import (
    DERIVED_GRAPH,
    all_triples,
    rule_set_triples,
)
from analysis.determination.facts import EntryFacts
from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.determination.rule_set import RuleSet
from store.graph_store import GraphStore, Term
from store.query_text import load_query

_PACKAGE = "analysis.determination"


def determine_all(
    store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date, entries: Iterable[str] | None = None
) -> Iterator[DeterminationResult]:
    """Determine every technique entry of the store, or only the given ones, under each rule set.

    Results come by entry, then in the order of `rule_sets`. Raises RuleSetNotInForce before the first result.
    """
    for rule_set in rule_sets:
        rule_set.require_in_force(as_of)
    scheme = fetch_component_scheme(store)
    like: dict[tuple[object, ...], DeterminationResult] = {}
    for facts in fetch_facts(store, entries):
        for rule_set in rule_sets:
            # Entries of which only their documents speak are many and alike: each kind of them is decided once.
            shape = None if _speaks_for_itself(facts) else _shape(facts, rule_set)
            result = like.get(shape) if shape else None
            if result is None:
                result = decide(facts, scheme, rule_set, as_of)
            if shape:
                like[shape] = result
            yield result if result.entry == facts.entry else replace(result, entry=facts.entry)


def _speaks_for_itself(facts: EntryFacts) -> bool:
    """Whether anything is known of the entry that is known of no other."""
    return bool(facts.effects or facts.assessments or facts.criterion_assessments)


def _shape(facts: EntryFacts, rule_set: RuleSet) -> tuple[object, ...]:
    return rule_set.name, facts.document, facts.claims, facts.readiness, facts.prospective, facts.kazakh_conclusions


def derive(store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date) -> Iterator[Triple]:
    """The whole content of the named graph of determinations, from nothing."""
    return all_triples(determine_all(store, rule_sets, as_of), rule_sets)


@dataclass(frozen=True)
class Change:
    """What to take out of the named graph of determinations, and what to put in. The two have no triple in common."""

    removed: frozenset[Triple]
    added: frozenset[Triple]


def redetermine(store: GraphStore, changed_entries: Iterable[str], rule_sets: Sequence[RuleSet], as_of: date) -> Change:
    """Determine only the changed entries anew, and say what that changes in the graph of determinations.

    `store` holds the changed facts and the determinations of before. With the change made, the graph is the one that
    `derive` makes, if `changed_entries` holds every entry whose facts are others than before. Where the determinations
    held are for another day or under other rule sets, all are made anew.
    """
    if answers_question(store, rule_sets, as_of):
        changed = frozenset(changed_entries)
        before = _statements(store, _held_nodes(store, changed))
        before.update(triple for rule_set in rule_sets for triple in rule_set_triples(rule_set))
        after = set(all_triples(determine_all(store, rule_sets, as_of, changed), rule_sets))
    else:
        before = set(store.triples_of(str(DERIVED_GRAPH)))
        after = set(derive(store, rule_sets, as_of))
    return Change(removed=frozenset(before - after), added=frozenset(after - before))


def answers_question(store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date) -> bool:
    """Whether the determinations held were made under exactly these rule sets, for exactly this day."""
    expected = {triple for rule_set in rule_sets for triple in rule_set_triples(rule_set)}
    nodes = {iri for triple in expected if (iri := getattr(triple.subject, "value", None))}
    rows = store.select(load_query(_PACKAGE, "determinations_held"))
    asked = {(row["ruleSet"].value, row["day"].value) for row in rows}
    known = asked <= {(rule_set.iri, as_of.isoformat()) for rule_set in rule_sets}
    return known and _statements(store, nodes) == expected


def _held_nodes(store: GraphStore, entries: Iterable[str]) -> set[str]:
    """The determinations of the entries and all reasons below them."""
    query = load_query(_PACKAGE, "determinations_of").bind(entry=[NamedNode(entry) for entry in sorted(entries)])
    return {term.value for row in store.select(query) for term in row.values() if isinstance(term, NamedNode)}


def _statements(store: GraphStore, nodes: Iterable[str]) -> set[Triple]:
    query = load_query(_PACKAGE, "statements").bind(node=[NamedNode(node) for node in sorted(nodes)])
    return {_statement(row["node"], row["predicate"], row["value"]) for row in store.select(query)}


def _statement(subject: Term, predicate: Term, value: Term) -> Triple:
    if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, value)
    raise TypeError(f"{subject} {predicate} {value} is no statement about a thing with a name")

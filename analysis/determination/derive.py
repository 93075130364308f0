"""Determining the status of all entries of a store, or again of those that changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pyoxigraph
from pyoxigraph import NamedNode
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from analysis.determination.decide import DeterminationResult, decide
from analysis.determination.determination_graph import (
    DERIVED_GRAPH,
    determination_graph,
    determination_iri,
    rule_set_triples,
)
from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.determination.rule_set import RuleSet
from ontology.namespaces import BAT
from store.graph_store import GraphStore
from store.query_text import load_query

_Statement = tuple[Node, Node, Node]


def determine_all(
    store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date, entries: Iterable[str] | None = None
) -> Iterator[DeterminationResult]:
    """Determine every technique entry of the store, or only the given ones, under each rule set.

    Results come by entry, then in the order of `rule_sets`. Raises RuleSetNotInForce before the first result.
    """
    for rule_set in rule_sets:
        rule_set.require_in_force(as_of)
    scheme = fetch_component_scheme(store)
    for facts in fetch_facts(store, entries):
        for rule_set in rule_sets:
            yield decide(facts, scheme, rule_set, as_of)


def derive(store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date) -> Graph:
    """The whole content of the named graph of determinations, from nothing."""
    return determination_graph(determine_all(store, rule_sets, as_of), rule_sets)


def affected_entries(store: GraphStore, changed: Iterable[str]) -> frozenset[str]:
    """The entries whose status can depend on any of the changed nodes (entries, effects, assessments, documents …).

    Where nodes were taken away, ask the store as it was before as well: what is gone points to nothing.
    """
    query = load_query("analysis.determination", "affected_entries")
    rows = store.select(query.bind(changed=[NamedNode(iri) for iri in sorted(set(changed))]))
    return frozenset(row["entry"].value for row in rows)


def redetermine(store: GraphStore, changed_entries: Iterable[str], rule_sets: Sequence[RuleSet], as_of: date) -> Graph:
    """The whole content of the named graph, with only the changed entries determined anew.

    `store` holds the changed facts and the determinations of before. The outcome is the graph that `derive` makes, if
    `changed_entries` holds every entry that `affected_entries` names. Where the day or a rule set is not that of the
    determinations held, all of them are made anew.
    """
    held = list(_held(store))
    if not _same_question(held, rule_sets, as_of):
        return derive(store, rule_sets, as_of)
    changed = frozenset(changed_entries)
    stale = {determination_iri(rule_set.name, entry) for rule_set in rule_sets for entry in changed}
    graph = determination_graph(determine_all(store, rule_sets, as_of, changed), rule_sets)
    for subject, predicate, value in held:
        if str(subject).partition("/reason/")[0] not in stale:
            graph.add((subject, predicate, value))
    return graph


def _held(store: GraphStore) -> Iterator[_Statement]:
    for triple in store.triples_of(str(DERIVED_GRAPH)):
        yield _node(triple.subject), URIRef(triple.predicate.value), _node(triple.object)


def _same_question(held: Sequence[_Statement], rule_sets: Sequence[RuleSet], as_of: date) -> bool:
    """Whether the determinations held were made under exactly these rule sets, for exactly this day."""
    expected = {triple for rule_set in rule_sets for triple in rule_set_triples(rule_set)}
    subjects = {subject for subject, _, _ in expected}
    sets = {value for _, predicate, value in held if predicate == BAT.underRuleSet}
    days = {value for _, predicate, value in held if predicate == BAT.determinedOn}
    stated = {triple for triple in held if triple[0] in subjects}
    return stated == expected and sets <= subjects and days <= {Literal(as_of)}


def _node(term: object) -> Node:
    """A term of the store, as rdflib has it."""
    if isinstance(term, pyoxigraph.Literal):
        plain = term.language is not None or term.datatype.value == str(XSD.string)
        return Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    raise TypeError(f"the graph of determinations holds {term}, which no determination of ours states: build it anew")

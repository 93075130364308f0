"""Determining the status of all entries of a store, or again of those that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph
from pyoxigraph import NamedNode
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from analysis.determination.decide import DeterminationResult, decide
from analysis.determination.determination_graph import (
    DERIVED_GRAPH,
    determination_graph,
    rule_set_triples,
)
from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.determination.rule_set import RuleSet
from store.graph_store import GraphStore
from store.query_text import load_query

_PACKAGE = "analysis.determination"
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
    query = load_query(_PACKAGE, "affected_entries")
    rows = store.select(query.bind(changed=[NamedNode(iri) for iri in sorted(set(changed))]))
    return frozenset(row["entry"].value for row in rows)


@dataclass(frozen=True)
class Change:
    """What to take out of the named graph of determinations, and what to put in. The two have no triple in common."""

    removed: Graph
    added: Graph


def redetermine(store: GraphStore, changed_entries: Iterable[str], rule_sets: Sequence[RuleSet], as_of: date) -> Change:
    """Determine only the changed entries anew, and say what that changes in the graph of determinations.

    `store` holds the changed facts and the determinations of before. With the change made, the graph is the one that
    `derive` makes, if `changed_entries` holds every entry that `affected_entries` names. Where the determinations held
    are for another day or under other rule sets, all are made anew.
    """
    if _same_question(store, rule_sets, as_of):
        changed = frozenset(changed_entries)
        before = _statements(store, _held_nodes(store, changed))
        after = determination_graph(determine_all(store, rule_sets, as_of, changed), rule_sets)
        before.update(triple for rule_set in rule_sets for triple in rule_set_triples(rule_set))
    else:
        before = {_statement(*triple) for triple in store.triples_of(str(DERIVED_GRAPH))}
        after = derive(store, rule_sets, as_of)
    fresh = set(after)
    return Change(removed=_graph(before - fresh), added=_graph(fresh - before))


def _same_question(store: GraphStore, rule_sets: Sequence[RuleSet], as_of: date) -> bool:
    """Whether the determinations held were made under exactly these rule sets, for exactly this day."""
    expected = {triple for rule_set in rule_sets for triple in rule_set_triples(rule_set)}
    nodes = {str(triple[0]) for triple in expected}
    rows = store.select(load_query(_PACKAGE, "determinations_held"))
    asked = {(row["ruleSet"].value, row["day"].value) for row in rows}
    known = asked <= {(rule_set.iri, as_of.isoformat()) for rule_set in rule_sets}
    return known and _statements(store, nodes) == expected


def _held_nodes(store: GraphStore, entries: Iterable[str]) -> set[str]:
    """The determinations of the entries and all reasons below them."""
    query = load_query(_PACKAGE, "determinations_of").bind(entry=[NamedNode(entry) for entry in sorted(entries)])
    return {term.value for row in store.select(query) for term in row.values() if isinstance(term, NamedNode)}


def _statements(store: GraphStore, nodes: Iterable[str]) -> set[_Statement]:
    query = load_query(_PACKAGE, "statements").bind(node=[NamedNode(node) for node in sorted(nodes)])
    return {_statement(row["node"], row["predicate"], row["value"]) for row in store.select(query)}


def _statement(*terms: object) -> _Statement:
    subject, predicate, value = (_node(term) for term in terms)
    return subject, predicate, value


def _node(term: object) -> Node:
    """A term of the store, as rdflib has it."""
    if isinstance(term, pyoxigraph.Literal):
        plain = term.language is not None or term.datatype.value == str(XSD.string)
        return Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    raise TypeError(f"the graph of determinations holds {term}, which no determination of ours states: build it anew")


def _graph(triples: Iterable[_Statement]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph

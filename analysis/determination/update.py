"""Keeping determinations up to date: what is known of the entries is remembered before the graph changes, and only the
entries of which something else is known afterwards are determined anew.

A status follows from the facts of the entry, the component scheme, the rule set and the day, and from nothing else. So
this misses no entry, whatever was done to the graph in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.determination.derive import answers_question, redetermine
from analysis.determination.determination_graph import DERIVED_GRAPH
from analysis.determination.facts import ComponentScheme, EntryFacts
from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.determination.rule_set import RuleSet
from store.embedded import EmbeddedStore
from store.graph_store import GraphStore


@dataclass(frozen=True)
class Known:
    """What a state of the graph knows of its technique entries."""

    entries: Mapping[str, EntryFacts]
    scheme: ComponentScheme


@dataclass(frozen=True)
class Updated:
    """What was done: how many of how many entries were determined anew, and how many triples that changed."""

    determined: int
    entries: int
    removed: int
    added: int


def known_of(store: GraphStore) -> Known:
    """Remember what the graph knows, before it is changed."""
    return Known({facts.entry: facts for facts in fetch_facts(store)}, fetch_component_scheme(store))


def update_determinations(
    store: EmbeddedStore, rule_sets: Sequence[RuleSet], as_of: date, before: Known | None = None
) -> Updated:
    """Bring the determinations of a store up to date with its facts.

    `before` is what was known when the determinations held were made; without it, or where they are for another day or
    under other rule sets, every entry is determined anew. Raises RuleSetNotInForce; then nothing is changed.
    """
    for rule_set in rule_sets:
        rule_set.require_in_force(as_of)
    now = known_of(store)
    partly = before is not None and before.scheme == now.scheme and answers_question(store, rule_sets, as_of)
    entries = _changed(before, now) if partly and before is not None else {*now.entries, *(before or now).entries}
    change = redetermine(store, entries, rule_sets, as_of)
    store.change_graph(str(DERIVED_GRAPH), change.removed, change.added)
    return Updated(len(entries), len(now.entries), len(change.removed), len(change.added))


def _changed(before: Known, now: Known) -> set[str]:
    """The entries that are new, gone, or of which something else is known."""
    return {
        entry
        for entry in before.entries.keys() | now.entries.keys()
        if before.entries.get(entry) != now.entries.get(entry)
    }

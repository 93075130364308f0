"""What takes the place of a document: the one rule, for all analyses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.lookup.validity import Validity
from store.graph_store import GraphStore
from store.query_text import load_query


@dataclass(frozen=True)
class Successor:
    """A document that replaces another, from a day on; `since` is None where its date is not known."""

    document: str
    since: date | None

    def has_replaced_by(self, day: date) -> bool:
        """Whether it is known to have taken the place by a day."""
        return self.since is not None and self.since <= day

    def may_have_replaced_by(self, day: date) -> bool:
        """An undated successor may have: a document that has perhaps been replaced carries no claim."""
        return self.since is None or self.since <= day


def fetch_successors(store: GraphStore, validity: Mapping[str, Validity]) -> Mapping[str, frozenset[Successor]]:
    """Return what takes the place of each document: one query. `validity`: the days of all documents.

    A Kazakh book or conclusion without a day is a draft and replaces nothing.
    """
    found: dict[str, set[Successor]] = defaultdict(set)
    for row in store.select(load_query("analysis.lookup", "successors")):
        since = validity.get(row["successor"].value, Validity()).start
        if since is not None or "drafted" not in row:
            found[row["document"].value].add(Successor(row["successor"].value, since))
    return {document: frozenset(successors) for document, successors in found.items()}

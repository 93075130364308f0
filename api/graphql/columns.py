"""The values of a property for all things at once, read from the store when first asked for and kept.

Filters and orders over a whole class work on these, so that no page sorts the class in the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock

from pyoxigraph import NamedNode

from store.graph_store import GraphStore, Term
from store.query_text import load_query

Column = Mapping[str, tuple[Term, ...]]


class Columns:
    """Columns of one state of the data. Safe to use from several threads."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._lock = Lock()
        self._instances: dict[tuple[str, ...], frozenset[str]] = {}
        self._columns: dict[tuple[str, bool], Column] = {}
        self._single: dict[str, bool] = {}

    def instances(self, classes: Iterable[str]) -> frozenset[str]:
        """The IRIs of all things of the classes."""
        key = tuple(sorted(classes))
        with self._lock:
            if key not in self._instances:
                query = load_query("api.graphql", "instances").bind(**{"class": [NamedNode(iri) for iri in key]})
                rows = self._store.select(query)
                self._instances[key] = frozenset(row["thing"].value for row in rows)
            return self._instances[key]

    def values(self, predicate: str, inverse: bool) -> Column:
        """For each thing, the values of a property, or with `inverse` the things that point to it."""
        key = (predicate, inverse)
        with self._lock:
            if key not in self._columns:
                self._columns[key] = self._read(predicate, inverse)
            return self._columns[key]

    def is_single(self, predicate: str) -> bool:
        """Whether no thing has more than one value of a property, whatever its shape says."""
        with self._lock:
            found = self._single.get(predicate)
            if found is None:
                query = load_query("api.graphql", "has_several").bind(property=[NamedNode(predicate)])
                found = self._single[predicate] = not self._store.ask(query)
            return found

    def _read(self, predicate: str, inverse: bool) -> Column:
        query = load_query("api.graphql", "statements").bind(property=[NamedNode(predicate)])
        found: dict[str, set[Term]] = defaultdict(set)
        for row in self._store.select(query):
            subject, value = row["subject"], row["value"]
            if not inverse:
                found[subject.value].add(value)
            elif isinstance(value, NamedNode):
                found[value.value].add(subject)
        return {iri: tuple(values) for iri, values in found.items()}

"""The values of a property for all things at once, read from the store when first asked for and kept.

Filters and orders over a whole class work on these, so that no page sorts the class in the store.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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

    def check_time(self) -> None:
        """To be called before work on columns that reads none; see WatchedColumns."""

    def read_all(self, properties: Iterable[str]) -> None:
        """Read the columns of many properties in both directions, in one pass."""
        wanted = sorted(set(properties))
        found: dict[tuple[str, bool], dict[str, list[Term]]] = {
            (each, inverse): defaultdict(list) for each in wanted for inverse in (False, True)
        }
        query = load_query("api.graphql", "statements").bind(property=[NamedNode(each) for each in wanted])
        # A statement is one row, whichever graphs make it.
        for row in self._store.select(query):
            subject, predicate, value = row["subject"], row["property"].value, row["value"]
            found[predicate, False][subject.value].append(value)
            if isinstance(value, NamedNode):
                found[predicate, True][value.value].append(subject)
        with self._lock:
            for key, values in found.items():
                self._columns[key] = {iri: tuple(terms) for iri, terms in values.items()}
                if not key[1]:
                    self._single[key[0]] = all(len(terms) == 1 for terms in values.values())

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


class WatchedColumns(Columns):
    """Columns as one request sees them: whoever asks for one is told first if the request has used its time."""

    def __init__(self, columns: Columns, check: Callable[[], None]) -> None:
        self._watched = columns
        self._check = check

    def check_time(self) -> None:
        """See Columns."""
        self._check()

    def instances(self, classes: Iterable[str]) -> frozenset[str]:
        """See Columns."""
        self._check()
        return self._watched.instances(classes)

    def values(self, predicate: str, inverse: bool) -> Column:
        """See Columns."""
        self._check()
        return self._watched.values(predicate, inverse)

    def is_single(self, predicate: str) -> bool:
        """See Columns."""
        return self._watched.is_single(predicate)

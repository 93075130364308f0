"""The focus nodes that some statements concern, found in a store by the ways of a plan's shapes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, Triple

from shapes.compilation.reach import ENDS, GIVEN, Reach, Stop, Way
from shapes.compilation.targets import OPEN
from shapes.engine import ShapesRefused
from store.graph_store import GraphStore, Row, Term
from store.query_text import Query

# As many ends as one query names.
_TOGETHER = 2000

_CHOICE: Final = re.compile(r"\b(UNION|OPTIONAL|EXISTS|MINUS|FILTER|BIND)\b")
# A triple pattern of one property, walked either way, or of one that may be repeated.
_STEP: Final = re.compile(r"\?\w+ \(?\^?(<[^<>\s]+>)\+?\)? \?\w+ \.")

# The nodes at the end or ends of a way.
_Nodes = tuple[Term, ...]
_Statements = Mapping[str | None, Sequence[tuple[Term, Term]]]


def reached_nodes(store: GraphStore, reach: Reach, triples: Iterable[Triple]) -> frozenset[Term]:
    """Return every node whose results can depend on some statements that a store holds.

    These are the subjects, and whatever nodes a rule leads from to one of the statements; that some are no targets
    does no harm. To learn what a change concerns, ask with what goes in the store that still holds it, and with what
    comes in the store that holds it already.
    """
    statements = _statements(triples)
    stated = _Stated(store)
    found: set[Term] = set()
    for way, stops in reach.ways.items():
        ends = {nodes for stop in stops for nodes in _ends(way, stop, statements)}
        if not way.text:
            found.update(node for node, *_ in ends)
        elif ends and all(map(stated.anywhere, _steps(way.text))):
            found.update(_from(store, way, ends))
    for target, properties in reach.loose.items():
        if any(property_ in statements for property_ in properties):
            found |= {row["this"] for row in _select(store, f"SELECT DISTINCT ?this WHERE {{ {target} }}")}
    return frozenset(found)


class _Stated:
    """Whether anything is stated with a property. Of many ways one step at least is taken nowhere in a graph."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[str, bool] = {}

    def anywhere(self, property_: str) -> bool:
        if property_ not in self._known:
            self._known[property_] = self._store.ask(Query("stated", f"ASK {{ ?any {property_} ?thing }}"))
        return self._known[property_]


@lru_cache(maxsize=4096)
def _steps(text: str) -> frozenset[str]:
    """Properties without a statement of which a way has no solution; none is named where it has a choice in it."""
    return frozenset() if _CHOICE.search(text) else frozenset(_STEP.findall(text))


def _statements(triples: Iterable[Triple]) -> _Statements:
    """Subject and object of each statement, by property in angle brackets and (None) of all."""
    statements: dict[str | None, list[tuple[Term, Term]]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            raise ShapesRefused(f"a triple about a triple, which SHACL does not know: {triple}")
        for property_ in (str(triple.predicate), None):
            statements[property_].append((triple.subject, triple.object))
    return statements


def _ends(way: Way, stop: Stop, statements: _Statements) -> Iterator[_Nodes]:
    for subject, object_ in statements.get(stop.property, ()):
        both = (subject, object_) if stop.at_subject else (object_, subject)
        yield both[: way.ends]


def _from(store: GraphStore, way: Way, ends: set[_Nodes]) -> Iterator[Term]:
    """The focus nodes from which a way leads to one of the ends."""
    named = sorted((nodes for nodes in ends if not any(isinstance(n, BlankNode) for n in nodes)), key=str)
    names = ENDS[: way.ends]
    for start in range(0, len(named), _TOGETHER):
        listed = " ".join(f"({' '.join(map(str, nodes))})" for nodes in named[start : start + _TOGETHER])
        yield from _given(store, way, f"VALUES ({' '.join(names)}) {{ {listed} }}")
    if len(named) < len(ends):
        # Blank nodes have no name in a query: the ways to all of them are walked.
        yield from _given(store, way, f"FILTER({' || '.join(f'isBlank({name})' for name in names)})")


def _given(store: GraphStore, way: Way, known: str) -> Iterator[Term]:
    yield from (row["this"] for row in _select(store, way.text.replace(GIVEN, known)))


def _select(store: GraphStore, text: str) -> list[Row]:
    return store.select(Query("reach", text.replace(OPEN, "")))

"""The focus nodes that some statements concern, found in a store by the ways of a plan's shapes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Triple

from shapes.compilation.reach import ENDS, GIVEN, Reach, Stop, Way
from shapes.compilation.targets import OPEN
from shapes.engine import ShapesRefused
from store.graph_store import GraphStore, Row, Term
from store.query_text import Query

# As many ends as one query names.
_TOGETHER = 2000


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
    found: set[Term] = set()
    for way, stops in reach.ways.items():
        ends = {nodes for stop in stops for nodes in _ends(way, stop, statements)}
        found.update(_from(store, way, ends) if way.text and ends else (node for node, *_ in ends))
    for target, properties in reach.loose.items():
        if any(property_ in statements for property_ in properties):
            found |= {row["this"] for row in _select(store, f"SELECT DISTINCT ?this WHERE {{ {target} }}")}
    return frozenset(found)


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

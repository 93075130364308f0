"""Small random data and shapes: few nodes, properties and values, so that rules meet in every way."""

from collections.abc import Callable
from itertools import count

from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

EX = Namespace("https://example.org/")
NODES = [EX.n0, EX.n1, EX.n2, EX.n3]
BLANKS = [BNode("b0"), BNode("b1")]
CLASSES = [EX.C0, EX.C1, EX.C2]
PROPERTIES = [EX.p0, EX.p1, EX.p2]
# Their values are numbers, and only they are put in order: pySHACL orders values of unlike kinds too, where SPARQL
# says that they cannot be compared.
NUMERIC = [EX.q0, EX.q1]


def typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)


LITERALS = [
    typed("1", XSD.integer), typed("2", XSD.integer), typed("02", XSD.integer), typed("-3", XSD.integer),
    typed("2.50", XSD.decimal), typed("1.0", XSD.decimal), typed("1.5E0", XSD.double), typed("two", XSD.integer),
    Literal("a"), Literal("ab"), Literal("aab"), Literal(""), Literal("қазан"),
    Literal("a", lang="en"), Literal("b", lang="en"), Literal("a", lang="kk"), Literal("a", lang="en-GB"),
    typed("true", XSD.boolean), typed("2020-01-01", XSD.date), typed("2021-06-30", XSD.date),
    typed("2021-02-30", XSD.date), typed("2021", XSD.gYear), typed("21", XSD.gYear),
    typed("2021-01-01T00:00:00Z", XSD.dateTime), typed("x", EX.datatype),
]  # fmt: skip
NUMBERS = [LITERALS[0], LITERALS[1], *LITERALS[3:7]]
DATATYPES = [
    XSD.integer, XSD.decimal, XSD.double, XSD.string, XSD.boolean, XSD.date, XSD.gYear, XSD.dateTime, RDF.langString,
    EX.datatype,
]  # fmt: skip
LIMITS = [typed("1", XSD.integer), typed("2.0", XSD.decimal), typed("1.5", XSD.double)]
KINDS = [SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral]


@st.composite
def data_graphs(draw: st.DrawFn, *, blank: bool = True, least: int = 8, most: int = 25) -> Graph:
    """A few triples; every node may have types, and classes may be below others."""
    subjects = [*NODES, *(BLANKS if blank else [])]
    nodes = st.sampled_from(subjects)
    stated = st.tuples(
        nodes, st.sampled_from(PROPERTIES), st.one_of(nodes, st.sampled_from(LITERALS), st.sampled_from(NODES))
    )
    numbers = st.tuples(nodes, st.sampled_from(NUMERIC), st.sampled_from(NUMBERS))
    types = st.tuples(nodes, st.just(RDF.type), st.sampled_from(CLASSES))
    hierarchy = st.tuples(st.sampled_from(CLASSES), st.just(RDFS.subClassOf), st.sampled_from(CLASSES))
    graph = Graph()
    for triple in draw(
        st.lists(st.one_of(stated, stated, stated, numbers, types, types, hierarchy), min_size=least, max_size=most)
    ):
        graph.add(triple)
    return graph


class ShapeMaker:
    """Draws shapes into one graph; `deeper` says how many shapes may still stand inside each other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.graph = Graph()
        self._numbers = count()
        self.paths = True

    def one(self, options: list[Node]) -> Node:
        return self.draw(st.sampled_from(options))

    def listed(self, nodes: list[Node]) -> Node:
        head = BNode()
        Collection(self.graph, head, nodes)
        return head if nodes else RDF.nil

    def shape(self, deeper: int, *, needs_path: bool | None = None) -> URIRef:
        """A node shape or property shape with one to three constraints."""
        shape = EX[f"shape{next(self._numbers)}"]
        has_path = self.draw(st.booleans()) if needs_path is None else needs_path
        self.graph.add((shape, RDF.type, SH.PropertyShape if has_path else SH.NodeShape))
        if has_path:
            path = self.path(2 if self.paths else 0)
            self.graph.add((shape, SH.path, path))
        if self.draw(st.integers(0, 19)) == 19:
            self.graph.add((shape, SH.deactivated, Literal(True)))
        if self.draw(st.integers(0, 3)) == 3:
            self.graph.add((shape, SH.severity, self.one([SH.Info, SH.Warning, SH.Violation])))
        options = [*VALUE_RULES, *PAIR_RULES]
        options += PATH_RULES if has_path else []
        options += ORDER_RULES * 3 if has_path and path in NUMERIC else []
        options += [*NESTED_RULES, *NESTED_RULES] if deeper else []
        options += [qualified] if deeper and has_path else []
        for rule in self.draw(st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True)):
            rule(self, shape, deeper)
        return shape

    def path(self, deeper: int) -> Node:
        kind = self.draw(st.integers(0, 8)) if deeper else 0
        if kind <= 3:
            return self.one([*PROPERTIES, *NUMERIC, *NUMERIC])
        node = BNode()
        if kind == 4:
            return self.listed([self.path(deeper - 1), self.path(deeper - 1)])
        if kind == 5:
            self.graph.add((node, SH.alternativePath, self.listed([self.path(deeper - 1), self.path(deeper - 1)])))
            return node
        predicate = self.one([SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath])
        self.graph.add((node, URIRef(str(predicate)), self.path(deeper - 1)))
        return node

    def target(self, shape: URIRef, *, named: bool) -> None:
        kind = self.draw(st.integers(0 if named else 1, 4))
        if kind == 0:
            self.graph.add((shape, SH.targetNode, self.one([*NODES, EX.absent, LITERALS[0], LITERALS[8]])))
        elif kind == 1:
            self.graph.add((shape, SH.targetSubjectsOf, self.one(list(PROPERTIES))))
        elif kind == 2:
            self.graph.add((shape, SH.targetObjectsOf, self.one(list(PROPERTIES))))
        else:
            self.graph.add((shape, SH.targetClass, self.one(list(CLASSES))))


Rule = Callable[[ShapeMaker, URIRef, int], None]


def stating(parameter: URIRef, options: list[Node]) -> Rule:
    def rule(maker: ShapeMaker, shape: URIRef, _: int) -> None:
        maker.graph.add((shape, parameter, maker.one(options)))

    return rule


def counts(parameter: URIRef, least: int, most: int) -> Rule:
    return stating(parameter, [Literal(number) for number in range(least, most + 1)])


def values_in(maker: ShapeMaker, shape: URIRef, _: int) -> None:
    wanted = maker.draw(st.lists(st.sampled_from([*NODES, *LITERALS]), max_size=8))
    maker.graph.add((shape, SH["in"], maker.listed(list(wanted))))


def languages(maker: ShapeMaker, shape: URIRef, _: int) -> None:
    wanted = maker.draw(st.lists(st.sampled_from(["en", "kk", "en-GB"]), min_size=1, max_size=2, unique=True))
    maker.graph.add((shape, SH.languageIn, maker.listed([Literal(tag) for tag in wanted])))


def pattern(maker: ShapeMaker, shape: URIRef, _: int) -> None:
    maker.graph.add((shape, SH.pattern, maker.one([Literal(text) for text in ("^a", "B$", "a+b", "^.{2}$", "n[12]")])))
    if maker.draw(st.booleans()):
        maker.graph.add((shape, SH.flags, Literal("i")))


def closed(maker: ShapeMaker, shape: URIRef, deeper: int) -> None:
    maker.graph.add((shape, SH.closed, Literal(True)))
    if maker.draw(st.booleans()):
        maker.graph.add((shape, SH.ignoredProperties, maker.listed([RDF.type, EX.p1])))
    if deeper:
        maker.graph.add((shape, SH.property, maker.shape(0, needs_path=True)))


def nested(parameter: URIRef, *, needs_path: bool | None) -> Rule:
    def rule(maker: ShapeMaker, shape: URIRef, deeper: int) -> None:
        maker.graph.add((shape, parameter, maker.shape(deeper - 1, needs_path=needs_path)))

    return rule


def nested_list(parameter: URIRef) -> Rule:
    def rule(maker: ShapeMaker, shape: URIRef, deeper: int) -> None:
        inner = [maker.shape(deeper - 1) for _ in range(maker.draw(st.integers(1, 3)))]
        maker.graph.add((shape, parameter, maker.listed(list(inner))))

    return rule


def qualified(maker: ShapeMaker, shape: URIRef, deeper: int) -> None:
    maker.graph.add((shape, SH.qualifiedValueShape, maker.shape(deeper - 1)))
    least, most = maker.draw(st.integers(0, 2)), maker.draw(st.integers(0, 2))
    maker.graph.add((shape, SH.qualifiedMinCount, Literal(least)))
    if maker.draw(st.booleans()):
        maker.graph.add((shape, SH.qualifiedMaxCount, Literal(most)))
    if maker.draw(st.booleans()):
        maker.graph.add((shape, SH.qualifiedValueShapesDisjoint, Literal(True)))


VALUE_RULES: list[Rule] = [
    stating(SH["class"], list(CLASSES)),
    stating(SH.datatype, list(DATATYPES)),
    stating(SH.nodeKind, list(KINDS)),
    counts(SH.minLength, 1, 3),
    counts(SH.maxLength, 0, 3),
    pattern,
    values_in,
    languages,
]
PAIR_RULES: list[Rule] = [
    stating(SH.equals, list(PROPERTIES)),
    stating(SH.disjoint, list(PROPERTIES)),
    stating(SH.hasValue, [*NODES, *LITERALS[:6], LITERALS[13]]),
    closed,
]
PATH_RULES: list[Rule] = [
    counts(SH.minCount, 0, 3),
    counts(SH.maxCount, 0, 3),
    stating(SH.uniqueLang, [Literal(True)]),
]
ORDER_RULES: list[Rule] = [
    stating(SH.lessThan, list(NUMERIC)),
    stating(SH.lessThanOrEquals, list(NUMERIC)),
    stating(SH.minInclusive, list(LIMITS)),
    stating(SH.maxInclusive, list(LIMITS)),
    stating(SH.minExclusive, list(LIMITS)),
    stating(SH.maxExclusive, list(LIMITS)),
]
NESTED_RULES: list[Rule] = [
    nested(SH.property, needs_path=True),
    nested(SH.node, needs_path=False),
    nested(SH["not"], needs_path=None),
    nested_list(SH["and"]),
    nested_list(SH["or"]),
    nested_list(SH.xone),
]


@st.composite
def shapes_graphs(draw: st.DrawFn) -> Graph:
    """One to three shapes with targets, others inside them up to two deep."""
    maker = ShapeMaker(draw)
    for _ in range(draw(st.integers(1, 3))):
        named = draw(st.integers(0, 5)) == 0
        # A named node need not be in the data, and an empty path from such a node is declined.
        maker.paths = not named
        maker.target(maker.shape(2), named=named)
    return maker.graph

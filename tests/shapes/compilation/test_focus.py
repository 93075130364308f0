"""Targets of which a graph has few are named in queries; what is found about them is the same."""

import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal

from shapes.compilation.focus import AllTargets, FocusBlock
from shapes.compilation.targets import Target
from store.embedded import EmbeddedStore
from store.graph_store import Row
from store.query_text import Query
from tests.shapes.compilation.comparison import compiled_rows, reference_rows, store_of
from tests.shapes.compilation.random_graphs import EX

BOOKS = Target(classes=(EX.Book.n3(),))
MANY = 700


def library() -> Graph:
    """Many entries, and two books, one of a class below; only the second has an entry that ends."""
    graph = Graph()
    graph.add((EX.Volume, RDFS.subClassOf, EX.Book))
    graph.add((EX.one, RDF.type, EX.Book))
    graph.add((EX.two, RDF.type, EX.Volume))
    for number in range(MANY):
        entry = EX[f"entry{number}"]
        graph.add((entry, RDF.type, EX.Entry))
        graph.add((entry, EX.inBook, EX.one if number % 2 else EX.two))
    graph.add((EX.entry0, EX.ends, EX.somewhere))
    return graph


def blocks(store: EmbeddedStore, target: Target, nodes: frozenset[object] | None = None) -> list[FocusBlock]:
    def ask(text: str) -> list[Row]:
        return store.select(Query("targets", text))

    return list(AllTargets(ask, nodes).blocks(target))  # type: ignore[arg-type]


def test_few_targets_are_named_and_many_are_not() -> None:
    store = store_of(library())
    one, two = EX.one.n3(), EX.two.n3()
    assert blocks(store, BOOKS) == [FocusBlock(f"VALUES ?this {{ {one} {two} }}")]
    assert blocks(store, Target(classes=(EX.Entry.n3(),))) == [FocusBlock("")]
    assert blocks(store, Target(subjects_of=(EX.inBook.n3(),))) == [FocusBlock("")]
    assert blocks(store, Target(objects_of=(EX.inBook.n3(),))) == [FocusBlock(f"VALUES ?this {{ {one} {two} }}")]
    assert blocks(store, Target(classes=(EX.Nothing.n3(),))) == []


def test_of_named_targets_only_those_asked_for_are_looked_at() -> None:
    store = store_of(library())
    wanted = frozenset(
        row["this"] for row in store.select(Query("two", f"SELECT ?this {{ ?this a {EX.Volume.n3()} }}"))
    )
    assert blocks(store, BOOKS, wanted) == [FocusBlock(f"VALUES ?this {{ {EX.two.n3()} }}")]
    assert blocks(store, BOOKS, frozenset()) == []


def test_a_target_without_a_name_is_left_open() -> None:
    graph = library()
    graph.add((BNode(), RDF.type, EX.Book))
    assert blocks(store_of(graph), BOOKS) == [FocusBlock("")]


@pytest.mark.filterwarnings("ignore")
def test_named_targets_have_the_results_that_pyshacl_finds() -> None:
    shapes = Graph()
    constraint, through = BNode(), BNode()
    shapes.add((EX.shape, SH.targetClass, EX.Book))
    shapes.add((EX.shape, SH.sparql, constraint))
    select = (
        f"SELECT $this WHERE {{ $this a ?kind . "
        f"FILTER NOT EXISTS {{ ?entry {EX.inBook.n3()} $this . ?entry {EX.ends.n3()} ?end }} }}"
    )
    shapes.add((constraint, SH.select, Literal(select)))
    shapes.add((EX.shape, SH.property, EX.entries))
    shapes.add((EX.entries, SH.path, through))
    shapes.add((through, SH.inversePath, EX.inBook))
    shapes.add((EX.entries, SH.maxCount, Literal(MANY // 2 - 1)))
    shapes.add((EX.entries, SH["class"], EX.Volume))
    store = store_of(library())
    found = compiled_rows(store, shapes)
    assert len(found) == 1 + 2 + MANY
    assert found == reference_rows(store, shapes)

"""Blank nodes get names that depend on nothing but what is said."""

import random

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple
from rdflib import Graph
from rdflib.compare import isomorphic

from loaders.rdf_file.blank_nodes import BlankNodesInACircle, named

STEM = "https://example.org/node/"
TREE = b"""
@prefix e: <https://example.org/> .
e:a e:list ( 1 [ e:name "x" ] ( "y"@kk ) ) ; e:also [ e:part [ e:name "deep" ] , e:b ] .
[] e:says "of nothing else" .
"""


def triples(data: bytes) -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(data, format=RdfFormat.TURTLE)]


def as_graph(found: list[Triple]) -> Graph:
    return Graph().parse(data=pyoxigraph.serialize(found, format=RdfFormat.N_TRIPLES) or b"", format="nt")


def test_the_names_depend_on_neither_order_nor_labels() -> None:
    first, second = triples(TREE), triples(TREE)
    random.Random(1).shuffle(second)
    one, other = list(named(first, STEM)), list(named(second, STEM))
    assert set(map(str, one)) == set(map(str, other))
    assert not any(isinstance(term, BlankNode) for t in one for term in (t.subject, t.object))


def test_nothing_is_lost() -> None:
    back = [
        Triple(*(BlankNode(t.value.removeprefix(STEM)) if str(t).startswith(f"<{STEM}") else t for t in triple))
        for triple in named(triples(TREE), STEM)
    ]
    assert isomorphic(as_graph(back), as_graph(triples(TREE)))


def test_a_long_list_is_named_without_recursion() -> None:
    listed = b"@prefix e: <https://example.org/> . e:a e:list ( " + b"1 2 " * 5_000 + b") ."
    assert len({t.subject.value for t in named(triples(listed), STEM)}) == 10_001


def test_a_circle_has_no_name() -> None:
    knows = NamedNode("https://example.org/knows")
    one, other = BlankNode("one"), BlankNode("other")
    with pytest.raises(BlankNodesInACircle):
        list(named([Triple(one, knows, other), Triple(other, knows, one)], STEM))


def test_equal_nodes_of_different_things_stay_apart() -> None:
    samples = b"""@prefix e: <https://example.org/> .
    e:first e:sample [ e:value 1 ; e:of [ e:name "x" ] ] . e:second e:sample [ e:value 1 ; e:of [ e:name "x" ] ] ."""
    assert len(set(named(triples(samples), STEM))) == 8

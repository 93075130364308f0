import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib import RDFS, Graph, URIRef
from rdflib import Literal as GraphLiteral

from store.embedded import EmbeddedStore
from store.query_text import Query, QueryBindingError

PLACE = URIRef("https://example.org/graph")
LABEL = Query(
    "label",
    """
    SELECT ?thing ?label WHERE {
      VALUES ?label { UNDEF }
      ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label .
    }
    """,
)


def store_with_labels(*labels: str) -> EmbeddedStore:
    graph = Graph()
    for index, label in enumerate(labels):
        graph.add((URIRef(f"https://example.org/{index}"), RDFS.label, GraphLiteral(label)))
    store = EmbeddedStore.empty()
    store.add_graph(PLACE, graph)
    return store


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_bound_as_data_and_found_again(text: str) -> None:
    store = store_with_labels(text, text + "x")
    rows = store.select(LABEL.bind(label=[Literal(text)]))
    assert [(row["thing"], row["label"]) for row in rows] == [(NamedNode("https://example.org/0"), Literal(text))]


def test_text_that_looks_like_query_text_stays_data() -> None:
    hostile = '" } ?s ?p ?o . { VALUES ?x { "'
    assert store_with_labels("a", "b").select(LABEL.bind(label=[Literal(hostile)])) == []


def test_an_unbound_query_stands_on_its_own_and_matches_everything() -> None:
    rows = store_with_labels("a", "b").select(LABEL)
    assert sorted(row["label"].value for row in rows) == ["a", "b"]


def test_no_values_match_nothing() -> None:
    assert store_with_labels("a").select(LABEL.bind(label=[])) == []


def test_a_value_without_a_place_is_an_error() -> None:
    with pytest.raises(QueryBindingError, match=r"query label: found 0 inline data blocks with UNDEF for \?other"):
        LABEL.bind(other=[Literal("a")])


def test_rows_of_several_variables_leave_places_open() -> None:
    query = Query(
        "pairs",
        "SELECT ?s ?o WHERE { VALUES (?s ?o) { (UNDEF UNDEF) } ?s ?p ?o }",
    )
    store = store_with_labels("a", "b")
    first = NamedNode("https://example.org/0")
    bound = query.bind_rows(("s", "o"), [(first, Literal("b")), (None, Literal("b")), (first, None)])
    assert sorted((row["s"].value[-1], row["o"].value) for row in store.select(bound)) == [("0", "a"), ("1", "b")]

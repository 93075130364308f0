"""What every GraphStore does, held against each of them: embedded, and behind an endpoint over a real socket."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDFS, Graph, URIRef
from rdflib import Literal as Text

from store.embedded import EmbeddedStore
from store.graph_store import GraphStore, QueryFailed
from store.query_text import Query
from store.remote import EndpointStore
from store.result_formats import by_name

from .sparql_endpoint import endpoint

FIRST, SECOND = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")
THING = URIRef("https://example.org/thing")
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def labelled(text: str, language: str | None = None) -> Graph:
    graph = Graph()
    graph.add((THING, RDFS.label, Text(text, lang=language)))
    return graph


def filled() -> EmbeddedStore:
    store = EmbeddedStore.empty()
    store.add_graph(SECOND, labelled("қазан", "kk"))
    store.add_graph(FIRST, labelled("one") + labelled('a "quoted"\nline & more'))
    return store


@pytest.fixture(scope="module", params=["embedded", "endpoint"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The same two graphs in each kind of store."""
    if request.param == "embedded":
        yield filled()
        return
    dataset = tmp_path_factory.mktemp("endpoint") / "dataset.nq"
    filled().write_nquads(dataset)
    with endpoint(dataset.read_bytes()) as url, EndpointStore.connected(url) as remote:
        yield remote


def triple(text: Literal) -> Triple:
    return Triple(NamedNode(str(THING)), NamedNode(LABEL), text)


def test_queries_see_all_graphs_and_each_graph_on_its_own(store: GraphStore) -> None:
    assert store.graph_iris() == [str(FIRST), str(SECOND)]
    everywhere = store.select(Query("all", "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o"))
    assert everywhere == [
        {"o": Literal('a "quoted"\nline & more')},
        {"o": Literal("one")},
        {"o": Literal("қазан", language="kk")},
    ]
    one = Query("one", f"SELECT ?o WHERE {{ GRAPH <{SECOND}> {{ ?s ?p ?o }} }}")
    assert store.select(one) == [{"o": Literal("қазан", language="kk")}]


def test_the_triples_of_a_graph(store: GraphStore) -> None:
    assert list(store.triples_of(str(SECOND))) == [triple(Literal("қазан", language="kk"))]
    assert list(store.triples_of("https://example.org/graph/none")) == []


def test_terms_come_back_as_they_are_stated(store: GraphStore) -> None:
    text = 'SELECT ?n ?d ?b WHERE { VALUES (?n ?d ?b) { (2.50 "2026-11-23"^^<urn:day> true) } }'
    day = Literal("2026-11-23", datatype=NamedNode("urn:day"))
    xsd = "http://www.w3.org/2001/XMLSchema#"
    number = store.select(Query("terms", text))[0]["n"]
    assert isinstance(number, Literal)
    assert float(number.value) == 2.5
    assert number.datatype == NamedNode(f"{xsd}decimal")
    assert store.select(Query("terms", text))[0]["d"] == day
    assert store.select(Query("terms", text))[0]["b"] == Literal("true", datatype=NamedNode(f"{xsd}boolean"))


def test_an_unbound_variable_is_not_in_the_row(store: GraphStore) -> None:
    query = Query("optional", "SELECT ?s ?n WHERE { ?s ?p 'one' OPTIONAL { ?s <https://example.org/none> ?n } }")
    assert store.select(query) == [{"s": NamedNode(str(THING))}]


def test_a_select_without_rows(store: GraphStore) -> None:
    assert store.select(Query("none", "SELECT ?s WHERE { ?s <urn:none> ?o }")) == []


def test_a_truth_value_and_triples(store: GraphStore) -> None:
    assert store.ask(Query("asked", "ASK { ?s ?p 'one' }")) is True
    assert store.ask(Query("asked", "ASK { ?s ?p 'two' }")) is False
    assert store.construct(Query("built", "CONSTRUCT WHERE { ?s ?p 'one' }")) == [triple(Literal("one"))]


@pytest.mark.parametrize(
    ("text", "format_name", "answer"),
    [
        ("SELECT ?o WHERE { ?s ?p ?o FILTER(?o = 'one') }", "csv", b"o\r\none\r\n"),
        ("SELECT ?o WHERE { ?s ?p ?o FILTER(?o = 'one') }", "tsv", b'?o\n"one"\n'),
        ("ASK { ?s ?p 'one' }", "json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ?p 'one' }", "ntriples", f'<{THING}> <{LABEL}> "one" .\n'.encode()),
    ],
)
def test_answers_are_serialised(store: GraphStore, text: str, format_name: str, answer: bytes) -> None:
    assert store.serialise(Query("asked", text), by_name(format_name)) == answer


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv"),
        ("SELECT * WHERE { ?s ?p ?o }", "turtle"),
        ("SELECT * WHERE { ?s ?p }", "json"),
    ],
)
def test_a_format_that_does_not_fit_and_a_broken_query_fail(store: GraphStore, text: str, format_name: str) -> None:
    with pytest.raises(QueryFailed, match="query asked: "):
        store.serialise(Query("asked", text), by_name(format_name))


def test_a_query_of_another_form_fails(store: GraphStore) -> None:
    with pytest.raises(QueryFailed, match=r"query asked: .*expected a SELECT"):
        store.select(Query("asked", "ASK { ?s ?p ?o }"))
    with pytest.raises(QueryFailed, match=r"query asked: .*expected an ASK"):
        store.ask(Query("asked", "SELECT * WHERE { ?s ?p ?o }"))
    with pytest.raises(QueryFailed, match="query asked: "):
        store.construct(Query("asked", "SELECT * WHERE { ?s ?p ?o }"))


def test_many_threads_ask_at_once(store: GraphStore) -> None:
    numbers = range(60)
    with ThreadPoolExecutor(6) as threads:
        rows = list(
            threads.map(lambda n: store.select(Query("n", f"SELECT ?n WHERE {{ VALUES ?n {{ 'n{n}' }} }}")), numbers)
        )
    assert rows == [[{"n": Literal(f"n{n}")}] for n in numbers]


def test_a_store_is_written_and_read_whole(tmp_path: Path) -> None:
    filled().write_nquads(tmp_path / "a.nq")
    with endpoint((tmp_path / "a.nq").read_bytes()) as url, EndpointStore(url) as remote:
        for graph in (FIRST, SECOND):
            assert set(remote.triples_of(str(graph))) == set(filled().triples_of(str(graph)))

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from store.embedded import EmbeddedStore
from store.graph_store import QueryFailed
from store.query_process import QueryLimitReached, QueryLimits, QueryProcess
from store.query_text import Query
from store.result_formats import by_name

CSV = by_name("csv")
# A product of five copies of a class: it would run for years.
ENDLESS = Query("endless", "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . ?i ?t ?j }")
COUNT = Query("count", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = Graph()
    for index in range(1000):
        graph.add((URIRef(f"https://example.org/{index}"), RDFS.label, Literal(index)))
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/graph"), graph)
    path = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store.write_nquads(path)
    return path


@pytest.fixture
def process(dataset: Path) -> Iterator[QueryProcess]:
    with QueryProcess(dataset, QueryLimits(seconds=1.0, answer_bytes=2000)) as running:
        yield running


def test_an_answer_is_the_same_as_the_stores_own(process: QueryProcess, dataset: Path) -> None:
    assert process.serialise(COUNT, CSV) == EmbeddedStore.from_nquads(dataset).serialise(COUNT, CSV) == b"n\r\n1000\r\n"


def test_a_query_past_the_deadline_is_ended_and_the_next_one_is_answered(process: QueryProcess) -> None:
    with pytest.raises(QueryLimitReached, match="ran for the 1 seconds it may take"):
        process.serialise(ENDLESS, CSV)
    assert process.serialise(COUNT, CSV) == b"n\r\n1000\r\n"


def test_an_endless_query_does_not_hold_up_a_small_one(process: QueryProcess) -> None:
    outcome: list[str] = []

    def run_endless() -> None:
        try:
            process.serialise(ENDLESS, CSV)
        except QueryLimitReached:
            outcome.append("endless ended")

    thread = threading.Thread(target=run_endless)
    thread.start()
    assert process.serialise(COUNT, CSV) == b"n\r\n1000\r\n"
    outcome.append("small answered")
    thread.join()
    assert outcome == ["small answered", "endless ended"]


def test_a_large_answer_is_an_error_and_not_a_shorter_answer(process: QueryProcess) -> None:
    with pytest.raises(QueryLimitReached, match=r"the answer has \d+ bytes; at most 2000 are sent"):
        process.serialise(Query("all", "SELECT * WHERE { ?s ?p ?o }"), CSV)


def test_a_query_that_eats_memory_is_ended(dataset: Path) -> None:
    eater = Query("eater", "SELECT DISTINCT ?a ?c ?e WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }")
    with (
        QueryProcess(dataset, QueryLimits(seconds=60, memory_bytes=200_000_000)) as process,
        pytest.raises(QueryLimitReached, match="more than the 200000000 bytes of memory"),
    ):
        process.serialise(eater, CSV)


def test_a_broken_query_says_what_the_engine_said(process: QueryProcess) -> None:
    with pytest.raises(QueryFailed, match="query broken: error at 1:"):
        process.serialise(Query("broken", "SELECT"), CSV)


def test_a_dataset_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match="did not start"):
        QueryProcess(tmp_path / "none.nq", QueryLimits())

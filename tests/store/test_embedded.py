"""What the embedded store does beyond answering (test_graph_stores): it is filled, changed, written and read."""

from pathlib import Path

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from store.embedded import EmbeddedStore
from store.graph_store import QueryFailed
from store.query_text import Query
from store.result_formats import by_name

FIRST, SECOND = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")
THING = URIRef("https://example.org/thing")


def labelled(text: str, language: str | None = None) -> Graph:
    graph = Graph()
    graph.add((THING, RDFS.label, Literal(text, lang=language)))
    return graph


def two_graphs() -> EmbeddedStore:
    store = EmbeddedStore.empty()
    store.add_graph(SECOND, labelled("қазан", "kk"))
    store.add_graph(FIRST, labelled("one"))
    return store


def test_replacing_a_graph_leaves_the_others() -> None:
    store = two_graphs()
    store.replace_graph(FIRST, labelled("new"))
    rows = store.select(Query("all", "SELECT ?o WHERE { ?s ?p ?o }"))
    assert sorted(row["o"].value for row in rows) == ["new", "қазан"]


def test_a_triple_that_two_graphs_state_is_counted_once_and_stays_while_one_states_it() -> None:
    store = EmbeddedStore.empty()
    store.add_graph(FIRST, labelled("same"))
    store.add_graph(SECOND, labelled("same"))
    count = Query("count", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")

    def counted() -> tuple[str, int]:
        return store.select(count)[0]["n"].value, store.triple_count()

    assert counted() == ("1", 1)
    store.replace_graph(FIRST, Graph())
    assert counted() == ("1", 1)
    store.replace_graph(SECOND, Graph())
    assert counted() == ("0", 0)


def test_written_quads_are_sorted_and_read_back_whole(tmp_path: Path) -> None:
    two_graphs().write_nquads(tmp_path / "a.nq")
    EmbeddedStore.from_nquads(tmp_path / "a.nq").write_nquads(tmp_path / "b.nq")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    assert (tmp_path / "a.nq").read_text(encoding="utf-8").splitlines() == [
        f'<{THING}> {label} "one" .',
        f'<{THING}> {label} "one" <{FIRST}> .',
        f'<{THING}> {label} "қазан"@kk .',
        f'<{THING}> {label} "қазан"@kk <{SECOND}> .',
    ]
    assert (tmp_path / "b.nq").read_bytes() == (tmp_path / "a.nq").read_bytes()


@pytest.mark.parametrize(
    ("text", "format_name", "reason"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "answers triples, which csv cannot hold"),
        ("SELECT * WHERE { ?s ?p ?o }", "turtle", "answers rows or a truth value, which turtle cannot hold"),
        ("SELECT * WHERE { ?s ?p }", "json", "query asked: error at 1:25"),
    ],
)
def test_a_format_that_does_not_fit_and_a_broken_query_fail(text: str, format_name: str, reason: str) -> None:
    with pytest.raises(QueryFailed, match=reason):
        two_graphs().serialise(Query("asked", text), by_name(format_name))


def test_an_unknown_format_is_named_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no result format 'pdf': there are json, xml, csv, tsv, turtle"):
        by_name("pdf")


def test_a_graph_that_is_set_aside_is_asked_by_its_name_and_answers_nothing_else(tmp_path: Path) -> None:
    store = two_graphs()
    aside = f"{FIRST}/version/abc"
    store.set_aside(str(FIRST), aside)
    store.add_graph(FIRST, labelled("new"))
    store.write_nquads(tmp_path / "dataset.nq")
    read = EmbeddedStore.from_nquads(tmp_path / "dataset.nq")
    everywhere = Query("all", "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o")
    for state in (store, read):
        assert [row["o"].value for row in state.select(everywhere)] == ["new", "қазан"]
        assert (state.graph_iris(), state.aside_iris()) == ([str(FIRST), str(SECOND)], [aside])
        one = Query("one", f"SELECT ?o WHERE {{ GRAPH <{aside}> {{ ?s ?p ?o }} }}")
        assert [row["o"].value for row in state.select(one)] == ["one"]


def test_what_only_a_graph_set_aside_states_leaves_the_default_graph() -> None:
    store = EmbeddedStore.empty()
    store.add_graph(FIRST, labelled("same"))
    store.set_aside(str(FIRST), f"{FIRST}/version/abc")
    store.add_graph(SECOND, labelled("same"))
    assert store.triple_count() == 1
    store.remove_graph(str(SECOND))
    assert store.triple_count() == 0
    store.add_graph(SECOND, labelled("same"))
    store.remove_graph(f"{FIRST}/version/abc")
    assert (store.triple_count(), store.aside_iris()) == (1, [])


def test_a_file_of_triples_is_a_graph(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_bytes(labelled("one").serialize(format="nt", encoding="utf-8"))
    store = EmbeddedStore.empty()
    store.add_triples(str(FIRST), tmp_path / "a.nt")
    assert list(store.triples_of(str(FIRST))) == list(two_graphs().triples_of(str(FIRST)))
    assert store.triple_count() == 1

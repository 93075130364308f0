"""Cells of TSV as JSON, held to the terms that the store itself gives."""

import json

import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from api.graphql.cells import in_language, in_order, read_rows, scalar_writer, string_of
from api.graphql.values import ANY, texts
from store.embedded import EmbeddedStore
from store.query_text import Query
from store.result_formats import by_name

XSD = "http://www.w3.org/2001/XMLSchema#"
THING, SAYS = NamedNode("https://example.org/thing"), NamedNode("https://example.org/says")
EVERYTHING = Query("everything", "SELECT ?value WHERE { ?thing ?property ?value }")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    [
        'a"b',
        "tab\there",
        "line\nend",
        "back\\slash",
        "\x00\x1f\x7f",
        "\u2028",
        "it's",
        "\r",
        '\\"@en',
        "'",
        "\\'",
        "\\U",
    ]
)
literals = st.one_of(
    st.builds(Literal, words),
    st.builds(
        lambda text, language: Literal(text, language=language), words, st.sampled_from(["kk", "ru", "en", "de"])
    ),
    st.builds(lambda number: Literal(str(number), datatype=NamedNode(XSD + "integer")), st.integers(-(10**9), 10**9)),
    st.builds(lambda number: Literal(str(number), datatype=NamedNode(XSD + "decimal")), st.decimals(0, 20, places=2)),
    st.builds(
        lambda truth: Literal(truth, datatype=NamedNode(XSD + "boolean")), st.sampled_from(["true", "false", "1"])
    ),
    st.builds(lambda text: Literal(text, datatype=NamedNode("https://example.org/type")), words),
)
terms = st.lists(literals | st.builds(lambda n: NamedNode(f"https://example.org/{n}"), st.integers(0, 9)), max_size=5)


def stored(values: list) -> EmbeddedStore:
    engine = pyoxigraph.Store()
    for value in values:
        engine.add(Quad(THING, SAYS, value, DefaultGraph()))
    return EmbeddedStore(engine)


def cells_of(store: EmbeddedStore) -> list[str]:
    return [row[0] for row in read_rows(store.serialise(EVERYTHING, by_name("tsv")))]


@settings(max_examples=60, deadline=None)
@given(terms)
def test_a_cell_is_the_text_of_its_term(values: list) -> None:
    store = stored(values)
    expected = [row["value"].value for row in store.select(EVERYTHING)]
    assert [json.loads(string_of(cell)) for cell in cells_of(store)] == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-1000, 1000), unique=True, max_size=5))
def test_integers_are_numbers_in_their_order(numbers: list[int]) -> None:
    cells = cells_of(stored([Literal(str(n), datatype=NamedNode(XSD + "nonNegativeInteger")) for n in numbers]))
    write = scalar_writer("integer")
    assert [json.loads(write(cell)) for cell in in_order(cells, "integer")] == sorted(numbers)


@settings(max_examples=60, deadline=None)
@given(terms, st.lists(st.sampled_from(["kk", "ru", "en", "nl", ANY]), min_size=1, max_size=3))
def test_the_texts_of_a_language_are_those_of_the_terms(values: list, languages: list[str]) -> None:
    store = stored(values)
    found, language = in_language(cells_of(store), languages)
    expected = texts([row["value"] for row in store.select(EVERYTHING)], languages)
    assert [{"value": json.loads(string_of(cell)), "language": language} for cell in found] == expected


def test_escapes_that_other_stores_write_are_understood() -> None:
    answer = b"?a\t?b\n'it\\'s'@en\t\"\\U0001F600\\u0041\"\n"
    [row] = read_rows(answer)
    assert [json.loads(string_of(cell)) for cell in row] == ["it's", "\U0001f600A"]
    assert row[0].endswith("@en")

"""Search over names in four languages, formulas, numbers and paragraphs."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from api.graphql.folding import fold, words
from api.graphql.schema import AnalystSchema
from api.graphql.search_match import distance
from ontology.namespaces import BAT, DOC, ELI, LAW, TECHNIQUE, code


def named(graph: Graph, thing: URIRef, kind: URIRef, *labels: tuple[str, str]) -> None:
    graph.add((thing, RDF.type, kind))
    for text, language in labels:
        graph.add((thing, SKOS.prefLabel, Literal(text, language)))


def library() -> Graph:
    graph = Graph()
    named(
        graph,
        TECHNIQUE["bag-filter"],
        BAT.Technique,
        ("Bag filter", "en"),
        ("қапшық сүзгі", "kk"),
        ("рукавный фильтр", "ru"),
        ("doekfilter", "nl"),
    )
    named(graph, TECHNIQUE["mist-filter"], BAT.Technique, ("Mist filter", "en"))
    named(graph, code("pollutant", "so2"), SKOS.Concept, ("Sulphur dioxide", "en"), ("Диоксид серы", "ru"))
    graph.add((code("pollutant", "so2"), BAT.chemicalFormula, Literal("SO2")))
    named(graph, code("pollutant", "benzene"), SKOS.Concept, ("Benzene", "en"))
    graph.add((code("pollutant", "benzene"), BAT.casNumber, Literal("71-43-2")))
    named(graph, code("sector", "REF"), SKOS.Concept, ("Мұнай өңдеу", "kk"))
    named(graph, DOC["32019D2031"], BAT.EuBatConclusions, ("Food, drink and milk", "en"))
    graph.add((DOC["32019D2031"], BAT.documentCode, Literal("FDM")))
    graph.add((DOC["32019D2031"], DCTERMS.source, Literal("nowhere")))
    named(graph, LAW["p12.8"], ELI.LegalResourceSubdivision, ("paragraph 12, sub-paragraph 8)", "en"))
    graph.add((LAW["p12.8"], ELI.number, Literal("12.8")))
    graph.add((LAW["p12.8"], BAT.summary, Literal("The section on techniques considered.", "en")))
    return graph


QUESTION = """
query Search($text: String!, $languages: [Language!], $kinds: [SearchKind!], $first: Int! = 20) {
  search(text: $text, languages: $languages, kinds: $kinds, first: $first) {
    totalCount allWords hits { iri kind text language score highlights { text matched } }
  }
}
"""


@pytest.fixture(scope="module")
def search(schema_over: Callable[[Graph], AnalystSchema]) -> Callable[..., dict[str, Any]]:
    schema = schema_over(library())

    def ask(text: str, **variables: Any) -> dict[str, Any]:
        answer = schema.answer(QUESTION, {"text": text, **variables})
        assert answer.errors is None
        assert answer.data is not None
        found: dict[str, Any] = answer.data["search"]
        return found

    return ask


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bag filter", ["technique/bag-filter"]),
        ("BAG", ["technique/bag-filter"]),
        ("bag fitler", ["technique/bag-filter"]),  # two letters swapped
        ("фильр", ["technique/bag-filter"]),  # a letter missing
        ("капшык сузги", ["technique/bag-filter"]),  # Kazakh letters as a Russian keyboard has them
        ("рукав", ["technique/bag-filter"]),  # the beginning of a word
        ("doekf", ["technique/bag-filter"]),
        ("мунай", ["code/sector/REF"]),
        ("so2", ["code/pollutant/so2"]),
        ("SO₂", ["code/pollutant/so2"]),
        ("so3", []),  # a wrong digit is no slip
        ("71-43-2", ["code/pollutant/benzene"]),
        ("fdm", ["doc/32019D2031"]),
        ("12.8", ["law/kz-775/p12.8"]),
        ("techniques considered", ["law/kz-775/p12.8"]),
        ("nowhere", []),  # not a property that is searched
        ("", []),
        ("%_*\"' OR 1", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(search: Callable[..., Any], typed: str, expected: list[str]) -> None:
    found = search(typed)
    assert [hit["iri"].removeprefix("https://w3id.org/batgraph/") for hit in found["hits"]] == expected
    assert found["totalCount"] == len(expected)
    assert found["allWords"]


def test_a_hit_shows_what_matched_and_in_which_language(search: Callable[..., Any]) -> None:
    [hit] = search("рукав фильтр")["hits"]
    assert hit.pop("score") > 0.8
    assert hit == {
        "iri": str(TECHNIQUE["bag-filter"]),
        "kind": "TECHNIQUE",
        "text": "рукавный фильтр",
        "language": "ru",
        "highlights": [
            {"text": "рукавный", "matched": True},
            {"text": " ", "matched": False},
            {"text": "фильтр", "matched": True},
        ],
    }


def test_the_best_hit_comes_first_and_first_cuts(search: Callable[..., Any]) -> None:
    whole = search("filter")
    assert [hit["text"] for hit in whole["hits"]] == ["Bag filter", "Mist filter"]
    assert [hit["text"] for hit in search("mist filter")["hits"]] == ["Mist filter"]
    cut = search("filter", first=1)
    assert (cut["totalCount"], cut["hits"]) == (2, whole["hits"][:1])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Nothing holds both words: what holds one, better by how well it does.
        ("bag dioxide", ["technique/bag-filter", "code/pollutant/so2"]),
        ("mist food", ["technique/mist-filter", "doc/32019D2031"]),
        # Two of three words before one of three.
        ("filter bag dioxide", ["technique/bag-filter", "code/pollutant/so2", "technique/mist-filter"]),
        ("сүзгі күкірт", ["technique/bag-filter"]),
        # A slip, a short word and nothing at all are too little to go by alone.
        ("flter xyzzy", []),
        ("so of", []),
        ("xyzzy plugh", []),
    ],
)
def test_where_nothing_holds_all_words_what_holds_some_is_found(
    search: Callable[..., Any], typed: str, expected: list[str]
) -> None:
    found = search(typed)
    assert [hit["iri"].removeprefix("https://w3id.org/batgraph/") for hit in found["hits"]] == expected
    assert found["totalCount"] == len(expected)
    assert found["allWords"] == (not expected)


def test_languages_and_kinds_narrow(search: Callable[..., Any]) -> None:
    assert search("filter", languages=["KK", "RU"])["hits"] == []
    assert [hit["language"] for hit in search("сүзгі", languages=["KK"])["hits"]] == ["kk"]
    assert search("filter", kinds=["DOCUMENT"])["hits"] == []
    # A formula is in no language, so it is found in all.
    assert len(search("so2", languages=["KK"])["hits"]) == 1


@given(st.text(max_size=30))
def test_words_stand_where_they_are_printed(text: str) -> None:
    printed = unicodedata.normalize("NFC", text)
    for word in words(printed):
        assert word.folded in fold(printed[word.start : word.end])


def plain_distance(left: str, right: str) -> int:
    """The textbook recursion."""
    if not left or not right:
        return len(left) + len(right)
    best = min(
        plain_distance(left[1:], right) + 1,
        plain_distance(left, right[1:]) + 1,
        plain_distance(left[1:], right[1:]) + (left[0] != right[0]),
    )
    if len(left) > 1 and len(right) > 1 and left[:2] == right[1::-1]:
        best = min(best, plain_distance(left[2:], right[2:]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_distance_is_the_textbook_distance_up_to_a_limit(left: str, right: str, most: int) -> None:
    assert distance(left, right, most) == min(plain_distance(left, right), most + 1)

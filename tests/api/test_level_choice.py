"""Choosing among the levels of a page: nothing is left out unsaid, and no level loses its conditions or footnotes."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import lxml.html
import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from starlette.testclient import TestClient

from api.service.application import Service, make_application
from ontology.namespaces import BAT, CODE, DOC, code
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess

PAGE = {"accept": "text/html"}
DOCUMENTS = {"32001D0001": "AAA", "32002D0002": "BBB", "32003D0003": "AAA"}
# 4 of each document, substance and medium, with 3 documents; 2 levels more that state no medium and no substance.
SUBSTANCES, MEDIA, EACH = ("nox", "dust"), ("air", "water", "wastewater"), 4


def level(graph: Graph, document: str, number: int) -> URIRef:
    iri = DOC[f"{document}/table/1/r{number}c1"]
    note = DOC[f"{document}/table/1/note/{number}"]
    graph.add((iri, RDF.type, BAT.EmissionLevel))
    graph.add((iri, BAT.inDocument, DOC[document]))
    graph.add((iri, BAT.printedText, Literal(f"{document}-{number}")))
    graph.add((iri, BAT.sizeText, Literal(f"ketel {number}", "nl")))
    graph.add((iri, BAT.hasFootnote, note))
    graph.add((note, BAT.mark, Literal(str(number))))
    return iri


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    graph = Graph()
    for document, name in DOCUMENTS.items():
        graph.add((DOC[document], RDF.type, BAT.EuBatConclusions))
        graph.add((DOC[document], BAT.documentCode, Literal(name)))
        graph.add((DOC[document], BAT.decisionNumber, Literal(document[1:5])))
        for number, (substance, medium, _) in enumerate(product(SUBSTANCES, MEDIA, range(EACH)), 1):
            iri = level(graph, document, number)
            graph.add((iri, BAT.pollutant, code("pollutant", substance)))
            graph.add((iri, BAT.medium, code("medium", medium)))
    for number in range(101, 103):
        graph.add((level(graph, "32001D0001", number), BAT.parameterText, Literal("netto rendement", "nl")))
    for number in range(201, 251):
        graph.add((level(graph, "32001D0001", number), BAT.pollutant, code("pollutant", "nox")))
    for scheme, identifier in (*(("pollutant", each) for each in SUBSTANCES), *(("medium", each) for each in MEDIA)):
        graph.add((code(scheme, identifier), RDF.type, SKOS.Concept))
        graph.add((code(scheme, identifier), SKOS.inScheme, CODE[scheme]))
        graph.add((code(scheme, identifier), SKOS.prefLabel, Literal(identifier, "en")))
    graph.add((DOC["32003D0003"], BAT.supersedes, DOC["32001D0001"]))
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://w3id.org/batgraph/graph/levels"), graph)
    dataset = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store.write_nquads(dataset)
    with QueryProcess(dataset, QueryLimits()) as queries:
        yield TestClient(make_application(Service(store, queries, "test-version")))


def page(client: TestClient, path: str, **parameters: str) -> lxml.html.HtmlElement:
    answer = client.get(path, headers=PAGE, params={"lang": "en", **parameters})
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def values(shown: lxml.html.HtmlElement) -> list[str]:
    """The printed values of all levels on a page, each of which has its condition and its footnote."""
    rows = shown.xpath("//table[@class='stacked']/tbody/tr[th/a]")
    found = []
    for row in rows:
        value = row.xpath("th/a")[0].text
        number = value.rpartition("-")[2]
        conditions, footnotes = row[3], row[4]
        assert f"ketel {number}" in conditions.text_content()
        assert [mark.text for mark in footnotes.xpath("a")] == [f"({number})"]
        found.append(value)
    return found


def in_overview(shown: lxml.html.HtmlElement) -> dict[str, list[str]]:
    rows = shown.xpath("//table[@class='overview']/tbody/tr")
    return {row[0].xpath("a")[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}


def test_many_levels_are_counted_by_document_and_medium_before_any_is_shown(pages: TestClient) -> None:
    shown = page(pages, "/code/pollutant/dust", levels="")
    assert len(values(shown)) == 36  # few enough for one page
    shown = page(pages, "/code/pollutant/nox")
    assert values(shown) == []
    heads = [head.text for head in shown.xpath("//table[@class='overview']/thead/tr/th")]
    assert heads == ["Document", "air", "no medium stated", "wastewater", "water", "all"]
    assert in_overview(shown) == {
        "AAA 2001": ["4", "50", "4", "4", "62"],
        "AAA 2003": ["4", "–", "4", "4", "12"],
        "BBB 2002": ["4", "–", "4", "4", "12"],
    }
    assert shown.xpath("//h2[@id='levels']/span")[0].text == "86"


def test_every_level_can_be_reached_by_a_choice_and_none_is_left_out(pages: TestClient) -> None:
    shown = page(pages, "/code/pollutant/nox")
    [everything] = [link for link in shown.xpath("//main//a/@href") if "levels=all" in link]
    whole = Counter(values(lxml.html.fromstring(pages.get(everything, headers=PAGE).text)))
    assert sum(whole.values()) == 86
    reached: Counter[str] = Counter()
    for link in shown.xpath("//table[@class='overview']/tbody//td/a/@href"):
        reached.update(values(lxml.html.fromstring(pages.get(link, headers=PAGE).text)))
    assert reached == whole


@pytest.mark.parametrize(
    ("path", "choice", "expected"),
    [
        ("/code/pollutant/nox", {"document": "32002D0002", "medium": "water"}, range(5, 9)),
        ("/doc/32002D0002", {"substance": "dust", "medium": "air"}, range(13, 17)),
        ("/doc/32001D0001", {"substance": "netto rendement"}, range(101, 103)),
        ("/doc/32001D0001", {"medium": "none"}, [101, 102, *range(201, 251)]),
        ("/doc/32001D0001", {"substance": "dust", "medium": "none"}, []),
    ],
)
def test_a_choice_shows_all_that_fit_it_and_says_of_how_many(
    pages: TestClient, path: str, choice: dict[str, str], expected: list[int]
) -> None:
    shown = page(pages, path, **choice)
    assert [int(value.rpartition("-")[2]) for value in values(shown)] == list(expected)
    total = shown.xpath("//h2[@id='levels']/span")[0].text
    said = f"Shown: {len(expected)} of {total}" if expected else f"No level fits this choice; there are {total}"
    assert said in shown.xpath("//main")[0].text_content()
    [kept] = [option.get("value") for option in shown.xpath("//select[@name='medium']/option[@selected]")] or [""]
    assert kept == choice.get("medium", "")
    [in_kazakh] = shown.xpath("//nav/a[@lang='kk']/@href")
    assert values(lxml.html.fromstring(pages.get(in_kazakh, headers=PAGE).text)) == values(shown)


def test_a_value_that_no_level_has_is_refused_with_those_there_are(pages: TestClient) -> None:
    answer = pages.get("/code/pollutant/nox", headers=PAGE, params={"medium": "soil", "lang": "ru"})
    assert answer.status_code == 404
    assert "Есть: air, none, wastewater, water." in answer.text


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/code/pollutant/nox", ["AAA 2001"]),
        ("/code/pollutant/nox?levels=all", ["AAA 2001"]),
        ("/doc/32001D0001", ["the page"]),
        ("/doc/32001D0001/table/1/r1c1", ["the page"]),
        ("/doc/32003D0003", []),
    ],
)
def test_levels_of_a_document_that_was_replaced_say_by_which(pages: TestClient, path: str, marked: list[str]) -> None:
    shown = lxml.html.fromstring(pages.get(path, headers={**PAGE, "accept-language": "en"}).text)
    warnings = shown.xpath("//*[@class='warning']")
    assert [" ".join(each.text_content().split()) for each in warnings] == ["Replaced by AAA 2003"] * len(marked)
    assert shown.xpath("//*[@class='warning']/a/@href") == ["/doc/32003D0003?lang=en"] * len(marked)


def test_the_words_of_a_source_carry_their_language(pages: TestClient) -> None:
    shown = page(pages, "/doc/32001D0001", substance="netto rendement")
    cells = shown.xpath("//table[@class='stacked']/tbody/tr[1]/td")
    assert [(each.get("lang"), each.text) for each in cells[0].xpath("span")] == [("nl", "netto rendement")]
    assert [(each.get("lang"), each.text) for each in cells[2].xpath("span")] == [("nl", "ketel 101")]
    assert shown.xpath("//select[@name='substance']/option[@lang='nl']/text()") == ["netto rendement (2)"]

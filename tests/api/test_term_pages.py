"""Pages of terms, over the real ontology and code lists."""

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from rdflib import RDF, SKOS, Graph, URIRef
from starlette.testclient import TestClient

from api.graph_build import add_ontology
from api.service.application import Service, make_application
from ontology.model import definitions, labels, load_code_lists, load_ontology
from ontology.namespaces import BAT, GRAPH, code
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an application that serves the ontology and a small illustrative graph."""
    store = EmbeddedStore.empty()
    add_ontology(store)
    data = Graph().parse(Path(__file__).parent / "illustrative_graph.ttl")
    store.add_graph(GRAPH["illustrative"], data)
    dataset = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store.write_nquads(dataset)
    with QueryProcess(dataset, QueryLimits(seconds=5.0, answer_bytes=20_000)) as queries:
        yield TestClient(make_application(Service(store, queries, "test-version")))


def shown(client: TestClient, path: str, language: str) -> lxml.html.HtmlElement:
    answer = client.get(path, headers=PAGE, params={"lang": language})
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def facts(page: lxml.html.HtmlElement) -> dict[str, str]:
    names = page.xpath("//dl[@class='facts']/dt")
    return {text_of(name): text_of(name.getnext()) for name in names}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_class_has_a_page_with_its_words_in_each_language(
    terms: TestClient, ontology: Graph, language: str
) -> None:
    for term in (BAT.TechniqueEntry, BAT.Determination, BAT.MarkerDesignation):
        page = shown(terms, term.removeprefix("https://w3id.org/batgraph"), language)
        assert text_of(page.xpath("//h1")[0]) == labels(ontology, term)[language]
        assert text_of(page.xpath("//p[@class='lead']")[0]) == definitions(ontology, term)[language]
        said = {name.get("lang"): (text_of(name), text_of(name.getnext())) for name in page.xpath("//dt[@lang]")}
        assert said == {
            one: (labels(ontology, term)[one], definitions(ontology, term)[one]) for one in ("kk", "ru", "en")
        }


def test_a_class_lists_its_properties_with_their_values(terms: TestClient) -> None:
    page = shown(terms, "/def/Evidence", "en")
    rows = [[text_of(cell) for cell in row.xpath("*")] for row in page.xpath("//tbody/tr")]
    assert [(row[0].split()[-1], row[2]) for row in rows] == [
        ("citesDocument", "document"),
        ("evidenceText", "text in a language"),
    ]
    assert facts(page)["Used by"] == "has evidence"


def test_a_code_list_has_its_codes_and_a_code_its_list(terms: TestClient) -> None:
    page = shown(terms, "/code/direction", "ru")
    codes = [text_of(cell).split()[-1] for cell in page.xpath("//tbody/tr/th")]
    scheme = URIRef(code("direction", "reduces").rpartition("/")[0])
    listed = {str(one).rpartition("/")[2] for one in load_code_lists().subjects(SKOS.inScheme, scheme)}
    assert sorted(codes) == sorted(listed)
    reduces = shown(terms, "/code/direction/reduces", "ru")
    assert reduces.xpath("//dl[@class='facts']//a[@href='/code/direction?lang=ru']")


def test_a_page_says_where_a_term_rests_and_what_uses_it(terms: TestClient) -> None:
    page = shown(terms, "/def/documentCode", "en")
    assert [text_of(one) for one in page.xpath("//main/ul/li")] == ["An <invented> decision XX 1999/1"]
    assert facts(page)["Is said of"]
    law = shown(terms, "/def/TechniqueEntry", "kk")
    assert law.xpath("//a[@href='/law/kz-775/p12.8?lang=kk']")[0].text == "p12.8"


def test_the_list_of_terms_leads_to_a_page_for_each(terms: TestClient, ontology: Graph) -> None:
    page = shown(terms, "/ontology", "kk")
    links = {href.partition("?")[0] for href in page.xpath("//section//li/a/@href")}
    expected = {
        term.removeprefix("https://w3id.org/batgraph")
        for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        for term in ontology.subjects(RDF.type, URIRef(f"http://www.w3.org/2002/07/owl#{kind}"))
        if isinstance(term, URIRef) and term.startswith(BAT)
    }
    assert {link for link in links if link.startswith("/def/")} == expected
    assert not [link for link in links if "/node/" in link]


def test_the_namespace_is_the_whole_ontology_as_data_and_a_page_for_people(terms: TestClient, ontology: Graph) -> None:
    answer = terms.get("/def/", headers={"accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    whole = Graph().parse(data=answer.text, format="turtle")
    assert len(whole) == len(ontology + load_code_lists())
    page = terms.get("/def/", headers=PAGE, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/ontology?lang=en")


def test_the_triples_of_a_term_stand_at_its_address(terms: TestClient, ontology: Graph) -> None:
    answer = terms.get("/def/documentCode", headers={"accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    assert set(graph) == set(ontology.triples((BAT.documentCode, None, None)))

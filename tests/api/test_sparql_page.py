"""The answer of a query in a browser: a table with links, the same answer as data, and what is wrong with a query."""

import csv
import io

import lxml.html
import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

# As Chromium sends it.
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name ?none WHERE { ?thing skos:prefLabel ?name OPTIONAL { ?thing skos:note ?none } }
ORDER BY ?thing ?name"""


def asked(client: TestClient, query: str, language: str = "en", **more: str) -> lxml.html.HtmlElement:
    answer = client.get("/sparql", params={"query": query, "lang": language, **more}, headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = lxml.html.fromstring(answer.text)
    assert page.xpath("//textarea")[0].text.strip() == query
    return page


def table(page: lxml.html.HtmlElement) -> list[list[str]]:
    rows = page.xpath("//section[@id='answer']//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_rows_are_a_table_of_the_same_values_as_the_data_it_leads_to(client: TestClient) -> None:
    page = asked(client, NAMES)
    [link] = page.xpath("//section[@id='answer']//a[text()='csv']/@href")
    in_csv = list(csv.reader(io.StringIO(client.get(link).text)))
    head, *rows = table(page)
    assert head == in_csv[0]
    named = page.xpath("//section[@id='answer']//tbody/tr/td[2]/span[@lang]")
    shown = [
        [f"https://w3id.org/batgraph/{thing}", name.text, none]
        for (thing, _, none), name in zip(rows, named, strict=True)
    ]
    assert shown == in_csv[1:]
    assert page.xpath("//section[@id='answer']//h2/span")[0].text == str(len(rows))
    assert {each.get("lang") for each in named} == {"en", "ru", "kk"}


def test_a_term_of_ours_leads_to_its_page_in_the_language_and_no_term_to_a_program(client: TestClient) -> None:
    query = """SELECT * { VALUES ?x { <https://w3id.org/batgraph/doc/3XX> <http://example.org/a> <javascript:alert(1)>
      <http://www.w3.org/2004/02/skos/core#note> 1.5 "<b>" "1999"^^<http://www.w3.org/2001/XMLSchema#gYear> } }"""
    page = asked(client, query, "kk")
    assert table(page)[1:] == [
        *(["doc/3XX"], ["http://example.org/a"], ["javascript:alert(1)"], ["skos:note"]),
        *(["1.5"], ["<b>"], ["1999 xsd:gYear"]),
    ]
    assert page.xpath("//section[@id='answer']//td//a/@href") == [
        "/doc/3XX?lang=kk",
        "http://example.org/a",
        "http://www.w3.org/2004/02/skos/core#note",
    ]


@pytest.mark.parametrize(("language", "said"), [("en", ["Yes", "No"]), ("ru", ["Да", "Нет"]), ("kk", ["Иә", "Жоқ"])])
def test_a_truth_value_is_said_in_the_language(client: TestClient, language: str, said: list[str]) -> None:
    found = [asked(client, query, language) for query in ("ASK {}", "ASK { <urn:none> ?p ?o }")]
    assert [page.xpath("//section[@id='answer']//strong")[0].text for page in found] == said


def test_triples_are_a_table_and_lead_to_readable_turtle(client: TestClient) -> None:
    page = asked(client, "DESCRIBE <https://w3id.org/batgraph/doc/3XX>")
    [link] = page.xpath("//section[@id='answer']//a[text()='turtle']")
    assert link.get("download") == "answer.ttl"
    turtle = client.get(link.get("href")).text
    assert turtle.startswith("@prefix bat: <https://w3id.org/batgraph/def/> .\n")
    quads = list(parse(turtle, RdfFormat.TURTLE))
    assert len(table(page)) - 1 == len(quads) == 8
    assert ["doc/3XX", "def/decisionNumber", "1999/1"] in table(page)


def test_a_long_answer_says_how_much_of_it_is_shown(client: TestClient) -> None:
    ten = "0 1 2 3 4 5 6 7 8 9"
    query = f"SELECT ?a {{ VALUES ?a {{ {ten} }} VALUES ?b {{ {ten} }} VALUES ?c {{ {ten} }} VALUES ?d {{ 0 1 }} }}"
    page = asked(client, query)
    assert len(table(page)) == 1 + 1000
    assert page.xpath("//p[@class='warning']")[0].text == (
        "The first 1000 of 2000 rows are shown here. All of them are in the data above."
    )
    assert asked(client, query + " LIMIT 1000").xpath("//p[@class='warning']") == []


def test_an_empty_answer_is_said_to_be_empty(client: TestClient) -> None:
    page = asked(client, "SELECT * { <urn:none> ?p ?o }")
    assert page.xpath("//section[@id='answer']/p[last()]")[0].text.startswith("The answer is empty")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("SELECT", 400, "Запрос не принят"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", 503, "сузьте его"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_under_the_query(
    client: TestClient, query: str, status: int, said: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "lang": "ru"}, headers=BROWSER)
    page = lxml.html.fromstring(answer.text)
    assert answer.status_code == status
    assert page.xpath("//textarea")[0].text.strip() == query
    assert said in page.xpath("//section[@id='answer']")[0].text_content()


def test_the_form_asks_for_a_table_and_data_are_had_by_name(client: TestClient) -> None:
    page = asked(client, "ASK {}")
    offered = page.xpath("//select[@name='format']/option/@value")
    assert offered[0] == "html"
    for name in offered[1:3]:
        answer = client.get("/sparql", params={"query": "ASK {}", "format": name}, headers=BROWSER)
        assert "sparql-results" in answer.headers["content-type"]


def test_a_thing_is_described_in_turtle_with_what_it_is_first(client: TestClient) -> None:
    lines = client.get("/doc/3XX", headers={"accept": "text/turtle"}).text.splitlines()
    assert "@prefix bat: <https://w3id.org/batgraph/def/> ." in lines
    assert "<https://w3id.org/batgraph/doc/3XX> a bat:EuBatConclusions ;" in lines
    assert not any("<https://w3id.org/batgraph/def/" in line for line in lines if not line.startswith("@prefix"))

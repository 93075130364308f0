import tomllib
from importlib import resources

import lxml.html
import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

LANGUAGES = ["kk", "ru", "en"]


def words(html: str) -> list[str]:
    return [text.strip() for text in lxml.html.fromstring(html).itertext() if text.strip()]


def test_the_product_speaks_three_languages_completely() -> None:
    texts = {
        language: tomllib.loads((resources.files("api.service") / "texts" / f"{language}.toml").read_text("utf-8"))
        for language in LANGUAGES
    }
    assert texts["kk"].keys() == texts["ru"].keys() == texts["en"].keys()
    for key in texts["en"]:
        assert len({texts[language][key] for language in LANGUAGES}) == 3, key


@pytest.mark.parametrize(
    ("headers", "params", "language"),
    [
        ({}, {}, "en"),
        ({"accept-language": "kk,ru;q=0.5"}, {}, "kk"),
        ({"accept-language": "ru-RU,ru;q=0.9,en;q=0.8"}, {}, "ru"),
        ({"accept-language": "ru"}, {"lang": "kk"}, "kk"),
        ({"accept-language": "ru"}, {"lang": "de"}, "ru"),
        ({"accept-language": "de"}, {}, "en"),
    ],
)
def test_the_page_is_in_the_language_asked_for(client: TestClient, headers: dict, params: dict, language: str) -> None:
    answer = client.get("/", headers=headers, params=params)
    assert answer.headers["content-language"] == language
    assert lxml.html.fromstring(answer.text).get("lang") == language


def test_the_start_page_counts_what_each_document_holds(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/", params={"lang": "ru"}).text)
    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/*")]
    expected = ["XX · 1999/1Выдуманная отрасль", "отраслевой", "1", "1", "1", "1", "не определено: 1"]
    assert cells == expected
    assert page.xpath("//tbody//a/@href") == ["/doc/3XX?lang=ru"]
    assert page.xpath("//tbody//span[@lang]/@lang") == ["ru"]


def test_a_title_is_shown_where_the_sector_has_no_name_in_the_language(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/", params={"lang": "kk"}).text)
    title = page.xpath("//tbody//span[@lang]")[0]
    assert (title.get("lang"), title.text) == ("en", "An <invented> decision")


def test_a_thing_has_a_page_at_the_path_of_its_iri(client: TestClient) -> None:
    page = client.get("/doc/3XX", headers={"accept": "text/html"}, params={"lang": "kk"})
    shown = words(page.text)
    assert shown.count("An <invented> decision") >= 1
    assert "құжат коды" in shown
    assert "салалық" in shown
    links = lxml.html.fromstring(page.text).xpath("//main//a/@href")
    assert "/doc/3XX/bat/1?lang=kk" in links
    entry = lxml.html.fromstring(page.text).xpath("//main//li[a[text()='Ойдан шығарылған техника']]")
    assert [item.text_content() for item in entry] == ["Ойдан шығарылған техника 3XX/bat/1/technique/a"]


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_a_thing_has_its_triples_at_the_same_path(client: TestClient, accept: str) -> None:
    answer = client.get("/doc/3XX", headers={"accept": accept})
    graph = Graph().parse(data=answer.text, format=answer.headers["content-type"].split(";")[0])
    assert set(graph.subjects()) == {URIRef("https://w3id.org/batgraph/doc/3XX")}
    assert len(graph) == 8


@pytest.mark.parametrize("path", ["/doc/none", "/doc/a%20b", "/doc/%3Cscript%3E", "/none", "/static/none", "/def/none"])
def test_what_is_unknown_is_said_to_be_unknown(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/turtle"})
    assert answer.status_code == 404
    error = answer.json()["error"]
    assert sorted(error) == ["code", "hint", "message"]
    page = client.get(path, headers={"accept": "text/html"}, params={"lang": "kk"})
    assert page.status_code == 404
    shown = lxml.html.fromstring(page.text)
    assert shown.xpath("//h1")[0].text == "Мұнда ештеңе жоқ"
    assert shown.xpath("//main/p[@lang='en']")[0].text == f"{error['message']} {error['hint']}"
    assert shown.xpath("//main//code")[0].text == error["code"]


def test_a_value_in_the_language_of_the_page_comes_first_and_foreign_terms_have_words(client: TestClient) -> None:
    answer = client.get("/doc/3XX/bat/1/technique/a", headers={"accept": "text/html"}, params={"lang": "ru"})
    names = lxml.html.fromstring(answer.text).xpath("//dt")
    said = {name.text: [text.strip() for text in name.getnext().itertext() if text.strip()] for name in names}
    assert said["название"] == [
        *("Выдуманная техника", "(ru)"),
        *("A technique", "(en)"),
        *("Ойдан шығарылған техника", "(kk)"),
    ]
    assert said["вид"] == ["def/TechniqueEntry"]


@pytest.mark.parametrize("path", ["/", "/examples", "/about", "/sparql", "/doc/3XX"])
def test_pages_name_their_language_and_have_one_heading_and_labelled_fields(client: TestClient, path: str) -> None:
    page = lxml.html.fromstring(client.get(path, headers={"accept": "text/html"}).text)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//meta[@name='viewport']")
    for field in page.xpath("//textarea|//select|//input"):
        assert page.xpath(f"//label[@for='{field.get('id')}']")
    for link in page.xpath("//link/@href|//script/@src|//img/@src"):
        assert link.startswith("/static/")


def test_an_example_is_put_into_the_form(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/sparql", params={"example": "cross-references"}).text)
    assert "bat:hasReference" in page.xpath("//textarea")[0].text
    answer = client.get("/sparql", params={"example": "none"})
    assert answer.json()["error"]["code"] == "no-example"

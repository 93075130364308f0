import tomllib
from importlib import resources
from urllib.parse import quote

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
        said = {language: texts[language][key] for language in LANGUAGES}
        assert said["en"] not in (said["kk"], said["ru"]), key
        # One word can be the same in Kazakh and Russian: «класс».
        assert said["kk"] != said["ru"] or " " not in said["ru"], key


@pytest.mark.parametrize(
    ("headers", "params", "language"),
    [
        ({}, {}, "en"),
        ({"accept-language": "kk,ru;q=0.5"}, {}, "kk"),
        ({"accept-language": "ru-RU,ru;q=0.9,en;q=0.8"}, {}, "ru"),
        ({"accept-language": "ru"}, {"lang": "kk"}, "kk"),
        ({"accept-language": "ru"}, {"lang": "de"}, "ru"),
        ({"accept-language": "de"}, {}, "en"),
        ({"accept-language": "*"}, {}, "en"),
        ({"accept-language": "ru;q=0.1, *"}, {}, "ru"),
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
    html = lxml.html.fromstring(page.text)
    assert html.xpath("//h1")[0].text == "XX 1999/1"
    assert "/doc/3XX/bat/1?lang=kk" in html.xpath("//main//a/@href")
    assert table_rows(html, "Техникалар") == [["Ойдан шығарылған техника", "XX 1999/1, ЕҚТ 1, a", "5", "айқындалмаған"]]


def table_rows(page: lxml.html.HtmlElement, heading: str) -> list[list[str]]:
    [table] = page.xpath(f"//h2[starts-with(., '{heading}')]/following::table[1]")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath(".//tbody/tr")]


LEVEL = {
    "kk": [
        ("Деңгейлер", "Шаң · Ауа", "5-10 mg/Nm3 эмиссия деңгейі", "тәуліктік орташа"),
        ("жаңа; ≥ 1 MW; оттегі мөлшері 6 %", "(1)", "ЕҚТ 1; 1-кесте, 1-жол, 1-баған, 7-бет"),
    ],
    "ru": [
        ("Уровни", "Пыль · Воздух", "5-10 mg/Nm3 уровень эмиссии", "среднесуточное"),
        ("новая; ≥ 1 MW; содержание кислорода 6 %", "(1)", "НДТ 1; таблица 1, строка 1, столбец 1, с. 7"),
    ],
    "en": [
        ("Levels", "Dust · Air", "5-10 mg/Nm3 emission level", "daily average"),
        ("new; ≥ 1 MW; 6 % oxygen", "(1)", "BAT 1; table 1, row 1, column 1, p. 7"),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/doc/3XX", "/doc/3XX/bat/1", "/doc/3XX/table/1/r1c1", "/code/pollutant/dust"], ids=lambda path: path
)
def test_no_level_is_shown_without_unit_averaging_conditions_footnotes_and_place(
    client: TestClient, path: str, language: str
) -> None:
    page = lxml.html.fromstring(client.get(path, headers={"accept": "text/html"}, params={"lang": language}).text)
    (heading, *first), second = LEVEL[language]
    assert table_rows(page, heading) == [[*first, *second]]
    [note] = page.xpath("//td/a[text()='(1)']/@href")
    assert note == f"/doc/3XX/table/1/note/1?lang={language}"


def test_a_level_is_called_by_its_substance_and_value(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/doc/3XX/table/1/r1c1", headers={"accept": "text/html"}).text)
    assert page.xpath("//h1")[0].text == "Dust: 5-10 mg/Nm3"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/doc/3XX/bat/1", "НДТ 1"),
        ("/facility/plant-1", "A plant"),
        ("/doc/3XX/рукавный-фильтр", "Рукавный фильтр"),
        (
            "/doc/3XX/%D1%80%D1%83%D0%BA%D0%B0%D0%B2%D0%BD%D1%8B%D0%B9-%D1%84%D0%B8%D0%BB%D1%8C%D1%82%D1%80",
            "Рукавный фильтр",
        ),
    ],
)
def test_whatever_the_graph_describes_has_a_page_and_triples(client: TestClient, path: str, heading: str) -> None:
    answer = client.get(path, headers={"accept": "text/html"}, params={"lang": "ru"})
    assert lxml.html.fromstring(answer.text).xpath("//h1")[0].text == heading
    graph = Graph().parse(data=client.get(path, headers={"accept": "text/turtle"}).text, format="turtle")
    assert len(graph) > 0


def test_a_slash_too_many_leads_to_the_thing(client: TestClient) -> None:
    for accept in ("text/html", "text/turtle"):
        answer = client.get("/doc/3XX/?lang=kk", headers={"accept": accept}, follow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["location"].endswith("/doc/3XX?lang=kk")


def test_a_wrong_address_is_answered_with_what_is_called_alike_in_the_language_of_the_reader(
    client: TestClient,
) -> None:
    error = client.get("/technique/inventd", headers={"accept": "text/turtle"}).json()["error"]
    assert (error["code"], error["hint"]) == ("unknown-but-near", "Perhaps this was meant: /technique/invented.")
    page = client.get("/technique/inventd", headers={"accept": "text/html"}, params={"lang": "ru"})
    assert "Возможно, имелось в виду: /technique/invented." in page.text


@pytest.mark.parametrize("path", ["/", "/sparql", "/doc/3XX", "/code/pollutant/dust", "/sparql?query=ASK%7B%7D"])
def test_head_answers_as_get_does_without_a_body(client: TestClient, path: str) -> None:
    answer, whole = client.head(path), client.get(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == whole.headers["content-type"]


def test_what_is_not_offered_is_refused_with_what_is_in_the_language_of_the_reader(client: TestClient) -> None:
    answer = client.get("/doc/3XX", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle (format=turtle)" in answer.json()["error"]["hint"]
    page = client.get("/doc/3XX?format=png&lang=kk", headers={"accept": "text/html"})
    assert page.status_code == 406
    assert "Бұл жауапты png түрінде беру мүмкін емес." in page.text


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
    assert " белгілі емес." in page.text or " ештеңе жоқ." in page.text
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
    for field in page.xpath("//textarea|//select|//input[@type!='hidden']"):
        assert page.xpath(f"//label[@for='{field.get('id')}']")
    for link in page.xpath("//link/@href|//script/@src|//img/@src"):
        assert link.startswith("/static/")


def test_an_example_is_put_into_the_form(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/sparql", params={"example": "cross-references"}).text)
    assert "bat:hasReference" in page.xpath("//textarea")[0].text
    answer = client.get("/sparql", params={"example": "none"})
    assert answer.json()["error"]["code"] == "no-example"


def test_a_search_from_any_page_finds_a_thing_by_its_name_in_any_language(client: TestClient) -> None:
    [form] = lxml.html.fromstring(client.get("/doc/3XX", headers={"accept": "text/html"}).text).xpath("//form")
    assert (form.get("action"), form.get("role")) == ("/search", "search")
    page = lxml.html.fromstring(client.get("/search", params={"q": "ойдан шығарылған", "lang": "ru"}).text)
    hits = page.xpath("//ol/li")
    assert [" ".join(hit.text_content().split()) for hit in hits] == [
        "Ойдан шығарылған техника техника",
        "Ойдан шығарылған техника техника в документе · XX 1999/1, НДТ 1, a",
    ]
    assert page.xpath("//ol//a/@href") == ["/technique/invented?lang=ru", "/doc/3XX/bat/1/technique/a?lang=ru"]
    assert page.xpath("//ol//a/@lang") == ["kk", "kk"]
    [link] = page.xpath("//nav//a[@lang='kk']/@href")
    assert link == f"/search?lang=kk&q={quote('ойдан шығарылған')}"


def test_a_search_that_finds_nothing_says_so(client: TestClient) -> None:
    assert "Ештеңе табылмады" in client.get("/search", params={"q": "zzzzzz", "lang": "kk"}).text
    assert "Type what to find" in client.get("/search", params={"lang": "en"}).text

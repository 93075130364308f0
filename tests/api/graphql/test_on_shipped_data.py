"""What an analyst is promised, asked of the shipped facts; what is expected is read from the CSV files themselves."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.graphql.problems import formatted
from api.graphql.schema import AnalystSchema

DATA = Path(__file__).resolve().parents[3] / "data"
BASE = "https://w3id.org/batgraph/"


def rows(document: str, name: str) -> list[dict[str, str]]:
    with (DATA / document / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decisions() -> list[str]:
    return sorted(folder.parent.name for folder in DATA.glob("3*/levels.csv"))


def ask(schema: AnalystSchema, query: str, **variables: Any) -> dict[str, Any]:
    answer = schema.answer(query, variables)
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    return answer.data


LEVELS = """
query Levels($after: String) {
  associatedLevels(where: { pollutant: { code: { eq: "nox" } } }, first: 50, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { cursor node {
      iri printedText lowerBound upperBound unit { code } sourcePage
      inDocument { celex: iri documentCode documentKind { code } coversSector { code } }
      hasFootnote { mark sourcePage }
      technique: belongsToBat { batNumber techniqueEntries { nodes { prefLabel { value } } } }
    } }
  }
}
"""


def test_levels_for_a_pollutant_across_all_documents_with_page_and_footnotes(shipped: AnalystSchema) -> None:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = ask(shipped, LEVELS, after=after)["associatedLevels"]
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        after = page["pageInfo"]["endCursor"]
    expected = {
        f"{BASE}doc/{document}/{row['id']}": (row["printed"], int(row["page"]) or None)
        for document in decisions()
        for row in rows(document, "levels.csv")
        if "nox" in row["pollutants"].split("|")
    }
    assert len(found) == page["totalCount"]
    assert {each["iri"]: (each["printedText"], each["sourcePage"]) for each in found} == expected
    assert len({each["inDocument"]["documentCode"] for each in found}) > 4
    assert all(each["inDocument"]["documentKind"]["code"] for each in found)
    assert any(each["hasFootnote"] for each in found)
    footnotes = [(each["sourcePage"], footnote) for each in found for footnote in each["hasFootnote"]]
    # What was read from records without pages has none.
    assert all(footnote["mark"] and (footnote["sourcePage"] or not page) for page, footnote in footnotes)


def test_the_printed_levels_of_large_combustion_plants(shipped: AnalystSchema) -> None:
    """NOx from coal and lignite, below 100 MWth, yearly average, as printed: 100-150 new, 100-270 existing."""
    query = """{
      associatedLevels(where: {
        inDocument: { iri: { eq: "doc/32017D1442" } }, pollutant: { code: { eq: "nox" } }
        range: { unit: "mg-per-nm3", within: { from: 100, to: 270 } }
        and: [{ upperBound: { in: [150, 270] } }, { lowerBound: { eq: 100 } }]
      }) { nodes { printedText plantStatus { code } sizeText { value } sourcePage } }
    }"""
    found = {
        (node["printedText"].replace(" ", "").replace("–", "-"), tuple(s["code"] for s in _list(node["plantStatus"])))
        for node in ask(shipped, query)["associatedLevels"]["nodes"]
    }
    assert {("100-150", ("new",)), ("100-270", ("existing",))} <= found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else ([] if value is None else [value])


TECHNIQUE = """
query Technique($id: String!) {
  technique(id: $id) {
    iri
    kk: prefLabel(language: [KK]) { value language }
    ru: prefLabel(language: [RU]) { value language }
    en: prefLabel(language: [EN]) { value language }
    nl: prefLabel(language: [NL]) { value language }
    any: prefLabel(language: [ANY]) { value language }
    entries(first: 500) {
      totalCount
      nodes {
        iri mark inDocument { iri documentCode }
        determinations { nodes { status { code } underRuleSet { ruleSetId } } }
      }
    }
  }
  explanation(technique: $id, language: [RU, EN]) {
    ruleSetId
    determinations {
      entry { iri } statusId
      reasons { rule { iri } sentence { value language } paragraphs { number text { value } } }
    }
  }
}
"""


def test_a_technique_with_its_entries_in_every_book_and_its_status_explained(shipped: AnalystSchema) -> None:
    data = ask(shipped, TECHNIQUE, id="bag-filter")
    technique = data["technique"]
    listed = {row["id"]: row for row in rows("code-lists", "techniques.csv")}["bag-filter"]
    for language in ("kk", "ru", "en", "nl"):
        assert technique[language] == {"value": listed[language], "language": language}
    assert technique["any"] == technique["kk"]
    entries = {node["iri"]: node for node in technique["entries"]["nodes"]}
    assert len(entries) == technique["entries"]["totalCount"]
    assert len({node["inDocument"]["documentCode"] for node in entries.values()}) > 3
    assert data["explanation"]["ruleSetId"] == "kz-775"
    explained = {each["entry"]["iri"]: each for each in data["explanation"]["determinations"]}
    assert explained.keys() == entries.keys()
    for iri, each in explained.items():
        binding = [
            d["status"]["code"]
            for d in entries[iri]["determinations"]["nodes"]
            if d["underRuleSet"]["ruleSetId"] == "kz-775"
        ]
        assert binding == [each["statusId"]]
        assert each["reasons"]
        assert all(paragraph["number"] for reason in each["reasons"] for paragraph in reason["paragraphs"])
        assert {reason["sentence"]["language"] for reason in each["reasons"]} == {"ru"}


def test_the_first_reason_of_a_decision_before_a_conclusion_cites_paragraph_56(shipped: AnalystSchema) -> None:
    query = """query Path($technique: String!) { explanation(technique: $technique, language: [EN]) {
      determinations { entry { iri } reasons { paragraphs { number iri } } } } }"""
    by_name = ask(shipped, query, technique="Bag filter")["explanation"]["determinations"]
    by_path = ask(shipped, query, technique="technique/bag-filter")["explanation"]["determinations"]
    by_id = ask(shipped, query, technique="bag-filter")["explanation"]["determinations"]
    assert by_path == by_id
    assert {each["entry"]["iri"] for each in by_name} <= {each["entry"]["iri"] for each in by_id}
    numbers = Counter(p["number"] for each in by_id for reason in each["reasons"] for p in reason["paragraphs"])
    assert numbers["56"] > 0


DOCUMENT = """
query Document($code: String!) {
  document(code: $code) {
    iri documentKind { code }
    ... on EuBatConclusions { celex decisionNumber }
    hasReference { sourcePage refersTo { iri documentCode documentKind { code } } }
    numberedBats(first: 500, orderBy: { field: batNumber }) {
      totalCount
      nodes { batNumber sourcePage techniqueEntries(first: 100) { nodes { iri } } levels(first: 500) { nodes { iri } } }
    }
    techniqueEntries(first: 500) { totalCount }
    levels(first: 500) { totalCount }
  }
}
"""


@pytest.mark.parametrize(("code", "celex"), [("FDM", "32019D2031"), ("WI", "32019D2010")])
def test_a_document_with_its_bat_techniques_levels_and_related_documents(
    shipped: AnalystSchema, code: str, celex: str
) -> None:
    document = ask(shipped, DOCUMENT, code=code)["document"]
    assert (document["iri"], document["celex"]) == (f"{BASE}doc/{celex}", celex)
    bats = rows(celex, "bats.csv")
    nodes = document["numberedBats"]["nodes"]
    assert [node["batNumber"] for node in nodes] == sorted(int(row["number"]) for row in bats)
    assert document["levels"]["totalCount"] >= len(rows(celex, "levels.csv"))
    assert document["techniqueEntries"]["totalCount"] == len(rows(celex, "techniques.csv"))
    kinds = {row["code"]: row["kind"] for row in rows("code-lists", "reference-documents.csv")}
    related = {
        each["refersTo"]["documentCode"]: each["refersTo"]["documentKind"]["code"]
        for each in document["hasReference"]
        if "/bref-" in each["refersTo"]["iri"]
    }
    assert related == {code: kinds[code] for code in related}
    assert set(related.values()) == {"sectoral", "cross-sectoral"}


@pytest.mark.parametrize(
    ("question", "code", "near"),
    [
        ('explanation(technique: "bag filtre") { asked }', "unknown-technique", "Bag filter"),
        ('explanation(technique: "bag-filter", ruleSet: "kz") { asked }', "unknown-rule-set", "kz-775"),
        ('technique(name: "bag filtr") { iri }', "unknown", "Bag filter"),
        ('pollutant(id: "noxx") { iri }', "unknown", "nox"),
    ],
)
def test_a_name_that_is_not_known_gets_near_matches(
    shipped: AnalystSchema, question: str, code: str, near: str
) -> None:
    answer = shipped.answer(f"{{ {question} }}", {})
    assert answer.data is not None
    [error] = answer.errors or ()
    assert list(answer.data.values()) == [None]
    assert error.path == [question.partition("(")[0]]
    assert (error.extensions or {})["code"] == code
    assert near in (error.extensions or {})["near"]
    assert (error.extensions or {})["hint"]


@pytest.mark.parametrize(
    ("question", "iri"),
    [
        ('document(celex: "32019D2031")', "doc/32019D2031"),
        ('document(number: "2019/2031")', "doc/32019D2031"),
        ('document(code: "ecm")', "doc/bref-ECM"),
        ('pollutant(id: "nox")', "code/pollutant/nox"),
        ('pollutant(formula: "SO₂")', "code/pollutant/so2"),
        ('pollutant(cas: "71-43-2")', "code/pollutant/benzene"),
        ('pollutant(cas: "7439-97-6")', "code/pollutant/hg"),
        ('pollutant(name: "оксиды азота")', "code/pollutant/nox"),
        ('sector(id: "fdm")', "code/sector/FDM"),
        ('technique(name: "рукавный фильтр")', "technique/bag-filter"),
        ('regulation(paragraph: "12.8")', "law/kz-775/p12.8"),
    ],
)
def test_things_are_found_by_what_people_call_them(shipped: AnalystSchema, question: str, iri: str) -> None:
    assert ask(shipped, f"{{ found: {question} {{ iri }} }}")["found"] == {"iri": BASE + iri}


def test_a_paragraph_of_the_decree_in_three_languages(shipped: AnalystSchema) -> None:
    query = """{ regulation(paragraph: "2.1") { number kk: summary(language: [KK]) { value language }
      ru: summary(language: [RU]) { value } en: summary(language: [EN]) { value } } }"""
    paragraph = ask(shipped, query)["regulation"]
    assert paragraph["number"] == "2.1"
    assert paragraph["kk"]["language"] == "kk"
    assert len({paragraph["kk"]["value"], paragraph["ru"]["value"], paragraph["en"]["value"]}) == 3


def test_what_people_type_is_understood(shipped: AnalystSchema) -> None:
    """Units by symbol, codes in letters of any size, paragraphs as they are cited; and the list of determinations."""
    levels = (
        'associatedLevels(where: {{ pollutant: {{ code: {{ {code} }} }}, range: {{ unit: "{unit}", covers: 50 }} }})'
    )
    same = [
        levels.format(code=code, unit=unit)
        for code in ('eq: "nox"', 'eq: "NOx"', 'in: ["NOX"]')
        for unit in ("mg-per-nm3", "mg/Nm3", "MG/NM³")
    ]
    asked = " ".join(f"q{number}: {each} {{ totalCount }}" for number, each in enumerate(same))
    assert len({each["totalCount"] for each in ask(shipped, f"{{ {asked} }}").values()} - {0}) == 1
    paragraphs = ("12.9", "p12.9", "P12.9", "п. 12.9")
    asked = " ".join(
        f'q{number}: regulation(paragraph: "{each}") {{ number }}' for number, each in enumerate(paragraphs)
    )
    assert list(ask(shipped, f"{{ {asked} }}").values()) == [{"number": "12.9"}] * 4
    query = "{ determinations(first: 1) { totalCount nodes { iri } } }"
    found = ask(shipped, query)["determinations"]
    by_iri = ask(shipped, f'{{ determinationByIri(iri: "{found["nodes"][0]["iri"]}") {{ iri }} }}')
    assert by_iri["determinationByIri"] == found["nodes"][0]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("{ documents { title } }", "`nodes { … }`"),
        ("{ documents { nodes { title } } }", "`prefLabel { value language }`"),
        ("{ documents { nodes { id } } }", "its `iri`"),
        ("{ levels { value } }", "`associatedLevels`"),
        ("{ documents }", "{ … } after the field"),
    ],
)
def test_what_new_users_try_gets_a_hint(shipped: AnalystSchema, query: str, hint: str) -> None:
    [error] = shipped.answer(query, {}).errors or ()
    assert hint in formatted(error)["extensions"]["hint"]

"""What a demanding analyst types, and what has to come first."""

from random import Random

import pytest

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BASE

QUESTION = "query Search($text: String!) { search(text: $text, first: 5) { hits { iri } } }"
# What is typed: what must be among the first five; the first of them at the top.
EXPECTED = {
    # Kazakh, also as a Russian keyboard has it
    "мұнай": ["doc/bref-REF", "code/sector/REF"],
    "мунай": ["doc/bref-REF", "code/sector/REF"],
    "тозаң": ["code/pollutant/dust"],
    "шаң": ["code/pollutant/dust"],
    "қапшық сүзгі": ["technique/bag-filter"],
    "капшык сузги": ["technique/bag-filter"],
    "күкірт диоксиді": ["code/pollutant/so2"],
    "азот оксидтері": ["code/pollutant/nox"],
    "сынап": ["code/pollutant/hg"],
    # What no name says in one: the filters, and what they hold back
    "шаң сүзгі": ["code/pollutant/dust", "technique/bag-filter"],
    "пыль фильтр": ["code/pollutant/dust", "technique/bag-filter"],
    # Russian: whole words, beginnings, other endings
    "рукавный": ["technique/bag-filter"],
    "рукавные фильтры": ["technique/bag-filter"],
    "пыль": ["code/pollutant/dust"],
    "электрофильтр": ["technique/electrostatic-precipitator", "technique/wet-electrostatic-precipitator"],
    "электрофильтры": ["technique/electrostatic-precipitator"],
    "оксиды азота": ["code/pollutant/nox"],
    "ртути": ["code/pollutant/hg"],
    "ХПК": ["code/pollutant/cod"],
    "крупные сжигающие": ["doc/bref-LCP", "code/sector/LCP", "doc/32017D1442"],
    "маркерные вещества": ["law/kz-775/p2.9"],
    # English and Dutch: plurals, words set together or apart, slips
    "bag filter": ["technique/bag-filter"],
    "bag filters": ["technique/bag-filter"],
    "bagfilter": ["technique/bag-filter"],
    "bag fitler": ["technique/bag-filter"],
    "bio filter": ["technique/biofilter"],
    "electrostatic precipitater": ["technique/electrostatic-precipitator"],
    "dust": ["code/pollutant/dust", "technique/wet-dust-scrubber"],
    "stof": ["code/pollutant/dust"],
    "stoffilter": ["technique/32017D2117-bat-11-d"],
    "zwaveldioxide": ["code/pollutant/so2"],
    "large combustion": ["doc/bref-LCP", "code/sector/LCP", "doc/32017D1442"],
    "glass": ["code/sector/GLS"],
    # Abbreviations, formulas, numbers
    "ESP": ["technique/electrostatic-precipitator"],
    "SCR": ["technique/selective-catalytic-reduction"],
    "SNCR": ["technique/selective-non-catalytic-reduction"],
    "NOx": ["code/pollutant/nox"],
    "SO2": ["code/pollutant/so2"],
    "SO₂": ["code/pollutant/so2"],
    "so3": ["code/pollutant/so3"],
    "PCDD/F": ["code/pollutant/pcdd-f"],
    "7446-09-5": ["code/pollutant/so2"],
    "7439-97-6": ["code/pollutant/hg"],
    "mg/Nm3": ["code/unit/mg-per-nm3"],
    "2019/2031": ["doc/32019D2031"],
    "32019D2031": ["doc/32019D2031"],
    "FDM": ["doc/32019D2031", "doc/bref-FDM", "code/sector/FDM"],
    "fdm bref": ["doc/bref-FDM"],
    "FDM BAT 12": ["doc/32019D2031/bat/12"],
    "НДТ 12 LCP": ["doc/32017D1442/bat/12"],
    # Paragraphs
    "p12.9": ["law/kz-775/p12.9"],
    "12.9": ["law/kz-775/p12.9"],
    "п. 12.9": ["law/kz-775/p12.9"],
    "п12.9": ["law/kz-775/p12.9"],
    "пункт 56": ["law/kz-775/p56"],
    # The wrong script or keyboard
    "NOX шығарындысы төмен жанарғылар": ["technique/low-nox-burners"],
    "gskm": ["code/pollutant/dust"],
    "вгые": ["code/pollutant/dust"],
    # Nothing that anybody would call so
    "xyzzyxyzzy": [],
}


@pytest.mark.parametrize("typed", EXPECTED)
def test_what_is_meant_comes_first(shipped: AnalystSchema, typed: str) -> None:
    answer = shipped.answer(QUESTION, {"text": typed})
    assert answer.data is not None
    found = [hit["iri"].removeprefix(BASE) for hit in answer.data["search"]["hits"]]
    expected = EXPECTED[typed]
    assert found[:1] == expected[:1]
    assert set(expected) <= set(found)


def test_a_hit_leads_to_the_thing(shipped: AnalystSchema) -> None:
    kinds = {
        "bag filter": ("technique", "prefLabel { value }"),
        "SO2": ("concept", "code"),
        "2019/2031": ("document", "documentCode"),
        "FDM BAT 12": ("numberedBat", "batNumber"),
        "p12.9": ("regulation", "number"),
    }
    names = " ".join(f"{name} {{ iri {inner} }}" for name, inner in kinds.values())
    for typed, (name, _) in kinds.items():
        query = f"query Search($text: String!) {{ search(text: $text, first: 1) {{ hits {{ iri {names} }} }} }}"
        answer = shipped.answer(query, {"text": typed})
        assert answer.errors is None
        assert answer.data is not None
        [hit] = answer.data["search"]["hits"]
        assert {each for each in hit if each != "iri" and hit[each] is not None} == {name}
        assert hit[name]["iri"] == hit["iri"]
        assert len(hit[name]) == 2


def test_every_name_finds_its_thing_first(shipped: AnalystSchema) -> None:
    """A sample of the names in all languages, as they are printed."""
    names = """{ techniques(first: 400, orderBy: { field: iri, direction: DESC }) { nodes {
      iri kk: prefLabel(language: [KK]) { value } en: prefLabel(language: [EN]) { value } } } }"""
    question = "query Name($text: String!) { search(text: $text, first: 20) { allWords hits { iri text } } }"
    data = shipped.answer(names, {}).data
    assert data is not None
    nodes = data["techniques"]["nodes"]
    labels = [(node["iri"], node[each]["value"]) for node in nodes for each in ("kk", "en") if node[each]]
    chosen = Random(3).sample(labels, 4)
    for iri, text in chosen:
        answer = shipped.answer(question, {"text": text})
        assert answer.data is not None
        found = answer.data["search"]
        assert found["allWords"]
        assert found["hits"][0]["text"].casefold() == text.casefold()
        assert iri in [hit["iri"] for hit in found["hits"]]

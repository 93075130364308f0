"""The shipped lists as they stand: complete labels, sound numbers, no name that means two things."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from loaders.code_lists import load_shipped, pollutant_index, read_pollutants, read_units, unit_index
from loaders.loaded_source import LoadedSource
from ontology.namespaces import BAT, CODE, GRAPH, code

DATA = Path(__file__).resolve().parents[3] / "data"
CAS = re.compile(r"([0-9]{2,7})-([0-9]{2})-([0-9])")
CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
KAZAKH_ONLY = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")


@pytest.fixture(scope="module")
def shipped() -> LoadedSource:
    return load_shipped(DATA)


def cas_is_valid(number: str) -> bool:
    match = CAS.fullmatch(number)
    if match is None:
        return False
    digits = (match[1] + match[2])[::-1]
    return sum(place * int(digit) for place, digit in enumerate(digits, start=1)) % 10 == int(match[3])


def test_cas_numbers_have_the_right_check_digit() -> None:
    wrong = [(p.identifier, p.cas) for p in read_pollutants(DATA) if p.cas and not cas_is_valid(p.cas)]
    assert wrong == []


# What the annex calls the elements, where it does not use the English name in the list of pollutants.
CALLED = {"Chrome": "chromium", "molybdene": "molybdenum", "Inorganic mercury": "mercury"}


def test_elements_have_the_numbers_that_the_annex_of_factors_prints(shipped: LoadedSource) -> None:
    with (DATA / "ecm" / "factors.csv").open(encoding="utf-8", newline="") as source:
        printed = {CALLED.get(r["substance"], r["substance"].lower()): r["cas"] for r in csv.DictReader(source)}
    printed["mercury"] = "7439-97-6"  # it also prints 7430-97-6, whose check digit is wrong
    assert not cas_is_valid("7430-97-6")
    listed = [each for each in read_pollutants(DATA) if each.element_cas]
    for each in listed:
        assert not each.cas
        assert cas_is_valid(each.element_cas)
        assert {printed.get(name.lower().split(" and ")[0]) for name in each.names("en")} >= {each.element_cas}, each
        assert list(shipped.graph.objects(code("pollutant", each.identifier), BAT.elementCasNumber)) == [
            Literal(each.element_cas)
        ]
    assert len(listed) == 17


def test_a_sum_adds_up_what_its_formula_says() -> None:
    pollutants = {each.identifier: each for each in read_pollutants(DATA)}
    with_sums = {each.identifier: each for each in pollutants.values() if re.search(r"[+Σ]", each.formula)}
    written = {
        name: {part.strip(" ()Σ").replace("dioxin-like PCBs", "") for part in re.split(r"[+,]", each.formula)}
        for name, each in with_sums.items()
        if name != "ammonium"
    }
    stated = {
        name: {re.sub(r"[()]", "", pollutants[part].formula) for part in with_sums[name].sum_of} for name in written
    }
    assert stated == written
    assert len(written) == 7
    assert {each.identifier for each in pollutants.values() if each.sum_of} - written.keys() == {
        "sum-edc-vcm",
        "ammonium-nitrate-nitrite-nitrogen",
        "gaseous-sulphur",
    }


def test_the_check_digit_test_would_notice_the_misprint_of_the_register() -> None:
    assert not cas_is_valid("36355-1-8")
    assert not cas_is_valid("74-82-9")


@pytest.mark.parametrize(
    ("file", "languages"),
    [
        ("pollutants", ("en", "nl", "kk", "ru")),
        ("units", ("en", "nl", "kk", "ru")),
        ("sectors", ("en", "nl", "kk", "ru")),
        ("media", ("en", "nl", "kk", "ru")),
        ("ied-activities", ("en", "kk", "ru")),
        ("eprtr-activities", ("en", "kk", "ru")),
        ("nace", ("en", "kk", "ru")),
        ("cross-media-statements", ("en", "kk", "ru")),
    ],
)
def test_every_entry_has_a_label_in_every_language_in_its_script(file: str, languages: tuple[str, ...]) -> None:
    with (DATA / "code-lists" / f"{file}.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            for language in languages:
                assert row[language], (row["id"], language)
            assert CYRILLIC.search(row["ru"]) or row["id"] == "ph", row["id"]
            assert not KAZAKH_ONLY.search(row["ru"]), row["id"]
            assert not CYRILLIC.search(row["en"]), row["id"]


def test_an_oxide_is_not_its_sum_parameter(shipped: LoadedSource) -> None:
    nox, no2 = code("pollutant", "nox"), code("pollutant", "no2")
    sox, so2 = code("pollutant", "sox"), code("pollutant", "so2")
    graph = shipped.graph
    assert (no2, SKOS.broader, nox) in graph
    assert (so2, SKOS.broader, sox) in graph
    measured = {iri: graph.value(iri, BAT.measuredAs) for iri in (nox, no2, sox, so2)}
    assert measured == {nox: Literal("NO2"), no2: None, sox: Literal("SO2"), so2: None}


def test_counts_of_the_report_are_the_concepts_of_the_graph(shipped: LoadedSource) -> None:
    schemes = shipped.graph.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = {
        str(scheme).removeprefix(str(CODE)): sum(1 for _ in shipped.graph.subjects(SKOS.inScheme, scheme))
        for scheme in schemes
    }
    thresholds = sum(1 for _ in shipped.graph.subjects(RDF.type, BAT.ReleaseThreshold))
    assert shipped.report.counts == concepts | {"release-threshold": thresholds}
    assert shipped.graph_iri == GRAPH["code-lists"]


def test_no_concept_is_broader_than_itself_at_any_remove(shipped: LoadedSource) -> None:
    for concept in set(shipped.graph.subjects(SKOS.broader, None)):
        above = set(shipped.graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert all((higher, SKOS.broader, concept) not in shipped.graph for higher in above), concept


def test_no_entry_of_any_list_lacks_a_label(shipped: LoadedSource) -> None:
    assert shipped.report.findings == ()


def test_qudt_is_referred_to_for_units_without_a_qualification(shipped: LoadedSource) -> None:
    exact = {str(s).rpartition("/")[2]: o for s, o in shipped.graph.subject_objects(SKOS.exactMatch)}
    assert exact["mg-per-l"] == URIRef("http://qudt.org/vocab/unit/MilliGM-PER-L")
    assert not {"mg-per-nm3", "kwh-per-t", "kg-per-t-molten-glass"} & set(exact)
    assert len(set(exact.values())) == len(exact)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("kwh-per-t", "mj-per-t", "3.6"),
        ("mwh-per-t", "kwh-per-t", "1000"),
        ("gj-per-t", "mj-per-t", "1000"),
        ("kwh-per-kg", "mwh-per-t", "1"),
        ("g-per-t", "kg-per-t", "0.001"),
        ("mg-per-kg", "g-per-t", "1"),
        ("weight-percent", "kg-per-t", "10"),
        ("ug-per-nm3", "mg-per-nm3", "0.001"),
        ("kg-per-h", "t-per-year", "8.76"),
        ("m3-per-h", "m3-per-d", "24"),
        ("kg-per-t-molten-glass", "kg-per-t", "1"),
    ],
)
def test_factors_convert(first: str, second: str, ratio: str) -> None:
    units = {unit.identifier: unit for unit in read_units(DATA)}
    assert units[first].dimension == units[second].dimension
    assert units[first].factor / units[second].factor == Decimal(ratio)


def test_each_dimension_has_a_unit_of_factor_one_and_narrower_units_keep_the_dimension() -> None:
    units = {unit.identifier: unit for unit in read_units(DATA)}
    for unit in units.values():
        if unit.broader:
            assert unit.dimension == units[unit.broader].dimension, unit.identifier
    with_base = {unit.dimension for unit in units.values() if unit.factor == 1}
    assert {unit.dimension for unit in units.values()} == with_base


@pytest.mark.parametrize("language", ["en", "nl", "kk", "ru"])
def test_no_printed_name_means_two_pollutants(language: str) -> None:
    index = pollutant_index(DATA, language)
    for pollutant in read_pollutants(DATA):
        assert {index.find(name) for name in pollutant.names(language)} == {pollutant.identifier}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("CO", "co"),
        ("Co", "co-metal"),
        ("NOₓ", "nox"),
        ("Total suspended\nsolids", "tss"),
        ("SO₂", "so2"),
        ("Nitrogen oxides", "nox"),
        ("C6H6Cl6", None),
        ("unobtainium", None),
    ],
)
def test_printed_names_in_english(printed: str, expected: str | None) -> None:
    assert pollutant_index(DATA, "en").find(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("mg/Nm³", "mg-per-nm3"),
        ("μg/l", "ug-per-l"),
        ("µg/l", "ug-per-l"),
        ("MWh/hl producten", "mwh-per-hl-product"),
        ("Mg/Nm3", None),
        ("mg", None),
        ("мг/нм3", "mg-per-nm3"),
        ("мг/м³", "mg-per-m3"),
        ("мг/дм3", "mg-per-l"),
        ("г/с", "g-per-s"),
        ("т/жыл", "t-per-year"),
        ("Мг/нм3", None),
    ],
)
def test_printed_units_keep_their_case(printed: str, expected: str | None) -> None:
    assert unit_index(DATA).find(printed) == expected

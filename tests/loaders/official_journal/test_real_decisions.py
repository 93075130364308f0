"""Real decisions against what is printed in them, typed from the pages; skipped where the documents are not present."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.comparison import compare_readings
from loaders.official_journal.facts import ActivityInScope, DecisionFacts, Identity
from loaders.official_journal.page_content import DecisionText
from loaders.official_journal.reading import decision_facts, load_decision, load_shipped, loaded
from tests.loaders.official_journal.printed_pages import TEXT_PROPERTIES

Printed = Callable[[str], DecisionText]


@pytest.fixture(scope="module")
def decisions(shared: Path) -> Path:
    return shared / "data" / "eu-bat-conclusions"


@pytest.fixture(scope="module")
def fdm(printed_text: Printed) -> DecisionFacts:
    return decision_facts(printed_text("FDM_2019-2031_EN.pdf"))


@pytest.fixture(scope="module")
def lcp(printed_text: Printed) -> DecisionFacts:
    return decision_facts(printed_text("LCP_2017-1442_NL.pdf"))


def listed(facts: DecisionFacts, bat: int) -> list[tuple[str, str, str, str, int]]:
    """Return mark, name, group, describing section and page of the techniques of a BAT."""
    return [(one.mark, one.name, one.group, one.described_in, one.page) for one in facts.techniques if one.bat == bat]


def test_identity_and_scope_of_food_drink_and_milk(fdm: DecisionFacts) -> None:
    assert fdm.identity == Identity(
        celex="32019D2031",
        number="2019/2031",
        sector="FDM",
        language="en",
        title="establishing best available techniques (BAT) conclusions for the food, drink and milk industries, "
        "under Directive 2010/75/EU of the European Parliament and of the Council",
        adopted=date(2019, 11, 12),
        notified="C(2019) 7989",
        journal="L 313",
        published=date(2019, 12, 4),
        first_page=60,
        page_count=34,
    )
    assert fdm.activities == tuple(ActivityInScope(code, "covers", 2) for code in ("6.4.b", "6.4.c", "6.11"))
    assert [(one.role, one.code, one.page) for one in fdm.references] == [
        ("covers-excluded", "LCP", 3),
        ("covers-excluded", "SA", 3),
        *(
            ("relevant", code, 3)
            for code in ("LCP", "SA", "CWW", "LVOC", "WT", "CLM", "ROM", "ECM", "EFS", "ENE", "ICS")
        ),
    ]
    assert [one.term for one in fdm.terms] == [
        "Biochemical oxygen demand (BODn)",
        "Channelled emissions",
        "Chemical oxygen demand (COD)",
        "Dust",
        "Existing plant",
        "Hexane",
        "hl",
        "New plant",
        "NOX",
        "Residue",
        "SOX",
        "Sensitive receptor",
        "Total nitrogen (TN)",
        "Total organic carbon (TOC)",
        "Total phosphorus (TP)",
        "Total suspended solids (TSS)",
        "Total volatile organic carbon (TVOC)",
    ]
    assert fdm.findings == ()


def test_sections_and_pages_of_its_bat(fdm: DecisionFacts) -> None:
    assert [bat.number for bat in fdm.bats] == list(range(1, 38))
    sections = {bat.number: (bat.section, bat.section_title, bat.page) for bat in fdm.bats}
    assert {number: sections[number] for number in (1, 3, 12, 15, 16, 19, 32, 37)} == {
        1: ("1.1", "Environmental management systems", 6),
        3: ("1.2", "Monitoring", 8),
        12: ("1.7", "Emissions to water", 14),
        15: ("1.9", "Odour", 17),
        16: ("2.1.2", "Green fodder", 18),
        19: ("3.3", "Waste", 20),
        32: ("10.4", "Hexane losses", 28),
        37: ("13.3", "Emissions to air", 32),
    }
    pressures = {bat.number: bat.pressures for bat in fdm.bats}
    assert {number: pressures[number] for number in (6, 7, 8, 10, 12, 13, 15, 17)} == {
        6: ("energy-use",),
        7: ("water-use",),
        8: (),
        10: (),
        12: ("emission",),
        13: ("noise",),
        15: ("odour",),
        17: ("emission",),
    }


def test_techniques_against_emissions_to_water(fdm: DecisionFacts) -> None:
    first = "Preliminary, primary and general treatment"
    second = "Aerobic and/or anaerobic treatment (secondary treatment)"
    nitrogen, phosphorus, solids = "Nitrogen removal", "Phosphorus recovery and/or removal", "Final solids removal"
    separation = "Physical separation, e.g. screens, sieves, grit separators, oil/fat separators, or primary "
    assert listed(fdm, 12) == [
        ("a", "Equalisation", first, "14.1", 14),
        ("b", "Neutralisation", first, "14.1", 14),
        ("c", separation + "settlement tanks", first, "", 14),
        ("d", "Aerobic and/or anaerobic treatment (secondary treatment)", second, "", 15),
        ("e", "Nitrification and/or denitrification", nitrogen, "14.1", 15),
        ("f", "Partial nitritation — Anaerobic ammonium oxidation", nitrogen, "14.1", 15),
        ("g", "Phosphorus recovery as struvite", phosphorus, "14.1", 15),
        ("h", "Precipitation", phosphorus, "14.1", 15),
        ("i", "Enhanced biological phosphorus removal", phosphorus, "14.1", 15),
        ("j", "Coagulation and flocculation", solids, "14.1", 15),
        ("k", "Sedimentation", solids, "14.1", 15),
        ("l", "Filtration (e.g. sand filtration, microfiltration, ultrafiltration)", solids, "", 15),
        ("m", "Flotation", solids, "14.1", 15),
    ]
    entry = next(one for one in fdm.techniques if (one.bat, one.mark) == (12, "e"))
    assert entry.description == "Typical pollutants targeted: Total nitrogen, ammonium/ammonia"
    assert entry.applicability.startswith("Nitrification may not be applicable in the case of high chloride")


def test_a_statement_that_names_its_one_technique(fdm: DecisionFacts) -> None:
    named = {one.bat: one.technique for one in fdm.techniques if not one.mark}
    assert named == {
        1: "environmental-management-system",
        13: "noise-management-plan",
        15: "odour-management-plan",
        28: "bag-filter",
    }
    assert [one.mark for one in fdm.techniques if one.bat == 20] == []  # a bag filter, or both a cyclone and one


def test_the_dutch_reading_says_the_same(fdm: DecisionFacts, printed_text: Printed) -> None:
    dutch = decision_facts(printed_text("FDM_2019-2031_NL.pdf"))
    assert compare_readings(fdm, dutch) == ()


def test_a_second_reading_states_labels_only(decisions: Path, repository_data: Path) -> None:
    source = load_decision(decisions / "FDM_2019-2031_NL.pdf", repository_data)
    assert str(source.graph_iri).endswith("/graph/doc/32019D2031/nl")
    assert source.report.findings == ()
    assert {str(predicate).rsplit("#")[-1].rsplit("/")[-1] for predicate in source.graph.predicates()} == {
        "type",
        "language",
        "wasDerivedFrom",
        "prefLabel",
    }


def test_the_shipped_graph_is_that_of_the_pdf_without_its_texts(fdm: DecisionFacts, repository_data: Path) -> None:
    whole = set(loaded(fdm, "FDM_2019-2031_EN.pdf").graph)
    texts = {triple for triple in whole if triple[1] in TEXT_PROPERTIES}
    assert len(texts) > 100
    assert set(load_shipped(repository_data / "32019D2031").graph) == whole - texts


def test_large_combustion_plants(lcp: DecisionFacts) -> None:
    assert (lcp.identity.celex, lcp.identity.sector, lcp.identity.first_page) == ("32017D1442", "LCP", 1)
    assert (lcp.identity.adopted, lcp.identity.published) == (date(2017, 7, 31), date(2017, 8, 17))
    assert [(one.code, one.role) for one in lcp.activities] == [("1.1", "covers"), ("1.4", "covers"), ("5.2", "covers")]
    assert [one.code for one in lcp.references if one.role == "relevant"] == [
        *("CWW", "LVOC", "ECM", "EFS", "ENE", "ICS", "IS", "ROM", "PP", "REF", "WI", "WT")
    ]
    assert {one.code for one in lcp.references if one.role == "covers-excluded"} == {"PP", "REF", "WI"}
    assert [bat.number for bat in lcp.bats] == list(range(1, 76))
    assert listed(lcp, 20) == [
        ("a", "Optimalisering van de verbranding", "", "8.3", 29),
        ("b", "Combinatie van andere primaire technieken voor NOX-reductie", "", "8.3", 29),
        ("c", "Selectieve niet-katalytische reductie (SNCR)", "", "8.3", 29),
        ("d", "Selectieve katalytische reductie (SCR)", "", "8.3", 30),
        ("e", "Gecombineerde technieken voor NOX- en SOX-reductie", "", "8.3", 30),
    ]
    assert [one.technique for one in lcp.techniques if one.bat == 20] == [
        "combustion-optimisation",
        "",
        "selective-non-catalytic-reduction",
        "selective-catalytic-reduction",
        "combined-nox-sox-techniques",
    ]


def test_a_file_under_the_name_of_another_decision_is_refused(decisions: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "LCP_2017-1442_NL.pdf"
    shutil.copy(decisions / "CAK_2013-732_NL.pdf", wrong)
    with pytest.raises(SourceRefused) as refusal:
        load_decision(wrong)
    assert (refusal.value.found, refusal.value.expected) == (
        "CAK 2013/732 NL in the document",
        "LCP 2017/1442 NL, which the file name says",
    )

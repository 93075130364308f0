"""Techniques out of tables and lists: marks, groups, nesting, cells that span, and what is no technique."""

import pytest

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.numbered_bat import read_bat_passages
from loaders.official_journal.page_content import Line, Table
from loaders.official_journal.technique_lists import listed_techniques
from loaders.official_journal.technique_tables import (
    ListedTechnique,
    SectionTechnique,
    described_techniques,
    techniques_of_table,
)
from tests.loaders.official_journal.printed_pages import decision_text, heading, line, table

EN, NL = phrases_of("en"), phrases_of("nl")


def listed(statement: str, *blocks: Line | Table) -> list[tuple[str, str, str]]:
    """Return mark, name and group of what a Dutch BAT of this statement and these blocks lists."""
    (passage,) = read_bat_passages(decision_text(line(f"BBT 1. {statement}"), *blocks), NL)
    return [(one.mark, one.printed_name, one.group) for one in listed_techniques(passage, NL)]


def test_spanning_cells_groups_and_continued_rows() -> None:
    printed = table(
        [
            ["Technique", None, "Typical pollutants targeted", "Applicability"],
            ["First group", None, None, None],
            ["(a)", "Equalisation", "All", "Everywhere."],
            ["(b)", "Neutralisation", "Acids", None],
            [None, None, "Alkalis", None],
            ["Second group", None, None, None],
            ["(c)", "Flotation", "", ""],
        ],
        page=9,
        spans=[(0, 0, 1, 2), (1, 0, 1, 4), (2, 3, 3, 1), (3, 0, 2, 1), (3, 1, 2, 1), (5, 0, 1, 4)],
    )
    first = "Typical pollutants targeted: "
    assert techniques_of_table(printed, EN) == (
        ListedTechnique("a", "Equalisation", 9, "First group", first + "All", "Everywhere."),
        ListedTechnique("b", "Neutralisation", 9, "First group", f"{first}Acids\n{first}Alkalis", "Everywhere."),
        ListedTechnique("c", "Flotation", 9, "Second group"),
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["a. Bag filter", "b. Cyclone"], [("a", "Bag filter"), ("b", "Cyclone")]),
        (["(i) Bag filter", "(ii) Cyclone"], [("i", "Bag filter"), ("ii", "Cyclone")]),
        (["I. Bag filter", "II. Cyclone"], [("I", "Bag filter"), ("II", "Cyclone")]),
        (["Bag filter", "Cyclone"], [("", "Bag filter"), ("", "Cyclone")]),
        (["A cyclone", "A filter"], [("", "A cyclone"), ("", "A filter")]),
    ],
)
def test_marks_in_the_cell_of_the_name(cells: list[str], expected: list[tuple[str, str]]) -> None:
    printed = table([["Technique", "Description"], *([cell, "Text."] for cell in cells)])
    assert [(one.mark, one.printed_name) for one in techniques_of_table(printed, EN)] == expected


def test_marks_nested_in_a_table_and_repeated_in_its_names() -> None:
    printed = table(
        [
            ["", "Techniek", "Toepasbaarheid"],
            ["a", "Minder stof:", ""],
            ["1.", "1. grover strooisel", "Algemeen."],
            [None, "2. olie", "Soms."],
            ["b", "Filter", "Nooit."],
        ],
        spans=[(2, 0, 2, 1)],
    )
    assert [(one.mark, one.printed_name, one.applicability) for one in techniques_of_table(printed, NL)] == [
        ("a", "Minder stof:", ""),
        ("a.1", "grover strooisel", "Algemeen."),
        ("a.2", "olie", "Soms."),
        ("b", "Filter", "Nooit."),
    ]


def test_a_letter_that_looks_like_a_roman_number() -> None:
    marks = [chr(code) for code in range(ord("a"), ord("n"))]
    printed = table([["Technique", None], *([mark, f"Name {mark}"] for mark in marks)], spans=[(0, 0, 1, 2)])
    assert [one.mark for one in techniques_of_table(printed, EN)] == marks


def test_two_columns_with_one_header_are_two_columns() -> None:
    """CLM prints `Techniek` over the names and, by a slip, over the applicability too."""
    printed = table([["", "Techniek", "Techniek"], ["a", "Doekfilter", "Algemeen toepasbaar."]])
    assert techniques_of_table(printed, NL) == (
        ListedTechnique("a", "Doekfilter", 1, "", "Techniek: Algemeen toepasbaar."),
    )


@pytest.mark.parametrize("header", ["Eenheid", "BBT-GEN (daggemiddelde)"])
def test_a_table_of_levels_by_technique_lists_none(header: str) -> None:
    assert techniques_of_table(table([["Techniek", header], ["Doekfilter", "< 10"]]), NL) == ()


def test_a_table_of_levels_lists_no_technique() -> None:
    printed = table([["Parameter", "BAT-AEL (mg/Nm3)"], ["Dust", "< 2-5"]])
    assert techniques_of_table(printed, EN) == ()


def test_a_list_counts_only_after_a_paragraph_that_says_techniques_follow() -> None:
    items = (line("I. doekfilter;"), line("II cycloon."))
    techniques = [("I", "doekfilter;", ""), ("II", "cycloon.", "")]
    assert listed("De BBT is een of meer van de volgende technieken:", *items) == techniques
    assert listed("De BBT is beperken.", line("Onderstaande technieken kunnen helpen:"), *items) == techniques
    assert listed("De BBT is een plan met de volgende elementen:", *items) == []
    assert listed("De BBT is reductietechnieken toepassen, in deze volgorde:", *items) == []


def test_nested_lists_and_groups() -> None:
    assert listed(
        "De BBT is een combinatie van de volgende technieken:",
        line("I. voorontstoffing zoals:"),
        line("i. cyclonen,"),
        line("ii. filters;"),
        line("II. wassen."),
        line("Opmerking."),
        line("III. geen techniek."),
    ) == [
        ("I", "voorontstoffing zoals:", ""),
        ("I.i", "cyclonen,", ""),
        ("I.ii", "filters;", ""),
        ("II", "wassen.", ""),
    ]
    assert listed(
        "De BBT is een van de onderstaande technieken.",
        line("I. Opslag"),
        line("i. afdekken"),
        line("ii. sproeien"),
    ) == [("I.i", "afdekken", "Opslag"), ("I.ii", "sproeien", "Opslag")]


def test_a_line_before_a_table_is_the_heading_of_its_group() -> None:
    first = table([["Techniek", None], ["i", "Elektrisch smelten"]], spans=[(0, 0, 1, 2)])
    second = table([["Techniek", None], ["i", "SCR"]], spans=[(0, 0, 1, 2)])
    assert listed(
        "De BBT is een van de volgende technieken:",
        line("I. Primaire technieken, zoals:"),
        first,
        line("II. Secundaire technieken, zoals:"),
        second,
    ) == [
        ("I.i", "Elektrisch smelten", "Primaire technieken, zoals:"),
        ("II.i", "SCR", "Secundaire technieken, zoals:"),
    ]


def test_lists_of_a_description_explain_what_is_listed_before() -> None:
    described = (heading("Beschrijving"), line("Deze technieken zijn:"), line("— isolatie;"))
    assert listed("De BBT is een van de volgende technieken:", line("a) drogen;"), *described) == [("a", "drogen;", "")]
    assert listed("De BBT is energie sparen.", *described) == [("", "isolatie;", "")]


def test_techniques_described_once_for_all() -> None:
    text = decision_text(
        heading("14. Description of techniques ............ 33", 1, "14"),
        table([["Technique", "Description"], ["Listed elsewhere", "Text."]]),
        heading("14. DESCRIPTION OF TECHNIQUES", 8, "14"),
        heading("14.1. Emissions to water", 8, "14.1"),
        table([["Technique", "Description"], ["Flotation", "Bubbles lift solids."]], page=8),
        heading("14.2. Emissions to air", 9, "14.2"),
        table([["Technique", "Description"], ["Bag filter", "Woven fabric."]], page=9),
    )
    assert described_techniques(text, EN) == (
        SectionTechnique("14.1", ListedTechnique("", "Flotation", 8, "", "Bubbles lift solids.")),
        SectionTechnique("14.2", ListedTechnique("", "Bag filter", 9, "", "Woven fabric.")),
    )

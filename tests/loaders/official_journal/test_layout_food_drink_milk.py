"""The layout of Decision (EU) 2019/2031 in English, against tables typed from its pages."""

from collections.abc import Callable

import pytest

from loaders.official_journal.page_content import DecisionText, Line
from tests.loaders.official_journal.typed_tables import cell, cells_on, numbered, numbers_in_notes, tables


@pytest.fixture(scope="module")
def english(printed_text: Callable[[str], DecisionText]) -> DecisionText:
    return printed_text("FDM_2019-2031_EN.pdf")


@pytest.fixture(scope="module")
def dutch(printed_text: Callable[[str], DecisionText]) -> DecisionText:
    return printed_text("FDM_2019-2031_NL.pdf")


def test_language_and_running_headers(english: DecisionText, dutch: DecisionText) -> None:
    assert (english.language, dutch.language) == ("en", "nl")
    assert english.page_count == len(english.page_headers) == 34
    assert english.page_headers[:2] == (
        "L 313/60 EN Official Journal of the European Union 4.12.2019",
        "4.12.2019 EN Official Journal of the European Union L 313/61",
    )
    assert not any("Official Journal of the" in block.text for block in english.blocks if isinstance(block, Line))


def test_all_numbered_tables_are_found(english: DecisionText, dutch: DecisionText) -> None:
    expected = [str(number) for number in range(1, 32)]
    assert [table.number for table in tables(english) if table.number] == expected
    assert [table.number for table in tables(dutch) if table.number] == expected


def test_table_1_has_its_notes_on_the_next_page(english: DecisionText) -> None:
    table = numbered(english, "1")
    assert table.caption == "BAT-associated emission levels (BAT-AELs) for direct emissions to a receiving water body"
    assert (table.header_rows, table.row_count, table.column_count) == (1, 5, 2)
    assert (table.first_page, table.last_page) == (15, 16)
    assert list(table.cells) == cells_on(
        15,
        0,
        [
            [cell(0, "Parameter"), cell(1, "BAT-AEL (daily average)", "1", "2")],
            [cell(0, "Chemical oxygen demand (COD)", "3", "4"), cell(1, "25-100 mg/l", "5")],
            [cell(0, "Total suspended solids (TSS)"), cell(1, "4-50 mg/l", "6")],
            [cell(0, "Total nitrogen (TN)"), cell(1, "2-20 mg/l", "7", "8")],
            [cell(0, "Total phosphorus (TP)"), cell(1, "0,2-2 mg/l", "9")],
        ],
    )
    assert numbers_in_notes(table) == [
        ("1", 16, []),
        ("2", 16, []),
        ("3", 16, ["20"]),
        ("4", 16, []),
        ("5", 16, ["125", "120", "200", "185", "155", "95"]),
        ("6", 16, []),
        ("7", 16, ["30", "80"]),
        ("8", 16, ["12"]),
        ("9", 16, ["4", "5", "10", "95"]),
    ]
    assert [note.text.count("\n— ") for note in table.footnotes] == [0, 0, 0, 0, 5, 0, 0, 0, 3]


def test_table_2_has_a_unit_for_three_rows(english: DecisionText) -> None:
    table = numbered(english, "2")
    assert table.caption == "Indicative environmental performance levels for specific energy consumption"
    assert (table.header_rows, table.row_count, table.column_count) == (1, 4, 3)
    assert list(table.cells) == cells_on(
        18,
        0,
        [
            [cell(0, "Product"), cell(1, "Unit"), cell(2, "Specific energy consumption (yearly average)")],
            [
                cell(0, "Compound feed"),
                cell(1, "MWh/tonne of products", rows=3),
                cell(2, "0,01-0,10", "1", "2", "3"),
            ],
            [cell(0, "Dry pet food"), cell(2, "0,39-0,50")],
            [cell(0, "Wet pet food"), cell(2, "0,33-0,85")],
        ],
    )
    assert numbers_in_notes(table) == [("1", 18, []), ("2", 18, []), ("3", 18, ["0,12"])]


def test_table_4_has_two_header_rows_and_cells_that_span_both_ways(english: DecisionText) -> None:
    table = numbered(english, "4")
    assert table.caption == (
        "BAT-associated emission levels (BAT-AELs) for channelled dust emissions to air from grinding and pellet "
        "cooling in compound feed manufacture"
    )
    assert (table.header_rows, table.row_count, table.column_count) == (2, 4, 5)
    assert list(table.cells) == cells_on(
        19,
        0,
        [
            [
                cell(0, "Parameter", rows=2),
                cell(1, "Specific process", rows=2),
                cell(2, "Unit", rows=2),
                cell(3, "BAT-AEL (average over the sampling period)", columns=2),
            ],
            [cell(3, "New plants"), cell(4, "Existing plants")],
            [
                cell(0, "Dust", rows=2),
                cell(1, "Grinding"),
                cell(2, "mg/Nm3", rows=2),
                cell(3, "< 2-5"),
                cell(4, "< 2-10"),
            ],
            [cell(1, "Pellet cooling"), cell(3, "< 2-20", columns=2)],
        ],
    )
    assert table.footnotes == ()


def test_table_5_states_the_energy_of_brewing(english: DecisionText) -> None:
    table = numbered(english, "5")
    assert table.caption == "Indicative environmental performance level for specific energy consumption"
    assert (table.header_rows, table.row_count, table.column_count) == (1, 2, 2)
    assert list(table.cells) == cells_on(
        19,
        0,
        [
            [cell(0, "Unit"), cell(1, "Specific energy consumption (yearly average)")],
            [cell(0, "MWh/hl of products"), cell(1, "0,02-0,05")],
        ],
    )
    assert table.footnotes == ()


def test_table_8_states_the_energy_of_dairies(english: DecisionText) -> None:
    table = numbered(english, "8")
    assert table.caption == "Indicative environmental performance levels for specific energy consumption"
    assert (table.header_rows, table.row_count, table.column_count) == (1, 5, 3)
    assert list(table.cells) == cells_on(
        21,
        0,
        [
            [
                cell(0, "Main product (at least 80 % of the production)"),
                cell(1, "Unit"),
                cell(2, "Specific energy consumption (yearly average)"),
            ],
            [cell(0, "Market milk"), cell(1, "MWh/tonne of raw materials", rows=4), cell(2, "0,1-0,6")],
            [cell(0, "Cheese"), cell(2, "0,10-0,22", "1")],
            [cell(0, "Powder"), cell(2, "0,2-0,5")],
            [cell(0, "Fermented milk"), cell(2, "0,2-1,6")],
        ],
    )
    assert numbers_in_notes(table) == [("1", 21, [])]


def test_a_monitoring_table_goes_on_over_the_page_with_its_spanning_cells(english: DecisionText) -> None:
    table = next(one for one in tables(english) if (one.first_page, one.last_page) == (9, 10))
    assert (table.number, table.header_rows, table.row_count, table.column_count) == (None, 1, 20, 6)
    dust = [one for one in table.cells if one.text in {"Dust", "EN 13284-1"}]
    assert [(one.row, one.column, one.row_span, one.page) for one in dust] == [(1, 0, 9, 9), (1, 3, 9, 9)]
    assert {one.page for one in table.cells if one.row <= 6} == {9}
    assert {one.page for one in table.cells if one.row > 6} == {10}
    assert [note.mark for note in table.footnotes] == ["1", "2", "3", "4"]


def test_headings_carry_their_section(english: DecisionText) -> None:
    headings = [(block.section, block.text) for block in english.blocks if isinstance(block, Line) and block.is_heading]
    assert [text for section, text in headings if section.startswith("2") and text.startswith(section)] == [
        "2. BAT CONCLUSIONS FOR ANIMAL FEED",
        "2.1. Energy efficiency",
        "2.1.1. Compound feed/Pet food",
        "2.1.2. Green fodder",
        "2.2. Water consumption and waste water discharge",
        "2.3. Emissions to air",
    ]


def test_notes_of_the_page_are_lines_and_not_notes_of_a_table(english: DecisionText) -> None:
    notes = [block for block in english.blocks if isinstance(block, Line) and block.is_page_note]
    assert [(note.page, note.marks[0]) for note in notes] == [
        (1, "1"),
        (1, "2"),
        (1, "3"),
        (2, "1"),
        (3, "2"),
        (8, "3"),
    ]


def test_both_languages_have_the_same_tables(english: DecisionText, dutch: DecisionText) -> None:
    def shapes(decision: DecisionText) -> list[object]:
        return [
            [
                table.number,
                table.header_rows,
                [(one.row, one.column, one.row_span, one.column_span, one.marks, one.page) for one in table.cells],
                [(note.mark, note.page) for note in table.footnotes],
            ]
            # The definitions are in the order of each language's alphabet and differ by one entry.
            for table in tables(decision)[1:]
        ]

    assert len(tables(english)) == 60
    assert shapes(english) == shapes(dutch)

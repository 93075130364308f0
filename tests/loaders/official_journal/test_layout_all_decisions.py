"""The layout of every decision at hand: nothing lost, nothing doubled, every mark explained."""

from collections.abc import Callable
from itertools import chain

import pytest

from loaders.official_journal.page_content import DecisionText, Line, Table
from tests.loaders.official_journal.typed_tables import cell, cells_on, numbered, tables


def _up_to(last: int) -> list[str]:
    return [str(number) for number in range(1, last + 1)]


# The numbers of all tables, typed from the pages; and how many pages each document has.
DOCUMENTS: dict[str, tuple[int, list[str]]] = {
    "CAK_2013-732_NL": (15, []),
    "CLM_2013-163_NL": (45, _up_to(15)),
    "CWW_2016-902_NL": (20, _up_to(3)),
    "FDM_2019-2031_EN": (34, _up_to(31)),
    "FDM_2019-2031_NL": (34, _up_to(31)),
    "GLS_2012-134_NL": (62, _up_to(66)),
    "IRPP_2017-302_NL": (49, ["1.1", "1.2", "1.3", "2.1", "3.1", "3.2"]),
    "IS_2012-135_NL": (36, []),
    "LCP_2017-1442_NL": (82, _up_to(44)),
    "LVOC_2017-2117_NL": (
        50,
        ["2.1", "5.1", "6.1", "7.1", "7.2", "9.1", "9.2", "9.3", "9.4", *(f"10.{n}" for n in range(1, 6)), "11.1"],
    ),
    "NFM_2016-1032_NL": (75, _up_to(55)),
    "PP_2014-687_NL": (51, _up_to(21)),
    "WI_2019-2010_NL": (38, _up_to(10)),
}


Printed = Callable[[str], DecisionText]


def _places(table: Table) -> list[tuple[int, int]]:
    return sorted(
        (row, column)
        for one in table.cells
        for row in range(one.row, one.row + one.row_span)
        for column in range(one.column, one.column + one.column_span)
    )


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_decision(printed_text: Printed, name: str) -> None:
    decision = printed_text(f"{name}.pdf")
    pages, numbers = DOCUMENTS[name]
    assert (decision.language, decision.page_count) == (name[-2:].lower(), pages)
    assert all(header for header in decision.page_headers)
    assert [table.number for table in tables(decision) if table.number] == numbers
    for table in tables(decision):
        place = f"{name} page {table.first_page} table {table.number}"
        assert _places(table) == [(r, c) for r in range(table.row_count) for c in range(table.column_count)], place
        marks = [note.mark for note in table.footnotes if note.mark]
        assert len(set(marks)) == len(marks), place
        used = set(chain(table.caption_marks, *(one.marks for one in table.cells)))
        assert used == set(marks), place
        assert not table.number or table.header_rows, place
        assert {one.page for one in table.cells} <= set(range(table.first_page, table.last_page + 1)), place


def test_levels_set_by_alignment_alone_are_tables(printed_text: Printed) -> None:
    decision = printed_text("IS_2012-135_NL.pdf")
    found = {table.first_page: table for table in tables(decision) if table.first_page > 5}
    assert sorted(found) == [19, 21, 22, 27, 29, 33, 35]
    assert list(found[33].cells) == cells_on(
        33,
        0,
        [
            [cell(0, name), cell(1, value)]
            for name, value in [
                ("gesuspendeerde stoffen", "< 20 mg/l;"),
                ("ijzer", "< 5 mg/l;"),
                ("zink", "< 2 mg/l;"),
                ("nikkel", "< 0,5 mg/l;"),
                ("totaal chroom", "< 0,5 mg/l;"),
                ("totale koolwaterstoffen", "< 5 mg/l."),
            ]
        ],
    )
    coke = found[27]
    assert [one.text for one in coke.cells if one.column == 1] == [
        "< 220 mg/l;",
        "< 20 mg/l;",
        "< 0,1 mg/l;",
        "< 4 mg/l;",
        "< 0,1 mg/l;",
        "< 0,05 mg/l;",
        "< 0,5 mg/l;",
        "< 15 - 50 mg/l.",
    ]
    assert [one.marks for one in coke.cells if one.marks] == [("1",), ("2",), ("3",)]
    # Their notes stand at the bottom of the page.
    assert [(note.mark, note.page) for note in coke.footnotes] == [("1", 27), ("2", 27), ("3", 27)]


def test_a_rule_that_was_forgotten_in_print_still_parts_two_rows(printed_text: Printed) -> None:
    table = numbered(printed_text("WI_2019-2010_NL.pdf"), "9")
    metals = {one.text: one.row for one in table.cells if one.column == 1 and one.column_span == 1}
    values = {one.row: one.text for one in table.cells if one.column == 4}
    assert {name: values[row] for name, row in metals.items()} == {
        "As": "0,01‐0,05",
        "Cd": "0,005‐0,03",
        "Cr": "0,01‐0,1",
        "Cu": "0,03‐0,15",
        "Hg": "0,001‐0,01",
        "Ni": "0,03‐0,15",
        "Pb": "0,02‐0,06",
        "Sb": "0,02‐0,9",
        "Tl": "0,005‐0,03",
        "Zn": "0,01‐0,5",
    }
    group = next(one for one in table.cells if one.text == "Metalen en metalloïden")
    assert (group.row_span, group.page) == (10, 30)


def test_a_new_header_in_the_middle_of_a_table_is_no_rest_of_a_cell(printed_text: Printed) -> None:
    table = numbered(printed_text("PP_2014-687_NL.pdf"), "15")
    assert (table.first_page, table.last_page, table.header_rows) == (32, 33, 1)
    head = cells_on(
        32,
        0,
        [
            [cell(0, "Parameter"), cell(1, "Gemiddelde over de bemonsteringsperiode mg/Nm3 bij 5 % O2", columns=2)],
            [cell(0, "Stof"), cell(1, "5 - 20", "1", "2", columns=2)],
        ],
    )
    rest = cells_on(
        33,
        2,
        [
            [
                cell(0, ""),
                cell(1, "Daggemiddelde mg/Nm3 bij 5 % O2"),
                cell(2, "Jaargemiddelde mg/Nm3 bij 5 % O2"),
            ],
            [cell(0, "SO2"), cell(1, "100 - 300", "3", "4", "5"), cell(2, "50 - 250", "3", "4")],
        ],
    )
    assert list(table.cells) == head + rest


def test_powers_of_ten_stay_raised_and_remarks_without_a_mark_are_notes(printed_text: Printed) -> None:
    factors = numbered(printed_text("GLS_2012-134_NL.pdf"), "2")
    assert [one.text for one in factors.cells if one.column == 2][1:4] == [
        "2,5 × 10⁻³",
        "1,5 × 10⁻³",
        "Studie geval per geval\n(vaak 3,0 × 10⁻³)",
    ]
    water = numbered(printed_text("NFM_2016-1032_NL.pdf"), "2")
    assert next((note.mark, note.text.split(":")[0]) for note in water.footnotes) == ("", "NR")
    assert [note.mark for note in water.footnotes] == ["", "1"]


def test_recitals_in_two_columns_are_read_one_column_after_the_other(printed_text: Printed) -> None:
    decision = printed_text("CLM_2013-163_NL.pdf")
    opening = [
        block.text.split(" ")[0]
        for block in decision.blocks
        if isinstance(block, Line) and block.page <= 2 and block.text.startswith("(") and not block.is_heading
    ]
    assert [word for word in opening if word[1:-1].isdigit()] == [f"({number})" for number in range(1, 12)]

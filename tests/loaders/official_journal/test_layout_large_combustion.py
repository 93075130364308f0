"""The layout of Decision (EU) 2017/1442 in Dutch, against tables typed from its pages."""

from collections.abc import Callable

import pytest

from loaders.official_journal.page_content import DecisionText, Line
from tests.loaders.official_journal.typed_tables import Typed, cell, cells_on, numbered, numbers_in_notes, tables

CAPACITY = "Totaal nominaal thermisch ingangsvermogen van de stookinstallatie (MWth)"
DAILY = "Daggemiddelde of gemiddelde over de bemonsteringsperiode"
NEW, EXISTING = "Nieuwe installatie", "Bestaande installatie"


@pytest.fixture(scope="module")
def decision(printed_text: Callable[[str], DecisionText]) -> DecisionText:
    return printed_text("LCP_2017-1442_NL.pdf")


def row(*texts: str | tuple[str, ...]) -> list[Typed]:
    """Type a row of single cells, from the first column; a tuple is a text with its marks."""
    return [
        cell(column, text) if isinstance(text, str) else cell(column, text[0], *text[1:])
        for column, text in enumerate(texts)
    ]


def test_all_numbered_tables_are_found(decision: DecisionText) -> None:
    assert [table.number for table in tables(decision) if table.number] == [str(number) for number in range(1, 45)]
    assert len(tables(decision)) == 112


def test_table_3_nitrogen_oxides_from_coal(decision: DecisionText) -> None:
    table = numbered(decision, "3")
    assert table.caption == (
        "Met de BBT geassocieerde emissieniveaus (BBT-GEN's) voor NOX-emissies naar lucht afkomstig van de "
        "verbranding van steen- en/of bruinkool"
    )
    assert (table.header_rows, table.row_count, table.column_count) == (3, 7, 5)
    assert list(table.cells) == cells_on(
        30,
        0,
        [
            [cell(0, CAPACITY, rows=3), cell(1, "BBT-GEN's (mg/Nm3)", columns=4)],
            [cell(1, "Jaargemiddelde", columns=2), cell(3, DAILY, columns=2)],
            [cell(1, NEW), cell(2, EXISTING, "1"), cell(3, NEW), cell(4, EXISTING, "2", "3")],
            row("< 100", "100–150", "100–270", "155–200", "165–330"),
            row("100-300", "50–100", "100–180", "80–130", "155–210"),
            row(
                "≥ 300, FBC-ketel waarin steen- en/of bruinkool wordt verbrand en met bruinkool gestookte PC-ketel",
                "50–85",
                ("< 85–150", "4", "5"),
                "80–125",
                ("140–165", "6"),
            ),
            row("≥ 300, met kool gestookte PC-ketel", "65–85", "65–150", "80–125", ("< 85–165", "7")),
        ],
    )
    assert numbers_in_notes(table) == [
        ("1", 30, ["1 500"]),
        ("2", 30, ["1", "1987", "1 500", "340"]),
        ("3", 30, ["500"]),
        ("4", 30, []),
        ("5", 30, ["175", "7", "2014"]),
        ("6", 30, ["220", "7", "2014"]),
        ("7", 30, ["7", "2014", "200", "1 500", "220", "1 500"]),
    ]


def test_table_10_sulphur_dioxide_from_biomass(decision: DecisionText) -> None:
    table = numbered(decision, "10")
    assert table.caption == (
        "Met de BBT geassocieerde emissieniveaus (BBT-GEN's) voor SO2-emissies naar lucht afkomstig van de "
        "verbranding van vaste biomassa en/of turf"
    )
    assert (table.header_rows, table.row_count, table.column_count) == (3, 6, 5)
    assert list(table.cells) == cells_on(
        38,
        0,
        [
            [cell(0, CAPACITY, rows=3), cell(1, "BBT-GEN's voor SO2 (mg/Nm3)", columns=4)],
            [cell(1, "Jaargemiddelde", columns=2), cell(3, DAILY, columns=2)],
            [cell(1, NEW), cell(2, EXISTING, "1"), cell(3, NEW), cell(4, EXISTING, "2")],
            row("< 100", "15–70", "15–100", "30–175", "30–215"),
            row("100-300", "< 10–50", ("< 10–70", "3"), "< 20–85", ("< 20–175", "4")),
            row("≥ 300", "< 10–35", ("< 10–50", "3"), "< 20–70", ("< 20–85", "5")),
        ],
    )
    assert numbers_in_notes(table) == [
        ("1", 38, ["1 500"]),
        ("2", 38, ["500"]),
        ("3", 38, ["0,1", "100"]),
        ("4", 38, ["0,1", "215"]),
        ("5", 38, ["0,1", "165", "215", "7", "2014"]),
    ]


def test_table_11_hydrogen_chloride_and_fluoride_from_biomass(decision: DecisionText) -> None:
    table = numbered(decision, "11")
    assert table.caption == (
        "Met de BBT geassocieerde emissieniveaus (BBT-GEN's) voor HCl- en HF-emissies naar lucht afkomstig van de "
        "verbranding van vaste biomassa en/of turf"
    )
    assert (table.header_rows, table.row_count, table.column_count) == (3, 6, 7)
    yearly = "Jaargemiddelde of gemiddelde van de gedurende één jaar verkregen monsters)"
    assert list(table.cells) == cells_on(
        39,
        0,
        [
            [
                cell(0, CAPACITY, rows=3),
                cell(1, "BBT-GEN's voor HCl (mg/Nm3)", "1", "2", columns=4),
                cell(5, "BBT-GEN's voor HF (mg/Nm3)", columns=2),
            ],
            [
                cell(1, yearly, columns=2),
                cell(3, DAILY, columns=2),
                cell(5, "Gemiddelde over de bemonsteringsperiode", columns=2),
            ],
            [
                cell(1, NEW),
                cell(2, EXISTING, "3", "4"),
                cell(3, NEW),
                cell(4, EXISTING, "5"),
                cell(5, NEW),
                cell(6, EXISTING, "5"),
            ],
            row("< 100", "1-7", "1-15", "1-12", "1-35", "< 1", "< 1,5"),
            row("100-300", "1-5", "1-9", "1-12", "1-12", "< 1", "< 1"),
            row("≥ 300", "1-5", "1-5", "1-12", "1-12", "< 1", "< 1"),
        ],
    )
    assert numbers_in_notes(table) == [
        ("1", 39, ["0,1", "15", "25"]),
        ("2", 39, ["1 500", "1 500", "15"]),
        ("3", 39, ["1 500"]),
        ("4", 39, []),
        ("5", 39, ["500"]),
    ]


def test_table_24_gas_turbines_goes_on_over_the_page(decision: DecisionText) -> None:
    table = numbered(decision, "24")
    assert table.caption == (
        "Met de BBT geassocieerde emissieniveaus (BBT-GEN's) voor NOX-emissies naar lucht afkomstig van de "
        "verbranding van aardgas in gasturbines"
    )
    assert (table.header_rows, table.row_count, table.column_count) == (2, 14, 4)
    assert (table.first_page, table.last_page) == (54, 55)
    low, high = ("Bestaande STEG met een netto totale brandstofbenutting van " + end for end in ("< 75 %", "≥ 75 %"))
    first = cells_on(
        54,
        0,
        [
            [
                cell(0, "Type stookinstallatie", rows=2),
                cell(1, CAPACITY, rows=2),
                cell(2, "BBT-GEN's (mg/Nm3)", "1", "2", columns=2),
            ],
            [cell(2, "Jaargemiddelde", "3", "4"), cell(3, DAILY)],
            [cell(0, "Gasturbines met open cyclus (OCGT's)", "5", "6", columns=4)],
            row("Nieuwe OCGT", "≥ 50", "15–35", "25-50"),
            row(
                "Bestaande OCGT (met uitzondering van gasturbines voor mechanische aandrijvingstoepassingen) — Alle "
                "behalve installaties die < 500 h/jaar in bedrijf zijn",
                "≥ 50",
                "15–50",
                ("25-55", "7"),
            ),
            [cell(0, "Gecombineerde stoom- en gasturbines (STEG's)", "5", "8", columns=4)],
            row("Nieuwe STEG", "≥ 50", "10–30", "15–40"),
            row(low, "≥ 600", "10–40", "18–50"),
            row(high, "≥ 600", "10–50", ("18–55", "9")),
            row(low, "50–600", "10–45", "35–55"),
            row(high, "50–600", ("25–50", "10"), ("35–55", "11")),
            [cell(0, "Gasturbines met open cyclus en gecombineerde stoom- en gasturbines", columns=4)],
            row(
                "Gasturbine die uiterlijk op 27 november 2003 in bedrijf is gesteld, of bestaande gasturbine voor "
                "gebruik in noodgevallen die < 500 h/jaar in bedrijf is",
                "≥ 50",
                "Geen BBT-GEN",
                ("60–140", "12", "13"),
            ),
        ],
    )
    second = cells_on(
        55,
        13,
        [
            row(
                "Bestaande gasturbine voor mechanische aandrijvingstoepassingen — Alle behalve installaties die "
                "< 500 h/jaar in bedrijf zijn",
                "≥ 50",
                ("15–50", "14"),
                ("25–55", "15"),
            )
        ],
    )
    assert list(table.cells) == first + second
    assert numbers_in_notes(table) == [
        ("1", 55, []),
        ("2", 55, []),
        ("3", 55, ["1 500"]),
        ("4", 55, []),
        ("5", 55, ["500"]),
        ("6", 55, ["39", "39"]),
        ("7", 55, ["80", "27", "2003", "500", "1 500"]),
        ("8", 55, ["55", "55"]),
        ("9", 55, ["7", "2014", "65"]),
        ("10", 55, ["7", "2014", "55"]),
        ("11", 55, ["7", "2014", "80"]),
        ("12", 55, []),
        ("13", 55, []),
        ("14", 55, ["7", "2014", "60"]),
        ("15", 55, ["7", "2014", "65"]),
    ]


def test_a_row_cut_by_the_page_end_is_one_row(decision: DecisionText) -> None:
    definitions = next(table for table in tables(decision) if table.first_page == 4)
    assert definitions.last_page == 7
    plant = [one for one in definitions.cells if one.text == "Stookinstallatie"]
    assert [(one.column, one.row_span, one.page) for one in plant] == [(0, 1, 6)]
    meaning = next(one for one in definitions.cells if one.row == plant[0].row and one.column == 1)
    assert meaning.text.count("\n— ") == 2
    assert "15 MW" in meaning.text
    assert [note.mark for note in definitions.footnotes] == ["*"]


def test_page_notes_between_a_table_and_its_rest_stay_apart(decision: DecisionText) -> None:
    table = numbered(decision, "17")
    assert (table.first_page, table.last_page) == (45, 46)
    assert [(note.mark, note.page) for note in table.footnotes] == [("1", 46), ("2", 46), ("3", 46), ("4", 46)]
    notes = [block for block in decision.blocks if isinstance(block, Line) and block.is_page_note]
    assert [(note.page, note.marks[0]) for note in notes] == [(1, "1"), (1, "2"), (13, "1"), (45, "1"), (45, "2")]

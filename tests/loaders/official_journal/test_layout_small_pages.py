"""The layout reader on pages set by hand, so that every rule it follows is tried where no document is present."""

from pathlib import Path

import pytest

from loaders.official_journal.layout import read_decision_text
from loaders.official_journal.layout.hyphens import settled
from loaders.official_journal.layout.paragraphs import join_text
from loaders.official_journal.page_content import Cell, Footnote, Line, Table
from tests.loaders.official_journal.small_pdf import Sheet, pdf_of
from tests.loaders.official_journal.typed_tables import cell, cells_on

LEFT, MIDDLE, RIGHT = 90, 300, 520
HEADER = 8.5
FULL_LINE = "A full line of running text that reaches as far to the right as the lines of a page of this size do, here"


def read(folder: Path, *sheets: Sheet) -> tuple[Line | Table, ...]:
    path = folder / "decision.pdf"
    path.write_bytes(pdf_of(sheets))
    return read_decision_text(path).blocks


def texts(blocks: tuple[Line | Table, ...]) -> list[str]:
    return [block.text if isinstance(block, Line) else f"table {block.number}" for block in blocks]


def header_row(page: Sheet, top: float) -> None:
    page.text(150, top + 13, "Parameter", HEADER).text(370, top + 13, "BAT-AEL", HEADER).mark(
        410, top + 13, "1", HEADER
    )


def table_over_two_pages(frame_first: bool) -> tuple[Sheet, Sheet]:
    """Set a table of two columns: a cell that goes on over the page, the header again, the notes at its end."""
    first, second = Sheet().head(1), Sheet().head(2)
    first.text(90, 100, FULL_LINE)
    first.text(285, 640, "Table 3", 9.6, "italic")
    first.text(150, 660, "BAT-associated emission levels", 9.6, "bold")
    first.text(170, 672, "for dust", 9.6, "bold")
    for page, top, rows, bottom in ((first, 690, (710, 740, 770), 770), (second, 90, (110, 140, 170), 200)):
        if frame_first:
            page.rule(LEFT, top, RIGHT, top).rule(LEFT, bottom, RIGHT, bottom)
        else:
            page.rule(LEFT, top, RIGHT, top)
        upper = top
        for lower in rows:
            page.rule(MIDDLE, upper, MIDDLE, lower)
            # The cell at the left of the first page goes on: no rule under its first row.
            start = MIDDLE if (page is first and lower == 740) else LEFT
            page.rule(start, lower, RIGHT, lower)
            upper = lower
        if not frame_first and page is second:
            page.rule(LEFT, bottom, RIGHT, bottom)
        header_row(page, top)
    first.text(95, 725, "Dust").text(350, 725, "2-5 mg/Nm").text(397.7, 721, "3", 5.8)
    first.text(350, 755, "< 10").mark(380, 755, "2")
    second.text(350, 125, "0,5-1")
    second.text(95, 155, "NO").text(110, 157, "X", 5.8).text(350, 155, "Not applicable")
    second.mark(92, 180, "1", HEADER).text(108, 180, "Daily average.", HEADER)
    second.mark(92, 190, "2", HEADER).text(108, 190, "See note (1).", HEADER)
    second.text(90, 230, "2.1.", 9.6, "plain").text(115, 230, "Emissions to air", 9.6, "bold")
    second.text(90, 250, FULL_LINE)
    return first, second


@pytest.mark.parametrize("frame_first", [True, False])
def test_a_table_over_two_pages(tmp_path: Path, frame_first: bool) -> None:
    blocks = read(tmp_path, *table_over_two_pages(frame_first))
    assert texts(blocks) == [FULL_LINE, "table 3", "2.1. Emissions to air", FULL_LINE]
    expected = cells_on(
        1,
        0,
        [
            [cell(0, "Parameter"), cell(1, "BAT-AEL", "1")],
            # Empty on the second page: the same cell.
            [cell(0, "Dust", rows=3), cell(1, "2-5 mg/Nm3")],
            [cell(1, "< 10", "2")],
        ],
    ) + cells_on(2, 3, [[cell(1, "0,5-1")], [cell(0, "NOX"), cell(1, "Not applicable")]])
    assert blocks[1] == Table(
        number="3",
        caption="BAT-associated emission levels for dust",
        caption_marks=(),
        header_rows=1,
        row_count=5,
        column_count=2,
        cells=tuple(expected),
        footnotes=(Footnote("1", "Daily average.", 2), Footnote("2", "See note (1).", 2)),
        first_page=1,
        last_page=2,
    )
    heading = blocks[2]
    assert isinstance(heading, Line)
    assert (heading.is_heading, heading.section) == (True, "2.1")


def test_notes_alone_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    first, second = Sheet().head(1).text(90, 100, FULL_LINE), Sheet().head(2)
    first.rule(LEFT, 700, RIGHT, 700).rule(LEFT, 760, RIGHT, 760)
    first.rule(MIDDLE, 700, MIDDLE, 760).rule(LEFT, 725, RIGHT, 725)
    header_row(first, 700)
    first.text(95, 745, "Dust").text(350, 745, "< 5")
    second.rule(LEFT, 90, RIGHT, 90).mark(92, 105, "1", HEADER).text(108, 105, "The upper end is:", HEADER)
    second.text(108, 115, "—", HEADER).text(122, 115, "20 for lead;", HEADER)
    second.text(108, 125, "—", HEADER).text(122, 125, "30 for zinc.", HEADER)
    second.text(90, 160, "Running text of the next section stands here.")
    blocks = read(tmp_path, first, second)
    table = blocks[1]
    assert isinstance(table, Table)
    assert table.footnotes == (Footnote("1", "The upper end is:\n— 20 for lead;\n— 30 for zinc.", 2),)
    assert texts(blocks)[2:] == ["Running text of the next section stands here."]


def test_a_footnote_of_the_page_is_not_a_note_of_the_table_above(tmp_path: Path) -> None:
    page = Sheet().head(1).text(90, 100, FULL_LINE).mark(92, 115, "7").text(108, 115, "refers to an act.")
    page.rule(LEFT, 600, RIGHT, 600).rule(LEFT, 660, RIGHT, 660)
    page.rule(MIDDLE, 600, MIDDLE, 660).rule(LEFT, 625, RIGHT, 625)
    page.text(150, 615, "Unit", HEADER).text(370, 615, "Level", HEADER)
    page.text(95, 645, "mg/l").text(350, 645, "4-50")
    page.rule(63, 740, 115, 740).mark(65, 752, "7", HEADER).text(82, 752, "OJ L 334, 17.12.2010, p. 17.", HEADER)
    blocks = read(tmp_path, page)
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.footnotes == ()
    notes = [block for block in blocks if isinstance(block, Line) and block.is_page_note]
    assert notes == [Line("OJ L 334, 17.12.2010, p. 17.", 1, False, "", ("7",), is_page_note=True)]


def test_values_that_stand_under_one_another_without_rules_are_a_table(tmp_path: Path) -> None:
    page = Sheet().head(1).text(90, 100, FULL_LINE).text(90, 130, "The levels are:")
    for step, (name, value) in enumerate(
        [("suspended solids", "< 30 mg/l;"), ("iron", "< 5 mg/l;"), ("zinc", "2 mg/l.")]
    ):
        page.text(90, 160 + 22 * step, "—").text(106, 160 + 22 * step, name).text(330, 160 + 22 * step, value)
    blocks = read(tmp_path, page)
    assert texts(blocks) == [FULL_LINE, "The levels are:", "table None"]
    table = blocks[2]
    assert isinstance(table, Table)
    rows = [["suspended solids", "< 30 mg/l;"], ["iron", "< 5 mg/l;"], ["zinc", "2 mg/l."]]
    assert table.cells == tuple(
        Cell(row, column, 1, 1, text, (), 1) for row, pair in enumerate(rows) for column, text in enumerate(pair)
    )


def test_paragraphs_go_on_over_lines_and_pages(tmp_path: Path) -> None:
    first = Sheet().head(1).text(90, 100, FULL_LINE).text(90, 111, "which goes on.").text(90, 130, FULL_LINE)
    first.text(90, 160, "(a)").text(108, 160, "an item of a list").text(108, 171, "in two lines;")
    first.text(90, 780, FULL_LINE)
    second = Sheet().head(2).text(90, 90, "and ends on the next page.").text(90, 120, "Another paragraph.")
    assert texts(read(tmp_path, first, second)) == [
        f"{FULL_LINE} which goes on.",
        FULL_LINE,
        "(a) an item of a list in two lines;",
        f"{FULL_LINE} and ends on the next page.",
        "Another paragraph.",
    ]


def test_a_table_of_boxes_keeps_its_full_width_rows(tmp_path: Path) -> None:
    page = Sheet().head(1).text(90, 100, FULL_LINE)
    page.box(LEFT, 200, MIDDLE, 220).box(MIDDLE, 200, RIGHT, 220).box(LEFT, 220, RIGHT, 240)
    page.box(LEFT, 240, MIDDLE, 260).box(MIDDLE, 240, RIGHT, 260)
    page.text(150, 213, "Process", HEADER).text(370, 213, "Level", HEADER)
    page.text(95, 233, "Smelting").text(95, 253, "Copper").text(350, 253, "2-5")
    table = read(tmp_path, page)[1]
    assert isinstance(table, Table)
    assert list(table.cells) == cells_on(
        1,
        0,
        [
            [cell(0, "Process"), cell(1, "Level")],
            [cell(0, "Smelting", columns=2)],
            [cell(0, "Copper"), cell(1, "2-5")],
        ],
    )


def test_header_and_footer_of_acts_published_one_by_one(tmp_path: Path) -> None:
    page = Sheet().text(45, 40, "EN").text(480, 40, "OJ L, 18.12.2023").text(90, 100, FULL_LINE)
    page.text(60, 820, "2/56", 8).text(400, 820, "ELI: http://data.europa.eu/eli/dec_impl/2023/2749/oj", 8)
    path = tmp_path / "decision.pdf"
    path.write_bytes(pdf_of([page]))
    decision = read_decision_text(path)
    assert (decision.language, decision.page_headers) == ("en", ("EN OJ L, 18.12.2023",))
    assert texts(decision.blocks) == [FULL_LINE]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "the emissions from the plant and the residues which are sent for disposal by the operator"),
        ("nl", "het verbruik van een installatie en de emissies naar lucht zijn voor het bedrijf van belang"),
        ("", "mg/Nm3 kWh 7 12 2019 NOX SO2 CO HCl HF TOC COD BOD AOX EOX PAH PCB PCDD PCDF TEQ"),
    ],
)
def test_a_language_that_no_header_names_is_told_by_the_text(tmp_path: Path, language: str, sentence: str) -> None:
    path = tmp_path / "decision.pdf"
    path.write_bytes(pdf_of([Sheet().text(90, 100, sentence)]))
    decision = read_decision_text(path)
    assert (decision.language, decision.page_headers) == (language, ("",))


def test_a_letter_spaced_heading_is_read_as_words(tmp_path: Path) -> None:
    page = Sheet().head(1).text(90, 100, FULL_LINE).text(90, 140, "3.3.")
    x = 120.0
    for letter in "Emissions to air":
        page.text(x, 140, letter)
        x += 7.5
    heading = read(tmp_path, page)[1]
    assert heading == Line("3.3. Emissions to air", 1, True, "3.3", ())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("techni\u00ad", "ques", "techniques"),
        ("waste", "water", "waste water"),
        ("mg/", "Nm3", "mg/Nm3"),
        ("NOX-", "en SO2-emissies", "NOX- en SO2-emissies"),
        ("steen-", "en/of bruinkool", "steen- en/of bruinkool"),
        ("Sb+As+", "Pb", "Sb+As+Pb"),
        ("Sb + As +", "Pb", "Sb + As + Pb"),
        ("below 12 °", "C", "below 12 °C"),
        ("between 2 -", "5", "between 2 - 5"),
    ],
)
def test_lines_are_joined(before: str, after: str, expected: str) -> None:
    assert join_text(before, after) == expected


def test_a_hyphen_at_a_line_end_goes_where_the_document_has_the_word_in_one_piece() -> None:
    def line(text: str) -> Line:
        return Line(text, 1, False, "", ())

    joined = [
        join_text("Parame-", "ter"),
        join_text("the BAT-", "AEL"),
        join_text("145-", "250 mg"),
        join_text("co-", "op"),
    ]
    blocks = [*map(line, joined), line("Parameter and co-op"), line("coop")]
    assert [block.text for block in settled(blocks) if isinstance(block, Line)][:4] == [
        "Parameter",
        "the BAT-AEL",
        "145-250 mg",
        "co-op",
    ]

"""Flattened tables: rows and cells by the empty lines, and only what every way to stand them agrees on."""

import json
from pathlib import Path

from loaders.official_journal.facts import DecisionFacts
from loaders.official_journal.flattened_text import read_flattened_decision
from loaders.official_journal.flattened_text.flat_table import FlatCell, FlatRow
from loaders.official_journal.flattened_text.header_layout import header_layouts
from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from tests.loaders.official_journal.flattened_text.markup import Td, body, captioned, head, record, table

STATEMENT = "BAT 1.\xa0\xa0\xa0In order to reduce NOX emissions to air, BAT is to use the technique given below."
CAPTION = "BAT-associated emission levels (BAT-AELs) for NOX emissions to air"
SIZE = head("Combustion plant total rated thermal input (MWth)")
YEAR, DAY = head("Yearly average"), head("Daily average")
NEW, EXISTING = head("New plant"), head("Existing plant", "2")


def read(folder: Path, *tables: str, last: str = "") -> DecisionFacts:
    path = folder / "records.json"
    path.write_text(json.dumps([record(1, STATEMENT + "".join(tables) + last)]), encoding="utf-8")
    return read_flattened_decision(path)


def said(level: LevelFact) -> tuple[str, ...]:
    return (
        level.id,
        f"{level.lower}-{level.upper}",
        " ".join(level.averaging),
        level.plant_status or "",
        level.size,
        " ".join(note.rsplit("/", 1)[1] for note in level.footnotes),
    )


def row(*cells: str) -> tuple[Td, ...]:
    return tuple(body(cell) for cell in cells)


def test_a_table_that_stands_in_one_way_is_read_whole(tmp_path: Path) -> None:
    content = table(
        5,
        [
            (SIZE, head("BAT-AELs (mg/Nm3)", "1")),
            (YEAR, DAY),
            (NEW, EXISTING, NEW, EXISTING),
            (body("<\xa0100"), body("50\u2009–100"), body("60–110", "3"), body("70–120"), body("80,5–130")),
            row("≥\xa0100", "10–20", "< 15–30", "20–40", "30–50"),
        ],
    )
    facts = read(tmp_path, captioned(7, CAPTION, content))
    assert [said(level) for level in facts.levels.levels] == [
        ("table/7/r4c2", "50-100", "year", "new", "< 100 MWth", "1"),
        ("table/7/r4c3", "60-110", "year", "existing", "< 100 MWth", "1 2 3"),
        ("table/7/r4c4", "70-120", "day", "new", "< 100 MWth", "1"),
        ("table/7/r4c5", "80.5-130", "day", "existing", "< 100 MWth", "1 2"),
        ("table/7/r5c2", "10-20", "year", "new", "≥ 100 MWth", "1"),
        ("table/7/r5c3", "15-30", "year", "existing", "≥ 100 MWth", "1 2"),
        ("table/7/r5c4", "20-40", "day", "new", "≥ 100 MWth", "1"),
        ("table/7/r5c5", "30-50", "day", "existing", "≥ 100 MWth", "1 2"),
    ]
    assert {level.page for level in facts.levels.levels} == {0}
    places = {place.path: place.place for place in facts.places}
    assert places["table/7/r4c2"].startswith("records.json, BAT 1, line ")
    assert {gap.path for gap in facts.gaps if gap.path.startswith("table/7/")} == {
        "table/7/note/1",
        "table/7/note/2",
        "table/7/note/3",
    }


def test_a_period_that_can_stand_over_two_columns_is_left_open(tmp_path: Path) -> None:
    content = table(
        5,
        [
            (SIZE, head("BAT-AELs (mg/Nm3)")),
            (YEAR, DAY, head("Average over the sampling period")),
            (NEW, EXISTING, NEW, EXISTING),
            row("≥\xa0100", "10–20", "15–30", "20–40", "30–50"),
        ],
    )
    facts = read(tmp_path, captioned(1, CAPTION, content))
    assert [(said(level)[1:4], level.understood) for level in facts.levels.levels] == [
        (("10-20", "year", "new"), True),
        (("15-30", "", "existing"), True),
        (("20-40", "", "new"), True),
        (("30-50", "sampling-period", "existing"), True),
    ]
    assert [gap.path for gap in facts.gaps if gap.reason == "in-doubt"] == ["table/1/r4c3", "table/1/r4c4"]


def test_a_value_whose_column_is_in_doubt_is_kept_as_printed_only(tmp_path: Path) -> None:
    content = table(
        3,
        [
            (head("Type of combustion plant"), head("BAT-AELs (mg/Nm3)")),
            (NEW, EXISTING),
            row("Boiler", "10–20", "15–30"),
            row("Engine", "20–40"),
        ],
    )
    facts = read(tmp_path, captioned(1, CAPTION, content))
    # Either value of the first row can reach down into the second, or its only value can span both columns.
    assert [(one.id, one.printed, one.column, one.lower, one.understood) for one in facts.levels.levels] == [
        ("table/1/r3c2", "10–20", 2, None, False),
        ("table/1/r3c3", "15–30", 3, None, False),
        ("table/1/r4-cell-1", "20–40", None, None, False),
    ]
    assert facts.figures["levels kept as printed"] == 3


def test_a_name_that_spans_rows_is_told_by_what_can_stand_in_its_column(tmp_path: Path) -> None:
    content = table(
        4,
        [
            (head("Pollutant"), SIZE, head("BAT-AELs (mg/Nm3)")),
            (NEW, EXISTING),
            row("HCl", "<\xa0100", "1–6", "2–10"),
            row("≥\xa0100", "1–3", "1–5"),
            row("HF", "<\xa0100", "<\xa01–3", "<\xa01–6"),
            row("≥\xa0100", "<\xa01–2", "<\xa01–3"),
        ],
    )
    facts = read(tmp_path, captioned(1, CAPTION.replace("NOX", "HCl and HF"), content))
    assert [(level.pollutants, level.size, said(level)[1]) for level in facts.levels.levels] == [
        (("hcl",), "< 100 MWth", "1-6"),
        (("hcl",), "< 100 MWth", "2-10"),
        (("hcl",), "≥ 100 MWth", "1-3"),
        (("hcl",), "≥ 100 MWth", "1-5"),
        (("hf",), "< 100 MWth", "1-3"),
        (("hf",), "< 100 MWth", "1-6"),
        (("hf",), "≥ 100 MWth", "1-2"),
        (("hf",), "≥ 100 MWth", "1-3"),
    ]


def test_rows_that_fit_no_columns_are_reported_and_never_guessed(tmp_path: Path) -> None:
    content = table(6, [(SIZE, head("BAT-AELs (mg/Nm3)")), row("<\xa0100", "10–20")])
    facts = read(tmp_path, captioned(1, CAPTION, content))
    assert facts.levels.levels == ()
    assert [finding.found for finding in facts.findings if finding.place == "table 1"] == ["< 100 | 10–20"]


def test_what_follows_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    content = table(2, [(SIZE, head("BAT-AELs (mg/Nm3)")), row("<\xa0100", "10–20")])
    after = "As an indication, the levels will be lower.\n1.2.\xa0\xa0\xa0Noise"
    facts = read(tmp_path, captioned(1, CAPTION, content), last=after)
    assert [said(level)[:2] for level in facts.levels.levels] == [("table/1/r2c2", "10-20")]


def test_headers_that_name_rows_head_one_column(phrases: LevelPhrases) -> None:
    rows = [
        FlatRow(tuple(FlatCell(text, (), 1) for text in texts), headed=True)
        for texts in (("Type of combustion unit", "BAT-AELs", "Averaging period"), ("Cd+Tl", "Hg"))
    ]
    (layout,) = header_layouts(rows, 4, phrases)
    assert [(one.cell.text, one.row, one.column, one.rows, one.columns) for one in layout] == [
        ("Type of combustion unit", 0, 0, 2, 1),
        ("BAT-AELs", 0, 1, 1, 2),
        ("Averaging period", 0, 3, 2, 1),
        ("Cd+Tl", 1, 1, 1, 1),
        ("Hg", 1, 2, 1, 1),
    ]


def test_techniques_keep_texts_that_reach_down(tmp_path: Path) -> None:
    content = table(
        4,
        [
            (head("Technique"), head("Description"), head("Applicability")),
            row("a.", "Bag filter", "See description in Section 8.5.", "Generally applicable"),
            row("b.", "Cyclone"),
            row("c.", "Wet scrubbing", "Not applicable where water is short"),
        ],
    )
    facts = read(tmp_path, "\n\n" + content)
    assert [(one.mark, one.name, one.described_in, one.technique, one.applicability) for one in facts.techniques] == [
        ("a", "Bag filter", "8.5", "bag-filter", "Generally applicable"),
        ("b", "Cyclone", "8.5", "cyclone", "Generally applicable"),
        ("c", "Wet scrubbing", "8.5", "wet-scrubber", "Not applicable where water is short"),
    ]

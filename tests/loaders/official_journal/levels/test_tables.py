"""Tables of levels set by hand: spans, headings, headers of several rows, units and notes in every place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import LevelFact, LevelTableFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.read_table import TableReading, read_levels
from loaders.official_journal.page_content import Table
from tests.loaders.official_journal.levels.typed_levels import ends, table

Read = Callable[..., TableReading]
EMISSION = LevelTableFact("1", "1", "", 1, 12, "2.1", "emission", "associated")
PERFORMANCE = replace(EMISSION, kind="performance", standing="indicative")


@pytest.fixture(scope="module")
def english_reading(english: LevelPhrases, english_codes: LevelCodes) -> Read:
    def read(printed: Table, fact: LevelTableFact = EMISSION) -> TableReading:
        return read_levels(printed, fact, english, english_codes)

    return read


@pytest.fixture(scope="module")
def dutch_reading(dutch: LevelPhrases, dutch_codes: LevelCodes) -> Read:
    def read(printed: Table, fact: LevelTableFact = EMISSION) -> TableReading:
        return read_levels(printed, fact, dutch, dutch_codes)

    return read


def short(level: LevelFact) -> tuple[str, str, str, str]:
    """Return where a level stands, what it says, of what, and for which plants."""
    what = ",".join(level.pollutants) or level.parameter
    circumstances = (level.plant_status or "", level.plant_category, level.size, level.process)
    return (
        level.id.removeprefix("table/1/"),
        f"{ends(level)} {level.unit_text}".strip(),
        what,
        "; ".join(filter(None, circumstances)),
    )


def test_a_whole_level_of_a_table_for_water(english_reading: Read) -> None:
    read = english_reading(
        table(
            [["Parameter", "BAT-AEL (daily average){1}"], ["Chemical oxygen demand (COD){2}", "25-100 mg/l{3}"]],
            caption="BAT-associated emission levels (BAT-AELs) for direct emissions to a receiving water body{4}",
            notes={
                "1": "The BAT-AELs do not apply to emissions from milling.",
                "2": "No BAT-AEL applies for BOD.",
                "3": "As an explanation.",
                "4": "For the whole table.",
            },
        )
    )
    assert read.levels == (
        LevelFact(
            id="table/1/r2c2",
            kind="emission",
            standing="associated",
            bats=(12,),
            page=1,
            printed="25-100 mg/l",
            lower=read.levels[0].lower,
            upper=read.levels[0].upper,
            table="1",
            row=2,
            column=2,
            pollutants=("cod",),
            parameter="Chemical oxygen demand (COD)",
            medium="water",
            unit="mg-per-l",
            unit_text="mg/l",
            averaging=("day",),
            averaging_text="daily average",
            footnotes=tuple(f"table/1/note/{mark}" for mark in "1234"),
        ),
    )
    assert ends(read.levels[0]) == "25..100"
    assert (read.value_cells, read.numeric_cells, read.marks, read.unresolved_marks) == (1, 1, 4, ())


def test_new_and_existing_plants_under_a_header_of_two_rows_and_cells_over_rows(english_reading: Read) -> None:
    read = english_reading(
        table(
            [
                ["Parameter", "Specific process", "Unit", "BAT-AEL (average over the sampling period)", "<"],
                ["^", "^", "^", "New plants", "Existing plants"],
                ["Dust", "Grinding", "mg/Nm3", "< 2-5", "< 2-10"],
                ["^", "Pellet cooling", "^", "< 2-20", "<"],
            ],
            caption="BAT-AELs for channelled dust emissions to air",
            header_rows=2,
        )
    )
    assert [short(level) for level in read.levels] == [
        ("r3c4", "<2..5 mg/Nm3", "dust", "new; Grinding"),
        ("r3c5", "<2..10 mg/Nm3", "dust", "existing; Grinding"),
        ("r4c4", "<2..20 mg/Nm3", "dust", "all; Pellet cooling"),
    ]
    assert {(level.medium, level.averaging, level.unit) for level in read.levels} == {
        ("air", ("sampling-period",), "mg-per-nm3")
    }


def test_sizes_categories_and_periods_of_a_combustion_table(dutch_reading: Read) -> None:
    read = dutch_reading(
        table(
            [
                [
                    "Totaal nominaal thermisch ingangsvermogen van de stookinstallatie (MWth)",
                    "BBT-GEN's (mg/Nm3)",
                    "<",
                    "<",
                    "<",
                ],
                ["^", "Jaargemiddelde", "<", "Daggemiddelde of gemiddelde over de bemonsteringsperiode", "<"],
                [
                    "^",
                    "Nieuwe installatie",
                    "Bestaande installatie{1}",
                    "Nieuwe installatie",
                    "Bestaande installatie{2}",
                ],
                ["< 100", "100-150", "100-270", "155-200", "165-330"],
                ["≥ 300, ketel met wervelbedverbranding", "50-85", "< 85-150{3}", "80-125", "Geen BBT-GEN"],
            ],
            caption="BBT-GEN's voor NOX-emissies naar lucht afkomstig van de verbranding van steenkool",
            header_rows=3,
            notes={"1": "Eerste.", "2": "Tweede.", "3": "Derde."},
        )
    )
    assert [short(level) for level in read.levels] == [
        ("r4c2", "100..150 mg/Nm3", "nox", "new; < 100 MWth"),
        ("r4c3", "100..270 mg/Nm3", "nox", "existing; < 100 MWth"),
        ("r4c4", "155..200 mg/Nm3", "nox", "new; < 100 MWth"),
        ("r4c5", "165..330 mg/Nm3", "nox", "existing; < 100 MWth"),
        ("r5c2", "50..85 mg/Nm3", "nox", "new; ketel met wervelbedverbranding; ≥ 300 MWth"),
        ("r5c3", "<85..150 mg/Nm3", "nox", "existing; ketel met wervelbedverbranding; ≥ 300 MWth"),
        ("r5c4", "80..125 mg/Nm3", "nox", "new; ketel met wervelbedverbranding; ≥ 300 MWth"),
        ("r5c5", "none mg/Nm3", "nox", "existing; ketel met wervelbedverbranding; ≥ 300 MWth"),
    ]
    assert [(level.averaging, level.footnotes) for level in read.levels[4:]] == [
        (("year",), ()),
        (("year",), ("table/1/note/1", "table/1/note/3")),
        (("day", "sampling-period"), ()),
        (("day", "sampling-period"), ("table/1/note/2",)),
    ]


def test_headings_within_a_table_hold_for_the_rows_below(english_reading: Read) -> None:
    read = english_reading(
        table(
            [
                ["Product", "Unit", "Specific energy consumption (yearly average)"],
                ["Wet products", "<", "<"],
                ["Soup", "MWh/tonne of products", "0,5-1"],
                ["Sauce", "^", "1,5"],
                ["Dry products", "<", "<"],
                ["Flour", "MWh/tonne of products", "0,05-0,13"],
            ],
            caption="Indicative environmental performance levels for specific energy consumption",
        ),
        PERFORMANCE,
    )
    assert [short(level) for level in read.levels] == [
        ("r3c3", "0.5..1 MWh/tonne of products", "Specific energy consumption", "Wet products; Soup"),
        ("r4c3", "=1.5 MWh/tonne of products", "Specific energy consumption", "Wet products; Sauce"),
        ("r6c3", "0.05..0.13 MWh/tonne of products", "Specific energy consumption", "Dry products; Flour"),
    ]
    assert {(level.kind, level.standing, level.averaging, level.unit) for level in read.levels} == {
        ("performance", "indicative", ("year",), "mwh-per-t-product")
    }


def test_columns_of_pollutants(dutch_reading: Read) -> None:
    read = dutch_reading(
        table(
            [
                ["Proces", "BBT-GEN (mg/Nm3)", "<"],
                ["^", "Stof", "SO2"],
                ["Sinteren", "1-15", "350-500"],
                ["Pelletiseren", "< 20", "—"],
            ],
            caption="BBT-geassocieerde emissieniveaus voor emissies naar lucht",
            header_rows=2,
        )
    )
    assert [short(level) for level in read.levels] == [
        ("r3c2", "1..15 mg/Nm3", "dust", "Sinteren"),
        ("r3c3", "350..500 mg/Nm3", "so2", "Sinteren"),
        ("r4c2", "..<20 mg/Nm3", "dust", "Pelletiseren"),
        ("r4c3", "none mg/Nm3", "so2", "Pelletiseren"),
    ]


def test_several_values_in_a_cell_become_levels_of_their_own(dutch_reading: Read) -> None:
    read = dutch_reading(
        table(
            [
                ["Parameter", "Eenheid", "BBT-GEN"],
                ["NOX", "kg/ADt", "DS < 75 %: 0,8 - 1,4\nDS 75 - 83 %: 1,0 - 1,6{1}"],
            ],
            caption="BBT-GEN's voor emissies naar lucht",
            notes={"1": "Met droge stof."},
        )
    )
    assert [(*short(level), level.printed, level.footnotes) for level in read.levels] == [
        ("r2c3-1", "0.8..1.4 kg/ADt", "nox", "DS < 75 %", "DS < 75 %: 0,8 - 1,4", ("table/1/note/1",)),
        ("r2c3-2", "1..1.6 kg/ADt", "nox", "DS 75 - 83 %", "DS 75 - 83 %: 1,0 - 1,6", ("table/1/note/1",)),
    ]
    assert (read.value_cells, read.numeric_cells) == (1, 1)


def test_a_cell_that_is_not_understood_is_kept_as_printed_and_reported(english_reading: Read) -> None:
    read = english_reading(
        table([["Parameter", "BAT-AEL (mg/l)"], ["Dust", "2,500"], ["Zinc (Zn)", "20-10"], ["Copper (Cu)", "1-2"]])
    )
    assert [(level.printed, ends(level)) for level in read.levels] == [("2,500", "?"), ("20-10", "?"), ("1-2", "1..2")]
    assert [(one.place, one.printed, one.reason) for one in read.not_understood] == [
        ("table/1/r2c2", "2,500", "'2,500' could be thousands or decimals"),
        ("table/1/r3c2", "20-10", "the range '20-10' runs backwards"),
    ]


def test_a_mark_without_a_note_is_reported_and_the_level_stays(english_reading: Read) -> None:
    read = english_reading(table([["Parameter", "BAT-AEL (mg/l)"], ["Dust{1}", "1-2{7}"]], notes={"1": "A note."}))
    assert (read.marks, read.unresolved_marks) == (2, ("7",))
    assert [level.footnotes for level in read.levels] == [("table/1/note/1",)]


def test_oxygen_and_wet_gas_said_beside_the_value(english_reading: Read) -> None:
    read = english_reading(
        table(
            [
                [
                    "Parameter",
                    "Unit",
                    "BAT-AEL (average over the sampling period)",
                    "Reference oxygen level (OR)",
                    "Reference gas condition",
                ],
                ["Dust", "mg/Nm3", "5-100", "16 vol-%", "No correction for water content"],
            ],
            caption="BAT-AEL for channelled dust emissions to air from beet pulp drying",
        )
    )
    (level,) = read.levels
    assert (str(level.oxygen), level.wet_gas, level.no_oxygen_correction) == ("16", True, False)


def test_a_table_without_header_names_what_its_values_are_of(dutch_reading: Read) -> None:
    read = dutch_reading(
        table(
            [["gesuspendeerde stoffen", "< 30 mg/l"], ["zink", "< 2 mg/l"]],
            caption="De met de BBT geassocieerde emissieniveaus, op basis van een 24-uursmonster, zijn:",
            header_rows=0,
        )
    )
    assert [short(level) for level in read.levels] == [
        ("r1c2", "..<30 mg/l", "tss", ""),
        ("r2c2", "..<2 mg/l", "zn", ""),
    ]
    assert {level.averaging for level in read.levels} == {("day",)}


def test_ph_has_its_unit_though_print_gives_none(english_reading: Read) -> None:
    read = english_reading(table([["Parameter", "Unit", "BAT-AEL"], ["pH", "—", "6.5-9"]]))
    assert [(ends(level), level.pollutants, level.unit) for level in read.levels] == [("6.5..9", ("ph",), "ph-unit")]


def test_a_column_of_processes_under_a_header_that_speaks_of_levels(english_reading: Read) -> None:
    read = english_reading(
        table(
            [
                ["Substance/Parameter", "<", "BAT-AEL{1}", "Process to which the BAT-AEL applies"],
                ["Total organic carbon (TOC)", "<", "10–60 mg/l", "— All but mills"],
                ["^", "^", "10–100 mg/l", "— Mills"],
                ["Metals", "Arsenic (expressed as As)", "0,01–0,05 mg/l", "— Mills"],
                ["^", "Mercury (expressed as Hg)", "0,5–5 μg/l", "^"],
            ],
            caption="BAT-AELs for direct discharges to a receiving water body",
            notes={"1": "A note."},
        )
    )
    assert [short(level) for level in read.levels] == [
        ("r2c3", "10..60 mg/l", "toc", "— All but mills"),
        ("r3c3", "10..100 mg/l", "toc", "— Mills"),
        ("r4c3", "0.01..0.05 mg/l", "as", "— Mills"),
        ("r5c3", "0.5..5 µg/l", "hg", "— Mills"),
    ]
    assert read.value_cells == 4


@pytest.mark.parametrize(
    ("unit", "text", "identifier"),
    [
        ("MWh/vehicle coated", "MWh/vehicle coated", ""),
        ("g VOCs per m2 of surface area", "g VOCs per m2 of surface area", ""),
        ("bushels", "bushels", ""),
        ("ouE/Nm3", "ouE/Nm3", "oue-per-nm3"),
    ],
)
def test_a_unit_that_is_not_listed_is_kept_as_printed(
    english_reading: Read, unit: str, text: str, identifier: str
) -> None:
    read = english_reading(table([["Parameter", "Unit", "BAT-AEL (mg/l)"], ["Dust", unit, "1-2"]]))
    assert [(level.unit_text, level.unit) for level in read.levels] == [(text, identifier)]


def test_a_unit_in_brackets_behind_a_name_goes_before_that_of_the_column(english_reading: Read) -> None:
    read = english_reading(
        table(
            [["Parameter", "BAT-AEL (mg/Nm3)"], ["HCl (as gas)", "2-6"], ["PCDD/F (ng I-TEQ/Nm3)", "< 0,01–0,04"]],
            caption="BAT-AELs for emissions to air",
        )
    )
    assert [(ends(level), level.pollutants, level.unit) for level in read.levels] == [
        ("2..6", ("hcl",), "mg-per-nm3"),
        ("<0.01..0.04", ("pcdd-f",), "ng-i-teq-per-nm3"),
    ]


def test_new_and_existing_plants_within_a_cell(english_reading: Read) -> None:
    read = english_reading(
        table([["Parameter", "BAT-AEL (mg/Nm3)"], ["NOX", "New plants: 80–200\nExisting plants: 100–350"]])
    )
    assert [(ends(level), level.plant_status) for level in read.levels] == [
        ("80..200", "new"),
        ("100..350", "existing"),
    ]


def test_levels_and_indicative_levels_in_one_table(english_reading: Read) -> None:
    caption = "BAT-AELs for channelled NOX emissions to air and indicative emission levels for channelled CO emissions"
    by_caption = english_reading(table([["Parameter", "mg/Nm3"], ["NOX", "80–200"], ["CO", "10–50"]], caption=caption))
    by_header = english_reading(
        table(
            [["Process", "BAT-AEL for NOX (mg/Nm3)", "Indicative level for CO (mg/Nm3)"], ["Baking", "80–200", "10–50"]]
        )
    )
    for read in (by_caption, by_header):
        assert [(ends(level), level.pollutants, level.standing) for level in read.levels] == [
            ("80..200", ("nox",), "associated"),
            ("10..50", ("co",), "indicative"),
        ]

"""Monitoring tables and techniques that measure, set by hand; and what four real decisions measure."""

from pathlib import Path

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import MonitoringFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.levels_csv import read_levels_folder
from loaders.official_journal.levels.measuring_techniques import MeasuringReading, read_measuring_techniques
from loaders.official_journal.levels.monitoring import read_monitoring
from loaders.official_journal.levels.table_kind import TableContext, classify
from tests.loaders.official_journal.levels.typed_levels import table


def test_rows_with_spans_notes_and_several_bat(english: LevelPhrases, english_codes: LevelCodes) -> None:
    printed = table(
        [
            [
                "Substance/Parameter",
                "Specific process",
                "Standard(s)",
                "Minimum monitoring frequency{1}",
                "Monitoring associated with",
            ],
            ["Dust", "Grinding", "EN 13284-1", "Once every three months{2}", "BAT 17"],
            ["^", "Drying", "^", "Once every year", "BAT 17, BAT 20"],
        ],
        number=None,
        notes={"1": "First.", "2": "Second."},
        page=9,
    )
    assert classify(printed, TableContext(bat=5), english).kind == "monitoring"
    read = read_monitoring(printed, "bat-5-1", TableContext(bat=5), english, english_codes)
    assert read.rows == (
        MonitoringFact(
            id="table/bat-5-1/r2",
            bat=5,
            table="bat-5-1",
            row=2,
            page=9,
            parameter="Dust",
            pollutants=("dust",),
            process="Grinding",
            standard="EN 13284-1",
            frequencies=("quarterly",),
            frequency_text="Once every three months",
            associated_bats=(17,),
            footnotes=("table/bat-5-1/note/1", "table/bat-5-1/note/2"),
        ),
        MonitoringFact(
            id="table/bat-5-1/r3",
            bat=5,
            table="bat-5-1",
            row=3,
            page=9,
            parameter="Dust",
            pollutants=("dust",),
            process="Drying",
            standard="EN 13284-1",
            frequencies=("yearly",),
            frequency_text="Once every year",
            associated_bats=(17, 20),
            footnotes=("table/bat-5-1/note/1",),
        ),
    )
    assert (read.marks, read.unresolved_marks, read.not_understood) == (2, (), ())


def test_lists_of_metals_letters_of_rows_and_choices(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    printed = table(
        [
            ["Parameter", "<", "Meetfrequentie"],
            ["a", "Metalen met uitzondering van kwik (As, Cd, V)", "Om de zes maanden"],
            ["b", "NOx en SO2", "Periodiek of continu"],
            ["c", "Relevante metalen (bijv. Zn, Cu)", "Eén keer per jaar"],
        ],
        number=None,
    )
    read = read_monitoring(printed, "bat-9-1", TableContext(bat=9), dutch, dutch_codes)
    assert [(row.parameter, row.pollutants, row.frequencies) for row in read.rows] == [
        ("Metalen met uitzondering van kwik (As, Cd, V)", ("as", "cd", "v"), ("half-yearly",)),
        ("NOx en SO2", ("nox", "so2"), ("periodic", "continuous")),
        ("Relevante metalen (bijv. Zn, Cu)", ("zn", "cu"), ("yearly",)),
    ]


def test_headers_within_a_table_that_has_none_above(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    printed = table(
        [
            ["Voor lucht", "<"],
            ["Parameter", "Meetfrequentie"],
            ["CO", "Continu"],
            ["Voor water", "<"],
            ["pH", "Wekelijks"],
        ],
        number=None,
        header_rows=0,
    )
    assert classify(printed, TableContext(bat=8), dutch).kind == "monitoring"
    read = read_monitoring(printed, "bat-8-1", TableContext(bat=8), dutch, dutch_codes)
    assert [(row.id, row.pollutants, row.frequencies) for row in read.rows] == [
        ("table/bat-8-1/r3", ("co",), ("continuous",)),
        ("table/bat-8-1/r5", ("ph",), ("weekly",)),
    ]


def test_a_row_without_frequency_is_kept_as_printed(english: LevelPhrases, english_codes: LevelCodes) -> None:
    printed = table([["Parameter", "Monitoring frequency"], ["Dust", ""], ["NOX", "Daily"]], number=None)
    read = read_monitoring(printed, "bat-3-1", TableContext(bat=3), english, english_codes)
    assert [row.id for row in read.rows] == ["table/bat-3-1/r3"]
    assert [(one.place, one.printed) for one in read.not_understood] == [("table/bat-3-1/r2", "Dust")]


def test_a_table_of_standards_without_a_frequency(english: LevelPhrases, english_codes: LevelCodes) -> None:
    printed = table(
        [
            ["Parameter", "Applicable to the production of", "Standard(s)"],
            ["Mercury (Hg)", "Copper, lead", "EN ISO 17852"],
            ["Silver (Ag)", "Precious metals", "EN ISO 11885"],
            ["Aluminium (Al)", "Aluminium", "^"],
        ],
        number=None,
        page=16,
    )
    assert classify(printed, TableContext(bat=16), english).kind == "monitoring"
    read = read_monitoring(printed, "bat-16-1", TableContext(bat=16), english, english_codes)
    assert [(row.id, row.parameter, row.process, row.standard, row.frequencies) for row in read.rows] == [
        ("table/bat-16-1/r2", "Mercury (Hg)", "Copper, lead", "EN ISO 17852", ()),
        ("table/bat-16-1/r3", "Silver (Ag)", "Precious metals", "EN ISO 11885", ()),
        ("table/bat-16-1/r4", "Aluminium (Al)", "Aluminium", "EN ISO 11885", ()),
    ]
    assert read.not_understood == ()


def test_the_medium_is_that_of_the_nearest_text_that_names_one(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    """A cell before a heading, a heading before the statement of the BAT; two media at once say nothing."""
    to_air = TableContext(bat=9, statement="De BBT is om de geleide emissies van ovens naar lucht te monitoren.")
    both = TableContext(bat=7, statement="Het is BBT om emissies naar lucht en water te monitoren.")
    by_cell = table(
        [["Milieumedium", "Stof(fen)", "Meetfrequentie"], ["Lucht", "CO", "Continu"], ["Water", "pH", "Continu"]],
        number=None,
    )
    by_heading = table(
        [
            ["I. Parameters die relevant zijn voor emissies in het water", "<"],
            ["Parameter", "Meetfrequentie"],
            ["pH", "Continu"],
        ],
        number=None,
        header_rows=0,
    )
    plain = table([["Parameter", "Meetfrequentie"], ["CO", "Continu"]], number=None)
    read = {
        (name, context.bat): tuple(
            row.medium for row in read_monitoring(printed, "bat-9-1", context, dutch, dutch_codes).rows
        )
        for name, printed in (("cell", by_cell), ("heading", by_heading), ("plain", plain))
        for context in (to_air, both)
    }
    assert read == {
        ("cell", 9): ("air", "water"),
        ("cell", 7): ("air", "water"),
        ("heading", 9): ("water",),
        ("heading", 7): ("water",),
        ("plain", 9): ("air",),
        ("plain", 7): ("",),
    }


def test_the_medium_in_english(english: LevelPhrases, english_codes: LevelCodes) -> None:
    printed = table([["Parameter", "Monitoring frequency"], ["Dust", "Daily"]], number=None)
    media = [
        read_monitoring(printed, "bat-3-1", TableContext(bat=3, statement=said), english, english_codes).rows[0].medium
        for said in (
            "BAT is to monitor channelled emissions to air with at least the frequency given below.",
            "BAT is to monitor emissions to water with at least the frequency given below.",
            "BAT is to monitor emissions to air and water.",
            "BAT is to monitor unburnt substances in bottom ashes.",
        )
    ]
    assert media == ["air", "water", "", ""]


def _measured(read: MeasuringReading) -> list[tuple[str, tuple[str, ...], str, tuple[str, ...]]]:
    return [(row.parameter, row.pollutants, row.medium, row.frequencies) for row in read.rows]


MONITORING = "De BBT is op reguliere basis de emissies monitoren, met inbegrip van de volgende technieken:"


def test_techniques_that_measure_are_monitoring(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    """A process parameter is no emission, and what is not listed beside a pollutant is not passed over."""
    printed = table(
        [
            ["<", "Techniek", "Toepasbaarheid"],
            ["a", "Continue metingen van procesparameters om stabiel te werken, bv. CO-emissies", "Ovens"],
            ["b", "Continue of periodieke meting van stof-, NOx,- SOx- en CO-emissies", "Ovens"],
            ["c", "Periodiek meten van PCDD-, PCDF- en metaalemissies", "Ovens"],
            ["d", "Continu meten van de NH3-uitstoot wanneer SNCR wordt toegepast", "Ovens"],
            ["e", "Periodiek meten van HF- en fluorietemissies", "Ovens"],
        ],
        number=None,
        page=9,
    )
    context = TableContext(bat=5, statement=MONITORING)
    assert classify(printed, context, dutch).kind == "technique"
    read = read_measuring_techniques(printed, "bat-5-techniques-1", context, dutch, dutch_codes)
    assert _measured(read) == [
        ("emissies", (), "air", ()),
        (
            "Continue of periodieke meting van stof-, NOx,- SOx- en CO-emissies",
            ("dust", "nox", "sox", "co"),
            "air",
            ("continuous", "periodic"),
        ),
        ("Periodiek meten van PCDD-, PCDF- en metaalemissies", ("pcdd-f", "metals"), "air", ("periodic",)),
        ("Continu meten van de NH3-uitstoot wanneer SNCR wordt toegepast", ("nh3",), "air", ("continuous",)),
    ]
    assert [(row.id, row.bat, row.page) for row in read.rows][1] == ("table/bat-5-techniques-1/r3", 5, 9)
    assert [(each.place, each.printed) for each in read.not_understood] == [
        ("table/bat-5-techniques-1/r6", "Periodiek meten van HF- en fluorietemissies")
    ]
    elsewhere = TableContext(bat=5, statement="De BBT is de emissies beperken door de volgende technieken:")
    assert read_measuring_techniques(printed, "bat-5-techniques-1", elsewhere, dutch, dutch_codes).rows == ()


def test_a_statement_says_of_what_a_column_says_how_often(english: LevelPhrases, english_codes: LevelCodes) -> None:
    printed = table(
        [["Technique", "Frequency"], ["Mass balance", "Once every year"], ["Emission factors", "Once every month"]],
        number=None,
    )
    statement = "BAT is to monitor ammonia and dust emissions to air with at least the frequency given below."
    context = TableContext(bat=25, statement=statement)
    read = read_measuring_techniques(printed, "k", context, english, english_codes)
    what = "ammonia and dust emissions to air"
    assert _measured(read) == [
        (what, ("nh3", "dust"), "air", ("yearly",)),
        (what, ("nh3", "dust"), "air", ("monthly",)),
    ]


@pytest.mark.parametrize(
    ("celex", "expected"),
    [
        ("32012D0134", {(7, 13): {"dust", "nox", "so2", "nh3", "co", "hcl", "hf", "metals"}}),
        (
            "32013D0163",
            {
                (5, 11): {"nh3", "dust", "nox", "sox", "co", "pcdd-f", "metals", "hcl", "hf", "toc"},
                (32, 23): {"nh3", "dust", "nox", "sox", "co", "pcdd-f", "metals", "hcl", "hf", "toc"},
                (55, 34): {"dust", "nox", "sox", "co"},
            },
        ),
        (
            "32017D0302",
            {
                (24, 23): {"total-nitrogen-excreted", "total-phosphorus-excreted"},
                (25, 23): {"nh3"},
                (27, 24): {"dust"},
                (28, 24): {"nh3", "dust", "odour"},
            },
        ),
        ("32012D0135", {}),
    ],
)
def test_what_decisions_without_a_monitoring_table_measure(
    repository_data: Path, celex: str, expected: dict[tuple[int, int], set[str]]
) -> None:
    """Read off the printed pages by eye: numbered BAT, page, and what it measures. What ships is what the PDF gives."""
    found: dict[tuple[int, int], set[str]] = {}
    for row in read_levels_folder(repository_data / celex).monitoring:
        assert row.bat is not None
        found.setdefault((row.bat, row.page), set()).update(row.pollutants)
    assert found == expected

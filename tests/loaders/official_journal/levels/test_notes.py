"""What notes under a table do to its levels: bounds they set, cases they take out, what they only explain.

The sentences are ours, made like those of the decisions.
"""

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import LevelTableFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.note_bounds import bounds_set_by
from loaders.official_journal.levels.read_table import TableReading, read_levels
from tests.loaders.official_journal.levels.typed_levels import ends, table

EMISSION = LevelTableFact("1", "1", "", 1, 12, "2.1", "emission", "associated")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("The upper end of the range is 125 mg/l for bakeries.", [("upper", "125 mg/l")]),
        ("The upper end of the range may be up to 125 mg/l in the case of bakeries.", [("upper", "125 mg/l")]),
        ("The BAT-AEL may be higher and up to 40 mg/l for small ovens.", [("upper", "40 mg/l")]),
        ("The lower end of the range is 2 mg/l where membranes are used.", [("lower", "2 mg/l")]),
        ("The BAT-AEL range is 10-20 mg/l for ovens of brick.", [("range", "10-20 mg/l")]),
        (
            "The upper end of the range is:\n— 4 mg/l for dairies;\n— 5 mg/l for starch;",
            [("upper", "4 mg/l"), ("upper", "5 mg/l")],
        ),
        ("The upper end of the range is 20 mg/Nm3 for ovens.", []),
        ("Bakeries use about 125 mg/l of flour.", []),
        ("The lower end of the range can be reached with membranes.", []),
    ],
)
def test_bounds_of_an_english_note(english: LevelPhrases, note: str, expected: list[tuple[str, str]]) -> None:
    found = bounds_set_by(note, ["mg/l"], english)
    assert [(bound.end, bound.printed.removeprefix("up to ")) for bound in found.bounds] == expected
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("In bakkerijen ligt de bovengrens van het BBT-GEN-bereik bij 340 mg/Nm3.", [("upper", "340 mg/Nm3")]),
        ("De bovengrens van het bereik is 1 200 mg/Nm3 voor oude ovens.", [("upper", "1 200 mg/Nm3")]),
        ("De ondergrens van het bereik bedraagt 5 mg/Nm3.", [("lower", "5 mg/Nm3")]),
        ("Het BBT-GEN-bereik is 155-210 mg/Nm3 voor bakkerijen.", [("range", "155-210 mg/Nm3")]),
        ("Een lager niveau is haalbaar.", []),
    ],
)
def test_bounds_of_a_dutch_note(dutch: LevelPhrases, note: str, expected: list[tuple[str, str]]) -> None:
    found = bounds_set_by(note, ["mg/Nm3"], dutch)
    assert [(bound.end, bound.printed) for bound in found.bounds] == expected


def test_a_bound_by_formula_is_reported_and_not_guessed(dutch: LevelPhrases) -> None:
    note = "De bovengrens van het bereik wordt vermenigvuldigd met een correctiefactor van rendement × 100/39."
    found = bounds_set_by(note, ["mg/Nm3"], dutch)
    assert found.bounds == ()
    assert found.not_understood == (note,)


@pytest.fixture(scope="module")
def bakery(english: LevelPhrases, english_codes: LevelCodes) -> TableReading:
    """A table whose notes do all that notes can do."""
    return read_levels(
        table(
            [
                ["Parameter", "BAT-AEL (daily average){1}"],
                ["Chemical oxygen demand (COD){2}", "25-100 mg/l{3,4}"],
                ["Total nitrogen (TN)", "2-20 mg/l{5}"],
            ],
            caption="BAT-AELs for direct emissions to a receiving water body",
            notes={
                "1": "The BAT-AELs do not apply to emissions from milling.",
                "2": "COD may be measured as TOC.",
                "3": "The upper end of the range is:\n— 125 mg/l for bakeries;\n— 185 mg/l for mills.",
                "4": "The lower end of the range is 10 mg/l with membranes.",
                "5": "The level is indicative in winter, when the upper end of the range may be 30 mg/l.",
            },
        ),
        EMISSION,
        english,
        english_codes,
    )


def test_notes_that_set_a_bound_become_levels_of_their_own(bakery: TableReading) -> None:
    assert [(level.id, ends(level), level.printed, level.note, level.modifies) for level in bakery.levels] == [
        ("table/1/r2c2", "25..100", "25-100 mg/l", "", ""),
        ("table/1/r3c2", "2..20", "2-20 mg/l", "", ""),
        ("table/1/r2c2/note/3-1", "25..125", "125 mg/l", "table/1/note/3", "table/1/r2c2"),
        ("table/1/r2c2/note/3-2", "25..185", "185 mg/l", "table/1/note/3", "table/1/r2c2"),
        ("table/1/r2c2/note/4", "10..100", "10 mg/l", "table/1/note/4", "table/1/r2c2"),
        ("table/1/r3c2/note/5", "2..30", "30 mg/l", "table/1/note/5", "table/1/r3c2"),
    ]


def test_a_level_of_a_note_keeps_what_its_level_is_of_and_its_condition(bakery: TableReading) -> None:
    base, set_by_note = bakery.levels[0], bakery.levels[2]
    for field in ("kind", "bats", "table", "row", "column", "pollutants", "parameter", "medium", "unit", "averaging"):
        assert getattr(set_by_note, field) == getattr(base, field)
    assert set_by_note.condition == "The upper end of the range is: 125 mg/l for bakeries;"
    assert base.condition == ""


def test_effects_of_notes(bakery: TableReading) -> None:
    assert [(note.id, note.mark, note.effects) for note in bakery.footnotes] == [
        ("table/1/note/1", "1", ("excludes",)),
        ("table/1/note/2", "2", ("explains",)),
        ("table/1/note/3", "3", ("sets-upper-bound",)),
        ("table/1/note/4", "4", ("sets-lower-bound",)),
        ("table/1/note/5", "5", ("sets-upper-bound", "indicative")),
    ]


def test_a_note_with_an_unused_number_is_listed_by_its_number_only(
    english: LevelPhrases, english_codes: LevelCodes
) -> None:
    read = read_levels(
        table(
            [["Parameter", "BAT-AEL (mg/l)"], ["Dust", "1-2{1}"]],
            notes={"1": "In most bakeries 3,5 mg/l has been seen."},
        ),
        EMISSION,
        english,
        english_codes,
    )
    assert [(one.place, one.printed) for one in read.numbers_unused] == [("table/1/note/1", "a sentence with 3,5")]
    assert len(read.levels) == 1


def test_a_note_can_say_the_averaging_period_of_its_levels(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    read = read_levels(
        table(
            [["Parameter", "BBT-GEN (kg/t Al){1}"], ["Stof", "≤ 1,2"]],
            caption="BBT-GEN's voor emissies naar lucht",
            notes={"1": "Als massa van de stof die gedurende een jaar is uitgestoten."},
        ),
        EMISSION,
        dutch,
        dutch_codes,
    )
    assert [(level.averaging, ends(level), level.unit) for level in read.levels] == [
        (("year",), "..≤1.2", "kg-per-t-al")
    ]


def test_a_bound_in_a_unit_that_is_not_known_is_reported(english: LevelPhrases) -> None:
    note = "The upper end of the range is 40 bushels for bakeries."
    assert bounds_set_by(note, ["mg/l"], english).not_understood == (note,)
    other = "The upper end of the range applies where the abatement efficiency is ≥ 95 %."
    assert bounds_set_by(other, ["mg/l"], english).not_understood == ()

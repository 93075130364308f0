"""Levels in sentences and lists of a BAT. The sentences are ours, made like those of the decisions."""

from collections.abc import Callable

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.page_notes import with_page_notes
from loaders.official_journal.levels.running_text import TextReading, read_running_text
from loaders.official_journal.page_content import Line
from tests.loaders.official_journal.levels.typed_levels import ends

Read = Callable[..., TextReading]


@pytest.fixture(scope="module")
def read(dutch: LevelPhrases, dutch_codes: LevelCodes) -> Read:
    """Read Dutch paragraphs as those of BAT 7."""

    def of(*texts: str, subject: str = "") -> TextReading:
        lines = tuple(Line(text, 3, False, "1.2", ()) for text in texts)
        return read_running_text(lines, "bat/7", 7, subject, dutch, dutch_codes)

    return of


def short(level: LevelFact) -> tuple[str, str, str, str]:
    return level.id, f"{ends(level)} {level.unit_text}", ",".join(level.pollutants), ",".join(level.averaging)


def test_a_sentence_that_states_a_level(read: Read) -> None:
    found = read("Het met de BBT geassocieerde emissieniveau voor NH3 naar lucht is < 3–10 mg/Nm3 als jaargemiddelde.")
    (level,) = found.levels
    assert short(level) == ("bat/7/text/1", "<3..10 mg/Nm3", "nh3", "year")
    assert (level.kind, level.standing, level.bats, level.medium, level.page) == (
        "emission",
        "associated",
        (7,),
        "air",
        3,
    )
    assert (level.printed, level.table, level.row, level.unit) == ("< 3–10 mg/Nm3", "", None, "mg-per-nm3")


@pytest.mark.parametrize(
    "ending", [", beide bepaald als daggemiddelde.", "; alle waarden zijn daggemiddelden.", " als daggemiddelde."]
)
def test_an_averaging_period_that_is_said_once_is_that_of_all_values_before_it(read: Read, ending: str) -> None:
    found = read(
        "Het met de BBT geassocieerde emissieniveau voor stof bedraagt < 10 mg/Nm3 voor de doekfilter en < 30 mg/Nm3 "
        f"voor de elektrostatische stofvanger{ending}"
    )
    assert [short(level) for level in found.levels] == [
        ("bat/7/text/1", "..<10 mg/Nm3", "dust", "day"),
        ("bat/7/text/2", "..<30 mg/Nm3", "dust", "day"),
    ]


def test_values_keep_the_averaging_periods_that_are_said_of_each(read: Read) -> None:
    found = read(
        "Het met de BBT geassocieerde emissieniveau voor stof bedraagt < 10 mg/Nm3 als jaargemiddelde en < 30 mg/Nm3 "
        "als daggemiddelde."
    )
    assert [short(level)[3] for level in found.levels] == ["year", "day"]


def test_the_statement_of_the_bat_names_the_pollutant_where_the_sentence_does_not(read: Read) -> None:
    found = read(
        "Het met de BBT geassocieerde emissieniveau is < 10 mg/Nm3, als daggemiddelde.",
        subject="De BBT om stofemissies naar lucht te verminderen, is filteren.",
    )
    assert [short(level) for level in found.levels] == [("bat/7/text/1", "..<10 mg/Nm3", "dust", "day")]


def test_a_list_of_levels(read: Read) -> None:
    found = read(
        "De met de BBT geassocieerde emissieniveaus, als daggemiddelde, zijn:",
        "— zwaveldioxide (SO2): < 500 mg/Nm3",
        "— stof: < 10 mg/Nm3",
        "Een gewone zin met 20 mg/Nm3 erin.",
    )
    assert [short(level) for level in found.levels] == [
        ("bat/7/text/1", "..<500 mg/Nm3", "so2", "day"),
        ("bat/7/text/2", "..<10 mg/Nm3", "dust", "day"),
    ]


def test_levels_given_as_an_indication(read: Read) -> None:
    found = read("Ter indicatie: de CO-emissieniveaus zijn doorgaans < 5-40 mg/Nm3 als jaargemiddelde.")
    assert [(short(level), level.standing) for level in found.levels] == [
        (("bat/7/text/1", "<5..40 mg/Nm3", "co", "year"), "indicative")
    ]


def test_a_sentence_about_the_end_of_a_range_makes_a_level_that_modifies_it(read: Read) -> None:
    found = read(
        "Het met de BBT geassocieerde emissieniveau voor NH3 naar lucht is < 3–10 mg/Nm3 als jaargemiddelde. "
        "De bovengrens van het bereik is 15 mg/Nm3 voor kleine ovens."
    )
    first, second = found.levels
    assert (second.id, second.modifies, ends(second)) == ("bat/7/text/1/bound/1", first.id, "<3..15")
    assert second.condition


def test_a_sentence_without_a_word_for_a_level_states_none(read: Read) -> None:
    assert read("De oven stoot 20 mg/Nm3 stof uit.", "Zie tabel 3 voor de BBT-GEN's.").levels == ()


def test_a_level_whose_number_has_two_meanings_is_reported(read: Read) -> None:
    found = read("Het met de BBT geassocieerde emissieniveau voor stof is < 2.500 mg/Nm3.")
    assert found.levels == ()
    assert [(one.place, one.printed) for one in found.not_understood] == [("bat/7", "a sentence with < 2.500")]


def test_marks_in_text_point_to_notes_of_the_page_or_the_next_one(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    lines = (
        Line("De met de BBT geassocieerde emissieniveaus zijn:", 3, False, "1", ()),
        Line("— stof: < 10 mg/Nm3", 3, False, "1", ("1",)),
        Line("— kwik: < 1 mg/Nm3", 3, False, "1", ("2",)),
        Line("— lood: < 2 mg/Nm3", 3, False, "1", ("9",)),
    )
    notes = (
        Line("Eerste noot.", 3, False, "1", ("1",), is_page_note=True),
        Line("Tweede noot.", 4, False, "1", ("2",), is_page_note=True),
    )
    levels = read_running_text(lines, "bat/7", 7, "", dutch, dutch_codes).levels
    found = with_page_notes(levels, notes)
    assert [level.footnotes for level in found.levels] == [("page/3/note/1",), ("page/4/note/2",), ()]
    assert [(note.id, note.mark, note.text) for note in found.footnotes] == [
        ("page/3/note/1", "1", "Eerste noot."),
        ("page/4/note/2", "2", "Tweede noot."),
    ]
    assert found.unresolved == ("page/3/note/9",)


def test_english_sentences(english: LevelPhrases, english_codes: LevelCodes) -> None:
    line = Line(
        "The BAT-associated emission level (BAT-AEL) for dust emissions to air is < 2-5 mg/Nm3 as a daily average.",
        3,
        False,
        "1.2",
        (),
    )
    found = read_running_text((line,), "bat/9", 9, "", english, english_codes)
    assert [short(level) for level in found.levels] == [("bat/9/text/1", "<2..5 mg/Nm3", "dust", "day")]

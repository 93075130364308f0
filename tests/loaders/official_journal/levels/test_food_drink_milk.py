"""Every level of Decision (EU) 2019/2031, typed from its pages, and the same in Dutch as in English."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.code_lists import read_level_codes
from loaders.official_journal.levels.document_levels import LevelsReading, read_level_facts
from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.numbered_bat import read_bat_passages
from loaders.official_journal.page_content import DecisionText
from tests.loaders.official_journal.levels.typed_levels import ends, read_typed, typed


def reading(text: DecisionText, codes: Path) -> LevelsReading:
    phrases = phrases_of(text.language)
    return read_level_facts(text, read_bat_passages(text, phrases), phrases, read_level_codes(codes, text.language))


@pytest.fixture(scope="module")
def english_decision(printed_text: Callable[[str], DecisionText], repository_data: Path) -> LevelsReading:
    return reading(printed_text("FDM_2019-2031_EN.pdf"), repository_data / "code-lists")


@pytest.fixture(scope="module")
def dutch_decision(printed_text: Callable[[str], DecisionText], repository_data: Path) -> LevelsReading:
    return reading(printed_text("FDM_2019-2031_NL.pdf"), repository_data / "code-lists")


def test_every_level_is_as_printed(english_decision: LevelsReading) -> None:
    expected = read_typed(Path(__file__).with_name("food_drink_milk.csv"))
    assert [typed(level) for level in english_decision.facts.levels] == expected


def test_figures(english_decision: LevelsReading) -> None:
    counts = english_decision.figures.counts()
    assert counts["level tables"] == 31
    assert (counts["numeric cells"], counts["numeric cells understood"]) == (55, 55)
    assert (counts["footnote marks"], counts["footnote marks resolved"]) == (53, 53)
    assert (counts["levels"], counts["levels set by notes"]) == (71, 16)
    assert english_decision.findings == ()


def test_brewing_takes_two_to_five_hundredths_of_a_megawatt_hour_per_hectolitre(
    english_decision: LevelsReading,
) -> None:
    (level,) = (level for level in english_decision.facts.levels if level.table == "5")
    assert (ends(level), level.unit, level.kind, level.standing) == (
        "0.02..0.05",
        "mwh-per-hl-product",
        "consumption",
        "indicative",
    )


def test_notes_of_table_1_set_upper_bounds_by_sector(english_decision: LevelsReading) -> None:
    of_notes = [level for level in english_decision.facts.levels if level.table == "1" and level.modifies]
    assert [(level.note.rsplit("/", 1)[1], level.modifies, str(level.upper)) for level in of_notes] == [
        *(("5", "table/1/r2c2", upper) for upper in ("125", "120", "200", "185", "155")),
        ("7", "table/1/r4c2", "30"),
        *(("9", "table/1/r5c2", upper) for upper in ("4", "5", "10")),
    ]
    effects = {note.mark: note.effects for note in english_decision.facts.footnotes if note.table == "1"}
    assert effects == {
        "1": ("excludes",),
        "2": ("excludes",),
        "3": ("explains",),
        "4": ("explains",),
        "5": ("sets-upper-bound",),
        "6": ("explains",),
        "7": ("sets-upper-bound",),
        "8": ("excludes",),
        "9": ("sets-upper-bound",),
    }
    assert all(level.condition for level in of_notes)


def test_reference_conditions_of_sugar_are_those_of_its_tables(english_decision: LevelsReading) -> None:
    facts = english_decision.facts
    used = {level.table: level.reference for level in facts.levels if level.table in ("4", "30", "31", "1")}
    assert used == {
        "1": "",
        "4": "k-273.15-kpa-101.3-dry-no-oxygen-correction",
        "30": "o2-16-k-273.15-kpa-101.3-wet",
        "31": "o2-16-k-273.15-kpa-101.3-wet",
    }


def shared_by_languages(level: LevelFact) -> tuple[object, ...]:
    """Return what does not depend on the language of a reading."""
    return (
        level.id,
        level.kind,
        level.standing,
        level.bats,
        level.bounds,
        level.no_level_stated,
        level.row,
        level.column,
        level.pollutants,
        level.medium,
        level.unit,
        level.averaging,
        level.plant_status,
        bool(level.process),
        bool(level.condition),
        level.oxygen,
        level.wet_gas,
        level.reference,
        level.footnotes,
        level.note,
        level.modifies,
    )


def test_dutch_says_the_same_levels_as_english(english_decision: LevelsReading, dutch_decision: LevelsReading) -> None:
    english, dutch = english_decision.facts, dutch_decision.facts
    assert list(map(shared_by_languages, dutch.levels)) == list(map(shared_by_languages, english.levels))
    assert dutch_decision.figures == english_decision.figures


def test_dutch_says_the_same_notes_and_monitoring_as_english(
    english_decision: LevelsReading, dutch_decision: LevelsReading
) -> None:
    english, dutch = english_decision.facts, dutch_decision.facts
    notes = [[(note.id, note.mark, note.effects) for note in facts.footnotes] for facts in (english, dutch)]
    assert notes[0] == notes[1]
    rows = [
        [(row.id, row.pollutants, row.frequencies, row.associated_bats, row.footnotes) for row in facts.monitoring]
        for facts in (english, dutch)
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 26

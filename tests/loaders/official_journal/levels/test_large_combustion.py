"""Levels of Implementing Decision (EU) 2017/1442 in Dutch, typed from its pages and against its English successor."""

import json
import re
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

TYPED_TABLES = ("3", "10", "11", "24")


@pytest.fixture(scope="module")
def decision(printed_text: Callable[[str], DecisionText], repository_data: Path) -> LevelsReading:
    text = printed_text("LCP_2017-1442_NL.pdf")
    phrases = phrases_of("nl")
    codes = read_level_codes(repository_data / "code-lists", "nl")
    return read_level_facts(text, read_bat_passages(text, phrases), phrases, codes)


def test_every_level_of_four_tables_is_as_printed(decision: LevelsReading) -> None:
    expected = read_typed(Path(__file__).with_name("large_combustion.csv"))
    found = [typed(level) for level in decision.facts.levels if level.table in TYPED_TABLES]
    assert found == expected


def test_nitrogen_oxides_of_coal_below_100_megawatts_by_the_year(decision: LevelsReading) -> None:
    small = [
        (level.plant_status, ends(level), level.unit)
        for level in decision.facts.levels
        if level.table == "3" and level.size == "< 100 MWth" and level.averaging == ("year",) and not level.modifies
    ]
    assert small == [("new", "100..150", "mg-per-nm3"), ("existing", "100..270", "mg-per-nm3")]


def test_figures(decision: LevelsReading) -> None:
    counts = decision.figures.counts()
    assert counts["level tables"] == 45
    assert (counts["value cells"], counts["numeric cells"], counts["numeric cells understood"]) == (349, 334, 334)
    assert (counts["footnote marks"], counts["footnote marks resolved"]) == (253, 253)
    assert counts["emission levels without listed pollutant"] == counts["levels without listed unit"] == 0


def test_what_is_not_understood_are_bounds_by_formula(decision: LevelsReading) -> None:
    warnings = [finding.place for finding in decision.findings if finding.severity == "warning"]
    assert warnings == [
        "page 55, table/24/note/6",
        "page 55, table/24/note/8",
        "page 32, bat/21",
        "page 33, bat/21",
        "page 55, bat/44",
        "page 55, bat/44",
    ]


def test_ammonia_stated_in_the_text_of_bat_7(decision: LevelsReading) -> None:
    found = [level for level in decision.facts.levels if level.id.startswith("bat/7/")]
    assert [(ends(level), level.pollutants, level.averaging, level.unit) for level in found][:1] == [
        ("<3..10", ("nh3",), ("year", "sampling-period"), "mg-per-nm3")
    ]
    assert all(level.modifies == found[0].id for level in found[1:])


def test_oxygen_by_fuel(decision: LevelsReading) -> None:
    by_table = {
        level.table: level.reference for level in decision.facts.levels if level.table in ("3", "10", "14", "24")
    }
    assert by_table == {
        "3": "o2-6-k-273.15-kpa-101.3-dry",
        "10": "o2-6-k-273.15-kpa-101.3-dry",
        "14": "o2-3-k-273.15-kpa-101.3-dry",
        "24": "o2-15-k-273.15-kpa-101.3-dry",
    }


def closed(text: str) -> str:
    """Return a text without spaces and with one dash and one decimal sign."""
    return re.sub(r"\s+", "", re.sub("[\u2010-\u2015\u2212]", "-", text)).replace(",", ".")


def test_english_successor_prints_the_same_values(decision: LevelsReading, shared: Path) -> None:
    """The successor of 2021 has the same tables; the file holds its text by BAT, some of it cut short."""
    source = shared / "data" / "eu-bat-conclusions" / "LCP_2021-2326_EN.json"
    texts = {bat["bat_number"]: closed(bat["full_text"]) for bat in json.loads(source.read_text(encoding="utf-8"))}

    def in_successor(level: LevelFact) -> bool:
        return any(f"Table{level.table}BAT" in texts[bat] for bat in level.bats)

    compared = [
        level
        for level in decision.facts.levels
        if level.table and not (level.modifies or level.no_level_stated) and in_successor(level)
    ]
    different = [
        (level.id, level.printed)
        for level in compared
        if not any(closed(level.printed) in texts[bat] for bat in level.bats)
    ]
    assert different == []
    assert len(compared) > 150

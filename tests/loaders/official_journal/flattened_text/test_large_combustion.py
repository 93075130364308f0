"""Decision 2021/2326 in English, as records, against decision 2017/1442 in Dutch, as printed.

The two carry the same levels, which the reader of neither knows. What differs below was looked up in both sources.
"""

from collections import Counter
from pathlib import Path

import pytest

from loaders.official_journal.comparison import Difference, compare_readings
from loaders.official_journal.facts import DecisionFacts
from loaders.official_journal.reading import read_shipped

# The records of these numbers hold other text: they were cut at words that only refer to the BAT.
OTHER_TEXT = {2, 4, 5, 7, 10, 15}
# Tables that stand behind such a reference, and were lost with what follows it.
LOST_TABLES = {1, 6, 7, 8, 12, 13, 16, 37, 38, 41}


@pytest.fixture(scope="module")
def printed_2017(repository_data: Path) -> DecisionFacts:
    return read_shipped(repository_data / "32017D1442")


@pytest.fixture(scope="module")
def differences(large_combustion: DecisionFacts, printed_2017: DecisionFacts) -> tuple[Difference, ...]:
    return compare_readings(printed_2017, large_combustion)


def test_only_what_both_sources_show_differs(differences: tuple[Difference, ...]) -> None:
    """Page 1 of both issues of the Official Journal: number, dates and issue. Nothing else."""
    real = [(one.place, one.first, one.second) for one in differences if one.gap is None]
    assert real == [
        ("celex", "32017D1442", "32021D2326"),
        ("adopted", "2017-07-31", "2021-11-30"),
        ("notified", "C(2017) 5225", "C(2021) 8580"),
        ("journal", "L 212", "L 469"),
        ("published", "2017-08-17", "2021-12-30"),
    ]


def test_levels_in_doubt_are_printed_alike(differences: tuple[Difference, ...]) -> None:
    """Rows whose columns the records leave open hold the figures of the Dutch page, in its order."""
    rows = [one for one in differences if one.gap == "in-doubt" and ", row " in one.place]
    assert {one.place.split(",")[0] for one in rows} == {f"level table/{key}" for key in (11, 23, 28, 42)}
    assert all(one.first == one.second for one in rows)


def test_what_the_records_do_not_hold_is_said(large_combustion: DecisionFacts) -> None:
    gaps = {gap.path: gap.reason for gap in large_combustion.gaps}
    bats = {path for path in gaps if path.startswith("bat/") and path.count("/") == 1 and gaps[path] == "not-in-source"}
    assert bats == {f"bat/{number}" for number in OTHER_TEXT}
    tables = {path for path in gaps if path.startswith("table/") and path.count("/") == 1}
    assert tables == {f"table/{number}" for number in LOST_TABLES}
    assert {table.number for table in large_combustion.levels.tables if table.number} == {
        str(number) for number in range(1, 45) if number not in LOST_TABLES
    }
    assert [bat.number for bat in large_combustion.bats] == list(range(1, 76))


def test_levels_that_were_looked_up(large_combustion: DecisionFacts) -> None:
    """Table, row label and column label of the records: what a lawyer looks for."""
    levels = {level.id: level for level in large_combustion.levels.levels}
    read = {
        key: (str(levels[key].lower), str(levels[key].upper), levels[key].averaging, levels[key].plant_status)
        for key in ("table/3/r4c3", "table/9/r5c2", "table/25/r5c5", "table/43/r4c2")
    }
    assert read == {
        "table/3/r4c3": ("100", "270", ("year",), "existing"),
        "table/9/r5c2": ("50", "140", ("year",), "new"),
        "table/25/r5c5": ("55", "110", ("day", "sampling-period"), "existing"),
        "table/43/r4c2": ("10", "25", ("year",), "new"),
    }
    places = {place.path: place.place for place in large_combustion.places}
    assert places["table/3/r4c3"] == "LCP_2021-2326_EN.json, BAT 20, line 175"


def test_figures(large_combustion: DecisionFacts) -> None:
    figures = large_combustion.figures
    assert (figures["level tables"], figures["levels"], figures["numeric cells"]) == (35, 297, 254)
    assert (figures["levels kept as printed"], figures["levels with a part in doubt"]) == (45, 8)
    understood = Counter(level.understood for level in large_combustion.levels.levels)
    assert understood == {True: 252, False: 45}
    assert large_combustion.identity.page_count == 0
    assert {level.page for level in large_combustion.levels.levels} == {0}

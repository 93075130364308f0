"""Whole tables of the other decisions, typed from their pages, against the levels that ship."""

from itertools import groupby
from pathlib import Path

import pytest

from loaders.official_journal.levels.levels_csv import read_levels_folder
from tests.loaders.official_journal.levels.typed_levels import read_typed, typed

TYPED = {
    decision: list(rows)
    for decision, rows in groupby(
        read_typed(Path(__file__).with_name("other_decisions.csv")), key=lambda row: row.pop("decision")
    )
}


@pytest.mark.parametrize("decision", TYPED)
def test_tables_are_as_printed(repository_data: Path, decision: str) -> None:
    tables = {_table(row["place"]) for row in TYPED[decision]}
    shipped = [typed(level) for level in read_levels_folder(repository_data / decision).levels]
    assert [level for level in shipped if _table(level["place"]) in tables] == TYPED[decision]


def _table(place: str) -> str:
    """Return the table of a place, or the BAT: `2.1` of `2.1/r2c3`, `bat/3` of `bat/3/text/1`."""
    return "/".join(place.split("/")[:2]) if place.startswith("bat/") else place.split("/")[0]


def test_identifiers_are_unique_and_everything_pointed_to_is_there(repository_data: Path) -> None:
    for decision in sorted(repository_data.glob("3*")):
        facts = read_levels_folder(decision)
        levels = [level.id for level in facts.levels]
        notes = [note.id for note in facts.footnotes]
        assert len(set(levels)) == len(levels)
        assert len(set(notes)) == len(notes)
        for level in facts.levels:
            assert {*level.footnotes, *filter(None, [level.note])} <= {*notes}
            assert level.modifies in ("", *levels)
            assert level.table in ("", *(table.key for table in facts.tables))
            assert level.reference in ("", *(conditions.key for conditions in facts.reference_conditions))
        assert len({row.id for row in facts.monitoring}) == len(facts.monitoring)
        for row in facts.monitoring:
            assert {*row.footnotes} <= {*notes}


def test_codes_are_those_of_the_code_lists(repository_data: Path) -> None:
    known = {
        name: {row["id"] for row in read_typed(repository_data / "code-lists" / f"{name}.csv")}
        for name in ("pollutants", "units")
    }
    for decision in sorted(repository_data.glob("3*")):
        for level in read_levels_folder(decision).levels:
            assert {*level.pollutants} <= known["pollutants"]
            assert {level.unit} <= known["units"] | {""}

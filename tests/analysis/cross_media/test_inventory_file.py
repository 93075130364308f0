"""Inventories that users write: both forms mean the same, and what cannot be read is refused with its place."""

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analysis.cross_media.inventory import Alternative, EnergyUse, Inventory, Release
from analysis.cross_media.inventory_file import read_inventory
from loaders.loaded_source import SourceRefused
from tests.loaders.refusals import assert_said_in_three_languages

GOOD: dict[str, Any] = {
    "title": "stack",
    "base_case": "a",
    "alternatives": [
        {
            "id": "a",
            "releases": [
                {"substance": "NO2", "medium": "air", "amount": 5.10, "unit": "kg/yr", "data_quality": "B"},
                {"substance": "Zinc", "medium": "water", "amount": "1", "unit": "t/yr", "source": "stack test"},
            ],
            "energy": [{"carrier": "electricity", "amount": 2, "unit": "MWh/yr"}],
        },
        {"id": "b", "releases": [{"substance": "NO2", "medium": "air", "amount": 0, "unit": "t/yr"}]},
    ],
}

CSV = """alternative,kind,item,medium,amount,unit,data_quality,source
a,release,NO2,air,5.10,kg/yr,B,
a,release,Zinc,water,1,t/yr,,stack test
a,energy,electricity,,2,MWh/yr,,
b,release,NO2,air,0,t/yr,,
"""

READ = Inventory(
    title="stack",
    base_case="a",
    alternatives=(
        Alternative(
            "a",
            "a",
            (Release("NO2", "air", Decimal("0.0051"), "B"), Release("Zinc", "water", Decimal(1), None, "stack test")),
            (EnergyUse("electricity", Decimal("7.2")),),
        ),
        Alternative("b", "b", (Release("NO2", "air", Decimal(0)),)),
    ),
    energy_mixes={},
)


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_json_and_csv_mean_the_same(tmp_path: Path) -> None:
    assert read_inventory(_written(tmp_path, "stack.json", json.dumps(GOOD))) == READ
    assert read_inventory(_written(tmp_path, "stack.csv", CSV)) == READ


def test_no_digit_of_a_json_number_is_lost(tmp_path: Path) -> None:
    text = json.dumps(GOOD).replace("5.1,", "0.12345678901234567891,").replace("kg/yr", "t/yr")
    release = read_inventory(_written(tmp_path, "stack.json", text)).alternatives[0].releases[0]
    assert release.tonnes == Decimal("0.12345678901234567891")


NOTHING = {"releases": [], "energy": []}
NOISE = {"theme": "noise", "value": 1, "unit": "t", "source": "x"}
NO_ENERGY = {"carrier": "c", "substance": "s", "medium": "air", "amount": 1, "unit": "t"}
RELEASE = ("alternatives", 0, "releases", 0)


@pytest.mark.parametrize(
    ("steps", "value", "place", "found"),
    [
        ((*RELEASE, "amount"), -1, "alternatives[0].releases[0].amount", "-1"),
        ((*RELEASE, "amount"), "lots", "alternatives[0].releases[0].amount", "'lots'"),
        ((*RELEASE, "amount"), "NaN", "alternatives[0].releases[0].amount", "'NaN'"),
        ((*RELEASE, "medium"), "soil", "alternatives[0].releases[0].medium", "'soil'"),
        ((*RELEASE, "data_quality"), "F", "alternatives[0].releases[0].data_quality", "'F'"),
        ((*RELEASE, "unit"), "kg/month", "alternative a, NO2", "the unit 'kg/month'"),
        ((*RELEASE, "amuont"), 1, "alternatives[0].releases[0].amuont", "1"),
        (("base_case",), "c", "base_case", "'c'"),
        (("alternatives", 1, "id"), "a", "alternatives", "'a' twice"),
        (("alternatives",), [], "alternatives", "[]"),
        (
            ("alternatives",),
            [NOTHING | {"id": "a"}, NOTHING | {"id": "b"}],
            "alternatives",
            "no release and no use of energy",
        ),
        (("european_totals",), [NOISE], "european_totals[0].theme", "'noise'"),
        (("energy_mixes",), {"coal": [NO_ENERGY]}, "energy mix, c, s", "the unit 't'"),
    ],
)
def test_a_bad_value_is_refused_with_its_place(
    tmp_path: Path, steps: tuple[str | int, ...], value: Any, place: str, found: str
) -> None:
    bad = copy.deepcopy(GOOD)
    target: Any = bad
    for step in steps[:-1]:
        target = target[step]
    target[steps[-1]] = value
    with pytest.raises(SourceRefused) as refusal:
        read_inventory(_written(tmp_path, "stack.json", json.dumps(bad)))
    assert (refusal.value.file, refusal.value.place, refusal.value.found) == ("stack.json", place, found)
    assert_said_in_three_languages(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ("5.10", "five", "line 2, amount", "'five'"),
        ("Zinc,water", "Zinc,soil", "line 3, medium", "'soil'"),
        ("a,energy", "a,noise", "line 4", "kind 'noise'"),
        ("MWh/yr", "MW", "alternative a, electricity", "the unit 'MW'"),
        ("data_quality", "quality", "line 1", "the header 'alternative,kind,item,medium,amount,unit,quality,source'"),
        (CSV.split("\n", 1)[1], "", "line 2", "no row below the header"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, old: str, new: str, place: str, found: str) -> None:
    with pytest.raises(SourceRefused) as refusal:
        read_inventory(_written(tmp_path, "stack.csv", CSV.replace(old, new, 1)))
    assert (refusal.value.place, refusal.value.found) == (place, found)
    assert_said_in_three_languages(refusal.value)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("stack.json", b"{", "line 1, column 2"),
        ("stack.json", b'{"title": NaN}', "the file"),
        ("stack.json", b"\xff", "byte 0"),
        ("stack.json", b"[" * 100_000, "the file"),
        ("stack.txt", b"", "file name"),
        ("stack.json", b"[]", "the file"),
    ],
)
def test_a_file_that_is_no_inventory_is_refused(tmp_path: Path, name: str, content: bytes, place: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceRefused) as refusal:
        read_inventory(tmp_path / name)
    assert refusal.value.place == place


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match=r"missing\.json: the path"):
        read_inventory(tmp_path / "missing.json")


def test_a_refusal_speaks_of_the_users_own_file(tmp_path: Path) -> None:
    """Not of a release of the project, and not in the words of the library that checks the values."""
    stated = copy.deepcopy(GOOD)
    stated["alternatives"][0]["releases"][0]["amount"] = -1.5
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(stated), encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_inventory(path)
    assert (refused.value.found, refused.value.expected) == ("-1.5", "a number of at least 0")
    empty = tmp_path / "mine.csv"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_inventory(empty)
    assert (refused.value.found, refused.value.mend) == (
        "nothing in it",
        "Correct that place; nothing of the file was used.",
    )

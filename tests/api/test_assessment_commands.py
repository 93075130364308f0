"""The commands of assessments, run as a user runs them."""

import json
from pathlib import Path

from analysis.cross_media.assessment import assess, load_factors
from analysis.cross_media.inventory_file import read_inventory
from analysis.plain_values import plain
from tests.api.typed_command import run

DATA = Path(__file__).parents[2] / "data" / "ecm"
INVENTORY = DATA / "annex-15-inventory.json"


def test_an_inventory_is_assessed_as_values(tmp_path: Path) -> None:
    done = run("cross-media", INVENTORY, "--factor-set", "ecm-2006-annex-15", "--format", "json", folder=tmp_path)
    expected = assess(read_inventory(INVENTORY), load_factors(DATA), "ecm-2006-annex-15")
    assert json.loads(done.stdout) == json.loads(json.dumps(plain(expected)))


def test_what_if_says_what_changes_places(tmp_path: Path) -> None:
    arguments = ("--factor-set", "ecm-2006-annex-15", "--what-if-set", "ecm-2006")
    done = run("cross-media", INVENTORY, *arguments, folder=tmp_path)
    assert done.returncode == 0
    assert "photochemical ozone creation, 1: rank 3 → —" in done.stdout


def test_refusals_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"base_case": "1"}', encoding="utf-8")
    refused = run("cross-media", "bad.json", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: bad.json: alternatives: found nothing")
    unknown = run("cross-media", INVENTORY, "--factor-set", "ecm-2007", folder=tmp_path)
    assert "There are: ecm-2006, ecm-2006-annex-15." in unknown.stderr


def test_what_applies_and_the_calendar_answer_from_the_built_graph(built_store: Path, tmp_path: Path) -> None:
    found = run("applicable", "FDM", "--on", "2022-01-01", "--store", built_store, "--format", "json", folder=tmp_path)
    documents = [each["document"].rsplit("/", 1)[-1] for each in json.loads(found.stdout)["documents"]]
    assert documents == ["32016D0902", "32019D2031"]
    empty = run("calendar", "--store", built_store, folder=tmp_path)
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "the graph holds no reference book" in empty.stderr

"""The command that compares two readings, run as a user runs it on the shipped facts."""

import json
from pathlib import Path

from tests.api.typed_command import run


def test_what_differs_in_print_is_told_from_what_a_source_leaves_out(tmp_path: Path) -> None:
    """The decisions differ in number, dates and issue alone; the records of that of 2021 lack tables and notes."""
    done = run("compare-readings", "32017D1442", "32021D2326", "--format", "json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["first"], found["second"]) == ("32017D1442 (nl)", "32021D2326 (en)")
    assert [one["place"] for one in found["differences"]] == ["celex", "adopted", "notified", "journal", "published"]
    assert {one["gap"] for one in found["gaps"]} == {"not-in-source", "cut-off", "in-doubt"}


def test_it_answers_in_the_language_asked_for(tmp_path: Path) -> None:
    done = run("compare-readings", "32017D1442", "32021D2326", "--language", "kk", folder=tmp_path)
    assert done.stdout.splitlines()[1] == "Құжаттардың өздерінде айырмашылық бар орындар: 5"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    done = run("compare-readings", "missing.pdf", "32021D2326", folder=tmp_path)
    assert done.returncode == 1
    assert "missing.pdf" in done.stderr

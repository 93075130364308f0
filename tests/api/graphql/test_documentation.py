"""What the documentation shows is what the service answers."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.graphql.schema import AnalystSchema

DOCS = Path(__file__).resolve().parents[3] / "docs"
PRINTED_ADDRESS = "http://127.0.0.1:8000/graphql"
STEPS = re.findall(r"```sh\n(curl .*?)```\n+```json\n(.*?)```", (DOCS / "graphql.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize(("command", "printed"), STEPS, ids=range(len(STEPS)))
def test_the_walk_through_answers_as_printed(shipped_address: str, command: str, printed: str) -> None:
    ran = subprocess.run(
        ["bash", "-c", command.replace(PRINTED_ADDRESS, shipped_address)], capture_output=True, text=True, check=True
    )
    answer = json.loads(ran.stdout)
    answer.pop("extensions", None)
    assert answer == json.loads(printed)


def test_there_is_a_walk_through() -> None:
    assert len(STEPS) >= 8


def example(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DOCS / "examples" / "levels_for_a_pollutant.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_example_client_writes_every_level(shipped: AnalystSchema, shipped_address: str) -> None:
    ran = example("nox", "--address", shipped_address)
    assert (ran.returncode, ran.stderr) == (0, "")
    written = list(csv.DictReader(io.StringIO(ran.stdout)))
    query = """{ associatedLevels(where: { pollutant: { code: { eq: "nox" } } }, first: 500) {
      nodes { iri printedText } } }"""
    answer = shipped.answer(query, {})
    assert answer.data is not None
    nodes = answer.data["associatedLevels"]["nodes"]
    assert len(nodes) > 100  # more than one page
    assert [(row["iri"], row["printed"]) for row in written] == [(node["iri"], node["printedText"]) for node in nodes]


def test_the_example_client_says_what_was_refused(shipped_address: str) -> None:
    ran = example("noxx", "--address", shipped_address)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "nothing has the id 'noxx'. Near matches: nox" in ran.stderr

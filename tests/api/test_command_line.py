"""The command `batgraph`, run as a user runs it, on the graph built from the shipped facts."""

import csv
import io
import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.examples import load_examples
from tests.api.typed_command import run

BATGRAPH = Path(sys.executable).parent / "batgraph"
BOOKS = Path(__file__).resolve().parents[1] / "shapes" / "books"


@pytest.fixture
def own_store(built_store: Path, tmp_path: Path) -> Path:
    """A copy of the built graph that a test may change."""
    return Path(shutil.copytree(built_store, tmp_path / "store"))


def current(store: Path) -> str:
    return (store / "current").read_text(encoding="ascii")


@pytest.mark.parametrize("name", [example.name for example in load_examples()])
def test_every_example_has_an_answer(built_store: Path, tmp_path: Path, name: str) -> None:
    answered = run("query", "--example", name, "--store", built_store, folder=tmp_path)
    rows = list(csv.DictReader(io.StringIO(answered.stdout)))
    assert answered.returncode == 0, answered.stderr
    assert rows
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_the_examples_are_listed_with_their_questions(tmp_path: Path) -> None:
    listed = " ".join(run("query", folder=tmp_path).stdout.split())  # lines end where the terminal does
    expected = [f"{example.name}: {example.question['en']}" for example in load_examples()]
    assert listed.startswith(" ".join(expected))


def test_building_again_changes_nothing(own_store: Path, tmp_path: Path) -> None:
    before = current(own_store)
    built = run("build", "--store", own_store, "--as-of", "2026-11-23", "--format", "json", folder=tmp_path)
    assert json.loads(built.stdout)["dataVersion"] == before == current(own_store)


def test_the_official_wording_is_quoted_once_the_decree_is_loaded(
    own_store: Path, tmp_path: Path, shared: Path
) -> None:
    decree = next((shared / "regulation").glob("*.txt"))
    explain = ("explain", "Wet flue-gas cleaning", "--store", own_store, "--format", "json", "--language", "kk")
    paragraphs = {}
    for step in ("before", "after", "again"):
        if step != "before":
            loaded = run("load", decree, "--store", own_store, "--as-of", "2026-11-23", folder=tmp_path)
            assert loaded.returncode == 0, loaded.stderr
        reasons = json.loads(run(*explain, folder=tmp_path).stdout)["determinations"][0]["reasons"]
        cited = [paragraph for reason in reasons for paragraph in reason["paragraphs"]]
        paragraphs[step] = {(p["number"], p["official"], p["text"]["value"]) for p in cited}
    assert {official for _, official, _ in paragraphs["before"]} == {False}
    assert {official for _, official, _ in paragraphs["after"]} == {True}
    source = "".join(decree.read_text(encoding="utf-8").split())
    p53 = next(text for number, _, text in paragraphs["after"] if number == "53")
    assert "".join(p53.split()) in source
    assert paragraphs["again"] == paragraphs["after"]


def test_a_loaded_file_outlives_a_build(own_store: Path, tmp_path: Path, shared: Path) -> None:
    decree = next((shared / "regulation").glob("*.txt"))
    run("load", decree, "--store", own_store, "--as-of", "2026-11-23", folder=tmp_path)
    loaded = current(own_store)
    run("build", "--store", own_store, "--as-of", "2026-11-23", folder=tmp_path)
    assert current(own_store) == loaded


def test_a_dry_run_reports_and_changes_nothing(own_store: Path, tmp_path: Path, shared: Path) -> None:
    before = current(own_store)
    decree = next((shared / "regulation").glob("*.txt"))
    reported = run("load", decree, "--store", own_store, "--dry-run", "--format", "json", folder=tmp_path)
    assert json.loads(reported.stdout)[0]["counts"]["paragraphs"] == 66
    assert current(own_store) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("decree.txt", b"", "decree.txt"),
        ("letter.txt", "Құрметті әріптес!\n".encode(), "letter.txt"),
        ("empty.pdf", b"", "empty.pdf"),
        ("page.pdf", b"%PDF-1.7\n1 0 obj", "page.pdf"),
        ("records.json", b'{"a": 1}', "records.json"),
        ("records.json", b"{", "records.json"),
        ("book.docx", b"x", "book.docx"),
        ("missing.pdf", None, "missing.pdf"),
        ("folder.pdf", "folder", "folder.pdf"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name_and_the_graph_stays(
    own_store: Path, tmp_path: Path, name: str, content: bytes | str | None, said: str
) -> None:
    before = current(own_store)
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    refused = run("load", tmp_path / name, "--store", own_store, folder=tmp_path)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert f"error: {said}" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "expected" in refused.stderr
    assert current(own_store) == before


def test_one_refused_file_keeps_all_others_out(own_store: Path, tmp_path: Path, shared: Path) -> None:
    before = current(own_store)
    (tmp_path / "broken.json").write_text("[")
    decree = next((shared / "regulation").glob("*.txt"))
    refused = run("load", decree, tmp_path / "broken.json", "--store", own_store, folder=tmp_path)
    assert refused.returncode == 1
    assert current(own_store) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", "Bag filtre"), "near matches"),
        (("explain", "Bag filtre", "--language", "kk"), "техника жазбасы да жоқ"),
        (("explain", "Bag filters", "--rule-set", "none"), "eu-ecm"),
        (("query", "SELECT"), "not a SPARQL 1.1 query"),
        (("query", "DROP ALL"), "not a SPARQL 1.1 query"),
        (("query", "SELECT * { ?s ?p ?o }", "--format", "pdf"), "there are json, xml, csv"),
        (("query", "--example", "none"), "there are cross-references"),
        (("query", "--file", "missing.rq"), "missing.rq"),
        (("query", __file__), "is a file, not a query: give it with --file"),
        (("validate", "missing.ttl"), "missing.ttl"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(
    built_store: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    failed = run(*arguments, "--store", built_store, folder=tmp_path)
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr


def test_without_a_graph_every_command_says_what_to_do(tmp_path: Path) -> None:
    for arguments in (("explain", "x"), ("query", "ASK {}"), ("serve",), ("validate",)):
        failed = run(*arguments, "--store", tmp_path / "none", folder=tmp_path)
        assert failed.returncode == 1
        assert "run `batgraph build` first" in failed.stderr


def test_a_port_in_use_is_named_with_another_way(built_store: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        failed = run("serve", "--port", taken.getsockname()[1], "--store", built_store, folder=tmp_path)
    assert failed.returncode == 1
    assert "cannot serve on 127.0.0.1" in failed.stderr
    assert "make serve PORT=8123" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("sources",), {"BATGRAPH_PORT": "abc"}, "BATGRAPH_PORT: Input should be a valid integer"),
        (("build",), {"BATGRAPH_DATA": "/none"}, "BATGRAPH_DATA: there is no folder /none"),
        (("build", "--store", "file/store"), {}, "file/store: Not a directory"),
        (("validate", "--rules", "nonsense"), {}, "no shapes are called 'nonsense'"),
    ],
)
def test_what_cannot_be_set_or_written_is_named(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    (tmp_path / "file").write_text("")
    failed = run(*arguments, folder=tmp_path, **environment)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert said in failed.stderr


def test_the_program_starts_and_every_command_explains_itself(tmp_path: Path) -> None:
    shown = subprocess.run([BATGRAPH, "--help"], capture_output=True, text=True, cwd=tmp_path, check=True).stdout
    for command in ("build", "load", "extract", "explain", "query", "validate", "serve"):
        assert command in shown
        explained = run(command, "--help", folder=tmp_path)
        assert explained.returncode == 0
        assert "--store" in explained.stdout or command == "extract"

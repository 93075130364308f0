"""The shipped tables: what they state agrees with the act, and a broken one is refused with its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.decree import DecreeText, load_shipped, write_structure
from loaders.loaded_source import SourceRefused

TABLES = ("structure.csv", "labels.csv", "summaries.csv", "citations.csv", "slips.csv", "subdivision-kinds.csv")


@pytest.fixture
def copied(data_folder: Path, tmp_path: Path) -> Path:
    """A data folder of its own, free to be broken."""
    shutil.copytree(data_folder / "kz-775", tmp_path / "kz-775")
    return tmp_path


def _edit(folder: Path, table: str, change: Callable[[list[str]], list[str]]) -> None:
    path = folder / "kz-775" / table
    path.write_text("\n".join(change(path.read_text(encoding="utf-8").split("\n"))), encoding="utf-8")


def _refusal(folder: Path) -> SourceRefused:
    with pytest.raises(SourceRefused) as caught:
        load_shipped(folder)
    assert caught.value.mend
    return caught.value


def test_the_tables_made_anew_from_the_text_are_those_shipped(
    decree: DecreeText, data_folder: Path, copied: Path
) -> None:
    write_structure(decree, copied)
    for table in TABLES:
        assert (copied / "kz-775" / table).read_bytes() == (data_folder / "kz-775" / table).read_bytes()


def test_only_whole_headings_have_no_rule_kind(data_folder: Path) -> None:
    lines = (data_folder / "kz-775" / "structure.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]
    without = {row[2] for row in rows if not row[5]}
    assert without == {"enacting-decree", "rules", "chapter", "section"}


RULE_KINDS = {
    "term": "2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.14 5",
    "content": (
        "2.2 2.3 2.4 2.5 3 4 6 7 12 12.1 12.2 12.3 12.4 12.5 12.6 12.7 12.8 12.9 12.10 12.11 12.12 13 46 49 54 60"
    ),
    "structure": "8 9 10 11",
    "procedure": "14 15 16 17 18 19 20 22 24 25 26 27 28 31 32 33 36 38 40 41 42 44 45 47 50 53 57 65 66",
    "deadline": "21 23 29 30 34 35 37 39 43 58 61 62 63 64",
    "status": "2.1 12.10 54",
    "cross": "2.13 12.1 12.2 55 56",
    "info": "1 3 48 51 52 59",
}


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_rule_kinds_of_paragraphs_are_those_of_the_working_paraphrase(data_folder: Path, kind: str) -> None:
    """Typed from the last column of the working paraphrase, for the paragraphs and sub-paragraphs it has a line for."""
    lines = (data_folder / "kz-775" / "structure.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = {row[0]: row[5].split("|") for row in (line.split(",") for line in lines)}
    judged = {f"p{number}" for numbers in RULE_KINDS.values() for number in numbers.split()}
    assert {identifier for identifier in judged if kind in rows[identifier]} == {
        f"p{number}" for number in RULE_KINDS[kind].split()
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_refused(copied: Path, table: str) -> None:
    (copied / "kz-775" / table).unlink()
    refusal = _refusal(copied)
    assert (refusal.file, refusal.place) == (table, "the file itself")


@pytest.mark.parametrize("table", TABLES)
def test_other_columns_are_refused(copied: Path, table: str) -> None:
    _edit(copied, table, lambda lines: ["id,nonsense", *lines[1:]])
    refusal = _refusal(copied)
    assert (refusal.file, refusal.place, refusal.found) == (table, "line 1", "columns id, nonsense")


@pytest.mark.parametrize("table", ["labels.csv", "summaries.csv", "subdivision-kinds.csv"])
def test_a_missing_line_is_refused_by_name(copied: Path, table: str) -> None:
    path = copied / "kz-775" / table
    removed = path.read_text(encoding="utf-8").split("\n")[3].split(",")[0]
    _edit(copied, table, lambda lines: lines[:3] + lines[4:])
    refusal = _refusal(copied)
    assert (refusal.file, refusal.expected) == (table, f"a line for {removed}")


@pytest.mark.parametrize("table", ["labels.csv", "summaries.csv", "subdivision-kinds.csv", "structure.csv"])
def test_a_repeated_line_is_refused_with_its_number(copied: Path, table: str) -> None:
    _edit(copied, table, lambda lines: [*lines[:4], lines[3], *lines[4:]])
    refusal = _refusal(copied)
    assert (refusal.file, refusal.place) == (table, "line 5, column id")


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("structure.csv", "p44,chapter-2-section-3", "p44,chapter-9", "parent"),
        ("structure.csv", "p44,chapter-2-section-3,paragraph", "p44,chapter-2-section-3,verse", "kind"),
        ("structure.csv", "paragraph,44,32,procedure", "paragraph,44,first,procedure", "position"),
        ("structure.csv", "paragraph,44,32,procedure", "paragraph,44,0,procedure", "position"),
        ("structure.csv", "paragraph,44,32,procedure", "paragraph,44,32,procedure|advice", "rule_kinds"),
        ("summaries.csv", "A draft goes through not more than two cycles of renewed review and editing.", " ", "en"),
        ("summaries.csv", "\np44,", "\np444,", "id"),
        ("citations.csv", "p63,", "p630,", "id"),
        ("slips.csv", "p9/part-2,", "p9/part-3,", "id"),
    ],
)
def test_a_broken_cell_is_refused_with_line_and_column(
    copied: Path, table: str, old: str, new: str, column: str
) -> None:
    path = copied / "kz-775" / table
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    line = content[: content.index(old.lstrip("\n"), content.index(old))].count("\n") + 1
    path.write_text(content.replace(old, new), encoding="utf-8")
    refusal = _refusal(copied)
    assert (refusal.file, refusal.place) == (table, f"line {line}, column {column}")


def test_a_row_too_short_is_refused(copied: Path) -> None:
    _edit(copied, "citations.csv", lambda lines: [*lines[:2], "p1", *lines[2:]])
    refusal = _refusal(copied)
    assert (refusal.file, refusal.place, refusal.found) == ("citations.csv", "line 3", "1 cells")


def test_a_table_that_is_not_utf_8_is_refused(copied: Path) -> None:
    path = copied / "kz-775" / "labels.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert _refusal(copied).found.startswith("bytes that are not UTF-8")

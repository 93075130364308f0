"""Files that are no list of technique records of one known book are refused whole, with the place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.reference_document import load_records, load_shipped, read_records

from .conftest import DATA, FIRST, TEMPLATE, THIRD

SmallBook = Callable[..., Path]


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        (b"", "the whole file", "an empty file"),
        (b"\xff\xfe", "byte 0", "bytes that are not UTF-8"),
        (b"%PDF-1.7", "line 1, column 1", "no JSON (Expecting value)"),
        (b'[{"section": "1"', "line 1, column 17", "no JSON (Expecting ',' delimiter)"),
        (b"{}", "the whole file", "JSON of kind object"),
        (b'"text"', "the whole file", "JSON of kind text"),
        (b"[]", "the whole file", "an empty list"),
        (b"[1]", "record 1", "JSON of kind number"),
        (b'[{"section": "1"}]', "record 1", "no 'title'"),
        (
            b'[{"section": "1", "title": "x"}, {"section": "2", "title": null}]',
            "record 2, 'title'",
            "JSON of kind null",
        ),
        (b'[{"section": "1", "title": "x", "Economics": ["y"]}]', "record 1, 'Economics'", "JSON of kind list"),
        (b"[" * 200_000, "the whole file", "JSON nested too deeply"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes, place: str, found: str) -> None:
    path = tmp_path / "records.json"
    path.write_bytes(content)
    with pytest.raises(SourceRefused) as refusal:
        read_records(path)
    assert (refusal.value.file, refusal.value.place, refusal.value.found) == ("records.json", place, found)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="found a folder"):
        read_records(tmp_path)
    with pytest.raises(SourceRefused, match="found no such file"):
        read_records(tmp_path / "missing.json")


def test_records_of_no_known_book(small_book: SmallBook) -> None:
    path = small_book({"section": "1", "title": "x", "Description": "No running title."})
    with pytest.raises(SourceRefused, match="no running title of a known reference document"):
        load_records(path, DATA)


def test_a_file_named_after_another_book(small_book: SmallBook) -> None:
    path = small_book(TEMPLATE, FIRST, name="sic.json")
    with pytest.raises(SourceRefused) as refusal:
        load_records(path, DATA)
    assert refusal.value.found == "a name of SIC on records whose pages print 'Ceramic Manufacturing Industry' (CER)"


def test_records_without_a_technique(small_book: SmallBook) -> None:
    with pytest.raises(SourceRefused, match=r"1 records, none of a technique \(template \(record 1\)\)"):
        load_records(small_book(TEMPLATE), DATA)


def test_an_unknown_heading_is_kept_and_reported(small_book: SmallBook) -> None:
    source = load_records(small_book(TEMPLATE, FIRST | {"Folklore": "Told by many."}, THIRD), DATA)
    assert [f.found for f in source.report.findings if f.severity == "warning"][:1] == ["the heading 'Folklore'"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("effects.csv", "4.1.1,1,", "9.9.9,1,", "a section that has no entry"),
        ("effects.csv", "4.1.1,1,", "4.1.1,x,", "number 'x'"),
        ("entries.csv", "names_plants", "plants", "the header"),
        ("entries.csv", "4.1.2,", "4.1.1,", "'4.1.1' again"),
    ],
)
def test_faulty_shipped_tables(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = tmp_path / "bref-CER"
    folder.mkdir()
    for name in ("entries.csv", "effects.csv"):
        text = (DATA / "bref-CER" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new, 1) if name == file else text, encoding="utf-8")
    with pytest.raises(SourceRefused, match=message):
        load_shipped(folder)


def test_the_refusal_of_a_deep_file_does_not_depend_on_its_size(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{"section": "1", "title": "t", "Description": "d" * 1000}]), encoding="utf-8")
    assert [record.title for record in read_records(path)] == ["t"]

"""Which files are records of a decision, and which are refused, with the place of the fault."""

import json
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.flattened_text import read_flattened_decision
from loaders.official_journal.source_kind import source_kind
from tests.loaders.official_journal.flattened_text.markup import record

STATEMENT = "BAT {}.\xa0\xa0\xa0In order to reduce emissions to air, BAT is to use a bag filter."


def written(folder: Path, content: object, name: str = "records.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def records(count: int) -> list[dict[str, object]]:
    return [record(number, STATEMENT.format(number)) for number in range(1, count + 1)]


def refused(path: Path) -> SourceRefused:
    with pytest.raises(SourceRefused) as caught:
        read_flattened_decision(path)
    return caught.value


def test_records_are_told_by_what_the_file_holds(tmp_path: Path) -> None:
    assert source_kind(written(tmp_path, records(1), "a.txt")) == "flattened-text"
    assert source_kind(written(tmp_path, [{"title": "a technique"}], "b.json")) is None
    page = tmp_path / "c.json"
    page.write_text("\ufeff <!DOCTYPE html><html></html>", encoding="utf-8")
    assert source_kind(page) == "web-page"
    pdf = tmp_path / "d.html"
    pdf.write_bytes(b"%PDF-1.7\n")
    assert source_kind(pdf) == "pdf"


def test_a_gap_in_the_numbers_is_refused(tmp_path: Path) -> None:
    content = records(3)
    del content[1]
    fault = refused(written(tmp_path, content))
    assert (fault.place, fault.found, fault.expected) == ("record 2", "BAT 3", "BAT 2: the series has no gap")


@pytest.mark.parametrize(
    ("key", "value", "found", "expected"),
    [
        ("document_code", "FDM", "FDM", "LCP, as record 1"),
        (
            "source_url",
            "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32019D2031",
            "32019D2031",
            "32021D2326, as record 1",
        ),
    ],
)
def test_records_of_two_documents_are_refused_with_both_named(
    tmp_path: Path, key: str, value: str, found: str, expected: str
) -> None:
    content = records(2)
    content[1][key] = value
    fault = refused(written(tmp_path, content))
    assert (fault.place, fault.found, fault.expected) == (f"record 2, {key}", found, expected)


def test_a_decision_belongs_to_one_sector(tmp_path: Path) -> None:
    content = [{**one, "document_code": "FDM"} for one in records(2)]
    fault = refused(written(tmp_path, content))
    assert "sector FDM" in fault.found
    assert fault.expected == "sector LCP, which decision 2021/2326 is known to be for"


def test_a_file_named_after_another_decision_is_refused_with_both_named(tmp_path: Path) -> None:
    fault = refused(written(tmp_path, records(2), "LCP_2017-1442_EN.json"))
    assert (fault.found, fault.expected) == (
        "LCP 2021/2326 EN in the document",
        "LCP 2017/1442 EN, which the file name says",
    )


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({}, "the file"),
        ([], "the file"),
        ([1], "record 1"),
        ([{**records(1)[0], "full_text": None}], "record 1, full_text"),
        ([{**records(1)[0], "bat_number": True}], "record 1, bat_number"),
        ([{**records(1)[0], "source_url": "https://example.org/"}], "record 1, source_url"),
        ([{**records(1)[0], "language": "Klingon"}], "record 1, language"),
    ],
)
def test_what_has_another_shape_is_refused_by_its_place(tmp_path: Path, content: object, place: str) -> None:
    assert refused(written(tmp_path, content)).place == place


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    assert refused(path).found.startswith("no JSON that can be read")
    assert refused(tmp_path / "missing.json").found == "no file"

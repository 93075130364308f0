"""JSON-LD drafts: faults with their place in the file, and nothing that means something else than it seems."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from loaders.loaded_source import SourceRefused
from loaders.workbook.checking import Rules, check_reading
from loaders.workbook.drafts import read_file, write_form
from loaders.workbook.json_ld.context import terms
from loaders.workbook.plan import Column

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="session")
def document(rules: Rules, books: dict[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("json") / "book.jsonld"
    write_form(books["cross_sectoral"], "json-ld", file, "en", rules, "book")
    return file.read_text(encoding="utf-8")


def _thing(book: dict[str, Any], identifier: str) -> dict[str, Any]:
    return next(thing for thing in book["@graph"] if thing["id"] == identifier)


def _set(identifier: str, name: str, value: object) -> Change:
    return lambda book: _thing(book, identifier).update({name: value})


@pytest.mark.parametrize(
    ("identifier", "change", "kind", "name", "found"),
    [
        ("level", _set("level", "unit", "code:unit/mg-per-nm"), "concept-unknown", ".unit", "mg-per-nm"),
        ("level", _set("level", "lowerBound", "ten"), "decimal-bad", ".lowerBound", "ten"),
        ("audit", _set("audit", "startedOn", "2023-02-30"), "date-bad", ".startedOn", "2023-02-30"),
        ("finding", _set("finding", "hasIndicator", "indicater"), "reference-dangling", ".hasIndicator", "indicater"),
        ("finding", _set("finding", "hasIndicator", "person"), "reference-elsewhere", ".hasIndicator", "person"),
        ("level", _set("level", "lowerBond", 5), "name-unknown", ".lowerBond", "lowerBond"),
        ("person", _set("person", "lowerBound", 5), "name-unknown", ".lowerBound", "lowerBound"),
        ("person", _set("person", "type", "Persona"), "class-unknown", ".type", "Persona"),
        ("person", lambda book: _thing(book, "person").pop("type"), "class-missing", "", "type"),
        ("person", lambda book: _thing(book, "person").pop("id"), "no-identifier", "", "id"),
        ("works", _set("works", "id", "_:b0"), "no-identifier", "", "id"),
        ("works", _set("works", "id", "person"), "key-twice", ".id", "person"),
        ("works", _set("works", "prefLabel", {"en": ["One", "Two"]}), "language-twice", ".prefLabel.en", "en"),
    ],
)
def test_a_fault_has_its_place(
    document: str, rules: Rules, tmp_path: Path, identifier: str, change: Change, kind: str, name: str, found: str
) -> None:
    book = json.loads(document)
    number = next(n for n, thing in enumerate(book["@graph"]) if thing["id"] == identifier)
    change(book)
    (tmp_path / "book.jsonld").write_text(json.dumps(book), encoding="utf-8")
    faults = [f for f in read_file(tmp_path / "book.jsonld", rules).faults if f.kind == kind]
    assert [(f.place.pointer, found in f.found.en) for f in faults] == [(f"$.@graph[{number}]{name}", True)]


def test_what_breaks_the_rules_has_its_place_too(document: str, rules: Rules, tmp_path: Path) -> None:
    book = json.loads(document)
    _thing(book, "level")["lowerBound"] = 500
    (tmp_path / "book.jsonld").write_text(json.dumps(book), encoding="utf-8")
    [fault] = check_reading(read_file(tmp_path / "book.jsonld", rules), rules)
    number = next(n for n, thing in enumerate(book["@graph"]) if thing["id"] == "level")
    assert (fault.kind, fault.place.pointer) == ("p54-lower-not-above-upper", f"$.@graph[{number}].lowerBound")


def test_numbers_keep_their_digits(document: str, rules: Rules, tmp_path: Path) -> None:
    """A JSON number becomes a double in other readers; here the digits are those that were written."""
    book = json.loads(document)
    _thing(book, "level")["lowerBound"] = 0.1
    (tmp_path / "book.jsonld").write_text(json.dumps(book), encoding="utf-8")
    values = {
        str(o) for s, o in read_file(tmp_path / "book.jsonld", rules).graph.subject_objects() if s.endswith("/level")
    }
    assert "0.1" in values


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "the file"),
        ("[]", "the file"),
        ('{"a": 1, "a": 2}', "the file"),
        ("[" * 100_000, "the file"),
        ('{"@context": "https://e.org/context.jsonld", "@graph": []}', "$.@context"),
        ('{"@context": {"@base": "https://e.org/"}, "@graph": []}', "$.@context.@base"),
        (
            '{"@context": {"@base": "https://w3id.org/batgraph/doc/x/", "unit": "bat:waste"}, "@graph": []}',
            "$.@context.unit",
        ),
        ('{"@context": {"@base": "https://w3id.org/batgraph/doc/x/"}, "@graph": {}}', "$.@graph"),
        ('{"@context": {"@base": "https://w3id.org/batgraph/doc/x/"}, "@graph": [], "x": 1}', "$.x"),
    ],
)
def test_a_file_that_is_no_draft_is_refused(rules: Rules, tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "book.jsonld").write_text(text, encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_file(tmp_path / "book.jsonld", rules)
    assert refused.value.place == place


def test_a_name_means_one_kind_of_value_in_all_classes(rules: Rules) -> None:
    """One context can serve all classes only because a property has the same kind of value everywhere."""
    by_name: dict[str, Column] = terms(rules.plan)
    for sheet in rules.plan.sheets:
        for column in sheet.columns:
            same = [known for known in by_name.values() if known.predicate == column.predicate]
            assert [known.kind for known in same] == [column.kind], (sheet.machine, column.machine)

"""Workbook, CSV folder and JSON-LD state the same graph, and it is the graph they were written from."""

from pathlib import Path

import csvw
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from loaders.workbook.checking import Rules
from loaders.workbook.drafts import Form, is_draft, load_draft, read_file, without_places, write_form
from ontology.namespaces import BAT, GRAPH

from .conftest import NAMES

FORMS: tuple[tuple[Form, str], ...] = (("xlsx", "book.xlsx"), ("csv", "book"), ("json-ld", "book.jsonld"))


# The cross-sectoral book comes back from a workbook below.
@pytest.mark.parametrize(
    ("name", "form", "file"),
    [(name, *form) for name in NAMES for form in FORMS if (name, form[0]) != ("cross_sectoral", "xlsx")],
)
def test_a_complete_book_comes_back_as_it_was(
    rules: Rules, books: dict[str, Graph], tmp_path: Path, name: str, form: Form, file: str
) -> None:
    language = "kk" if name == "sectoral" else "ru"
    write_form(books[name], form, tmp_path / file, language, rules, name)
    reading = read_file(tmp_path / file, rules)
    assert is_draft(tmp_path / file)
    assert reading.faults == ()
    assert isomorphic(reading.graph, books[name])
    assert set(reading.graph) == set(books[name])


def test_any_json_ld_program_reads_the_same(rules: Rules, books: dict[str, Graph], tmp_path: Path) -> None:
    write_form(books["sectoral"], "json-ld", tmp_path / "book.jsonld", "en", rules, "sectoral")
    assert isomorphic(Graph().parse(tmp_path / "book.jsonld", format="json-ld"), books["sectoral"])


def test_the_metadata_are_valid_csvw_and_so_are_the_files(
    rules: Rules, books: dict[str, Graph], tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    write_form(books["cross_sectoral"], "csv", folder, "ru", rules, "book")
    assert csvw.CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid
    tables = csvw.TableGroup.from_file(folder / "csv-metadata.json").tables
    # An independent reader finds the number where the graph has it.
    levels = next(table for table in tables if str(table.url) == "EmissionLevel.csv")
    [row] = levels.iterdicts(strict=False)
    assert (row["key"], float(row["lowerBound"]), row["pollutant"]) == ("level", 25.0, ["cod"])


def test_a_loaded_draft_says_where_each_thing_stands(
    rules: Rules, books: dict[str, Graph], cross_sectoral_bytes: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(cross_sectoral_bytes)
    loaded = load_draft(file, rules)
    assert loaded.graph_iri == GRAPH["doc/example-cross-sectoral"]
    assert set(without_places(loaded.graph)) == set(books["cross_sectoral"])
    level = next(s for s in books["cross_sectoral"].subjects() if str(s).endswith("/level"))
    said = {p: str(v) for p in (BAT.sourceFile, BAT.sourceSheet, BAT.sourceRow) for v in loaded.graph.objects(level, p)}
    assert said == {BAT.sourceFile: "book.xlsx", BAT.sourceSheet: "Уровень эмиссии", BAT.sourceRow: "6"}
    things = set(books["cross_sectoral"].subjects())
    assert things == set(loaded.graph.subjects(BAT.sourceRow))
    assert loaded.report.counts["things"] == len(things)


def test_loading_twice_changes_nothing(rules: Rules, books: dict[str, Graph], tmp_path: Path) -> None:
    write_form(books["cross_sectoral"], "json-ld", tmp_path / "b.jsonld", "ru", rules, "book")
    first, second = (load_draft(tmp_path / "b.jsonld", rules) for _ in range(2))
    assert set(first.graph) == set(second.graph)
    assert first.report == second.report

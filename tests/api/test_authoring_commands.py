"""The commands of authors, as they are typed: template, check with marks, export; text and JSON; exit codes."""

import json
from pathlib import Path

import openpyxl
import pytest
from rdflib import RDF, Graph, Literal
from typer.testing import CliRunner, Result

from api.command_line.application import commands
from ontology.namespaces import BAT, DOC

BOOKS = Path(__file__).resolve().parents[1] / "shapes" / "books"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small draft with one fault of reading and one of the Rules, as a workbook."""
    folder = tmp_path_factory.mktemp("draft")
    graph = Graph()
    book, stage = DOC["clm/book"], DOC["clm/stage"]
    graph.add((book, RDF.type, BAT.CrossSectoralReferenceBook))
    graph.add((stage, RDF.type, BAT.MaterialFlow))
    graph.add((stage, BAT.flowName, Literal("Известняк", lang="ru")))
    graph.serialize(folder / "draft.ttl")
    written = run("export", folder / "draft.ttl", folder / "draft.xlsx", "--language", "ru", "--format", "json")
    assert written.exit_code == 0, written.output
    book_file = openpyxl.load_workbook(folder / "draft.xlsx")
    sheet = next(s for s in book_file.worksheets if s.cell(1, 1).value == "bat:MaterialFlow")
    number = next(cell.column for cell in sheet[1] if cell.value == "bat:quantity")
    sheet.cell(6, number, "много")
    book_file.save(folder / "draft.xlsx")
    return folder / "draft.xlsx"


def test_check_names_the_cells_and_marks_a_copy(draft: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()
    result = run("check", draft, "--mark", tmp_path / "marked.xlsx", "--store", tmp_path / "none", "--format", "json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    [reading] = [f for f in said["faults"] if f["kind"] == "decimal-bad"]
    assert reading == {
        "kind": "decimal-bad",
        "severity": "violation",
        "sheet": "Материальный поток",
        "row": 6,
        "column": "D",
        "header": "Количество",
        "pointer": None,
        "found": "много",
        "expected": "число, например 12,5",
        "mend": "Впишите только число; для единицы есть свой столбец.",
    }
    # Nothing refers to the flow: that breaks a rule.
    assert len(said["faults"]) > 1
    assert said["counts"]["violation"] == len([f for f in said["faults"] if f["severity"] == "violation"])
    assert draft.read_bytes() == before
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert "Впишите только число" in marked["Материальный поток"]["D6"].comment.text


def test_check_speaks_the_language_of_the_draft(draft: Path, tmp_path: Path) -> None:
    russian = run("check", draft, "--store", tmp_path / "none", "--limit", "1")
    assert "таких не показано: --limit 0" in russian.stdout
    assert russian.stdout.startswith("нарушение: Материальный поток!A6 «Ключ *»:")
    assert ". Предупреждений: " in russian.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "none.xlsx"), "no such file"),
        (("check", str(BOOKS / "sectoral.ttl")), "the ending .ttl"),
        (("check", "none.csv", "--mark", "x.xlsx"), "give a workbook"),
        (("template", "out.txt"), "the ending .txt"),
        (("export", "no-such-book", "out.xlsx"), "no built graph"),
    ],
)
def test_errors_say_what_to_do(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    extra = ("--store", tmp_path / "none") if arguments[0] == "export" else ()
    result = run(*arguments, *extra)
    assert result.exit_code == 1
    assert "error:" in result.output
    if arguments[0] != "export":
        assert said in result.output.replace("\n", " ")


def test_a_template_of_each_form_is_a_draft_that_the_check_takes(tmp_path: Path) -> None:
    for form, name in (("csv", "book"), ("json-ld", "book.jsonld")):
        out = tmp_path / name
        arguments = (
            "--kind",
            "cross-sectoral",
            "--language",
            "kk",
            "--code",
            "WWT",
            "--form",
            form,
            "--format",
            "json",
        )
        written = run("template", out, *arguments)
        assert written.exit_code == 0, written.output
        assert json.loads(written.stdout)["form"] == form
        exported = run("export", out, tmp_path / f"{form}.jsonld", "--form", "json-ld")
        assert exported.exit_code == 0, exported.output
    graphs = [Graph().parse(tmp_path / f"{form}.jsonld", format="json-ld") for form in ("csv", "json-ld")]
    assert set(graphs[0]) == set(graphs[1])
    assert (DOC["wwt/book"], RDF.type, BAT.CrossSectoralReferenceBook) in graphs[0]
    assert len(list(graphs[0].subjects(BAT.partOf, DOC["wwt/book"]))) == 13


@pytest.mark.parametrize(
    ("language", "said", "problem"),
    [
        ("kk", "book.jsonld: json-ld; кестелер: ", "қате: none.xlsx: мұндай файл жоқ"),
        ("ru", "book.jsonld: json-ld; таблиц: ", "ошибка: none.xlsx: такого файла нет"),
        ("en", "book.jsonld: json-ld; tables: ", "error: none.xlsx: there is no such file"),
    ],
)
def test_commands_of_authors_speak_the_language_asked_for(
    tmp_path: Path, language: str, said: str, problem: str
) -> None:
    out = tmp_path / "book.jsonld"
    written = run("template", out, "--form", "json-ld", "--language", language, "--kind", "cross-sectoral")
    assert written.exit_code == 0, written.output
    assert written.stdout.startswith(f"{tmp_path}/{said}")
    assert run("check", tmp_path / "none.xlsx", "--language", language).stderr.startswith(problem)

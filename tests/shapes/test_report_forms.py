"""The forms of one report agree, escape what they must, and hide nothing without saying so."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from lxml import html
from rdflib import DCTERMS, RDF, SH, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rich.console import Console

from ontology.namespaces import BAT, LAW
from shapes.report_forms.csv_form import COLUMNS, to_csv
from shapes.report_forms.html_page import to_html
from shapes.report_forms.json_form import to_json
from shapes.report_forms.shacl_form import to_shacl_turtle
from shapes.report_forms.terminal import print_report
from shapes.trilingual import LANGUAGES, Language
from shapes.validation_result import ValidationReport

from .conftest import Broken, Validate

# Seven results: four of one rule in one element, one that begins like a formula, one on a path that is no property.
UPDATE = """
DELETE WHERE { ex:stage-raw bat:mainOperation ?operation } ;
DELETE WHERE { ex:sorbent-harm bat:baseCase ?x } ;
DELETE WHERE { ex:preface bat:bookSummary ?summary } ;
DELETE DATA { ex:eu-decision bat:celex "32013D0163" } ;
INSERT DATA { ex:eu-decision bat:celex "=1+1" . ex:p4 skos:prefLabel "<script>alert(1)</script>"@en } ;
INSERT {
  ex:general bat:hasProvision ?provision .
  ?provision a bat:Provision ; bat:provisionText "It binds."@en ;
    bat:bindingForce <https://w3id.org/batgraph/code/binding-force/mandatory> .
}
WHERE { VALUES ?provision { ex:p1 ex:p2 ex:p3 ex:p4 } }
"""


@pytest.fixture(scope="module")
def report(broken: Broken, check: Validate) -> ValidationReport:
    report = check(broken("sectoral", UPDATE))
    assert len(report.results) == 8
    return report


def _text(report: ValidationReport, language: Language, limit: int | None) -> str:
    console = Console(file=io.StringIO(), width=100, no_color=True, force_terminal=False)
    print_report(report, console, language, limit)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_shows_every_result_in_the_language_asked_for(
    report: ValidationReport, language: Language
) -> None:
    shown = _text(report, language, None)
    for result in report.results:
        assert result.message.into(language) in shown
        assert f"<{result.focus}>" in shown
        assert result.mend.into(language) in shown


def test_what_the_terminal_hides_is_counted(report: ValidationReport) -> None:
    shown = _text(report, "en", 1)
    assert shown.count("General information holds a mandatory provision.") == 1
    assert "… 3 more like this are not shown" in shown
    assert "Shown: 5 of 8. The whole list is in JSON or CSV." in shown
    assert "Violations: 7. Warnings: 1. Information: 0." in shown


def test_the_terminal_takes_no_markup_from_data(report: ValidationReport) -> None:
    assert "=1+1" in _text(report, "en", None)
    assert "[bold]" not in _text(report, "en", None)


def test_nothing_wrong_is_said_too() -> None:
    empty = ValidationReport(())
    assert "Nothing was found to be wrong." in _text(empty, "en", 5)
    assert "Нарушений не найдено." in to_html(empty, "ru")
    assert json.loads(to_json(empty)) == {
        "conforms": True,
        "judged_on": None,
        "counts": {"violation": 0, "warning": 0, "information": 0},
        "results": [],
    }


def test_every_form_says_by_which_day_the_draft_is_judged(report: ValidationReport, all_shapes: Graph) -> None:
    judged = replace(report, on=date(2026, 3, 1))
    for form in (_text(judged, "en", None), to_html(judged, "en")):
        assert "Deadlines were judged as of 2026-03-01." in form
    assert json.loads(to_json(judged))["judged_on"] == "2026-03-01"
    assert {row["judged_on"] for row in csv.DictReader(io.StringIO(to_csv(judged, "en")))} == {"2026-03-01"}
    turtle = Graph().parse(data=to_shacl_turtle(judged, all_shapes))
    assert list(turtle.objects(None, DCTERMS.date)) == [Literal(date(2026, 3, 1))]
    assert "Deadlines" not in _text(report, "en", None) + to_html(report, "en")


def test_every_form_names_the_line_of_a_draft(report: ValidationReport, all_shapes: Graph) -> None:
    one = replace(report.results[0], place=replace(report.results[0].place, file="draft.ttl", sheet_row=412))
    written = ValidationReport((one,))
    assert "Where: file draft.ttl, line 412\n" in _text(written, "en", None)
    assert "<dd>файл draft.ttl, строка 412</dd>" in to_html(written, "ru")
    assert "<dd>draft.ttl файлы, 412-жол</dd>" in to_html(written, "kk")
    (plain,) = json.loads(to_json(written))["results"]
    (row,) = csv.DictReader(io.StringIO(to_csv(written, "en")))
    assert (plain["file"], plain["sheet_row"], row["file"], row["sheet_row"]) == ("draft.ttl", 412, "draft.ttl", "412")
    turtle = Graph().parse(data=to_shacl_turtle(written, all_shapes))
    (result,) = turtle.subjects(RDF.type, SH.ValidationResult)
    assert turtle.value(result, BAT.sourceFile) == Literal("draft.ttl")
    assert turtle.value(result, BAT.sourceRow) == Literal(412)


def test_things_are_in_the_order_of_their_numbers(report: ValidationReport) -> None:
    one = report.results[0]
    names = ["x", "x0", "x1", "x1a", "x2", "x09", "x9", "x10", "y" + "1" * 5_000, "y" + "2" * 5_000]
    things = [URIRef(f"https://example.org/{name}") for name in names]
    turned = sorted((replace(one, focus=each) for each in reversed(things)), key=lambda result: result.sort_key)
    assert [result.focus for result in turned] == things


def test_json_holds_everything_in_three_languages(report: ValidationReport) -> None:
    read = json.loads(to_json(report))
    assert read["counts"] == {"violation": 7, "warning": 1, "information": 0}
    assert len(read["results"]) == len(report.results)
    for entry, result in zip(read["results"], report.results, strict=True):
        assert entry["rule"] == str(result.rule.iri)
        assert entry["thing"] == str(result.focus)
        for field in ("message", "found", "expected", "mend"):
            assert entry[field] == {language: getattr(result, field).into(language) for language in LANGUAGES}


def test_csv_is_a_table_and_runs_no_formula(report: ValidationReport) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(report, "ru"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["message"] for row in rows] == [result.message.ru for result in report.results]
    (formula,) = [row for row in rows if "1+1" in row["found"]]
    assert (formula["found"], formula["value"]) == ("'=1+1", "'=1+1")


def test_shacl_turtle_is_a_report_by_the_standard(report: ValidationReport, all_shapes: Graph) -> None:
    text = to_shacl_turtle(report, all_shapes)
    graph = Graph().parse(data=text)
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms) is not None
    results = list(graph.objects(top, SH.result))
    assert len(results) == len(report.results)
    required = (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent)
    for result in results:
        assert all(graph.value(result, predicate) is not None for predicate in required)
        assert {m.language for m in graph.objects(result, SH.resultMessage)} == set(LANGUAGES)  # type: ignore[attr-defined]
    by_paragraph = sorted(str(p).removeprefix(str(LAW)) for p in graph.objects(None, BAT.paragraph))
    # The last is that of the term that a result of the model is about.
    assert by_paragraph == ["p12.1", *["p12.4"] * 4, "p12.6", "p2.1", "p56"]
    (choice,) = graph.subject_objects(SH.alternativePath)
    assert choice[1] is not None
    assert isomorphic(graph, Graph().parse(data=to_shacl_turtle(report, all_shapes)))
    assert text == to_shacl_turtle(report, all_shapes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_safe(report: ValidationReport, language: Language) -> None:
    page = html.document_fromstring(to_html(report, language).encode())
    assert page.get("lang") == language
    assert page.xpath("//script | //link | //img | //@src") == []
    assert len(page.xpath("//section[contains(@class, 'result')]")) == len(report.results)
    assert "<script>alert(1)</script>" in page.text_content()
    shown = {dd.text_content() for dd in page.xpath("//dd")}
    assert {f"<{result.focus}>" for result in report.results} <= shown
    headings = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_what_the_page_hides_is_counted(report: ValidationReport) -> None:
    page = html.document_fromstring(to_html(report, "en", limit=1).encode())
    assert len(page.xpath("//section[contains(@class, 'result')]")) == 5
    assert "3 more like this are not shown" in page.text_content()
    assert "Shown: 5 of 8." in page.text_content()

"""The template: what is in it comes from the shapes, it explains itself, and empty as it is, it loads."""

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from rdflib import RDF, SH, XSD, Literal, URIRef

from loaders.workbook.checking import Rules
from loaders.workbook.drafts import read_file, write_template
from loaders.workbook.plan import BOOK_CLASSES, BookKind, read_plan
from loaders.workbook.reading import read_draft
from loaders.workbook.vocabulary import Vocabulary
from loaders.workbook.writing import empty_draft, sheet_names
from loaders.workbook.xlsx.opening import read_book
from loaders.workbook.xlsx.writing import write_workbook
from ontology.namespaces import BAT, DOC
from shapes.trilingual import LANGUAGES, Language

from .planted import EXAMPLE_ROW, HEADER_ROW, column_of, sheet_of

KINDS: tuple[BookKind, ...] = ("sectoral", "cross-sectoral")


@pytest.fixture(scope="session")
def kazakh(rules: Rules) -> Workbook:
    draft = empty_draft(rules.plan, rules.words, "sectoral", "kk", "CLM")
    return openpyxl.load_workbook(io.BytesIO(write_workbook(draft, rules.plan, rules.words, with_examples=True)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_the_classes_that_the_kind_of_book_needs(rules: Rules, kind: BookKind, language: Language) -> None:
    draft = empty_draft(rules.plan, rules.words, kind, language, "CLM")
    authored = {
        target
        for shape, found in rules.shapes.subject_objects(BAT.authoredIn)
        if str(found).endswith(f"/{kind}")
        for target in rules.shapes.objects(shape, SH.targetClass)
    }
    assert {table.plan.cls for table in draft.tables} == authored
    assert BOOK_CLASSES[kind] in authored
    names = [table.name for table in draft.tables]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_every_name_in_the_workbook_is_there_in_three_languages(rules: Rules) -> None:
    cyrillic = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
    for sheet in (sheet for sheet in rules.plan.sheets if sheet.kinds):
        texts = [sheet.label, sheet.definition]
        texts += [text for column in sheet.columns for text in (column.label, column.definition)]
        for text in texts:
            assert cyrillic.search(text.kk), (sheet.machine, text)
            assert cyrillic.search(text.ru), (sheet.machine, text)
            assert not cyrillic.search(text.en), (sheet.machine, text)


def test_a_new_property_of_a_shape_is_a_column(rules: Rules) -> None:
    """The first thing to ask of a generated workbook: there is no second list."""
    shapes = type(rules.shapes)()
    shapes += rules.shapes
    shape = URIRef("https://w3id.org/batgraph/shape/Person")
    new = URIRef("https://w3id.org/batgraph/shape/Person-leavingRequestedOn")
    for triple in (
        (shape, SH.property, new),
        (new, RDF.type, SH.PropertyShape),
        (new, SH.path, BAT.leavingRequestedOn),
        (new, SH.datatype, XSD.date),
        (new, SH.minCount, Literal(1)),
    ):
        shapes.add(triple)
    plan = read_plan(shapes, rules.vocabulary)
    sheet = plan.sheet(BAT.Person)
    assert sheet is not None
    column = sheet.column(BAT.leavingRequestedOn)
    assert column is not None
    assert (column.kind, column.required, column.many) == ("date", True, True)
    draft = empty_draft(plan, Vocabulary(plan, rules.vocabulary), "sectoral", "ru", "")
    persons = replace(draft, tables=tuple(table for table in draft.tables if table.plan.cls == BAT.Person))
    written = write_workbook(persons, plan, rules.words, with_examples=False)
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert sheet_of(book, "Person").cell(HEADER_ROW, 3).value == f"{column.label.ru} *"


def test_a_sheet_explains_itself(kazakh: Workbook, rules: Rules) -> None:
    sheet = sheet_of(kazakh, "BatFinding")
    assert sheet.title == "ЕҚТ бойынша тұжырым"
    number = column_of(sheet, "bat:hasIndicator")
    plan = rules.plan.sheet(BAT.BatFinding)
    assert plan is not None
    column = plan.column(BAT.hasIndicator)
    assert column is not None
    assert str(sheet.cell(HEADER_ROW - 1, number).value).endswith("12.9-т.")
    assert sheet.cell(HEADER_ROW, number).value == column.label.kk
    assert column.definition.kk in str(sheet.cell(HEADER_ROW + 1, number).value)
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "B6"
    assert sheet.cell(EXAMPLE_ROW, 1).value == "ҮЛГІ – жүктелмейді"
    required = column_of(sheet_of(kazakh, "EmissionFigure"), "bat:unit")
    assert str(sheet_of(kazakh, "EmissionFigure").cell(HEADER_ROW, required).value).endswith(" *")


def test_lists_offer_the_codes_and_the_keys_of_other_sheets(kazakh: Workbook, rules: Rules) -> None:
    sheet = sheet_of(kazakh, "EmissionFigure")
    by_column = {str(v.sqref).split(":")[0].rstrip("0123456789"): v for v in sheet.data_validations.dataValidation}
    letters = {c.value: c.column_letter for c in sheet[1]}
    formula = by_column[letters["bat:pollutant"]].formula1
    name, _, cells = formula.replace("'", "").partition("!")
    offered = [row[0].value for row in kazakh[name][cells.replace("$", "")]]
    pollutants = next(names for scheme, names in rules.words.schemes.items() if scheme.endswith("/pollutant"))
    assert sorted(offered) == sorted(pollutants.shown["kk"].values())
    assert kazakh[name].sheet_state == "hidden"
    waste = sheet_of(kazakh, "WasteFigure")
    keys = next(v for v in waste.data_validations.dataValidation if "OFFSET" in str(v.formula1))
    titles = sheet_names(rules.plan.for_book("sectoral"), "kk")
    assert titles[BAT.MainProductionWaste] in keys.formula1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_list_offers_is_understood_in_every_language(rules: Rules, language: Language) -> None:
    for scheme, names in rules.words.schemes.items():
        for concept, shown in names.shown[language].items():
            assert names.find(shown) == {concept}, (scheme, shown)
    for predicate, shown in rules.words.properties.shown[language].items():
        assert rules.words.properties.find(shown) == {predicate}


def test_an_empty_template_loads_with_its_thirteen_elements(kazakh: Workbook, rules: Rules) -> None:
    draft, faults = read_book(kazakh, "t.xlsx", rules.plan)
    reading = read_draft(draft, rules.plan, rules.words, faults)
    assert reading.faults == ()
    elements = {
        int(str(position)): str(thing).removeprefix(DOC)
        for thing, position in reading.graph.subject_objects(BAT.position)
        if (thing, BAT.partOf, DOC["clm/book"]) in reading.graph
    }
    assert elements[1] == "clm/contents"
    assert elements[13] == "clm/bibliography"
    assert sorted(elements) == list(range(1, 14))


def test_a_draft_without_code_says_where_to_write_it(tmp_path: Path, rules: Rules) -> None:
    draft = empty_draft(rules.plan, rules.words, "cross-sectoral", "kk", "")
    write_template(draft, "csv", tmp_path / "t", rules)
    [fault] = read_file(tmp_path / "t", rules).faults
    assert (fault.kind, fault.place.pointer) == ("code-missing", "csv-metadata.json dc:identifier")


def test_order_of_columns_and_names_of_sheets_do_not_matter(kazakh: Workbook, rules: Rules) -> None:
    """What an editor moves and renames is found by the machine names in the hidden row."""
    sheet = sheet_of(kazakh, "Person")
    title = sheet.title
    sheet.title = "Адамдар"
    sheet.insert_cols(2)
    sheet.cell(HEADER_ROW, 2, "# менің жазбам")
    sheet.cell(EXAMPLE_ROW + 1, 1, "ivanov")
    sheet.cell(EXAMPLE_ROW + 1, 2, "not loaded")
    sheet.cell(EXAMPLE_ROW + 1, column_of(sheet, "skos:prefLabel"), "Иванов")
    draft, faults = read_book(kazakh, "t.xlsx", rules.plan)
    reading = read_draft(draft, rules.plan, rules.words, faults)
    sheet.title = title
    sheet.delete_cols(2)
    sheet.delete_rows(EXAMPLE_ROW + 1)
    assert reading.faults == ()
    assert set(reading.graph.predicate_objects(DOC["clm/ivanov"])) == {
        (RDF.type, BAT.Person),
        (URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal("Иванов", lang="kk")),
    }

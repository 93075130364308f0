"""A workbook with more than fifty faults planted by hand: each is named once, at its cell, and nothing else is."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import openpyxl
from openpyxl.workbook import Workbook
from rdflib import Graph

from loaders.workbook.checking import Rules, check_reading
from loaders.workbook.faults import Fault
from loaders.workbook.reading import Reading, read_draft
from loaders.workbook.writing import Words, draft_of
from loaders.workbook.xlsx.marking import AUTHOR, mark_workbook
from loaders.workbook.xlsx.opening import read_book
from loaders.workbook.xlsx.writing import write_workbook
from ontology.namespaces import BAT
from shapes.trilingual import LANGUAGES

from .conftest import OpenBook
from .planted import READING, RULES, Planted, all_at_once, cell_of


def _read(book: Workbook, rules: Rules) -> Reading:
    draft, faults = read_book(book, "book.xlsx", rules.plan)
    return read_draft(draft, rules.plan, rules.words, faults)


def _where(faults: Iterable[Fault]) -> Counter[tuple[str, str]]:
    return Counter((fault.place.sheet, fault.place.cell) for fault in faults)


def _kinds(faults: Iterable[Fault], planted: dict[tuple[str, str], Planted]) -> dict[str, str]:
    """The kinds that were not expected, by the name of the planted fault."""
    wrong = {}
    for fault in faults:
        expected = planted[fault.place.sheet, fault.place.cell]
        if not fault.kind.startswith(expected.kind):
            wrong[expected.name] = fault.kind
    return wrong


def test_there_are_more_than_fifty_and_no_two_alike() -> None:
    assert len(READING) + len(RULES) > 50
    assert len({fault.name for fault in (*READING, *RULES)}) == len(READING) + len(RULES)


def test_all_at_once_each_is_reported_once_at_its_cell_and_nothing_else(open_book: OpenBook, rules: Rules) -> None:
    book = open_book()
    planted = all_at_once(book, [*READING, *RULES])
    found = check_reading(_read(book, rules), rules)
    assert _where(found) == Counter(dict.fromkeys(planted, 1))
    assert _kinds(found, planted) == {}
    for fault in found:
        assert fault.place.header or fault.kind in ("sheet-unknown", "header-changed")
        for text in (fault.found, fault.expected, fault.mend):
            assert all(text.into(language).strip() for language in LANGUAGES)


class _OneSheet:
    """A workbook of which only some sheets are looked at: the others are as they were read before."""

    def __init__(self, book: Workbook, titles: set[str]) -> None:
        self.worksheets = [sheet for sheet in book.worksheets if sheet.title in titles]
        self.sheetnames = book.sheetnames
        self.defined_names = book.defined_names
        self.__book = book

    def __getitem__(self, title: str) -> Any:
        return self.__book[title]


def test_one_at_a_time(open_book: OpenBook, rules: Rules) -> None:
    """Each fault alone, with the sheet that it is on read anew; cells are put back after each."""
    book = open_book()
    whole, faults = read_book(book, "book.xlsx", rules.plan)
    assert faults == ()
    before = {(s.title, c.coordinate): c.value for s in book.worksheets for row in s.iter_rows() for c in row}
    sheets = set(book.sheetnames)
    for fault in READING:
        planted = all_at_once(book, [fault])
        part, faults = read_book(cast(Workbook, _OneSheet(book, {title for title, _ in planted})), "b.xlsx", rules.plan)
        changed = {table.plan.cls: table for table in part.tables}
        tables = tuple(changed.get(table.plan.cls, table) for table in whole.tables)
        found = read_draft(replace(whole, tables=tables), rules.plan, rules.words, faults).faults
        assert _where(found) == Counter(dict.fromkeys(planted, 1)), fault.name
        assert _kinds(found, planted) == {}, fault.name
        for title in set(book.sheetnames) - sheets:
            del book[title]
        for sheet in (book[title] for title, _ in planted if title in sheets):
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(merged.coord)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value != before.get((sheet.title, cell.coordinate)):
                        cell.value = before.get((sheet.title, cell.coordinate))


def test_a_fault_of_the_rules_alone(open_book: OpenBook, rules: Rules) -> None:
    book = open_book()
    planted = all_at_once(book, RULES[:1])
    reading = _read(book, rules)
    assert reading.faults == ()
    found = check_reading(reading, rules)
    assert _where(found) == Counter(dict.fromkeys(planted, 1))
    assert _kinds(found, planted) == {}


def test_marks_stand_in_a_copy_in_the_language_of_the_workbook(
    books: dict[str, Graph], rules: Rules, tmp_path: Path
) -> None:
    draft = draft_of(books["cross_sectoral"], rules.plan, rules.words, Words("ru"), "book")
    few = tuple(table for table in draft.tables if table.plan.cls in (BAT.Person, BAT.PollutantGroup, BAT.MaterialFlow))
    content = write_workbook(replace(draft, tables=few), rules.plan, rules.words, with_examples=False)
    book = openpyxl.load_workbook(io.BytesIO(content))
    planted = {}
    for cls, key, machine, value in (
        ("PollutantGroup", "oxygen-group", "bat:groupMember", "хпк; бкп"),
        ("MaterialFlow", "raw-in", "bat:quantity", "двадцать"),
        ("Person", "person", "skos:prefLabel", "[рус] Член"),
    ):
        cell = cell_of(book, cls, key, machine)
        cell.value = value
        planted[cell.parent.title, cell.coordinate] = value
    file = tmp_path / "book.xlsx"
    book.save(file)
    before = file.read_bytes()
    reading = _read(openpyxl.load_workbook(file), rules)
    copy = mark_workbook(file, reading.faults, reading.language)
    assert file.read_bytes() == before
    marked = openpyxl.load_workbook(io.BytesIO(copy))
    comments = _comments(marked)
    assert comments.keys() == planted.keys()
    for fault in reading.faults:
        cell = comments[fault.place.sheet, fault.place.cell]
        assert cell.comment.author == AUTHOR
        assert fault.mend.ru in cell.comment.text
        assert cell.fill.start_color.rgb == "00FFC7CE"
    listed = [row[0].value for row in marked["#Замечания"].iter_rows(min_row=2)]
    assert listed == [str(fault.place) for fault in reading.faults]

    # An editor goes on in the copy: the marks are no faults, and marking again does not heap them up.
    second = _read(marked, rules)
    assert [(f.kind, f.place.cell) for f in second.faults] == [(f.kind, f.place.cell) for f in reading.faults]
    file.write_bytes(copy)
    remarked = openpyxl.load_workbook(io.BytesIO(mark_workbook(file, second.faults[:1], "ru")))
    assert _comments(remarked).keys() == {(second.faults[0].place.sheet, second.faults[0].place.cell)}


def _comments(book: Workbook) -> dict[tuple[str, str], Any]:
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {(cell.parent.title, cell.coordinate): cell for cell in cells if cell.comment is not None}

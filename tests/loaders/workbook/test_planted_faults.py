"""A workbook with more than fifty faults planted by hand: each is named once, at its cell, and nothing else is."""

import io
from collections import Counter
from collections.abc import Iterable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from loaders.workbook.checking import Rules, check_reading
from loaders.workbook.faults import Fault
from loaders.workbook.reading import Reading, read_draft
from loaders.workbook.xlsx.marking import AUTHOR, mark_workbook
from loaders.workbook.xlsx.opening import open_workbook, read_book
from shapes.trilingual import LANGUAGES

from .conftest import OpenBook
from .planted import READING, RULES, Planted, all_at_once


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


def test_faults_of_the_rules_without_those_of_reading(open_book: OpenBook, rules: Rules) -> None:
    book = open_book()
    planted = all_at_once(book, RULES)
    reading = _read(book, rules)
    assert reading.faults == ()
    found = check_reading(reading, rules)
    assert _where(found) == Counter(dict.fromkeys(planted, 1))
    assert _kinds(found, planted) == {}


def test_one_at_a_time(open_book: OpenBook, rules: Rules) -> None:
    """Cells are put back after each, so that one opened workbook serves for all that only change a cell."""
    book = open_book()
    for fault in READING:
        before = {(s.title, c.coordinate): c.value for s in book.worksheets for row in s.iter_rows() for c in row}
        sheets = set(book.sheetnames)
        planted = all_at_once(book, [fault])
        found = _read(book, rules).faults
        assert _where(found) == Counter(dict.fromkeys(planted, 1)), fault.name
        assert _kinds(found, planted) == {}, fault.name
        for title in set(book.sheetnames) - sheets:
            del book[title]
        for sheet in book.worksheets:
            for merged in [m for m in sheet.merged_cells.ranges if sheet.title != book.sheetnames[0]]:
                sheet.unmerge_cells(merged.coord)
            for row in sheet.iter_rows():
                for cell in row:
                    value = before.get((sheet.title, cell.coordinate))
                    if cell.value != value:
                        cell.value = value
    assert _read(book, rules).faults == ()


@pytest.mark.parametrize("fault", RULES[:3], ids=lambda fault: fault.name)
def test_one_fault_of_the_rules(open_book: OpenBook, rules: Rules, fault: Planted) -> None:
    book = open_book()
    planted = all_at_once(book, [fault])
    found = check_reading(_read(book, rules), rules)
    assert _where(found) == Counter(dict.fromkeys(planted, 1))


def test_marks_stand_in_a_copy_in_the_language_of_the_workbook(
    open_book: OpenBook, rules: Rules, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("marks") / "book.xlsx"
    book = open_book()
    planted = all_at_once(book, READING)
    book.save(file)
    before = file.read_bytes()
    draft, faults = open_workbook(file, rules.plan)
    reading = read_draft(draft, rules.plan, rules.words, faults)
    copy = mark_workbook(file, reading.faults, reading.language)
    assert file.read_bytes() == before
    marked = openpyxl.load_workbook(io.BytesIO(copy))
    comments = {
        (sheet.title, cell.coordinate): cell
        for sheet in marked.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert comments.keys() == planted.keys()
    for fault in reading.faults:
        cell = comments[fault.place.sheet, fault.place.cell]
        assert cell.comment.author == AUTHOR
        assert fault.mend.ru in cell.comment.text
        assert cell.fill.start_color.rgb == "00FFC7CE"
    listed = [row[0].value for row in marked["#Замечания"].iter_rows(min_row=2)]
    assert listed == [str(fault.place) for fault in reading.faults]

    # An editor goes on in the copy: the marks are no faults, and marking again does not heap them up.
    again = tmp_path_factory.mktemp("again") / "book.xlsx"
    again.write_bytes(copy)
    draft, faults = open_workbook(again, rules.plan)
    second = read_draft(draft, rules.plan, rules.words, faults)
    assert [(f.kind, f.place.cell) for f in second.faults] == [(f.kind, f.place.cell) for f in reading.faults]
    remarked = openpyxl.load_workbook(io.BytesIO(mark_workbook(again, second.faults[:1], "ru")))
    assert sum(1 for s in remarked.worksheets for row in s.iter_rows() for c in row if c.comment is not None) == 1

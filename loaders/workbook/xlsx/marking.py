"""Faults written back into a copy of the workbook: a comment and a colour at each cell, and a list of all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook

from loaders.loaded_source import Severity
from loaders.workbook.faults import Fault
from loaders.workbook.sheet_words import sheet_words
from loaders.workbook.xlsx import styles
from loaders.workbook.xlsx.guards import check_package
from loaders.workbook.xlsx.layout import NOTES
from shapes.trilingual import Language

AUTHOR: Final = "batgraph"
_FILLS: Final[Mapping[Severity, str]] = {"violation": "FFC7CE", "warning": "FFEB9C", "information": "DDEBF7"}
_ORDER: Final[tuple[Severity, ...]] = ("violation", "warning", "information")
_WIDTHS: Final = (30, 12, 44, 44, 60)


def mark_workbook(file: Path, faults: Sequence[Fault], language: Language) -> bytes:
    """Return a copy of the workbook with the faults at their cells; marks of an earlier check are taken away first.

    The file itself is only read. Raises SourceRefused if it must not be opened.
    """
    check_package(file)
    book = openpyxl.load_workbook(file, keep_links=False)
    _clear(book)
    by_cell: dict[tuple[str, int, int], list[Fault]] = defaultdict(list)
    for fault in faults:
        sheet = fault.place.sheet if fault.place.sheet in book.sheetnames else book.sheetnames[0]
        by_cell[sheet, fault.place.row or 1, fault.place.column or 1].append(fault)
    for (sheet, row, column), found in by_cell.items():
        cell = book[sheet].cell(row, column)
        if isinstance(cell, Cell):
            _mark(cell, found, language)
        dimension = book[sheet].column_dimensions[get_column_letter(column)]
        if dimension.hidden:
            dimension.hidden = False
        if row < 2:
            book[sheet].row_dimensions[row].hidden = False
    _list(book, faults, language)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _clear(book: Workbook) -> None:
    name = _sheet_name(book)
    if name is not None:
        del book[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR and isinstance(cell, Cell):
                    cell.comment = None
                    cell.fill = PatternFill()


def _sheet_name(book: Workbook) -> str | None:
    titles = sheet_words().words["fault_title"]
    names = {f"{NOTES}{title}" for title in (titles.kk, titles.ru, titles.en)}
    return next((name for name in book.sheetnames if name in names), None)


def _mark(cell: Cell, faults: Sequence[Fault], language: Language) -> None:
    texts = [_text(fault, language) for fault in faults]
    if cell.comment is not None:
        texts.insert(0, cell.comment.text)
    comment = Comment("\n\n".join(texts), AUTHOR)
    comment.width, comment.height = 420, min(90 + 70 * len(texts), 500)
    cell.comment = comment
    worst = min((fault.severity for fault in faults), key=_ORDER.index)
    cell.fill = PatternFill("solid", start_color=_FILLS[worst])


def _text(fault: Fault, language: Language) -> str:
    words = sheet_words().words
    said = fault.finding(language)
    return (
        f"{words[fault.severity].into(language).upper()}\n"
        f"{words['fault_found'].into(language)}: {said.found}\n"
        f"{words['fault_expected'].into(language)}: {said.expected}\n"
        f"→ {said.mend}"
    )


def _list(book: Workbook, faults: Sequence[Fault], language: Language) -> None:
    """A sheet of all faults with links to their cells; its name begins as those of notes, so it is never loaded."""
    words = sheet_words().words
    sheet = book.create_sheet(f"{NOTES}{words['fault_title'].into(language)}", 1)
    heads = ("fault_place", "fault_severity", "fault_found", "fault_expected", "fault_mend")
    for number, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), 1):
        cell = sheet.cell(1, number, words[head].into(language))
        cell.font = Font(name=styles.FONT, bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, fault in enumerate(faults, 2):
        said = fault.finding(language)
        texts = (said.place, words[fault.severity].into(language), said.found, said.expected, said.mend)
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(row, number)
            cell.value = text
            cell.data_type = "s"
            cell.alignment, cell.font = styles.TOP, styles.PLAIN
        if fault.place.sheet in book.sheetnames:
            place = f"{quote_sheetname(fault.place.sheet)}!{fault.place.cell if fault.place.column else 'A1'}"
            sheet.cell(row, 1).hyperlink = f"#{place}"
            sheet.cell(row, 1).font = styles.LINK
        sheet.cell(row, 2).fill = PatternFill("solid", start_color=_FILLS[fault.severity])
    sheet.freeze_panes = "A2"

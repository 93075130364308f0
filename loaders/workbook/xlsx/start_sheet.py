"""The first sheet: the code of the book, how to fill and load the workbook, what the colours mean, all sheets."""

from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import SKOS

from loaders.workbook.draft import Draft
from loaders.workbook.plan import Column
from loaders.workbook.sheet_words import cited, sheet_words
from loaders.workbook.xlsx import styles
from loaders.workbook.xlsx.layout import CODE_NAME
from shapes.trilingual import Language, Trilingual

_CODE_ROW = 3
_LINE_LENGTH = 118


def write_start_sheet(book: Workbook, sheet: Worksheet, draft: Draft) -> None:
    """Fill the first sheet."""
    language = draft.language
    said = sheet_words()
    sheet.title = said.words["start"].into(language)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "FFC000"
    for letter, width in (("A", 42), ("B", 22), ("C", 72)):
        sheet.column_dimensions[letter].width = width
    sheet.cell(1, 1, said.words["title"].into(language)).font = styles.TITLE
    sheet.row_dimensions[1].height = 30
    _write_code(book, sheet, draft)
    row = _CODE_ROW + 2
    for section in said.instructions:
        row = _write_lines(sheet, row, section.head, section.lines, language)
    row = _write_legend(sheet, row, language)
    _write_contents(sheet, row, draft)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_code(book: Workbook, sheet: Worksheet, draft: Draft) -> None:
    label = sheet.cell(_CODE_ROW, 1, sheet_words().words["code"].into(draft.language))
    label.font, label.alignment = styles.HEAD, styles.MIDDLE
    cell = sheet.cell(_CODE_ROW, 2, draft.code or None)
    cell.fill, cell.border, cell.font, cell.number_format = styles.YELLOW_FILL, styles.BORDER, styles.HEAD, "@"
    cell.alignment = styles.ONE_LINE
    sheet.row_dimensions[_CODE_ROW].height = 32
    reference = f"{quote_sheetname(sheet.title)}!$B${_CODE_ROW}"
    book.defined_names[CODE_NAME] = DefinedName(CODE_NAME, attr_text=reference)


def _write_lines(
    sheet: Worksheet, row: int, head: Trilingual, lines: tuple[Trilingual, ...], language: Language
) -> int:
    sheet.cell(row, 1, head.into(language)).font = styles.HEAD
    for line in lines:
        row += 1
        text = line.into(language)
        cell = sheet.cell(row, 1, f"•  {text}")
        cell.font, cell.alignment = styles.PLAIN, styles.TOP
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 16 * (1 + len(text) // _LINE_LENGTH)
    return row + 2


def _write_legend(sheet: Worksheet, row: int, language: Language) -> int:
    legend = sheet_words().legend
    sheet.cell(row, 1, legend["head"].into(language)).font = styles.HEAD
    samples = [
        ("required", styles.header_look(_sample(required=True, asked=False))),
        ("asked", styles.header_look(_sample(required=False, asked=True))),
        ("free", styles.header_look(_sample(required=False, asked=False))),
        ("example", (styles.EXAMPLE_FILL, styles.EXAMPLE)),
        ("missing", (styles.MISSING_FILL, styles.PLAIN)),
        ("twice", (styles.TWICE_FILL, styles.PLAIN)),
    ]
    for name, (fill, font) in samples:
        row += 1
        colour = sheet.cell(row, 1, sheet_words().words["example"].into(language) if name == "example" else None)
        colour.fill, colour.font, colour.border = fill, font, styles.BORDER
        cell = sheet.cell(row, 2, legend[name].into(language))
        cell.font, cell.alignment = styles.PLAIN, styles.MIDDLE
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 18 * (1 + len(legend[name].into(language)) // 88)
    return row + 2


def _sample(*, required: bool, asked: bool) -> Column:
    nothing = Trilingual.same("")
    return Column(SKOS.note, "text", False, required, asked, None, (), False, nothing, nothing, ())


def _write_contents(sheet: Worksheet, row: int, draft: Draft) -> None:
    words, language = sheet_words().words, draft.language
    for number, name in enumerate(("sheet", "paragraphs", "content"), 1):
        cell = sheet.cell(row, number, words[name].into(language))
        cell.fill, cell.font = styles.header_look(_sample(required=True, asked=False))
        cell.border, cell.alignment = styles.BORDER, styles.MIDDLE
    for table in draft.tables:
        row += 1
        definition = table.plan.definition.into(language)
        link = sheet.cell(row, 1, table.name)
        link.hyperlink = f"#{quote_sheetname(table.name)}!A1"
        link.font = styles.LINK
        sheet.cell(row, 2, cited(table.plan.paragraphs, language)).font = styles.SMALL
        sheet.cell(row, 3, definition).font = styles.PLAIN
        for number in (1, 2, 3):
            sheet.cell(row, number).border = styles.BORDER
            sheet.cell(row, number).alignment = styles.TOP
        sheet.row_dimensions[row].height = 15.5 * (1 + len(definition) // 80)

"""A draft as a workbook that a person likes to fill: headers that explain themselves, lists, hints while one writes."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final, cast

from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import URIRef

from loaders.workbook.draft import CellValue, Draft, Table, TableColumn, TableRow, Unreadable
from loaders.workbook.plan import Column, WorkbookPlan, curie
from loaders.workbook.sheet_words import cited, sheet_words
from loaders.workbook.vocabulary import Vocabulary
from loaders.workbook.xlsx import layout, styles
from loaders.workbook.xlsx.examples import example_row
from loaders.workbook.xlsx.lists import Lists
from loaders.workbook.xlsx.start_sheet import write_start_sheet
from shapes.trilingual import Language

_HEADER_HEIGHT: Final = 15.0
_ASK_LINES: Final = 7
_ROW_LINES: Final = 12
_PAGE_WIDTH: Final = 190
"""How many characters of columns can be read on a page across."""
_COLLAPSE_FROM: Final = 10
"""Sheets with more columns than this have those seldom needed folded."""


def write_workbook(draft: Draft, plan: WorkbookPlan, vocabulary: Vocabulary, *, with_examples: bool) -> bytes:
    """Return the workbook of a draft as an XLSX file."""
    book = Workbook()
    start: Worksheet = book.active  # type: ignore[assignment]
    write_start_sheet(book, start, draft)
    titles = {table.plan.cls: table.name for table in draft.tables}
    lists = Lists(book, plan, vocabulary, draft.language, titles)
    about: list[tuple[str, ...]] = [
        ("batgraph", layout.FORMAT),
        ("language", draft.language),
        ("kind", draft.kind),
    ]
    groups = list(dict.fromkeys(table.plan.module.en for table in draft.tables))
    for table in draft.tables:
        sheet: Worksheet = book.create_sheet(table.name)
        sheet.sheet_properties.tabColor = styles.tab_colour(groups.index(table.plan.module.en))
        _SheetWriter(sheet, table, draft.language, lists, titles, start.title).write(about, with_examples)
    _write_about(book, about)
    book.properties.title = draft.code or sheet_words().words["title"].into(draft.language)
    book.properties.creator = "batgraph"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _SheetWriter:
    def __init__(
        self,
        sheet: Worksheet,
        table: Table,
        language: Language,
        lists: Lists,
        titles: Mapping[URIRef, str],
        start: str,
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._language = language
        self._lists = lists
        self._titles = titles
        self._start = start
        self._words = sheet_words().words

    def write(self, about: list[tuple[str, ...]], with_examples: bool) -> None:
        self._write_title()
        columns = [(column, self._plan(column)) for column in self._table.columns]
        for column, plan in columns:
            self._write_header(column, plan, about)
        self._set_heights(columns)
        row = layout.FIRST_ROW
        if with_examples:
            self._write_example(row, about)
            row += 1
        for number, each in enumerate(self._table.rows, row):
            for position, value in each.cells.items():
                if isinstance(value, Unreadable):
                    raise TypeError(f"{value.text}: a cell that could not be read is not written")
                self._write_value(number, position, value)
            self._set_row_height(number, each)
        self._write_hints(columns, row)
        self._fold(columns)
        self._set_page(columns)

    def _plan(self, column: TableColumn) -> Column | None:
        return None if column.predicate is None else self._table.plan.column(column.predicate)

    def _write_title(self) -> None:
        machine = self._sheet.row_dimensions[layout.MACHINE_ROW]
        machine.hidden = True
        title = self._sheet.cell(layout.TITLE_ROW, 1, self._table.plan.label.into(self._language))
        title.font, title.alignment = styles.TITLE, styles.ONE_LINE
        self._sheet.row_dimensions[layout.TITLE_ROW].height = 24
        about = self._sheet.cell(layout.DEMAND_ROW, 1, self._words["back"].into(self._language))
        about.hyperlink = f"#{quote_sheetname(self._start)}!A1"
        about.font = styles.LINK

    def _write_header(self, column: TableColumn, plan: Column | None, about: list[tuple[str, ...]]) -> None:
        sheet, number = self._sheet, column.number
        is_key = column.predicate is None
        machine = self._table.plan.machine if column.predicate is None else curie(column.predicate)
        sheet.cell(layout.MACHINE_ROW, number, machine)
        star = " *" if is_key or (plan is not None and plan.required and not plan.means_book) else ""
        text = (self._words["key"].into(self._language) if is_key else column.header) + star
        header = sheet.cell(layout.HEADER_ROW, number, text)
        header.fill, header.font = styles.header_look(plan)
        header.border, header.alignment = styles.BORDER, styles.MIDDLE
        if not is_key:
            demand = sheet.cell(layout.DEMAND_ROW, number, self._demand(plan))
            demand.font, demand.alignment = styles.DEMAND, styles.MIDDLE
        ask = sheet.cell(layout.ASK_ROW, number, self._ask(plan))
        ask.font, ask.alignment, ask.fill, ask.border = styles.SMALL, styles.TOP, styles.ASK_FILL, styles.BORDER
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = styles.width(plan)
        dimension.number_format = styles.number_format(plan)
        dimension.alignment = styles.TOP
        dimension.hidden = plan is None and not is_key
        about.append(("header", self._table.plan.machine, machine, text))

    def _demand(self, plan: Column | None) -> str:
        if plan is None:
            return ""
        parts = [cited(plan.paragraphs, self._language)]
        if plan.required:
            parts.append(self._words["empty_means_book" if plan.means_book else "required"].into(self._language))
        return " · ".join(part for part in parts if part)

    def _ask(self, plan: Column | None) -> str:
        if plan is None:
            return self._words["key_asks"].into(self._language)
        return f"{plan.definition.into(self._language)} ({self._how(plan)})"

    def _how(self, plan: Column) -> str:
        how = sheet_words().kinds[plan.kind].into(self._language)
        if plan.kind == "reference":
            how += ", ".join(self._targets(plan)) or "—"
        return f"{how}; {self._words['several'].into(self._language)}" if plan.many else how

    def _targets(self, plan: Column) -> list[str]:
        return [title for cls, title in self._titles.items() if self._lists.plan.is_a(cls, plan.targets)]

    def _set_heights(self, columns: Sequence[tuple[TableColumn, Column | None]]) -> None:
        sheet = self._sheet
        visible = [(c, p) for c, p in columns if p is not None or c.predicate is None]
        header = max(_lines(f"{column.header} *", styles.width(plan) - 2) for column, plan in visible)
        demand = max(_lines(self._demand(plan), styles.width(plan) - 1) for _, plan in visible)
        ask = max(_lines(self._ask(plan), round(styles.width(plan) * 1.15)) for _, plan in visible)
        sheet.row_dimensions[layout.HEADER_ROW].height = _HEADER_HEIGHT * header + 6
        sheet.row_dimensions[layout.DEMAND_ROW].height = 13.0 * demand + 4
        sheet.row_dimensions[layout.ASK_ROW].height = 12.5 * min(ask, _ASK_LINES) + 4

    def _write_example(self, row: int, about: list[tuple[str, ...]]) -> None:
        cells = example_row(self._table, self._language, self._lists.vocabulary, self._titles)
        for column in self._table.columns:
            text = cells.get(column.number)
            cell = self._write_value(row, column.number, text)
            cell.font, cell.fill, cell.border, cell.alignment = (
                styles.EXAMPLE, styles.EXAMPLE_FILL, styles.BORDER, styles.TOP,
            )  # fmt: skip
            if text is not None and column.predicate is not None:
                about.append(("example", self._table.plan.machine, curie(column.predicate), str(text)))

    def _write_value(self, row: int, number: int, value: CellValue) -> Cell:
        """Write a value as what it is: a text that begins like a formula stays a text."""
        cell = cast(Cell, self._sheet.cell(row, number))
        cell.value = value
        column = next(column for column in self._table.columns if column.number == number)
        cell.number_format = styles.number_format(self._plan(column))
        cell.alignment = styles.TOP
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in "=+-@"
        return cell

    def _set_row_height(self, number: int, row: TableRow) -> None:
        """Give a row the height of its longest text: not every program does when it opens a file."""
        lines = 1
        for column in self._table.columns:
            value = row.cells.get(column.number)
            if isinstance(value, str):
                width = styles.width(self._plan(column)) - 1
                lines = max(lines, sum(_lines(line, width) for line in value.split("\n")))
        if lines > 1:
            self._sheet.row_dimensions[number].height = _HEADER_HEIGHT * min(lines, _ROW_LINES)

    def _write_hints(self, columns: Sequence[tuple[TableColumn, Column | None]], first: int) -> None:
        """Lists and prompts, and colours for what is missing or stands twice, while one writes."""
        sheet, last = self._sheet, layout.LAST_ROW
        keys = f"$A${first}:$A${last}"
        twice = Rule(
            type="expression", dxf=styles.TWICE, formula=[f'IF($A{first}="",FALSE,COUNTIF({keys},$A{first})>1)']
        )
        sheet.conditional_formatting.add(f"A{first}:A{last}", twice)
        for column, plan in columns:
            if plan is None:
                continue
            letter = get_column_letter(column.number)
            validation = self._lists.validation(plan, self._ask(plan))
            if validation is not None:
                sheet.add_data_validation(validation)
                validation.add(f"{letter}{first}:{letter}{last}")
            if plan.required and not plan.means_book:
                missing = f'AND($A{first}<>"",{letter}{first}="")'
                rule = Rule(type="expression", dxf=styles.MISSING, formula=[missing])
                sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)

    def _fold(self, columns: Sequence[tuple[TableColumn, Column | None]]) -> None:
        """Fold the columns that are seldom needed and empty, on sheets with many columns."""
        if len(columns) <= _COLLAPSE_FROM:
            return
        filled = {number for row in self._table.rows for number in row.cells}
        for column, plan in columns:
            if plan is not None and styles.is_seldom(plan) and column.number not in filled:
                dimension = self._sheet.column_dimensions[get_column_letter(column.number)]
                dimension.outlineLevel, dimension.hidden = 1, True

    def _set_page(self, columns: Sequence[tuple[TableColumn, Column | None]]) -> None:
        """Landscape, as many pages wide as can be read, key and headers repeated."""
        sheet = self._sheet
        shown = (get_column_letter(column.number) for column, _ in columns)
        dimensions = [d for d in (sheet.column_dimensions[letter] for letter in shown) if not d.hidden]
        pages = -(-round(sum(dimension.width for dimension in dimensions)) // _PAGE_WIDTH)
        sheet.freeze_panes = f"B{layout.FIRST_ROW}"
        sheet.sheet_view.zoomScale = 100
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(pages, 1), 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_properties.outlinePr = Outline(summaryRight=True)
        sheet.print_title_cols = "A:A"
        sheet.print_title_rows = f"{layout.TITLE_ROW}:{layout.HEADER_ROW}"
        sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N"))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell, word by word."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + len(word) + 1 > width:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def _write_about(book: Workbook, about: Sequence[tuple[str, ...]]) -> None:
    sheet: Worksheet = book.create_sheet(layout.ABOUT_SHEET)
    sheet.sheet_state = "hidden"
    for number, line in enumerate(about, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"

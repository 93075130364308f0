"""From a workbook to tables: which sheet is which class, which column which property, and what a cell holds."""

import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final, cast
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import RDF, URIRef

from loaders.loaded_source import SourceRefused
from loaders.workbook.draft import CellValue, Draft, Place, Table, TableColumn, TableRow, Unreadable
from loaders.workbook.faults import Fault, fault
from loaders.workbook.plan import BOOK_CLASSES, BookKind, SheetPlan, WorkbookPlan, curie, iri_of
from loaders.workbook.sheet_words import sheet_words
from loaders.workbook.values import as_text
from loaders.workbook.xlsx import layout
from loaders.workbook.xlsx.guards import check_package, without_empty_cells
from shapes.trilingual import LANGUAGES, Language

_SEARCHED: Final = 12
"""So many rows from the top the hidden row of machine names is looked for: somebody may have added rows above it."""
_EXAMPLES: Final = frozenset(
    sheet_words().words["example"].into(language).casefold() for language in LANGUAGES
)  # fmt: skip


def open_workbook(file: Path, plan: WorkbookPlan) -> tuple[Draft, tuple[Fault, ...]]:
    """Return the tables of a workbook, and what is wrong with its sheets and headers.

    Raises SourceRefused if the file is no workbook of ours or must not be opened.
    """
    check_package(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(without_empty_cells(file), keep_links=False, rich_text=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise SourceRefused(
            file=file.name,
            place="the file",
            found=f"a workbook that cannot be read ({error})",
            expected="an Excel workbook",
            mend="Open it in Excel or LibreOffice and save it as .xlsx.",
        ) from error
    return read_book(book, file.name, plan)


def read_book(book: Workbook, name: str, plan: WorkbookPlan) -> tuple[Draft, tuple[Fault, ...]]:
    """Return the tables of an opened workbook; see `open_workbook`."""
    about = _read_about(book, name)
    faults: list[Fault] = []
    tables: list[Table] = []
    seen: set[URIRef] = set()
    ours = {layout.ABOUT_SHEET, layout.LISTS_SHEET, _start_title(book)}
    for sheet in book.worksheets:
        if sheet.title in ours or sheet.title.startswith(layout.NOTES):
            continue
        top, sheet_plan = _find_top(sheet, plan)
        if sheet_plan is None:
            faults.append(fault("sheet-unknown", Place(name, sheet.title, 1, 1), sheet.title))
        elif sheet_plan.cls in seen:
            faults.append(fault("sheet-twice", Place(name, sheet.title, 1, 1), sheet.title))
        else:
            seen.add(sheet_plan.cls)
            tables.append(_SheetReader(sheet, name, sheet_plan, top, about, faults).table())
    code, code_place = _read_code(book, name)
    return Draft(name, code, code_place, about.kind, about.language, tuple(tables)), tuple(faults)


@dataclass(frozen=True)
class _About:
    """What a workbook says of itself. Headers and examples are by class, then by column, in machine names."""

    language: Language
    kind: BookKind
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    examples: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def _read_about(book: Workbook, name: str) -> _About:
    lines: dict[str, list[list[str]]] = defaultdict(list)
    if layout.ABOUT_SHEET in book.sheetnames:
        for row in book[layout.ABOUT_SHEET].iter_rows(values_only=True):
            texts = [as_text(cast(CellValue, value)) for value in row if value is not None]
            if texts:
                lines[texts[0]].append(texts[1:])
    language = next((line[0] for line in lines["language"] if line), "")
    kind = next((line[0] for line in lines["kind"] if line), "")
    if language not in LANGUAGES or kind not in BOOK_CLASSES or not lines["batgraph"]:
        raise SourceRefused(
            file=name,
            place=f"the hidden sheet {layout.ABOUT_SHEET}",
            found="nothing that says which template this is",
            expected="a workbook made by `batgraph template` or `batgraph export`",
            mend="Write a template with `batgraph template` and copy your rows into it.",
        )
    if lines["batgraph"][0] != [layout.FORMAT]:
        raise SourceRefused(
            file=name,
            place=f"the hidden sheet {layout.ABOUT_SHEET}",
            found=f"layout {' '.join(lines['batgraph'][0])}",
            expected=f"layout {layout.FORMAT}",
            mend="Write a template with this version of batgraph and copy your rows into it.",
        )
    return _About(
        language,
        cast(BookKind, kind),
        _by_class(lines["header"]),
        _by_class(lines["example"]),
    )


def _by_class(lines: list[list[str]]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        if len(line) == 3:
            found[line[0]][line[1]] = line[2]
    return dict(found)


def _read_code(book: Workbook, name: str) -> tuple[str, Place]:
    """The code of the book: the cell that the workbook names for it, wherever it has been moved."""
    for title, cell in _code_cells(book):
        value = book[title][cell].value
        place = book[title][cell]
        return as_text(cast(CellValue, value)).strip(), Place(name, title, place.row, place.column)
    return "", Place(name, book.sheetnames[0], 3, 2)


def _start_title(book: Workbook) -> str:
    return next((title for title, _ in _code_cells(book)), "")


def _code_cells(book: Workbook) -> Iterator[tuple[str, str]]:
    known = book.defined_names.get(layout.CODE_NAME)
    try:
        cells = [] if known is None else list(known.destinations)
    except ValueError:
        cells = []
    for title, cell in cells:
        if title in book.sheetnames and ":" not in cell:
            yield title, cell.replace("$", "")


def _find_top(sheet: Worksheet, plan: WorkbookPlan) -> tuple[int, SheetPlan | None]:
    for row in range(1, _SEARCHED + 1):
        value = sheet.cell(row, 1).value
        cls = iri_of(value) if isinstance(value, str) else None
        found = None if cls is None else plan.sheet(cls)
        if found is not None:
            return row, found
    return 0, None


class _SheetReader:
    def __init__(
        self, sheet: Worksheet, file: str, plan: SheetPlan, top: int, about: _About, faults: list[Fault]
    ) -> None:
        self._sheet = sheet
        self._file = file
        self._plan = plan
        self._headers = about.headers.get(plan.machine, {})
        self._examples = about.examples.get(plan.machine, {})
        self._faults = faults
        self._top = top
        self._header_row = top + layout.HEADER_ROW - layout.MACHINE_ROW
        self._first_row = top + layout.FIRST_ROW - layout.MACHINE_ROW

    def table(self) -> Table:
        columns = tuple(self._columns())
        have = {column.predicate for column in columns}
        missing = (column for column in self._plan.columns if column.predicate not in have)
        lost = tuple(column.predicate for column in missing if column.machine in self._headers)
        covered = self._merged(columns)
        rows = tuple(self._rows(columns, covered))
        return Table(self._plan, self._sheet.title, columns, rows, lost)

    def _columns(self) -> Iterator[TableColumn]:
        yield TableColumn(1, self._header(1), None)
        self._check_header(1, self._plan.machine)
        taken: set[URIRef] = set()
        for number in range(2, self._sheet.max_column + 1):
            header = self._header(number)
            if header.startswith(layout.NOTES):
                continue
            predicate = self._predicate(number, header)
            place = Place(self._file, self._sheet.title, self._header_row, number, header)
            if predicate is None:
                if header or self._has_cells(number):
                    self._faults.append(fault("column-unknown", place, header or place.letter))
                continue
            if predicate in taken:
                self._faults.append(fault("column-twice", place, header))
                continue
            taken.add(predicate)
            self._check_header(number, curie(predicate))
            yield TableColumn(number, header, predicate)

    def _header(self, number: int) -> str:
        return as_text(cast(CellValue, self._sheet.cell(self._header_row, number).value)).strip()

    def _predicate(self, number: int, header: str) -> URIRef | None:
        """The property of a column: by its machine name, or by its header where that was lost."""
        machine = self._sheet.cell(self._top, number).value
        predicate = iri_of(machine) if isinstance(machine, str) else None
        if predicate is None and header:
            known = (machine for machine, text in self._headers.items() if text == header)
            predicate = next((iri for each in known if (iri := iri_of(each)) is not None), None)
        if predicate is not None and predicate != RDF.type and self._plan.column(predicate) is None:
            return None
        return predicate

    def _check_header(self, number: int, machine: str) -> None:
        expected = self._headers.get(machine)
        found = self._header(number)
        if expected is not None and " ".join(found.split()) != " ".join(expected.split()):
            place = Place(self._file, self._sheet.title, self._header_row, number, found)
            self._faults.append(fault("header-changed", place, found, expected))

    def _has_cells(self, number: int) -> bool:
        cells = (self._sheet.cell(row, number).value for row in range(self._first_row, self._sheet.max_row + 1))
        return any(value is not None and as_text(cast(CellValue, value)).strip() for value in cells)

    def _merged(self, columns: tuple[TableColumn, ...]) -> Mapping[tuple[int, int], Unreadable]:
        """Report merged cells among the rows, once at their first cell; what they cover cannot be read."""
        numbers = {column.number: column for column in columns}
        covered: dict[tuple[int, int], Unreadable] = {}
        for merged in self._sheet.merged_cells.ranges:
            if merged.max_row < self._first_row or merged.min_col not in numbers:
                continue
            place = Place(self._file, self._sheet.title, merged.min_row, merged.min_col, numbers[merged.min_col].header)
            self._faults.append(fault("merged", place, merged.coord))
            for row in range(merged.min_row, merged.max_row + 1):
                for number in range(merged.min_col, merged.max_col + 1):
                    covered[row, number] = Unreadable("merged", merged.coord, is_reported=True)
        return covered

    def _rows(
        self, columns: tuple[TableColumn, ...], covered: Mapping[tuple[int, int], Unreadable]
    ) -> Iterator[TableRow]:
        numbers = [column.number for column in columns]
        for cells in self._sheet.iter_rows(min_row=self._first_row, max_row=self._sheet.max_row):
            row = cells[0].row
            read = {number: _value(cast(Cell, cells[number - 1])) for number in numbers if number <= len(cells)}
            filled: dict[int, CellValue | Unreadable] = {
                number: value for number, value in read.items() if not _is_empty(value)
            }
            if row is None or not filled:
                continue
            if self._is_example(filled.get(1)):
                self._check_example(row, columns, filled)
                continue
            filled |= {number: covered[row, number] for number in numbers if (row, number) in covered}
            yield TableRow(row, filled)

    @staticmethod
    def _is_example(key: CellValue | Unreadable) -> bool:
        return isinstance(key, str) and key.strip().casefold() in _EXAMPLES

    def _check_example(
        self, row: int, columns: tuple[TableColumn, ...], filled: Mapping[int, CellValue | Unreadable]
    ) -> None:
        """Report what somebody has written into the example, which is not loaded; empty cells do no harm."""
        for column in columns:
            value = filled.get(column.number)
            if column.predicate is None or value is None:
                continue
            text = value.text if isinstance(value, Unreadable) else as_text(value)
            if text.strip() != self._examples.get(curie(column.predicate), "").strip():
                place = Place(self._file, self._sheet.title, row, column.number, column.header)
                self._faults.append(fault("example-changed", place, text))


def _value(cell: Cell) -> CellValue | Unreadable:
    value = cell.value
    if cell.data_type == "f":
        text = getattr(value, "text", value)
        return Unreadable("formula", str(text if text is not None else getattr(value, "ref", "")))
    if cell.data_type == "e":
        return Unreadable("error-value", str(value))
    if isinstance(value, time | timedelta):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    return str(value)


def _is_empty(value: CellValue | Unreadable) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())

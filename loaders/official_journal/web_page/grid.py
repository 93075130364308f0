"""A data table of a page as a grid: spans resolved, header rows and notes told apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from loaders.official_journal.page_content import Cell
from loaders.official_journal.web_page.inline_text import InlineText, NoteMark, inline_text
from loaders.official_journal.web_page.markup import (
    cells_of,
    classes,
    is_data_table,
    is_header_cell,
    rows_of,
    tag,
)

MOST_COLUMNS: Final = 200
MOST_PLACES: Final = 200_000
_NOTE: Final = re.compile(r"^[‘'“]?\((?P<mark>\d{1,3}|\*{1,4}|[a-z])\)\s*(?P<text>.*)$", re.DOTALL)


class TableTooLarge(ValueError):
    """A table whose spans make it absurdly large."""


@dataclass(frozen=True)
class WebTable:
    """The cells of a table with the marks of each, its notes as far as they stand within it, and where it begins."""

    cells: tuple[Cell, ...]
    marks: tuple[NoteMark, ...]
    header_rows: int
    row_count: int
    column_count: int
    notes: tuple[tuple[str, str, int], ...]


def web_table(table: HtmlElement, code: Callable[[HtmlElement], int]) -> WebTable:
    """Return a data table. `code` gives the number that stands for the place of an element.

    Raises TableTooLarge.
    """
    body = [row for row in rows_of(table) if not _is_note_row(row)]
    notes = [note for row in rows_of(table) if _is_note_row(row) for note in _notes_of(row, code)]
    placed = list(_placed(body))
    cells: list[Cell] = []
    marks: list[NoteMark] = []
    for element, row, column, rows, columns in placed:
        said = cell_text(element)
        found = tuple(dict.fromkeys(mark.mark for mark in said.marks))
        marks += said.marks
        cells.append(Cell(row, column, rows, columns, said.text, found, code(element)))
    row_count = max((cell.row + cell.row_span for cell in cells), default=0)
    column_count = max((cell.column + cell.column_span for cell in cells), default=0)
    return WebTable(
        cells=tuple(cells),
        marks=tuple(marks),
        header_rows=_header_rows(placed, column_count),
        row_count=row_count,
        column_count=column_count,
        notes=tuple(notes),
    )


def cell_text(element: HtmlElement) -> InlineText:
    """Return the text of a cell, its paragraphs and the items of its lists one per line."""
    lines: list[str] = []
    marks: list[NoteMark] = []
    for said in _paragraphs(element):
        lines.append(said.text)
        marks += said.marks
    return InlineText("\n".join(line for line in lines if line), tuple(marks))


def _paragraphs(element: HtmlElement) -> Iterator[InlineText]:
    blocks = [child for child in element.iterchildren() if tag(child) in ("p", "div", "table", "ul", "ol", "li", "dl")]
    if not blocks:
        yield inline_text(element)
        return
    for child in blocks:
        if tag(child) == "table":
            yield from _items(child)
        elif tag(child) == "p":
            yield inline_text(child)
        else:
            yield from _paragraphs(child)


def _items(table: HtmlElement) -> Iterator[InlineText]:
    """Yield the rows of a table within a cell: a list's items, mark and text on one line."""
    for row in rows_of(table):
        texts = [cell_text(cell) for cell in cells_of(row)]
        marks = tuple(mark for text in texts for mark in text.marks)
        yield InlineText(" ".join(text.text for text in texts if text.text), marks)


def _placed(rows: Sequence[HtmlElement]) -> Iterator[tuple[HtmlElement, int, int, int, int]]:
    """Yield each cell with row, column, rows and columns, by the rules of HTML: a cell takes the first free place."""
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(rows):
        column = 0
        for cell in cells_of(element):
            while (row, column) in taken:
                column += 1
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - row)
            width = _span(cell, "colspan") or 1
            if column + width > MOST_COLUMNS or len(taken) + height * width > MOST_PLACES:
                raise TableTooLarge(f"a table of more than {MOST_COLUMNS} columns or {MOST_PLACES} places")
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            yield cell, row, column, height, width
            column += width


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), MOST_PLACES) if value.isdecimal() else 1


def _header_rows(placed: Sequence[tuple[HtmlElement, int, int, int, int]], columns: int) -> int:
    """Return how many rows from the top are header: set as such, up to the heading of the first group of rows."""
    by_row: dict[int, list[tuple[HtmlElement, int, int, int, int]]] = {}
    for one in placed:
        by_row.setdefault(one[1], []).append(one)
    count = 0
    while count in by_row:
        cells = [one for one in by_row[count] if cell_text(one[0]).text]
        if not cells or not all(is_header_cell(one[0]) for one in cells):
            break
        if count and len(cells) == 1 and cells[0][4] >= columns > 1:
            break
        count += 1
    return min(count, max(by_row, default=0))


def _is_note_row(row: HtmlElement) -> bool:
    return any(name.startswith(("tblnote", "note")) for name in classes(row))


def _notes_of(row: HtmlElement, code: Callable[[HtmlElement], int]) -> Iterator[tuple[str, str, int]]:
    """Yield mark, text and place of the notes of a row: rows of a table in it, or paragraphs."""
    for cell in cells_of(row):
        tables = [child for child in cell.iter() if tag(child) == "table" and not is_data_table(child)]
        rows = [inner for table in tables for inner in rows_of(table)]
        paragraphs = [child for child in cell.iter() if tag(child) == "p"]
        for element in rows or paragraphs or [cell]:
            said = inline_text(element, keeps_marks=True)
            found = _NOTE.match(said.text)
            yield (found["mark"], found["text"].strip(), code(element)) if found else ("", said.text, code(element))

"""The techniques that a BAT lists: rows of its technique tables, and of the sections that describe techniques.

A table is a technique table by the header of its name column. What a row says beyond mark and name are texts of the
user's own copy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.list_marks import NestedMarks
from loaders.official_journal.page_content import DecisionText, Line, Table
from loaders.official_journal.table_grid import TableRow, column_of, columns_under, header_texts, row_texts

_MARK: Final = re.compile(r"^\(?(?P<mark>[a-zA-Z]{1,2}|[ivxIVX]{1,6}|\d{1,2})\s*[.)]?\)?$")
_MARKED_NAME: Final = re.compile(
    r"^\(?(?P<mark>[a-z]{1,2}|[ivx]{1,6}|[IVX]{1,6}|[A-Z]|\d{1,2})[.)]\s+(?P<name>\S.*)$", re.DOTALL
)
# Dots that lead to the page number in a table of contents.
_LEADER: Final = "..."


@dataclass(frozen=True)
class ListedTechnique:
    """One listed technique as printed: mark without brackets and dots (empty if none), whole name, and texts."""

    mark: str
    printed_name: str
    page: int
    group: str = ""
    description: str = ""
    applicability: str = ""


@dataclass(frozen=True)
class SectionTechnique:
    """One technique of a section that describes techniques."""

    section: str
    listed: ListedTechnique


@dataclass(frozen=True)
class _Columns:
    """Which columns hold mark and name, which applicability, and which any other text, with its header."""

    names: tuple[int, ...]
    applicability: int | None
    others: tuple[tuple[int, str], ...]


def techniques_of_table(table: Table, phrases: Phrases) -> tuple[ListedTechnique, ...]:
    """Return the techniques of a technique table, and nothing for any other table."""
    columns = _columns(table, phrases)
    if columns is None:
        return ()
    rows = tuple(row_texts(table))
    mark_column = _mark_column(rows, columns)
    collector = _RowCollector(columns, mark_column)
    for row in rows:
        collector.take(row)
    return tuple(collector.techniques)


def described_techniques(text: DecisionText, phrases: Phrases) -> tuple[SectionTechnique, ...]:
    """Return the techniques of the sections that describe techniques, with the number of their section."""
    headings = phrases.patterns("technique_table", "description_section")
    inside, section = False, ""
    found: list[SectionTechnique] = []
    for block in text.blocks:
        if isinstance(block, Line):
            if block.is_heading:
                inside = inside or _opens_descriptions(block, headings)
                section = block.section or section
        elif inside:
            found += [SectionTechnique(section, listed) for listed in techniques_of_table(block, phrases)]
    return tuple(found)


def _opens_descriptions(line: Line, headings: Sequence[re.Pattern[str]]) -> bool:
    """Return whether a heading opens the descriptions of techniques; a line of the contents does not."""
    printed = plain(line.text).removeprefix(line.section).lstrip(". ")
    return _LEADER not in printed and any(pattern.match(printed) for pattern in headings)


def _columns(table: Table, phrases: Phrases) -> _Columns | None:
    headers = header_texts(table)
    first = column_of(headers, phrases.texts("technique_table", "technique"))
    if first is None or _states_levels(headers, phrases):
        return None
    last = columns_under(table, first)[-1]
    while first > 0 and not headers[first - 1]:
        first -= 1
    applicability = column_of(headers, phrases.texts("technique_table", "applicability"))
    description = {name.casefold() for name in phrases.texts("technique_table", "description")}
    others = tuple(
        (column, "" if header.casefold().strip(" .:") in description else header)
        for column, header in enumerate(headers)
        if not first <= column <= last and column != applicability
    )
    return _Columns(tuple(range(first, last + 1)), applicability, others)


def _states_levels(headers: Sequence[str], phrases: Phrases) -> bool:
    """Return whether a table states levels, by technique: such a table lists none."""
    patterns = phrases.patterns("technique_table", "level_headers")
    return any(pattern.search(header) for pattern in patterns for header in headers)


def _mark_column(rows: Sequence[TableRow], columns: _Columns) -> int | None:
    """Return the column of marks: the first of the name columns, if what stands in it are marks."""
    if len(columns.names) < 2:
        return None
    first = columns.names[0]
    texts = [row.text(first) for row in rows if row.begins(first) and not row.spans_table]
    marks = [text for text in texts if _MARK.match(text)]
    return first if marks and 2 * len(marks) >= len(texts) else None


class _RowCollector:
    """Turns rows into techniques; a row that names none continues the one before or opens a group."""

    def __init__(self, columns: _Columns, mark_column: int | None) -> None:
        self._columns = columns
        self._mark_column = mark_column
        self._marks = NestedMarks()
        self._group = ""
        self.techniques: list[ListedTechnique] = []

    def take(self, row: TableRow) -> None:
        """Take the next row."""
        mark, name = self._mark_and_name(row)
        if mark:
            mark = self._marks.enter(mark)
        if self._is_group(row, mark):
            self._group = name
        elif name:
            technique = ListedTechnique(
                mark, name, row.page, self._group, self._description(row), self._applicability(row)
            )
            self.techniques.append(technique)
        elif self.techniques:
            self._continue(row)

    def _mark_and_name(self, row: TableRow) -> tuple[str, str]:
        names = [column for column in self._columns.names if column != self._mark_column]
        name = " ".join(dict.fromkeys(row.paragraphs(column) for column in names if row.begins(column)))
        in_name = _MARKED_NAME.match(name)
        if self._mark_column is not None and row.begins(self._mark_column):
            found = _MARK.match(row.text(self._mark_column))
            if found:
                repeated = in_name is not None and in_name["mark"] == found["mark"]
                return found["mark"], in_name["name"] if in_name and repeated else name
            name = " ".join(dict.fromkeys((row.text(self._mark_column), name))).strip()
            in_name = _MARKED_NAME.match(name)
        return (in_name["mark"], in_name["name"]) if in_name else ("", name)

    def _is_group(self, row: TableRow, mark: str) -> bool:
        if len(row.cells) < 2:
            return False
        if row.spans_table:
            return True
        first = self._columns.names[0]
        cell = row.cells[first]
        covers_names = cell is not None and row.begins(first) and cell.column_span >= len(self._columns.names)
        others = [column for column in range(len(row.cells)) if column not in self._columns.names]
        silent = not any(row.text(column) for column in others)
        return bool(not mark and self._mark_column is not None and covers_names and others and silent)

    def _description(self, row: TableRow) -> str:
        parts = [(header, row.text(column)) for column, header in self._columns.others]
        return "\n".join(f"{header}: {text}" if header else text for header, text in parts if text)

    def _applicability(self, row: TableRow) -> str:
        return "" if self._columns.applicability is None else row.text(self._columns.applicability)

    def _continue(self, row: TableRow) -> None:
        last = self.techniques[-1]
        description = _joined(last.description, self._description(row))
        applicability = _joined(last.applicability, self._applicability(row))
        self.techniques[-1] = ListedTechnique(
            last.mark, last.printed_name, last.page, last.group, description, applicability
        )


def _joined(before: str, more: str) -> str:
    """Return both texts; a text that spans both rows is not said twice."""
    parts = before.split("\n") if before else []
    return "\n".join(parts + [part for part in more.split("\n") if part and part not in parts])

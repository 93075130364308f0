"""The page of an act as lines and tables in reading order, with the anchor at which each stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lxml.html import HtmlElement

from loaders.loaded_source import SourceRefused
from loaders.official_journal.layout.furniture import language_of
from loaders.official_journal.layout.line_kinds import section_number, table_number_in
from loaders.official_journal.page_content import DecisionText, Footnote, Line, Table
from loaders.official_journal.web_page.grid import TableTooLarge, cell_text, web_table
from loaders.official_journal.web_page.inline_text import InlineText, NoteMark, inline_text
from loaders.official_journal.web_page.markup import (
    SKIPPED,
    cells_of,
    is_data_table,
    is_heading,
    is_journal_head,
    is_note,
    is_table_title,
    rows_of,
    tag,
)
from loaders.official_journal.web_page.page_file import read_page

# fmt: off
_BLOCKS: Final = frozenset((
    "p", "div", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "body",
    "html", "dl", "dd", "dt", "hr", "blockquote", "figure", "header", "footer", "aside", "center", "tbody", "tr", "td",
    "th", "caption",
))
# fmt: on
_LIST_MARK: Final = re.compile(r"^(?:[—–•·-]|\(?(?:[ivxIVX]{1,7}|[a-zA-Z]|\d{1,3})[.)]|[IVX]{1,6}\.?)$")
_NOTE: Final = re.compile(r"^\((?P<mark>\d{1,3}|\*{1,4}|[a-z])\)\s*")
_LONGEST_HEADING: Final = 250
_SHORT: Final = 40
_PUBLISHED: Final = re.compile(
    r"\bOJ (?P<series>[LC]) (?P<issue>\d+), (?P<day>\d{1,2}\.\d{1,2}\.\d{4}), p\. (?P<page>\d+)"
)


@dataclass(frozen=True)
class WebPage:
    """A page: its text, whose pages are numbers of places, and what each number says, from 1."""

    text: DecisionText
    places: tuple[str, ...]

    def said(self, code: int) -> str:
        """Return in words the place that stands in the text as a page."""
        return f"{self.text.file_name}, {self.places[code - 1]}" if 0 < code <= len(self.places) else ""


def read_web_page(path: Path) -> WebPage:
    """Read a saved page of EUR-Lex. Raises SourceRefused when it is no page or absurdly large."""
    root = read_page(path)
    collector = _Collector(path.name)
    collector.walk(root)
    lines = [block for block in collector.blocks if isinstance(block, Line)]
    headers = (" ".join(collector.head) or _published(lines),)
    text = DecisionText(
        file_name=path.name,
        language=language_of(headers, (line.text for line in lines)),
        page_count=0,
        blocks=tuple(_with_notes(collector)),
        page_headers=headers,
    )
    return WebPage(text, tuple(collector.places))


def _published(lines: Sequence[Line]) -> str:
    """Return issue, page and day as a running head says them, from a line `OJ L 313, 4.12.2019, p. 60` of the site."""
    found = next((match for line in lines[:_SHORT] if (match := _PUBLISHED.search(line.text))), None)
    return f"{found['series']} {found['issue']}/{found['page']} {found['day']}" if found else ""


@dataclass
class _Collector:
    """Walks over the page once. Marks in lines and tables point to notes, which are found when all is read."""

    file_name: str
    blocks: list[Line | Table] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    notes: dict[str, Line] = field(default_factory=dict)
    marks: dict[int, tuple[NoteMark, ...]] = field(default_factory=dict)
    _titles: list[InlineText] = field(default_factory=list)
    _section: str = ""
    _anchor: str = ""

    def walk(self, element: HtmlElement) -> None:
        """Take an element and all in it."""
        name = tag(element)
        if not name or name in SKIPPED:
            return
        if element.get("id"):
            self._anchor = str(element.get("id"))
        if name == "table":
            self._take_table(element)
        elif self._is_paragraph(element):
            self._take_paragraph(element)
        else:
            for child in element.iterchildren():
                self.walk(child)

    def _is_paragraph(self, element: HtmlElement) -> bool:
        """Say whether an element holds text and no further blocks."""
        if any(tag(child) in _BLOCKS for child in element.iterdescendants()):
            return False
        return bool("".join(element.itertext()).strip())

    def code(self, element: HtmlElement) -> int:
        """Return a new number for the place of an element: its own anchor, or the one before it."""
        own = element.get("id") or next((child.get("id") for child in element.iter() if child.get("id")), None)
        anchor = own or self._anchor
        self.places.append(f"anchor {anchor}" if anchor else f"line {element.sourceline}")
        return len(self.places)

    def _take_paragraph(self, element: HtmlElement) -> None:
        if is_journal_head(element):
            self.head.append(inline_text(element).text)
        elif is_note(element):
            self._take_note(element)
        elif is_table_title(element):
            self._titles.append(inline_text(element))
        else:
            self._take_line(element, inline_text(element))

    def _take_note(self, element: HtmlElement) -> None:
        said = inline_text(element, keeps_marks=True)
        found = _NOTE.match(said.text)
        mark = found["mark"] if found else ""
        line = Line(said.text, self.code(element), False, self._section, (mark,) if mark else (), is_page_note=True)
        anchors = [child.get("id") for child in element.iter() if child.get("id")]
        self.notes.update({str(anchor): line for anchor in (*anchors, mark) if anchor})

    def _take_line(self, element: HtmlElement, said: InlineText, opening: str = "") -> None:
        text = f"{opening} {said.text}".strip()
        if not text:
            return
        self._flush_titles()
        heading = not opening and is_heading(element) and _is_worded_as_heading(text)
        if heading:
            self._section = section_number(text) or self._section
        code = self.code(element)
        for part in text.split("\n") if heading else (text.replace("\n", " "),):
            marks = tuple(dict.fromkeys(mark.mark for mark in said.marks))
            self.blocks.append(Line(part, code, heading, self._section, marks))
        self.marks[code] = said.marks

    def _flush_titles(self) -> None:
        for title in self._titles:
            self.blocks.append(Line(title.text, max(len(self.places), 1), True, self._section, ()))
        self._titles = []

    def _take_table(self, element: HtmlElement) -> None:
        if any(is_journal_head(child) for child in element.iter("p")):
            self.head += [inline_text(child).text for child in element.iter("p") if is_journal_head(child)]
        elif is_data_table(element):
            self._take_data(element)
        else:
            for row in rows_of(element):
                self._take_row(row)

    def _take_row(self, row: HtmlElement) -> None:
        """Take a row of a list: the mark in its first cell opens the first paragraph of the second."""
        cells = cells_of(row)
        opening = cell_text(cells[0]).text if cells else ""
        if len(cells) != 2 or not _LIST_MARK.match(opening):
            for cell in cells:
                self.walk(cell)
            return
        first = next((child for child in cells[1].iter() if self._is_first_paragraph(child, cells[1])), None)
        if first is None:
            self._take_line(cells[1], cell_text(cells[1]), opening)
            return
        self._take_line(first, inline_text(first), opening)
        if first is not cells[1]:
            self._walk_rest(cells[1], first)

    def _is_first_paragraph(self, element: HtmlElement, cell: HtmlElement) -> bool:
        inside_table = any(tag(above) == "table" for above in element.iterancestors() if cell in above.iterancestors())
        return not inside_table and tag(element) in ("p", "div", "td") and self._is_paragraph(element)

    def _walk_rest(self, cell: HtmlElement, taken: HtmlElement) -> None:
        for child in cell.iterchildren():
            if child is not taken:
                self.walk(child)

    def _take_data(self, element: HtmlElement) -> None:
        try:
            table = web_table(element, self.code)
        except TableTooLarge as fault:
            raise SourceRefused(
                file=self.file_name,
                place=f"the table at anchor {self._anchor or 'of the beginning'}",
                found=str(fault),
                expected="a table of an act",
                mend="Save the page of the act from EUR-Lex again, as HTML.",
            ) from fault
        if not table.cells:
            return
        number, caption = self._caption(element)
        marks = tuple(dict.fromkeys(mark.mark for mark in caption.marks))
        first = table.cells[0].page
        block = Table(
            number=number,
            caption=caption.text,
            caption_marks=marks,
            header_rows=table.header_rows,
            row_count=table.row_count,
            column_count=table.column_count,
            cells=table.cells,
            footnotes=tuple(Footnote(mark, text, code) for mark, text, code in table.notes),
            first_page=first,
            last_page=table.cells[-1].page,
        )
        self.marks[first] = (*caption.marks, *table.marks)
        self.blocks.append(block)

    def _caption(self, element: HtmlElement) -> tuple[str | None, InlineText]:
        """Return number and caption: the titles right before the table, from the one with a number on."""
        own = [inline_text(child) for child in element.iterchildren("caption")]
        titles = [*self._titles, *own]
        self._titles = []
        number: str | None = None
        texts: list[str] = []
        marks: list[NoteMark] = []
        if not titles:
            titles = self._title_line()
        for title in titles:
            found = table_number_in(title.text) if number is None else None
            number, text = found or (number, title.text)
            texts += [text] if text else []
            marks += title.marks
        return number, InlineText(" ".join(texts), tuple(marks))

    def _title_line(self) -> list[InlineText]:
        """Return the line before a table if it is nothing but the table's number."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Line) and (found := table_number_in(last.text)) and not found[1]:
            self.blocks.pop()
            return [InlineText(last.text, ())]
        return []


def _is_worded_as_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not (len(text) > _SHORT and text.endswith((".", ":", ";")))


def _with_notes(collector: _Collector) -> list[Line | Table]:
    """Return the blocks with the notes their marks point to: under a table as its own, else behind the line."""
    found: list[Line | Table] = []
    for block in collector.blocks:
        if isinstance(block, Table):
            notes = _notes_of(block.first_page, collector.marks, collector.notes)
            known = {note.mark for note in block.footnotes}
            added = tuple(
                Footnote(mark, _NOTE.sub("", line.text), line.page) for mark, line in notes.items() if mark not in known
            )
            found.append(replace(block, footnotes=(*block.footnotes, *added)))
            continue
        found.append(block)
        for mark, line in _notes_of(block.page, collector.marks, collector.notes).items():
            # A note stands on the page of its mark: here that is the place of the line.
            found.append(Line(_NOTE.sub("", line.text), block.page, False, block.section, (mark,), is_page_note=True))
    return found


def _notes_of(code: int, marks: Mapping[int, tuple[NoteMark, ...]], notes: Mapping[str, Line]) -> dict[str, Line]:
    linked: dict[str, Line] = {}
    for mark in marks.get(code, ()):
        line = notes.get(mark.anchor) or notes.get(mark.mark)
        if line is not None:
            linked.setdefault(mark.mark, line)
    return linked


__all__ = ["WebPage", "read_web_page"]

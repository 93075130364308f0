"""A document as the page that EUR-Lex makes of it, in both forms of its markup: a test example, not the site's page.

Written from the form of the site's pages: tables with `rowspan` and `colspan`, lists laid out as tables, footnotes as
linked anchors, lowered and raised letters as spans, classes with and without `oj-`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from loaders.official_journal.page_content import Cell, DecisionText, Line, Table

_ITEM = re.compile(r"^(?P<mark>[—–•]|\(?(?:[ivxIVX]{1,7}|[a-zA-Z]|\d{1,2})[.)])\s+(?P<text>\S.*)$", re.DOTALL)
_LOWERED = re.compile(r"(?<=NO|SO)X|(?<=H)2(?=O)|(?<=CO)2")
_RAISED_ALONE = re.compile(r"(?<=Nm)3")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


@dataclass(frozen=True)
class Style:
    """Which form: the prefix of classes, and whether a table's notes stand in its last row or at the page's end."""

    prefix: str
    notes_in_table: bool
    xhtml: bool


@dataclass
class PageWriter:
    """Writes one page; notes of lines, and of tables if the style says so, come at its end."""

    style: Style
    notes: list[str] = field(default_factory=list)
    count: int = 0

    def page(self, text: DecisionText) -> str:
        """Return the whole page."""
        body = "\n".join(self._block(block, text.blocks) for block in text.blocks if not _is_note(block))
        start = '<?xml version="1.0" encoding="UTF-8"?>\n' if self.style.xhtml else "<!DOCTYPE html>\n"
        meta = "" if self.style.xhtml else '<meta charset="utf-8"/>'
        return (
            f"{start}<html><head>{meta}<title>act</title><style>p {{ color: black }}</style></head><body>\n"
            f"{self._head(text.page_headers[0])}\n{body}\n<hr{self._class('note')}/>\n{''.join(self.notes)}</body></html>"
        )

    def _class(self, *names: str) -> str:
        return f' class="{" ".join(self.style.prefix + name for name in names)}"'

    def _head(self, header: str) -> str:
        found = re.match(r"(?P<oj>[LC] \d+/\d+) (?P<lg>[A-Z]{2}) (?P<ti>.*) (?P<date>\S+)$", header)
        assert found is not None
        cells = "".join(
            f"<td><p{self._class('hd-' + name)}>{escape(found[name])}</p></td>" for name in ("date", "lg", "ti", "oj")
        )
        return f'<table width="100%" border="0"><col/><col/><col/><col/><tbody><tr>{cells}</tr></tbody></table>'

    def _block(self, block: Line | Table, blocks: Sequence[Line | Table]) -> str:
        return self._table(block) if isinstance(block, Table) else self._line(block, blocks)

    def _line(self, line: Line, blocks: Sequence[Line | Table]) -> str:
        marks = "".join(self._mark(mark, _note_text(line, mark, blocks)) for mark in line.marks)
        item = _ITEM.match(line.text)
        if item and not line.is_heading:
            cells = (escape(item["mark"]), _inline(item["text"], self.style) + marks)
            written = "".join(f'<td valign="top"><p{self._class("normal")}>{cell}</p></td>' for cell in cells)
            return (
                '<table width="100%" border="0" cellspacing="0" cellpadding="0"><col width="4%"/><col width="96%"/>'
                f"<tbody><tr>{written}</tr></tbody></table>"
            )
        self.count += 1
        if line.is_heading:
            return (
                f'<p id="d1e{self.count}-60-1"{self._class("ti-grseq-1")}>{_inline(line.text, self.style)}{marks}</p>'
            )
        return f"<p{self._class('normal')}>{_inline(line.text, self.style)}{marks}</p>"

    def _mark(self, mark: str, note: str | None) -> str:
        """Return the anchor of a mark; its note goes to the end of the page."""
        self.count += 1
        anchor = f"{mark}-L_2019313EN.01006001-E{self.count:04d}"
        shown = f"(<span{self._class('super', 'note-tag')}>{mark}</span>)"
        if note is not None:
            link = f'<a id="ntr{anchor}" href="#ntc{anchor}">{shown}</a>'
            self.notes.append(f"<p{self._class('note')}>{link}  {_inline(note, self.style)}</p>\n")
        return f' <a id="ntc{anchor}" href="#ntr{anchor}">{shown}</a>'

    def _table(self, table: Table) -> str:
        notes = {note.mark: note.text for note in table.footnotes}
        titles = ""
        if table.number:
            caption = _inline(table.caption, self.style) + self._marks(table.caption_marks, notes)
            titles = f"<p{self._class('ti-tbl')}>Table {table.number}</p>\n<p{self._class('ti-tbl')}>{caption}</p>\n"
        elif table.caption:
            titles = f"<p{self._class('ti-tbl')}>{_inline(table.caption, self.style)}</p>\n"
        rows = "".join(self._row(table, row, notes) for row in range(table.row_count))
        silent = [note for note in table.footnotes if self.style.notes_in_table or not note.mark]
        columns = "<col/>" * table.column_count
        return (
            f'{titles}<table width="100%" border="0" cellspacing="0" cellpadding="0"{self._class("table")}>{columns}'
            f"<tbody>{rows}{self._note_row(silent, table.column_count)}</tbody></table>"
        )

    def _row(self, table: Table, row: int, notes: dict[str, str]) -> str:
        cells = [cell for cell in table.cells if cell.row == row]
        starts = {cell.column for cell in cells}
        covered = {
            column
            for cell in table.cells
            if cell.row <= row < cell.row + cell.row_span
            for column in range(cell.column, cell.column + cell.column_span)
        }
        parts = []
        for column in range(table.column_count):
            if column in starts:
                cell = next(cell for cell in cells if cell.column == column)
                parts.append(self._cell(cell, row < table.header_rows, notes))
            elif column not in covered:
                parts.append(f"<td{self._class('table')}><p{self._class('normal')}>\xa0</p></td>")
        return f"<tr{self._class('table')}>{''.join(parts)}</tr>\n"

    def _cell(self, cell: Cell, is_header: bool, notes: dict[str, str]) -> str:
        name = "tbl-hdr" if is_header else "tbl-txt"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        paragraphs = [_inline(line, self.style) for line in cell.text.split("\n")]
        paragraphs[-1] += self._marks(cell.marks, notes)
        content = "".join(f"<p{self._class(name)}>{paragraph or chr(160)}</p>" for paragraph in paragraphs)
        return f'<td valign="top"{self._class("table")}{spans}>{content}</td>'

    def _marks(self, marks: Iterable[str], notes: dict[str, str]) -> str:
        return "".join(self._mark(mark, None if self.style.notes_in_table else notes.get(mark)) for mark in marks)

    def _note_row(self, notes: Sequence[object], columns: int) -> str:
        if not notes:
            return ""
        rows = "".join(
            f"<tr><td><p>({note.mark})</p></td><td><p>{_inline(note.text, self.style)}</p></td></tr>"  # type: ignore[attr-defined]
            if note.mark  # type: ignore[attr-defined]
            else f"<tr><td><p></p></td><td><p>{_inline(note.text, self.style)}</p></td></tr>"  # type: ignore[attr-defined]
            for note in notes
        )
        inner = f'<table width="100%" border="0"><col width="4%"/><col width="96%"/><tbody>{rows}</tbody></table>'
        return f'<tr{self._class("tblnote")}><td colspan="{columns}">{inner}</td></tr>'


def _is_note(block: Line | Table) -> bool:
    return isinstance(block, Line) and block.is_page_note


def _note_text(line: Line, mark: str, blocks: Sequence[Line | Table]) -> str | None:
    """Return the text of the note on the page of a mark, or on the next."""
    notes = [block for block in blocks if isinstance(block, Line) and block.is_page_note and mark in block.marks[:1]]
    near = [note for note in notes if 0 <= note.page - line.page <= 1]
    return near[0].text if near else None


def _inline(text: str, style: Style) -> str:
    """Return text as markup: line breaks, lowered letters, raised figures."""
    written = escape(text).replace("\n", "<br/>")
    written = _LOWERED.sub(lambda found: f'<span class="{style.prefix}sub">{found[0]}</span>', written)
    written = _RAISED_ALONE.sub(lambda found: f'<span class="{style.prefix}super">{found[0]}</span>', written)
    return re.sub(
        r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+",
        lambda found: f'<span class="{style.prefix}super">{found[0].translate(_RAISED)}</span>',
        written,
    )

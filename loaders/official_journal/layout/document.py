"""The whole decision: pages in sequence, tables closed when something else follows."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from loaders.official_journal.layout.captions import caption_before
from loaders.official_journal.layout.furniture import language_of, split_header
from loaders.official_journal.layout.hyphens import settled
from loaders.official_journal.layout.page_parts import TablePart, TextPart, parts_of
from loaders.official_journal.layout.paragraphs import opens_with_bullet
from loaders.official_journal.layout.pdf_pages import read_pages
from loaders.official_journal.layout.running_text import ends_sentence, is_smaller, page_note, right_margin, text_lines
from loaders.official_journal.layout.table_assembly import OpenTable, finished
from loaders.official_journal.page_content import DecisionText, Footnote, Line, Table

_SAME_SIZE = 0.4
# Distance of the baselines of two lines of notes at most, in sizes of their text.
_NOTE_PITCH = 1.6


def read_decision_text(path: Path, progress: Callable[[int, int], None] | None = None) -> DecisionText:
    """Read the Official Journal PDF at `path` into lines and tables in reading order.

    `progress(pages done, pages in all)` is called after every page. Raises SourceRefused when the file cannot be read
    whole; whether it is a decision on BAT conclusions is for the reader of its text to say.
    """
    pages = read_pages(path, progress)
    headed = [split_header(page) for page in pages]
    headers = tuple(header for header, _ in headed)
    parts = [part for _, page in headed for part in parts_of(page)]
    blocks = _Sequence(parts).blocks()
    return DecisionText(
        file_name=path.name,
        language=language_of(headers, (block.text for block in blocks if isinstance(block, Line))),
        page_count=len(pages),
        blocks=tuple(blocks),
        page_headers=headers,
    )


class _Sequence:
    """Walks over the parts of all pages and puts paragraphs and tables together."""

    def __init__(self, parts: Sequence[TextPart | TablePart]) -> None:
        self._parts = parts
        texts = [part for part in parts if isinstance(part, TextPart)]
        sizes = Counter(round(part.line.size, 1) for part in texts for _ in part.line.glyphs)
        self._size = sizes.most_common(1)[0][0] if sizes else 0.0
        self._right = right_margin([part for part in texts if abs(part.line.size - self._size) < 0.3])
        self._found: list[Line | Table] = []
        self._text: list[TextPart] = []
        self._page_notes: list[list[TextPart]] = []
        self._table: OpenTable | None = None
        self._section = ""

    def blocks(self) -> list[Line | Table]:
        for part in self._parts:
            if isinstance(part, TablePart):
                self._take_table(part)
            else:
                self._take_line(part)
        self._close_table()
        self._flush_text()
        return settled(self._explained(block) for block in self._found)

    def _take_table(self, part: TablePart) -> None:
        table = self._table
        if table is not None and table.goes_on_with(part):
            table.add(part)
            return
        self._close_table()
        if part.grid is None:
            for line in part.note_lines:
                self._text.append(TextPart(part.page, line))
            return
        caption = caption_before([text.line for text in self._text])
        if caption.taken:
            self._text = self._text[: -caption.taken]
        self._flush_text()
        self._table = OpenTable(caption.number, caption.text, caption.marks)
        self._table.add(part)

    def _take_line(self, part: TextPart) -> None:
        line = part.line
        if part.in_page_note:
            if line.opening_mark is not None or not self._page_notes:
                self._page_notes.append([])
            self._page_notes[-1].append(part)
            return
        if self._table is not None and is_smaller(line, self._size) and self._belongs_to_notes(self._table, part):
            self._table.note_lines.append((part.page, line))
            return
        self._close_table()
        self._text.append(part)

    def _belongs_to_notes(self, table: OpenTable, part: TextPart) -> bool:
        mark = part.line.opening_mark
        if mark is not None:
            return mark in table.unexplained_marks
        if not table.note_lines:
            return False
        page, last = table.note_lines[-1]
        if page == part.page and part.line.baseline - last.baseline > _NOTE_PITCH * part.line.size:
            return False
        if page != part.page and ends_sentence(last) and not opens_with_bullet(part.line):
            return False
        return abs(last.size - part.line.size) < _SAME_SIZE

    def _explained(self, block: Line | Table) -> Line | Table:
        """Give a table those notes which stand at the bottom of its page, as under tables without ruling."""
        if isinstance(block, Line):
            return block
        known = {note.mark for note in block.footnotes}
        used = dict.fromkeys([*block.caption_marks, *(mark for cell in block.cells for mark in cell.marks)])
        notes = [
            Footnote(line.marks[0], line.text, line.page)
            for line in self._found
            if isinstance(line, Line) and line.is_page_note and block.first_page <= line.page <= block.last_page
            if line.marks and line.marks[0] in used and line.marks[0] not in known
        ]
        return replace(block, footnotes=(*block.footnotes, *notes)) if notes else block

    def _close_table(self) -> None:
        if self._table is not None:
            self._found.append(finished(self._table))
            self._table = None

    def _flush_text(self) -> None:
        lines = text_lines(self._text, self._right, self._section)
        if lines:
            self._section = lines[-1].section
        for note in self._page_notes:
            place = next((index for index, line in enumerate(lines) if line.page > note[0].page), len(lines))
            lines.insert(place, replace(page_note(note), section=lines[place - 1].section if place else self._section))
        self._found.extend(lines)
        self._text = []
        self._page_notes = []

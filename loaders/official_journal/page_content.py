"""What stands on the pages of a decision, before anyone says what it means.

The layout reader fills these; the readers of BAT, techniques and levels take them apart. Text is as printed except
that hyphens at line ends are mended, sub- and superscripts are set on the line (`NOX`, `Nm3`) and footnote marks are
taken out into `marks`. A raised number behind a digit keeps its raised form (`10⁻³`, `SO4²⁻`): on the line it would be
another number. In a cell or a note, `\n` stands between paragraphs, items of a list and lines that were broken on
purpose; a wrapped line goes on after a space.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Footnote:
    """One note under a table: its mark without brackets, its text, and the page it stands on (PDF page, from 1).

    A remark that no mark refers to has an empty mark.
    """

    mark: str
    text: str
    page: int


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `row` and `column` count from 0 in the grid of the whole (continued) table."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    marks: tuple[str, ...]
    page: int


@dataclass(frozen=True)
class Table:
    """A table, put together over page breaks, its repeated header rows removed.

    `number` is the printed table number, or None for a table without one. `header_rows` is how many grid rows from the
    top are header. Cells that span hold their text once, at their first row and column.
    """

    number: str | None
    caption: str
    caption_marks: tuple[str, ...]
    header_rows: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    footnotes: tuple[Footnote, ...]
    first_page: int
    last_page: int


@dataclass(frozen=True)
class Line:
    """One paragraph or heading of running text, in reading order.

    `section` is the number of the heading it is or stands under, e.g. `2.1.3`, empty before the first one. A footnote
    of the act itself, printed at the bottom of a page, is a line with `is_page_note`; its own mark is the first of
    `marks`.
    """

    text: str
    page: int
    is_heading: bool
    section: str
    marks: tuple[str, ...]
    is_page_note: bool = False


@dataclass(frozen=True)
class DecisionText:
    """The whole document in reading order: lines and tables interleaved.

    `page_headers` are the running headers of the pages, e.g. `L 313/60 EN Official Journal … 4.12.2019`; they are in no
    block.
    """

    file_name: str
    language: str
    page_count: int
    blocks: tuple[Line | Table, ...]
    page_headers: tuple[str, ...] = ()

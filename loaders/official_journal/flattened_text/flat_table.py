"""A table of a flattened record: its rows and cells in order, before anyone says which columns they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from loaders.official_journal.flattened_text.pieces import Piece

_NEXT_CELL: Final = 2
_NEXT_ROW: Final = 4
# Empty lines that a list within a cell leaves before its first mark, and behind its last item.
_LIST_START: Final = 6
_LIST: Final = 4
_LEAST_START: Final = 7
_ENDS_CLAUSE: Final = (".", ":", ";", ",")


@dataclass(frozen=True)
class FlatCell:
    """A cell: its text with paragraphs one per line, its footnote marks, and the line it begins on."""

    text: str
    marks: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class FlatRow:
    """A row. `headed` says that it is set as a header row is: one at the top, or a group's heading within the body."""

    cells: tuple[FlatCell, ...]
    headed: bool


@dataclass(frozen=True)
class FlatTable:
    """A table with its caption. `columns` are the numbers of columns that the empty lines before it allow."""

    number: str
    caption: str
    caption_marks: tuple[str, ...]
    line: int
    columns: tuple[int, ...]
    rows: tuple[FlatRow, ...]

    @property
    def header(self) -> tuple[FlatRow, ...]:
        """Return the rows at the top that are header rows."""
        body = next((place for place, row in enumerate(self.rows) if not row.headed), len(self.rows))
        return self.rows[:body]

    @property
    def body(self) -> tuple[FlatRow, ...]:
        """Return the rows below the header."""
        return self.rows[len(self.header) :]


def begins_table(piece: Piece) -> bool:
    """Return whether a piece is the first cell of a table: so many empty lines only stand before one, or a list."""
    return piece.gap >= _LEAST_START and not piece.is_list_mark and not piece.table and not piece.heading


def possible_columns(piece: Piece, after_title: bool) -> tuple[int, ...]:
    """Return how many columns a table that begins with `piece` can have, the likeliest first.

    Each column left one empty line. Behind a title (a BAT's statement, a heading) there is one more than behind a
    paragraph, and a first cell set as body text has one less than one set as header.
    """
    behind_paragraph, behind_title = piece.gap - 5, piece.gap - 6
    likely = (behind_title, behind_paragraph) if after_title else (behind_paragraph, behind_title)
    if not piece.text:
        likely = (likely[0] + 1, likely[1] + 1)
    return tuple(count for count in likely if count > 0)


@dataclass
class RowCollector:
    """Takes the pieces of one table in order, and says where it ends.

    A cell is set plainly or, as header cells are, in an element of its own, which leaves a line break more before and
    behind its text. So the empty lines between two cells say whether a row ends between them and how the second is set:
    2 in a row and 4 between rows, one more for each of the two cells that has its own element.
    """

    columns: int
    rows: list[FlatRow] = field(default_factory=list)
    _cells: list[FlatCell] = field(default_factory=list)
    _framed: list[bool] = field(default_factory=list)
    _depth: int = 0
    _last: Piece | None = None

    def take(self, pieces: Sequence[Piece], place: int) -> int:
        """Take the piece at `place`; return the place of the next one, or `place` itself if the table ends before."""
        piece = pieces[place]
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if self._last is None:
            self._begin_cell(piece, framed=bool(piece.text))
        elif piece.table or piece.heading or piece.note:
            return place
        elif self._is_list_item(piece, following):
            return self._take_item(pieces, place)
        elif not self._take_cell(piece, pieces[place + 1 :]):
            return place
        self._last = piece
        return place + 1

    def finished(self) -> tuple[FlatRow, ...]:
        """Return all rows."""
        self._end_row()
        return tuple(self.rows)

    def _begin_cell(self, piece: Piece, framed: bool) -> None:
        self._cells.append(FlatCell(piece.text, piece.marks, piece.line))
        self._framed.append(framed)
        self._depth = 0

    def _add_paragraph(self, text: str, marks: tuple[str, ...]) -> None:
        cell = self._cells[-1]
        joined = "\n".join(part for part in (cell.text, text) if part)
        self._cells[-1] = FlatCell(joined, (*cell.marks, *marks), cell.line)

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append(FlatRow(tuple(self._cells), all(self._framed)))
        self._cells, self._framed = [], []

    def _is_list_item(self, piece: Piece, following: Piece | None) -> bool:
        inside = piece.gap >= _LIST_START and (bool(self.rows) or self._depth > 0)
        return piece.is_list_mark and inside and following is not None and following.gap <= _NEXT_CELL + 1

    def _take_item(self, pieces: Sequence[Piece], place: int) -> int:
        mark, item = pieces[place], pieces[place + 1]
        text = f"{mark.text} {item.text}"
        if mark.gap == _LIST_START + _NEXT_CELL and not self._depth:
            self._begin_cell(replace(mark, text=text, marks=item.marks), framed=False)
        else:
            self._add_paragraph(text, item.marks)
        # An item deeper in, the next one, or one behind the end of lists that it held.
        self._depth = max(1, self._depth + 1 - (mark.gap - _LIST_START) // _LIST)
        self._last = item
        return place + 2

    def _take_cell(self, piece: Piece, rest: Sequence[Piece]) -> bool:
        gap = self._gap_without_list(piece.gap)
        framed = self._framed[-1]
        if gap <= 1 or (framed and gap == _NEXT_CELL):
            self._add_paragraph(piece.text, piece.marks)
            self._depth = 0
            return True
        step = self._step(gap, framed)
        if step is None:
            return False
        new_row, framed = step
        if new_row and self._ends_before(piece, rest[0] if rest else None):
            return False
        if new_row:
            in_body = not all((*(row.headed for row in self.rows), *self._framed))
            framed = framed and not (in_body and _is_followed_by_plain_cells(rest))
            self._end_row()
        self._begin_cell(piece, framed)
        return True

    def _gap_without_list(self, gap: int) -> int:
        """Return the empty lines without those that the ends of the lists before leave."""
        rest = gap - _LIST * self._depth
        return rest if rest >= 0 else gap

    def _step(self, gap: int, framed: bool) -> tuple[bool, bool] | None:
        """Return whether a new row begins and whether its cell is framed, or None where the table has ended."""
        full = len(self._cells) >= self.columns
        for rest in (gap - 1, gap) if self._leaves_one_more(framed) else (gap,):
            rest -= framed
            if rest in (_NEXT_CELL, _NEXT_CELL + 1) and not full:
                return False, rest > _NEXT_CELL
            if rest in (_NEXT_ROW, _NEXT_ROW + 1):
                return True, rest > _NEXT_ROW
            if rest == _NEXT_CELL + 1:
                return True, False
        return None

    def _leaves_one_more(self, framed: bool) -> bool:
        """Say whether the text before ends in an element of its own; in a framed cell marks stand apart."""
        last = self._last
        return last is not None and (last.lowered_end or (bool(last.marks) and not framed))

    def _ends_before(self, piece: Piece, following: Piece | None) -> bool:
        """Say whether a piece is a paragraph behind the table: alone, and worded as one."""
        alone = following is None or not 0 < following.gap <= _NEXT_CELL + 1
        return alone and bool(self.rows) and piece.text.endswith(_ENDS_CLAUSE)


def _is_followed_by_plain_cells(rest: Sequence[Piece]) -> bool:
    """Say whether two empty lines part what follows as they part plain cells, which no framed cell has before it.

    Within a framed cell they part paragraphs: then the next cell comes after three, the next row after five.
    """
    run = next((place for place, piece in enumerate(rest) if piece.gap != _NEXT_CELL), len(rest))
    if not run:
        return False
    return run == len(rest) or rest[run].gap not in (_NEXT_CELL + 1, _NEXT_ROW + 1)

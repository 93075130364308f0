"""The pieces of a record as lines and tables in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.flattened_text.flat_table import (
    FlatTable,
    RowCollector,
    begins_table,
    possible_columns,
)
from loaders.official_journal.flattened_text.pieces import Piece
from loaders.official_journal.page_content import Line

# Records and lines in one number: what takes the place of a page until the facts are read.
_LINES: Final = 1_000_000
_IN_CONCLUSIONS: Final = 1_000_000_000_000


def place_code(record: int, line: int, is_bat: bool = True) -> int:
    """Return one number for a line of a record, in reading order: text that is of no BAT comes before all BAT."""
    return record * _LINES + line + (_IN_CONCLUSIONS if is_bat else 0)


def place_of(code: int) -> tuple[int, int]:
    """Return record and line of a number that `place_code` made."""
    return divmod(code % _IN_CONCLUSIONS, _LINES)


@dataclass(frozen=True)
class RecordBlocks:
    """What a record holds: `blocks` in reading order, and the notes of the act by their marks, as lines."""

    number: int
    blocks: tuple[Line | FlatTable, ...]
    notes: Mapping[str, Line]


def blocks_of(number: int, pieces: Sequence[Piece], headings: Sequence[str], is_bat: bool = True) -> RecordBlocks:
    """Return the blocks of a record. `headings` are words such as `Applicability` that head a part of a BAT."""
    return _BlockCollector(number, pieces, headings, is_bat).blocks()


class _BlockCollector:
    def __init__(self, number: int, pieces: Sequence[Piece], headings: Sequence[str], is_bat: bool) -> None:
        self._number = number
        self._is_bat = is_bat
        self._pieces = pieces
        self._headings = {word.casefold() for word in headings}
        self._found: list[Line | FlatTable] = []
        self._notes: dict[str, Line] = {}
        self._section = ""
        self._after_title = False
        self._after_list = False

    def blocks(self) -> RecordBlocks:
        place = 0
        while place < len(self._pieces):
            place = self._take(place)
        return RecordBlocks(self._number, tuple(self._found), self._notes)

    def _take(self, place: int) -> int:
        piece = self._pieces[place]
        if piece.note:
            self._notes[piece.note] = self._line(piece, piece.text)
        elif piece.table:
            return self._take_captioned(place)
        elif begins_table(piece) and not self._goes_on_after_list(place):
            return self._take_table(place, "", "", ())
        elif piece.is_list_mark and place + 1 < len(self._pieces):
            item = self._pieces[place + 1]
            self._add(self._line(piece, f"{piece.text} {item.text}", marks=item.marks))
            self._after_list = True
            return place + 2
        else:
            self._add_line(piece, first=not place)
        return place + 1

    def _add_line(self, piece: Piece, first: bool) -> None:
        if piece.heading:
            self._section = piece.heading
        is_heading = bool(piece.heading) or piece.text.casefold() in self._headings
        self._add(self._line(piece, piece.text, is_heading=is_heading))
        self._after_title = is_heading or first

    def _add(self, block: Line | FlatTable) -> None:
        self._found.append(block)
        self._after_title = self._after_list = False

    def _goes_on_after_list(self, place: int) -> bool:
        """Say whether a piece is a paragraph behind nested lists: their ends leave as many empty lines as a table."""
        following = self._pieces[place + 1] if place + 1 < len(self._pieces) else None
        alone = following is None or following.gap < 2
        return self._after_list and alone and self._pieces[place].gap % 4 == 0

    def _line(self, piece: Piece, text: str, is_heading: bool = False, marks: tuple[str, ...] | None = None) -> Line:
        code = place_code(self._number, piece.line, self._is_bat)
        return Line(text, code, is_heading, self._section, piece.marks if marks is None else marks)

    def _take_captioned(self, place: int) -> int:
        number, place = self._pieces[place].table, place + 1
        caption: list[Piece] = []
        while place < len(self._pieces) and not begins_table(self._pieces[place]):
            piece = self._pieces[place]
            if piece.heading or piece.table:
                break
            caption.append(piece)
            place += 1
        text = " ".join(piece.text for piece in caption)
        marks = tuple(mark for piece in caption for mark in piece.marks)
        if place == len(self._pieces) or not begins_table(self._pieces[place]):
            self._found += [self._line(piece, piece.text) for piece in caption]
            return place
        self._after_title = False
        return self._take_table(place, number, text, marks)

    def _take_table(self, place: int, number: str, caption: str, marks: tuple[str, ...]) -> int:
        first = self._pieces[place]
        columns = possible_columns(first, self._after_title)
        rows = RowCollector(columns[0])
        while place < len(self._pieces):
            following = rows.take(self._pieces, place)
            if following == place:
                break
            place = following
        self._add(FlatTable(number, caption, marks, first.line, columns, rows.finished()))
        return place

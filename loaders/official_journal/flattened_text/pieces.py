"""The lines of a record as pieces of text, each with how many empty lines stand before it.

Every element of the page's markup left a line break behind: two empty lines part cells of a row, four part rows. A
piece whose text ends in an element of its own (a footnote mark, a lowered letter) has one more behind it.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.flattened_text.records import Record

_MARK: Final = re.compile(r"\s*\xa0\((?P<mark>\d{1,3})\)")
_SPACES: Final = re.compile(r"\s+")
# A raised charge that the page set into an element of its own: `(SO4` and, a line further, `2-)`.
_CHARGE: Final = re.compile(r"^\d?[+\-\u2212]\)")
_LOWERED_END: Final = re.compile(r"(?:MWth|[A-Z][A-Za-z]?\d|[NS]OX|\bOR|\b[EO][RM])$")
_HEADING: Final = re.compile(r"^(?P<section>\d{1,2}(?:\.\d{1,2})*)\.\xa0{2,}(?P<title>\S.*)$")
_NOTE: Final = re.compile(r"^\((?P<mark>\d{1,3})\)\xa0{2,}(?P<text>\S.*)$", re.DOTALL)
_TABLE: Final = re.compile(r"^Table (?P<number>\d{1,3})$")
_LIST_MARK: Final = re.compile(r"^(?:[—–•]|\(?(?:[ivx]{1,5}|[a-z])[.)]|\d{1,2}\.)$")


@dataclass(frozen=True)
class Piece:
    """A line with text. `gap` counts the empty lines before it, `line` is its own number within the record, from 1."""

    text: str
    marks: tuple[str, ...]
    gap: int
    line: int
    lowered_end: bool
    heading: str = ""
    note: str = ""
    table: str = ""

    @property
    def is_list_mark(self) -> bool:
        """Return whether the piece is the mark of an item: a dash, `(i)`, `a.`."""
        return bool(_LIST_MARK.match(self.text)) and not self.marks

    @property
    def is_mark_alone(self) -> bool:
        """Return whether the piece holds nothing but footnote marks."""
        return bool(self.marks) and not self.text


def pieces_of(record: Record) -> tuple[Piece, ...]:
    """Return the pieces of a record; marks and charges on lines of their own are back where they belong."""
    pieces: list[Piece] = []
    gap = 0
    for number, line in enumerate(record.lines, start=1):
        if not line:
            gap += 1
            continue
        piece = _piece(line, gap if pieces else 0, number)
        gap = 0
        if pieces and piece.is_mark_alone and piece.gap <= 2:
            pieces[-1] = replace(pieces[-1], marks=(*pieces[-1].marks, *piece.marks))
        elif pieces and not piece.gap and _CHARGE.match(piece.text):
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + piece.text, lowered_end=piece.lowered_end)
        else:
            pieces.append(piece)
    return tuple(pieces)


def _piece(line: str, gap: int, number: int) -> Piece:
    heading, note = _HEADING.match(line), _NOTE.match(line)
    marks = () if note else tuple(found["mark"] for found in _MARK.finditer(line))
    bare = note["text"] if note else _MARK.sub("", line) if marks else line
    text = _SPACES.sub(" ", bare).strip()
    table = _TABLE.match(text)
    return Piece(
        text=text,
        marks=marks,
        gap=gap,
        line=number,
        # The page's own bracket behind a raised letter is lost: `(mg/Nm3` did not end there.
        lowered_end=_LOWERED_END.search(text) is not None and text.count("(") <= text.count(")"),
        heading=heading["section"] if heading else "",
        note=note["mark"] if note else "",
        table=table["number"] if table else "",
    )

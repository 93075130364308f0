"""Hyphens at the end of a line that may or may not belong to the word.

Most word breaks are soft hyphens, which vanish at once. A plain hyphen at a line end usually belongs to the word
(`BAT-` `AEL`), but now and then it only breaks it (`Parame-` `ter`). While lines are joined it is kept as a sign of its
own; when the whole document is read, it goes where the document has the word in one piece.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from loaders.official_journal.page_content import Line, Table

# Signs from Unicode's private use area, which no document prints, for a hyphen at a line end.
_SIGNS = {"-": "\ue000", "\u2010": "\ue001", "\u2011": "\ue002"}
_HYPHENS = {sign: hyphen for hyphen, sign in _SIGNS.items()}
_OPEN = re.compile(r"(?P<left>[^\W\d_]+)(?P<sign>[\ue000-\ue002])(?P<right>[^\W\d_]+)")
_ANY = re.compile(r"[\ue000-\ue002]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


def held_open(text: str) -> str:
    """Replace the hyphen at the end of `text` by the sign for an open question."""
    return text[:-1] + _SIGNS[text[-1]]


def settled(blocks: Iterable[Line | Table]) -> list[Line | Table]:
    """Decide all hyphens at line ends by the words of the document."""
    blocks = list(blocks)
    words = {word.lower() for block in blocks for text in _texts(block) for word in _WORD.findall(text)}

    def settle(text: str) -> str:
        return _ANY.sub(lambda match: _HYPHENS[match[0]], _OPEN.sub(lambda match: _decided(match, words), text))

    return [_with_texts(block, settle) for block in blocks]


def _decided(match: re.Match[str], words: set[str]) -> str:
    left, right, hyphen = match["left"], match["right"], _HYPHENS[match["sign"]]
    whole = (left + right).lower() in words and right[0].islower() and left[-1].islower()
    return left + ("" if whole and f"{left}{hyphen}{right}".lower() not in words else hyphen) + right


def _texts(block: Line | Table) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    return [block.caption, *(cell.text for cell in block.cells), *(note.text for note in block.footnotes)]


def _with_texts(block: Line | Table, settle: Callable[[str], str]) -> Line | Table:
    if not any(_ANY.search(text) for text in _texts(block)):
        return block
    if isinstance(block, Line):
        return replace(block, text=settle(block.text))
    return replace(
        block,
        caption=settle(block.caption),
        cells=tuple(replace(cell, text=settle(cell.text)) for cell in block.cells),
        footnotes=tuple(replace(note, text=settle(note.text)) for note in block.footnotes),
    )

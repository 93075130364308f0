"""Statements of a text: its bullets and sentences, with the characters they stand at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

# Bullets are printed as a bullet sign or as a character of a symbol font.
_BREAK = re.compile(r"\n[ \t]*\n|[•\uE000-\uF8FF]")
_CITATION = re.compile(r"\[[0-9][^\[\]]*\]")
# A sentence ends before a capital, a digit or a quotation mark, but not after an abbreviation or an initial.
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z0-9‘“\"<>])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|approx|etc|Fig|No|ca|vs)|\b[A-Z])\.$")
# The caption of a table or figure ends the running text of its block.
_CAPTION = re.compile(r"\b(?:Table|Figure) [0-9]+(?:\.[0-9]+)*:")
# A block of at least this many lines whose middle length is below this is a table that lost its columns.
_TABLE_LINES = 4
_TABLE_LINE_LENGTH = 30


@dataclass(frozen=True)
class Statement:
    """A bullet or sentence: its characters in the field, and its text on one line, character for character."""

    start: int
    end: int
    text: str


def statements_in(text: str, offset: int = 0) -> tuple[Statement, ...]:
    """Return the statements of `text`, whose first character is number `offset` of its field. Tables are left out."""
    blanked = _CITATION.sub(lambda match: " " * len(match[0]), text)
    found: list[Statement] = []
    for start, block_end in _blocks(blanked):
        caption = _CAPTION.search(blanked, start, block_end)
        end = caption.start() if caption else block_end
        if not _is_table(blanked[start:end]):
            found.extend(_sentences(blanked, start, end, offset))
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for separator in _BREAK.finditer(text):
        yield start, separator.start()
        start = separator.end()
    yield start, len(text)


def _is_table(block: str) -> bool:
    lines = [len(line.strip()) for line in block.splitlines() if line.strip()]
    return len(lines) >= _TABLE_LINES and median(lines) < _TABLE_LINE_LENGTH


def _sentences(text: str, start: int, end: int, offset: int) -> Iterator[Statement]:
    begin = start
    for separator in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, begin, separator.start()):
            continue
        yield from _statement(text, begin, separator.start(), offset)
        begin = separator.end()
    yield from _statement(text, begin, end, offset)


def _statement(text: str, start: int, end: int, offset: int) -> Iterator[Statement]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if any(character.isalpha() for character in stripped):
        yield Statement(offset + begin, offset + begin + len(stripped), re.sub(r"\s", " ", stripped))

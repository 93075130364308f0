"""Notes and paragraphs taken apart: sentences, and list items with the sentence that opens their list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.plain_text import plain

_ITEM: Final = re.compile(r"^(?:[—–•-]\s+|\((?:[a-z]|[ivx]+)\)\s+|(?:[a-z]|[ivx]+)[).]\s+)")
_BOUNDARY: Final = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Þ„“‘(—])|(?<=;)\s*(?=\S)|(?<=\w\.)(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Statement:
    """One sentence, or one item of a list. `lead` is the sentence before the list; `before` the sentence before."""

    text: str
    lead: str = ""
    before: str = ""

    @property
    def is_item(self) -> bool:
        """Say whether this is an item of a list."""
        return bool(self.lead)


def statements(text: str, phrases: LevelPhrases) -> Iterator[Statement]:
    """Split a note or paragraph (lines as printed) into statements. An item keeps what follows its semicolon."""
    lead, before = "", ""
    for line in (_without_stray_bracket(plain(part)) for part in text.split("\n") if part.strip()):
        item = _ITEM.match(line)
        if item and lead:
            yield Statement(line[item.end() :], lead, before)
            continue
        for sentence in _sentences(line, phrases):
            lead = sentence if sentence.endswith(":") else ""
            yield Statement(sentence, before=before)
            before = sentence


def _without_stray_bracket(line: str) -> str:
    """Drop a bracket that opens a line and is never closed, a slip of print."""
    return line[1:] if line.startswith("(") and line.count("(") > line.count(")") else line


def _sentences(text: str, phrases: LevelPhrases) -> Iterator[str]:
    abbreviations = phrases.texts("text")["abbreviations"]
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        sentence = text[start : boundary.start()]
        if not sentence.lower().endswith(abbreviations):
            yield sentence.strip()
            start = boundary.end()
    if text[start:].strip():
        yield text[start:].strip()

"""Table numbers and captions: the lines above a table that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.page_parts import TextPart
from loaders.official_journal.layout.paragraphs import joined

# "Table" in the languages of the Official Journal, as it stands before or after the number.
_WORDS = (
    "table|tabel|tabelle|tableau|tabla|tabella|tabela|tabell|tabulka|tabuľka|taulukko|tabula|tabelul|tábla|tabelis"
    "|lentelė|πίνακας|таблица|táblázat"
)
_NUMBER_LINE = re.compile(
    rf"^(?:(?:{_WORDS})\s+(?P<after>\d+(?:\.\d+)*[a-z]?)\.?|(?P<before>\d+)\.?\s+(?:{_WORDS}))\s*[:.—–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_MOST_LINES = 9


@dataclass(frozen=True)
class Caption:
    """Number and caption of a table, and how many lines of text before the table they take."""

    number: str | None
    text: str
    marks: tuple[str, ...]
    taken: int


NO_CAPTION = Caption(None, "", (), 0)


def caption_before(lines: Sequence[TextPart]) -> Caption:
    """Read the caption of a table from the lines of running text that stand before it, the last ones nearest."""
    for count in range(1, min(_MOST_LINES, len(lines)) + 1):
        line = lines[-count].line
        match = _NUMBER_LINE.match(line.text)
        if match and (not match["rest"] or line.bold or line.italic):
            caption = joined([part.line for part in lines[len(lines) - count + 1 :]])
            marks = (*line.marks, *caption.marks)
            text = " ".join(filter(None, (match["rest"], caption.text)))
            return Caption(match["after"] or match["before"], text, marks, count)
    return NO_CAPTION

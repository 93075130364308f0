"""Table numbers and captions: the lines above a table that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.official_journal.layout.line_kinds import table_number
from loaders.official_journal.layout.paragraphs import joined
from loaders.official_journal.layout.printed_lines import PrintedLine

_MOST_LINES = 9


@dataclass(frozen=True)
class Caption:
    """Number and caption of a table, and how many lines of text before the table they take."""

    number: str | None
    text: str
    marks: tuple[str, ...]
    taken: int


NO_CAPTION = Caption(None, "", (), 0)


def caption_before(lines: Sequence[PrintedLine]) -> Caption:
    """Read the caption of a table from the lines of running text that stand before it, the last ones nearest."""
    for count in range(1, min(_MOST_LINES, len(lines)) + 1):
        line = lines[-count]
        found = table_number(line)
        if found is not None:
            number, rest = found
            # Captions are centred, so that the length of their lines says nothing: they are one paragraph.
            caption = joined(lines[len(lines) - count + 1 :])
            text = " ".join(filter(None, (rest, caption.text)))
            return Caption(number, text, (*line.marks, *caption.marks), count)
    return NO_CAPTION

"""The notes under a table."""

from collections.abc import Sequence

from loaders.official_journal.layout.ink import SOFT_HYPHEN
from loaders.official_journal.layout.paragraphs import begins_anew, join_text
from loaders.official_journal.layout.printed_lines import PrintedLine
from loaders.official_journal.page_content import Footnote


def footnotes_of(lines: Sequence[tuple[int, PrintedLine]]) -> tuple[Footnote, ...]:
    """Read notes from their lines, each with its page: a note begins with its mark, what follows belongs to it."""
    notes: list[tuple[str, int, list[PrintedLine]]] = []
    for page, line in lines:
        mark = line.opening_mark
        if mark is not None or not notes:
            notes.append((mark or "", page, [line]))
        else:
            notes[-1][2].append(line)
    return tuple(Footnote(mark, _text(mark, own), page) for mark, page, own in notes)


def _text(mark: str, lines: list[PrintedLine]) -> str:
    right = max(line.x1 for line in lines) + 1
    paragraphs: list[list[PrintedLine]] = []
    for line in lines:
        if paragraphs and not begins_anew(paragraphs[-1][-1], line, right):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    texts = [_joined(paragraph) for paragraph in paragraphs]
    if mark:
        texts[0] = texts[0].removeprefix(f"({mark})").lstrip()
    return "\n".join(text for text in texts if text)


def _joined(lines: list[PrintedLine]) -> str:
    """Join the lines of a paragraph; marks inside a note refer to other notes and stay, in brackets."""
    text = ""
    for line in lines:
        words = ""
        for piece in line.pieces:
            word = f"({piece.text})" if piece.is_mark else piece.text
            words += ("" if piece.glued or not words else " ") + word
        text = join_text(text, words)
    return text.replace(SOFT_HYPHEN, "").strip()

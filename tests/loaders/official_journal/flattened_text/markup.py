"""The web page as text, made the way the records were: every element of the markup leaves a line break.

Written here a second time, from the page's markup and not from the reader, as its counterpart. The tables are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Td:
    """A cell: paragraphs, footnote marks, and whether it is set as a header cell, in an element of its own."""

    text: str
    marks: tuple[str, ...] = ()
    header: bool = False


def table(columns: int, rows: Sequence[Sequence[Td]]) -> str:
    """Return the text of `<table><col/>…<tbody><tr><td><p>`: a line break behind each tag that opens or closes."""
    text = "\n" + "\n" * columns + "\n"
    for row in rows:
        text += "\n" + "".join(_cell(cell) for cell in row) + "\n"
    return text + "\n\n"


def _cell(cell: Td) -> str:
    notes = [f"\xa0({mark})" for mark in cell.marks]
    if cell.header:
        return "\n\n" + "\n".join((cell.text, *notes)) + "\n\n\n"
    ended = "\n" if notes else ""
    return "\n" + cell.text + " " + "\n".join(notes) + ended + "\n\n"


def head(text: str, *marks: str) -> Td:
    """Return a header cell."""
    return Td(text, marks, header=True)


def body(text: str, *marks: str) -> Td:
    """Return a body cell."""
    return Td(text, marks)


def captioned(number: int, caption: str, content: str) -> str:
    """Return a table under its number and caption."""
    return f"\n\n\n\nTable {number}\n\n{caption}\n{content}"


def record(number: int, text: str) -> dict[str, object]:
    """Return the record of one BAT."""
    return {
        "bat_number": number,
        "bat_id": f"BAT {number}",
        "full_text": text.strip(),
        "document_code": "LCP",
        "language": "English",
        "source_url": "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32021D2326",
    }

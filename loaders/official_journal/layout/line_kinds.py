"""What a printed line is by its form alone: a note, a table's number, a section heading."""

import re

from loaders.official_journal.layout.printed_lines import PrintedLine

# "Table" in the languages of the Official Journal, as it stands before or after the number.
_WORDS = (
    "table|tabel|tabelle|tableau|tabla|tabella|tabela|tabell|tabulka|tabuľka|taulukko|tabula|tabelul|tábla|tabelis"
    "|lentelė|πίνακας|таблица|táblázat"
)
_TABLE_NUMBER = re.compile(
    rf"^(?:(?:{_WORDS})\s+(?P<after>\d+(?:\.\d+)*[a-z]?)\.?|(?P<before>\d+)\.?\s+(?:{_WORDS}))\s*[:.—–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?(?:\s+(?=\S)|$)")
_LEADERS = re.compile(r"(?:\s?\.){6,}")


def opens_note(line: PrintedLine) -> bool:
    """Say whether a line begins with a footnote mark."""
    return line.opening_mark is not None


def table_number(line: PrintedLine) -> tuple[str, str] | None:
    """Return number and further text of a line such as `Table 3` that stands above a table; None for another line.

    A sentence that begins with `Table 3` is no such line: a text after the number must be set apart by its type.
    """
    found = table_number_in(line.text)
    if found is None or (found[1] and not (line.bold or line.italic)):
        return None
    return found


def table_number_in(text: str) -> tuple[str, str] | None:
    """Return number and further text of a text such as `Table 3`, whatever its type; None for another text."""
    match = _TABLE_NUMBER.match(text)
    return (match["after"] or match["before"], match["rest"]) if match else None


def has_leaders(line: PrintedLine) -> bool:
    """Say whether a line of a table of contents leads to a page number by dots."""
    return _LEADERS.search(line.text) is not None


def section_number(text: str) -> str:
    """Return the section number with which a heading begins, e.g. `2.1.3`, empty if it has none."""
    match = _SECTION.match(text)
    return match[1] if match else ""


def heading_style(line: PrintedLine) -> str:
    """Return by what a line is set apart as heading: `bold`, `capitals`, `spaced` or `italic`; empty for plain text."""
    letters = [character for character in line.text if character.isalpha()]
    if not letters or has_leaders(line):
        return ""
    if line.bold:
        return "bold"
    if len(letters) > 3 and all(character.isupper() for character in letters):
        return "capitals"
    if line.letter_spacing > 0:
        return "spaced"
    return "italic" if line.italic else ""

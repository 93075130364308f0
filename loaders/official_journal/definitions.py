"""Terms and acronyms that a decision defines. Names are facts; the definitions are texts of the user's own copy."""

import re
from collections.abc import Iterator
from typing import Final

from loaders.official_journal.facts import DefinedTerm, TermKind
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import DecisionText, Table
from loaders.official_journal.table_grid import column_of, header_texts, row_texts

# IS defines terms in a list: — „nieuwe installatie”: een installatie …
_QUOTED: Final = re.compile(r"^[—–-]?\s*[„“\"'‘](?P<term>[^”“\"'’]+)[”“\"'’]\s*:\s*(?P<definition>.+)$")


def read_definitions(text: DecisionText, phrases: Phrases) -> tuple[DefinedTerm, ...]:
    """Return every defined term once, in the order of the text."""
    terms: dict[str, DefinedTerm] = {}
    for term in _defined(text, phrases):
        terms.setdefault(term.term, term)
    return tuple(terms.values())


def _defined(text: DecisionText, phrases: Phrases) -> Iterator[DefinedTerm]:
    headings = phrases.patterns("definitions", "heading")
    acronyms = phrases.patterns("definitions", "acronyms_heading")
    kind: TermKind = "term"
    inside = False
    for block in text.blocks:
        if isinstance(block, Table):
            yield from _of_table(block, kind, phrases)
            continue
        printed = plain(block.text)
        if block.is_heading:
            inside = any(pattern.match(printed) for pattern in headings)
            kind = "acronym" if any(pattern.match(printed) for pattern in acronyms) else "term"
        elif inside:
            yield from _of_line(printed, block.page, kind)


def _of_line(printed: str, page: int, kind: TermKind) -> Iterator[DefinedTerm]:
    found = _QUOTED.match(printed)
    if found:
        yield DefinedTerm(found["term"].strip(), kind, page, found["definition"].strip())


def _of_table(table: Table, kind: TermKind, phrases: Phrases) -> Iterator[DefinedTerm]:
    headers = header_texts(table)
    term_column = column_of(headers, phrases.texts("definitions", "term_headers"))
    definition_column = column_of(headers, phrases.texts("definitions", "definition_headers"))
    if kind == "acronym" and table.header_rows == 0 and table.column_count == 2:
        term_column, definition_column = 0, 1
    if term_column is None or definition_column is None or term_column > definition_column:
        return
    for row in row_texts(table):
        term, definition = row.text(term_column), row.text(definition_column)
        if row.spans_table or not (term and definition) or _repeats_header(term, phrases):
            continue
        if not term.endswith((",", ";")):  # else a list within a definition, printed one column too far to the left
            yield DefinedTerm(term, kind, row.page, definition)


def _repeats_header(term: str, phrases: Phrases) -> bool:
    return term.casefold() in phrases.texts("definitions", "term_headers")

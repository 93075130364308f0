"""The scope of a decision: activities of Annex I in and out, and the related documents it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from loaders.loaded_source import Finding
from loaders.official_journal.facts import ActivityInScope, ReferenceRole, RelatedDocument
from loaders.official_journal.known_documents import activity_id, reference_documents
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import DecisionText, Line, Table

_Mode = Literal["covers", "excludes", "relevant", "complementary"]
_BULLET: Final = re.compile(r"^(?:[—–•-]|\(?[a-z]\)|\(?[ivx]+\))\s*")
_QUOTE: Final = re.compile(r"^[\"'‘’“”„»«]\s*")
# 6.4 (b) (ii), 4.2 a), 5.3. a), 6.1, a) ; the letters may stand after a comma.
_ACTIVITY: Final = re.compile(
    r"(?P<chapter>\d)\.(?P<point>\d{1,2})\.?(?!\d|/)(?:,?\s*\(?(?P<letter>[a-z])\)(?:,?\s*\(?(?P<roman>[ivx]{1,4})\))?)?"
)
_WHOLE_CHAPTER: Final = re.compile(r"^(?P<chapter>[1-6])\b(?![.,]\d)")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_CODE: Final = re.compile(r"\b[A-Z]{2,5}(?:-[A-Z]{1,4})?\b")


@dataclass(frozen=True)
class Scope:
    """What the scope says, each thing once, in the order of the text."""

    activities: tuple[ActivityInScope, ...]
    references: tuple[RelatedDocument, ...]
    findings: tuple[Finding, ...]


def read_scope(text: DecisionText, phrases: Phrases, adopted: date) -> Scope:
    """Return the scope of a decision adopted on that day. No scope heading gives an empty scope and a finding."""
    reader = _ScopeReader(phrases)
    for block in _scope_blocks(text, phrases):
        reader.take(block)
    if not reader.seen:
        reader.note("whole document", "no heading of the scope", "a section that states the scope")
    elif not reader.activities:
        reader.note("scope", "no activity code", "activities of Annex I to Directive 2010/75/EU")
    for activity in reader.activities.values():
        if not activity_id(activity.code, adopted):
            reader.note(f"page {activity.page}", f"activity {activity.code}", "an activity that Annex I lists")
    return Scope(tuple(reader.activities.values()), tuple(reader.references.values()), tuple(reader.findings))


def activity_codes(run: str, phrases: Phrases) -> tuple[str, ...]:
    """Return the activity codes in a run of text as `6.4.b`, in order, each once.

    A chapter of Annex I counts as a whole only where the text says `point 4` or `points 4 and 6.11`.
    """
    found: dict[str, None] = {}
    stripped = _without_words(run, phrases)
    for start in _list_starts(run, phrases):
        whole = _WHOLE_CHAPTER.match(_without_words(run[start:], phrases))
        if whole:
            found[whole["chapter"]] = None
    for match in _ACTIVITY.finditer(stripped):
        steps = (match["chapter"], match["point"], match["letter"], match["roman"])
        found[".".join(step for step in steps if step)] = None
        for letter in _more_letters(stripped[match.end() :], phrases) if match["letter"] else ():
            found[".".join((match["chapter"], match["point"], letter))] = None
    return tuple(found)


def _more_letters(run: str, phrases: Phrases) -> Iterator[str]:
    """Yield the letters that follow a point at once: `(c)` and `(d)` in `6.4 (b), (c) or (d)`."""
    words = "|".join(re.escape(word) for word in phrases.texts("scope", "conjunctions"))
    another = re.compile(rf"(?:,|\s+(?:{words})\b)\s*\(?(?P<letter>[a-z])\)", re.IGNORECASE)
    place = 0
    while found := another.match(run, place):
        yield found["letter"]
        place = found.end()


def _list_starts(run: str, phrases: Phrases) -> Iterator[int]:
    for pattern in phrases.patterns("scope", "activity_list_start"):
        for match in pattern.finditer(run):
            yield match.end()


def _without_words(run: str, phrases: Phrases) -> str:
    words = "|".join(re.escape(word) for word in phrases.texts("scope", "activity_words"))
    return re.sub(r"\s+", " ", re.sub(rf"\b(?:{words})\b", " ", run, flags=re.IGNORECASE)).strip()


def _scope_blocks(text: DecisionText, phrases: Phrases) -> Iterator[Line | Table]:
    heading, end = phrases.patterns("scope", "heading"), phrases.patterns("scope", "end")
    inside = False
    for block in text.blocks:
        if isinstance(block, Line):
            printed = plain(block.text)
            if inside and any(pattern.match(printed) for pattern in end):
                return
            if any(pattern.match(printed) for pattern in heading):
                inside = True
                continue
        if inside:
            yield block


@dataclass
class _ScopeReader:
    """Follows the scope paragraph by paragraph; the opening of each list sets what its items mean."""

    phrases: Phrases
    mode: _Mode = "covers"
    seen: bool = False
    activities: dict[tuple[str, str], ActivityInScope] = field(default_factory=dict)
    references: dict[tuple[str, str], RelatedDocument] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, block: Line | Table) -> None:
        """Take one paragraph or table of the scope."""
        self.seen = True
        if isinstance(block, Table):
            self._take_table(block)
            return
        printed = plain(block.text)
        if self._opens_list(printed):
            return
        if any(pattern.match(printed) for pattern in self.phrases.patterns("scope", "covers")):
            self.mode = "covers"
            self._cover(activity_codes(printed, self.phrases), block.page)
            return
        self._take_item(printed, block.page)

    def note(self, place: str, found: str, expected: str) -> None:
        """Record something a reader of the report should look at."""
        mend = "Compare with the printed scope; if it says otherwise, add the phrase to the language file."
        self.findings.append(Finding("warning", place, found, expected, mend))

    def _opens_list(self, printed: str) -> bool:
        modes: tuple[tuple[_Mode, str], ...] = (
            ("complementary", "complements"),
            ("excludes", "excludes"),
            ("relevant", "references"),
        )
        for mode, key in modes:
            if any(pattern.match(printed) for pattern in self.phrases.patterns("scope", key)):
                self.mode = mode
                return True
        return False

    def _take_item(self, printed: str, page: int) -> None:
        item = _QUOTE.sub("", _BULLET.sub("", printed))
        if self.mode in ("covers", "excludes"):
            self._take_activity(item, page)
        if self.mode == "excludes":
            self._refer(item, "covers-excluded", page)
        elif self.mode in ("relevant", "complementary") and _BULLET.match(printed):
            role: ReferenceRole = "relevant" if self.mode == "relevant" else "complementary"
            if not self._refer(item, role, page):
                self.note(f"page {page}", f"{item!r} among the related documents", "a document with a known code")

    def _take_activity(self, item: str, page: int) -> None:
        """Take the code with which an item begins; codes further on only explain it."""
        stripped = _without_words(item, self.phrases)
        match = _ACTIVITY.match(stripped)
        codes: tuple[str, ...] = ()
        if match:
            codes = activity_codes(match.group(), self.phrases)
        elif _WHOLE_CHAPTER.match(stripped) and stripped != item:
            codes = (stripped[0],)
        if self.mode == "covers":
            self._cover(codes, page)
        for code in codes if self.mode == "excludes" else ():
            self.activities.setdefault((code, "excludes"), ActivityInScope(code, "excludes", page))

    def _cover(self, codes: tuple[str, ...], page: int) -> None:
        for code in codes:
            self.activities.setdefault((code, "covers"), ActivityInScope(code, "covers", page))

    def _refer(self, item: str, role: ReferenceRole, page: int) -> bool:
        codes = document_codes(item, self.phrases)
        for code in codes:
            printed = item.rstrip(";,. ") if role != "covers-excluded" else code
            self.references.setdefault((role, code), RelatedDocument(code, role, page, printed))
        return bool(codes)

    def _take_table(self, table: Table) -> None:
        headers = self.phrases.patterns("scope", "reference_table")
        first = {cell.row: cell for cell in table.cells if cell.column == 0}
        if 0 not in first or not any(pattern.match(plain(first[0].text)) for pattern in headers):
            return
        for row, cell in sorted(first.items()):
            if row >= max(table.header_rows, 1) and plain(cell.text):
                name = plain(cell.text)
                if not self._refer(name, "relevant", cell.page):
                    self.note(f"page {cell.page}", f"{name!r} among the related documents", "a document with a code")


def document_codes(item: str, phrases: Phrases) -> tuple[str, ...]:
    """Return the codes of the reference documents that an item names: by code in brackets, else by full name."""
    known = reference_documents()
    codes: dict[str, None] = {}
    for bracket in _BRACKETS.findall(item):
        for code in _CODE.findall(bracket):
            if code in known:
                codes[code] = None
    if not codes:
        said = item.casefold()
        for code, names in phrases.lists("scope", "documents").items():
            if any(re.search(rf"\b{re.escape(name.casefold())}\b", said) for name in names):
                codes[code] = None
    return tuple(codes)

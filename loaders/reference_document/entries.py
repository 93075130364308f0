"""Technique entries: what the records of a book say, each passage with the place it stands in."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from loaders.loaded_source import Finding
from loaders.reference_document import sections, titles
from loaders.reference_document.books import RULES, Book
from loaders.reference_document.headings import Headings, Part, known_headings, parts_of
from loaders.reference_document.pages import PageFinder, Place, page_finder, without_headers
from loaders.reference_document.records import SourceRecord

# A record with text under these headings only says nothing of a technique.
_NO_CONTENT = frozenset({"references", "example-plants"})


@dataclass(frozen=True)
class Passage:
    """A piece of text under a heading, by its place: record, field of the record, characters from start to end."""

    heading: str
    codes: tuple[str, ...]
    record: int
    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """One technique of the book: where it stands and which headings it has. Sections and titles as corrected."""

    record: int
    section: str
    title: str
    page: int | None
    passages: tuple[Passage, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The codes of its headings, each once, in the order of the book."""
        return tuple(dict.fromkeys(code for passage in self.passages for code in passage.codes))


@dataclass(frozen=True)
class BookReading:
    """What was read of a file: the book, its texts without page headers, entries, and what is to be reported."""

    book: Book
    texts: tuple[dict[str, str], ...]
    pages: PageFinder
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]

    def text_of(self, passage: Passage) -> str:
        """Return the text of `passage` with page headers blanked out."""
        return self.texts[passage.record][passage.field][passage.start : passage.end]

    def page_of(self, passage: Passage, offset: int) -> int | None:
        """Return the page of the character `offset` of the field that `passage` stands in."""
        field = list(self.texts[passage.record]).index(passage.field)
        return self.pages.page_of(Place(passage.record, field, offset))


@dataclass(frozen=True)
class _Draft:
    """An entry before its section and title are settled.

    `carried` of its passages stand in the record before; `lead` is the text at the end of that record's own technique.
    """

    record: int
    section: str
    title: str
    passages: tuple[Passage, ...]
    carried: int
    lead: str


def read_entries(book: Book, records: Sequence[SourceRecord]) -> BookReading:
    """Return the technique entries of `records`, which are all records of `book` in order."""
    headings = known_headings()
    texts = tuple(
        {field: without_headers(text, book.running_title) for field, text in record.texts.items()} for record in records
    )
    findings = list(_unknown_headings(records, headings))
    left_out: list[str] = []
    drafts: list[_Draft] = []
    carried: tuple[Passage, ...] = ()
    lead = ""
    for record in records:
        own, following, next_lead = _split(record, texts[record.position], headings)
        kind = _kind_if_no_technique(own, texts)
        if kind:
            left_out.append(f"{kind} (record {record.position + 1})")
        else:
            belongs = carried if titles.complete(record.title, lead) else ()
            if carried and not belongs:
                findings.append(_without_record(carried[0], lead))
            passages = (*belongs, *own)
            drafts.append(_Draft(record.position, record.section, record.title, passages, len(belongs), lead))
        carried, lead = following, next_lead
    pages = page_finder(records, book.running_title)
    entries, corrections = _settled(drafts, texts, pages)
    return BookReading(book, texts, pages, entries, tuple(left_out), (*findings, *corrections))


def _split(
    record: SourceRecord, texts: dict[str, str], headings: Headings
) -> tuple[tuple[Passage, ...], tuple[Passage, ...], str]:
    """Return the passages of the record's own technique, those of the next one, and the text that leads to it."""
    own: list[Passage] = []
    following: list[Passage] = []
    lead = ""
    for field, text in texts.items():
        for part in parts_of(field, text, headings):
            passage = _passage(record.position, field, part, headings)
            if following or (part.start and "description" in part.codes):
                following.append(passage)
            else:
                own.append(passage)
                lead = text[part.start : part.end]
    return tuple(own), tuple(following), lead


def _page_of_start(passage: Passage, texts: Sequence[dict[str, str]], pages: PageFinder) -> int | None:
    return pages.page_of(Place(passage.record, list(texts[passage.record]).index(passage.field), passage.start))


def _passage(record: int, field: str, part: Part, headings: Headings) -> Passage:
    codes = part.codes or headings.codes_of(part.heading)
    return Passage(part.heading, codes, record, field, part.start, part.end)


def _kind_if_no_technique(passages: Sequence[Passage], texts: Sequence[dict[str, str]]) -> str:
    contents = [
        (passage.codes, texts[passage.record][passage.field][passage.start : passage.end]) for passage in passages
    ]
    if not any(text.strip() for codes, text in contents if not _NO_CONTENT.issuperset(codes)):
        return "empty form"
    signatures = tomllib.loads(files(RULES).joinpath("not_techniques.toml").read_text(encoding="utf-8"))
    for kind, signature in signatures.items():
        for codes, text in contents:
            if signature["heading"] in codes and " ".join(text.split()).startswith(signature["begins"]):
                return str(kind)
    return ""


def _settled(
    drafts: Sequence[_Draft], texts: Sequence[dict[str, str]], pages: PageFinder
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Return the entries with corrected sections and titles, and a finding for every correction."""
    kept = set(sections.in_order([draft.section for draft in drafts]))
    entries: list[Entry] = []
    findings: list[Finding] = []
    for index, draft in enumerate(drafts):
        section = draft.section if index in kept else _proven_section(drafts, kept, index)
        found = titles.complete(draft.title, draft.lead) if index in kept else titles.last_paragraph(draft.lead)
        if found and entries and entries[-1].record == draft.record - 1:
            entries[-1] = _cut_before_title(entries[-1], found)
        page = _page_of_start(draft.passages[0], texts, pages)
        title = found.title if found else draft.title
        entry = Entry(draft.record, _unused(section, entries), title, page, draft.passages)
        entries.append(entry)
        findings.extend(_corrections(draft, entry))
    return tuple(entries), tuple(findings)


def _cut_before_title(entry: Entry, found: titles.TitleFound) -> Entry:
    """Return `entry` without the title of the next technique, which stands at the end of its last own passage."""
    last = entry.passages[-1]
    return replace(entry, passages=(*entry.passages[:-1], replace(last, end=last.start + found.start)))


def _proven_section(drafts: Sequence[_Draft], kept: set[int], index: int) -> str:
    printed = sections.printed_last(drafts[index].lead)
    if printed:
        return printed
    if index - 1 in kept and index + 1 in kept:
        derived = sections.between(drafts[index - 1].section, drafts[index + 1].section)
        if derived:
            return derived
    return drafts[index].section


def _unused(section: str, entries: Sequence[Entry]) -> str:
    """Return `section`, or with a number after it if an earlier entry has it: two entries never share an IRI."""
    used = {entry.section for entry in entries}
    candidate, count = section, 1
    while candidate in used:
        count += 1
        candidate = f"{section}-{count}"
    return candidate


def _corrections(printed: _Draft, entry: Entry) -> Iterator[Finding]:
    place = f"record {printed.record + 1}"
    if entry.section != printed.section:
        yield Finding(
            severity="warning",
            place=place,
            found=f"section {printed.section}, out of order",
            expected="sections in the order of the book",
            mend=f"Read as {entry.section}, as its neighbours or the text before it prove; check it in the book.",
        )
    if entry.title != printed.title:
        yield Finding(
            severity="information",
            place=f"{place}, section {entry.section}",
            found=f"the title {printed.title!r}",
            expected="the whole title",
            mend=f"Read as {entry.title!r}, which the end of the record before prints.",
        )


def _without_record(passage: Passage, lead: str) -> Finding:
    found = titles.last_paragraph(lead)
    return Finding(
        severity="warning",
        place=f"record {passage.record + 1}, {passage.field!r}, from character {passage.start}",
        found=f"the section {found.title if found else ''!r} within another one",
        expected="a record of its own",
        mend="Its effects are not read; give the section its own record.",
    )


def _unknown_headings(records: Sequence[SourceRecord], headings: Headings) -> Iterator[Finding]:
    for record in records:
        for field in record.texts:
            if not headings.codes_of(field):
                yield Finding(
                    severity="warning",
                    place=f"record {record.position + 1}",
                    found=f"the heading {field!r}",
                    expected="a heading of loaders/reference_document/rules/headings.toml",
                    mend="The text is kept, but no effects are read from it; add the heading to the rules.",
                )

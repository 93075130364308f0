"""What is stated of a book: facts of entries and effects, without a sentence of the book."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.reference_document.effect_extraction import StatementReading, read_statement
from loaders.reference_document.effect_rules import EffectRules
from loaders.reference_document.entries import BookReading, Entry, Passage
from loaders.reference_document.statements import statements_in

BENEFITS = "benefits"
CROSS_MEDIA = "cross-media"
_READ_FOR_EFFECTS = (BENEFITS, CROSS_MEDIA)


@dataclass(frozen=True)
class EntryFact:
    """One technique entry. `cross_media` is a code of the list cross-media-statement, empty without that heading.

    `names_plants` is None where there is no heading for example plants. The counts are of statements under the two
    headings that are read for effects: all, those that gave effects, those passed over for a reason.
    """

    section: str
    title: str
    page: int | None
    record: int
    headings: tuple[str, ...]
    cross_media: str
    names_plants: bool | None
    statements: int
    with_effects: int
    passed_over: int


@dataclass(frozen=True)
class EffectFact:
    """One candidate effect of the entry in `section`, with its origin: heading, record and field, characters, page."""

    section: str
    number: int
    direction: str
    pressure: str
    component: str
    pollutant: str
    quantity: Decimal | None
    unit: str
    heading: str
    printed_heading: str
    record: int
    field: str
    start: int
    end: int
    page: int | None
    rule: str
    cue: str
    subject: str


@dataclass(frozen=True)
class BookFacts:
    """All facts of one book, by its code."""

    code: str
    entries: tuple[EntryFact, ...]
    effects: tuple[EffectFact, ...]


@dataclass(frozen=True)
class PlacedReading:
    """What a statement gave, and the entry, heading and passage it stands in."""

    entry: Entry
    heading: str
    passage: Passage
    reading: StatementReading


def read_statements(reading: BookReading, rules: EffectRules) -> tuple[PlacedReading, ...]:
    """Return what every statement under the headings of benefits and cross-media effects gives, in order."""
    return tuple(placed for entry in reading.entries for placed in _of_entry(entry, reading, rules))


def book_facts(reading: BookReading, statements: Sequence[PlacedReading]) -> BookFacts:
    """Return the facts of the book from its entries and what their statements gave."""
    by_section: dict[str, list[PlacedReading]] = {entry.section: [] for entry in reading.entries}
    for placed in statements:
        by_section[placed.entry.section].append(placed)
    return BookFacts(
        reading.book.code,
        tuple(_entry_fact(entry, by_section[entry.section], reading) for entry in reading.entries),
        tuple(fact for placed in by_section.values() for fact in _effect_facts(placed, reading)),
    )


def _of_entry(entry: Entry, reading: BookReading, rules: EffectRules) -> Iterator[PlacedReading]:
    for passage in entry.passages:
        for heading in _READ_FOR_EFFECTS:
            if heading in passage.codes:
                for statement in statements_in(reading.text_of(passage), passage.start):
                    yield PlacedReading(entry, heading, passage, read_statement(statement, heading, rules))


def _entry_fact(entry: Entry, placed: Sequence[PlacedReading], reading: BookReading) -> EntryFact:
    return EntryFact(
        section=entry.section,
        title=entry.title,
        page=entry.page,
        record=entry.record + 1,
        headings=entry.headings,
        cross_media=_cross_media_statement(entry, placed),
        names_plants=_names_plants(entry, reading),
        statements=len(placed),
        with_effects=sum(1 for item in placed if item.reading.candidates),
        passed_over=sum(1 for item in placed if item.reading.passed_over),
    )


def _cross_media_statement(entry: Entry, placed: Sequence[PlacedReading]) -> str:
    if CROSS_MEDIA not in entry.headings:
        return ""
    readings = [item.reading for item in placed if item.heading == CROSS_MEDIA]
    if any(reading.candidates for reading in readings):
        return "stated"
    wholes = Counter(reading.whole for reading in readings if reading.whole)
    unread = [reading for reading in readings if not reading.whole and not reading.passed_over]
    # A text that says "none" and then more that was not understood is not taken for "none".
    return next(iter(wholes)) if len(wholes) == 1 and not unread else "not-understood"


def _names_plants(entry: Entry, reading: BookReading) -> bool | None:
    passages = [passage for passage in entry.passages if "example-plants" in passage.codes]
    if not passages:
        return None
    statements = (item for passage in passages for item in statements_in(reading.text_of(passage)))
    return any(not statement.text.lower().startswith(("no information", "see ", "none")) for statement in statements)


def _effect_facts(placed: Sequence[PlacedReading], reading: BookReading) -> Iterator[EffectFact]:
    number = 0
    for item in placed:
        for candidate in item.reading.candidates:
            number += 1
            statement = item.reading.statement
            yield EffectFact(
                section=item.entry.section,
                number=number,
                direction=candidate.direction,
                pressure=candidate.pressure,
                component=candidate.component,
                pollutant=candidate.pollutant,
                quantity=candidate.percent,
                unit="percent" if candidate.percent is not None else "",
                heading=item.heading,
                printed_heading=item.passage.heading,
                record=item.passage.record + 1,
                field=item.passage.field,
                start=statement.start,
                end=statement.end,
                page=reading.page_of(item.passage, statement.start),
                rule=candidate.rule,
                cue=candidate.cue,
                subject=candidate.subject,
            )

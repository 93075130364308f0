"""What the records of a decision leave open, as findings, one by one."""

from collections.abc import Iterable, Iterator

from loaders.loaded_source import Finding
from loaders.official_journal.facts import SourceGap
from loaders.official_journal.flattened_text.agreement import Doubt
from loaders.official_journal.flattened_text.blocks import place_of
from loaders.official_journal.flattened_text.tables import PlacedTable
from loaders.official_journal.flattened_text.ways import DocumentWays
from loaders.official_journal.levels.facts import LevelFacts

_LOOK_UP = "Read it in the Official Journal: the records do not hold it."
_SPANS_LOST = "Read the table in the Official Journal: in the records the spans of its cells are lost."


def open_questions(ways: DocumentWays, levels: LevelFacts, doubts: Iterable[Doubt]) -> tuple[Finding, ...]:
    """Return what is missing from the records, what they cut, and each level of which something is not certain."""
    return (
        *_missing_parts(ways),
        *_missing_tables(ways),
        *_unplaced(ways.tables.values()),
        *_unclear_texts(ways),
        *_silent_notes(levels),
        *_doubtful(doubts, ways.file_name),
    )


def source_gaps(ways: DocumentWays, levels: LevelFacts, doubts: Iterable[Doubt]) -> tuple[SourceGap, ...]:
    """Return the same for programs: what is not in the source, by path."""
    return (
        *(SourceGap(part, "not-in-source") for part in ("scope", "definitions", "general-considerations")),
        *_bat_gaps(ways),
        *(SourceGap(f"table/{number}", "not-in-source") for number in _numbers_missing(ways)),
        *(SourceGap(note.id, "not-in-source") for note in levels.footnotes if not note.text),
        *(SourceGap(doubt.level.id, "in-doubt") for doubt in doubts),
    )


def _bat_gaps(ways: DocumentWays) -> Iterator[SourceGap]:
    for passage in ways.passages.passages:
        if not passage.is_bat:
            yield SourceGap(f"bat/{passage.number}", "not-in-source")
        elif passage.is_cut:
            yield SourceGap(f"bat/{passage.number}", "cut-off")
        if not passage.section:
            yield SourceGap(f"bat/{passage.number}/section", "not-in-source")


def said_place(file_name: str, code: int) -> str:
    """Return in words where something stands: file, record and line."""
    record, line = place_of(code)
    return f"{file_name}, BAT {record}, line {line}"


def _missing_parts(ways: DocumentWays) -> Iterator[Finding]:
    name = ways.file_name
    whole = "the whole annex: scope, definitions, general considerations"
    yield Finding("warning", name, "the numbered BAT and pieces of other parts", whole, _LOOK_UP)
    for passage in ways.passages.passages:
        place = f"{name}, BAT {passage.number}"
        if not passage.is_bat:
            expected = f"the text of BAT {passage.number}"
            yield Finding("warning", place, "text of another part of the document", expected, _LOOK_UP)
        elif passage.is_cut:
            yield Finding("warning", place, "a text that is cut off in a sentence", "the whole BAT", _LOOK_UP)


def _missing_tables(ways: DocumentWays) -> Iterator[Finding]:
    for number in _numbers_missing(ways):
        yield Finding("warning", ways.file_name, f"no table {number}", "every table to the last", _LOOK_UP)


def _numbers_missing(ways: DocumentWays) -> list[int]:
    numbers = {int(table.flat.number) for table in ways.tables.values() if table.flat.number}
    return [number for number in range(1, max(numbers, default=0) + 1) if number not in numbers]


def _unplaced(tables: Iterable[PlacedTable]) -> Iterator[Finding]:
    for table in tables:
        if not table.ways:
            printed = "; ".join(" | ".join(cell.text for cell in row.cells) for row in table.flat.body)
            place = f"table {table.flat.number}" if table.flat.number else "a table without number"
            yield Finding("warning", place, printed, "rows that fit the columns of the header", _SPANS_LOST)


def _unclear_texts(ways: DocumentWays) -> Iterator[Finding]:
    for passage in ways.passages.passages:
        for block in passage.blocks:
            table = ways.tables.get(id(block))
            for line in table.unclear if table else ():
                place = f"{ways.file_name}, BAT {passage.number}, line {line}"
                found = "a text that can be the description or the applicability"
                yield Finding(
                    "information", place, found, "one of the two", f"It is read as description. {_SPANS_LOST}"
                )


def _silent_notes(levels: LevelFacts) -> Iterator[Finding]:
    marks: dict[str, list[str]] = {}
    for note in levels.footnotes:
        if not note.text:
            marks.setdefault(note.table, []).append(note.mark)
    for table, silent in marks.items():
        found = f"footnote marks without a note: {', '.join(silent)}"
        yield Finding("warning", f"table/{table}", found, "the notes: each can change the levels it marks", _LOOK_UP)


def _doubtful(doubts: Iterable[Doubt], file_name: str) -> Iterator[Finding]:
    for doubt in doubts:
        level = doubt.level
        kept = "its bounds are known" if level.understood else "only what is printed is known"
        said = "; ".join(f"{name.replace('_', ' ')}: {' or '.join(told)}" for name, told in doubt.open_fields)
        place = f"{said_place(file_name, level.page)}, {level.id}"
        yield Finding("warning", place, f"{level.printed} ({kept}); {said}", "one place in the table", _SPANS_LOST)

"""Loading a book of technique records: from its shipped facts, or from a user's own copy."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loaders.loaded_source import Finding, LoadedSource, LoadReport, SourceRefused
from loaders.official_journal.known_documents import reference_documents
from loaders.official_journal.shared_techniques import read_shared_techniques
from loaders.reference_document.book_graph import BookNames, TechniqueName, book_graph, graph_iri
from loaders.reference_document.book_tables import FOLDER_PREFIX, read_tables, write_tables
from loaders.reference_document.books import identify
from loaders.reference_document.effect_rules import read_effect_rules
from loaders.reference_document.entries import BookReading, read_entries
from loaders.reference_document.facts import BookFacts, PlacedReading, book_facts, read_statements
from loaders.reference_document.own_copy import wording_triples
from loaders.reference_document.records import read_records


def load_shipped(folder: Path) -> LoadedSource:
    """Return the facts in `folder`, which is `data/bref-<CODE>`. Raises SourceRefused if a table is faulty."""
    facts = read_tables(folder)
    graph = book_graph(facts, _names(facts, folder.parent))
    return LoadedSource(graph_iri(facts.code), graph, LoadReport(f"data/{folder.name}", _counts(facts)))


def load_records(path: Path, data_folder: Path) -> LoadedSource:
    """Return the book read from the JSON file `path`, with its texts; code lists are those of `data_folder`.

    Raises SourceRefused if the file is no whole list of technique records of one known book. The report lists every
    correction and every statement that no rule understood.
    """
    reading, statements = _read(path, data_folder)
    facts = book_facts(reading, statements)
    graph = book_graph(facts, _names(facts, data_folder))
    for triple in wording_triples(reading, facts.effects):
        graph.add(triple)
    findings = (*reading.findings, *_unread(statements))
    counts = {**_counts(facts), **_statement_counts(statements), "records left out": len(reading.left_out)}
    return LoadedSource(graph_iri(facts.code), graph, LoadReport(path.name, counts, findings))


def ship_records(path: Path, data_folder: Path) -> BookFacts:
    """Write the facts of the JSON file `path` into `data_folder`/bref-<CODE> and return them. Raises SourceRefused."""
    reading, statements = _read(path, data_folder)
    facts = book_facts(reading, statements)
    write_tables(facts, data_folder / f"{FOLDER_PREFIX}{facts.code}")
    return facts


def _read(path: Path, data_folder: Path) -> tuple[BookReading, tuple[PlacedReading, ...]]:
    records = read_records(path)
    reading = read_entries(identify(path, records), records)
    if not reading.entries:
        raise SourceRefused(
            file=path.name,
            place="the whole file",
            found=f"{len(records)} records, none of a technique ({'; '.join(reading.left_out)})",
            expected="at least one technique",
            mend="Give the records of the chapters that describe techniques.",
        )
    return reading, read_statements(reading, read_effect_rules(data_folder))


def _names(facts: BookFacts, data_folder: Path) -> BookNames:
    document = reference_documents().get(facts.code)
    path = data_folder / "code-lists" / "techniques.csv"
    techniques: dict[str, TechniqueName] = {}
    if path.exists():
        shared = read_shared_techniques(path)
        for entry in facts.entries:
            identifier = shared.find(entry.title, "en")
            if identifier:
                techniques[entry.section] = TechniqueName(identifier, shared.by_id[identifier].labels)
    return BookNames(document.kind if document else "", document.titles if document else {}, techniques)


def _counts(facts: BookFacts) -> dict[str, int]:
    directions = Counter(effect.direction for effect in facts.effects)
    return {
        "technique entries": len(facts.entries),
        "entries with a page": sum(1 for entry in facts.entries if entry.page is not None),
        "candidate effects": len(facts.effects),
        **{f"effects: {direction}": count for direction, count in sorted(directions.items())},
        "effects, component not known": sum(1 for effect in facts.effects if not effect.component),
        **_cross_media_counts(facts),
    }


def _cross_media_counts(facts: BookFacts) -> dict[str, int]:
    said = Counter(entry.cross_media for entry in facts.entries if entry.cross_media)
    return {f"cross-media effects: {statement}": count for statement, count in sorted(said.items())}


def _statement_counts(statements: Sequence[PlacedReading]) -> dict[str, int]:
    return {
        "statements": len(statements),
        "statements with effects": sum(1 for item in statements if item.reading.candidates),
        "statements on effects as a whole": sum(1 for item in statements if item.reading.whole),
        "statements passed over": sum(1 for item in statements if item.reading.passed_over),
        "statements not understood": sum(1 for item in statements if _is_unread(item)),
    }


def _is_unread(item: PlacedReading) -> bool:
    reading = item.reading
    return not (reading.candidates or reading.whole or reading.passed_over)


def _unread(statements: Sequence[PlacedReading]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            severity="information",
            place=f"section {item.entry.section}, record {item.passage.record + 1}, {item.passage.field!r}, "
            f"characters {item.reading.statement.start}-{item.reading.statement.end}",
            found=item.reading.statement.text,
            expected="a statement that a rule understands",
            mend="Nothing is taken from it; state its effects by hand, or add a rule.",
        )
        for item in statements
        if _is_unread(item)
    )

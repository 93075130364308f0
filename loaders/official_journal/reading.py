"""The way in: the document of a decision to facts, to a graph, or to shipped facts, and those to the same graph."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from rdflib import Graph

from loaders.loaded_source import Finding, LoadedSource, LoadReport
from loaders.official_journal.bat_clauses import bat_clauses
from loaders.official_journal.comparison import Difference, compare_readings
from loaders.official_journal.decision_graph import (
    decision_graph,
    graph_iri,
    second_reading_graph,
    without_page_numbers,
)
from loaders.official_journal.definitions import read_definitions
from loaders.official_journal.facts import DecisionFacts, SecondReading
from loaders.official_journal.facts_csv import (
    language_of_record,
    read_decision_folder,
    read_second_readings,
    write_decision,
    write_second_reading,
)
from loaders.official_journal.figures_by_name import counted
from loaders.official_journal.flattened_text import read_flattened_decision
from loaders.official_journal.identity import read_identity
from loaders.official_journal.known_documents import CODE_LISTS, SHIPPED_DATA
from loaders.official_journal.languages import phrases_of
from loaders.official_journal.layout import read_decision_text
from loaders.official_journal.levels.code_lists import read_level_codes
from loaders.official_journal.levels.document_levels import read_level_facts
from loaders.official_journal.levels.level_graph import levels_graph
from loaders.official_journal.levels.levels_csv import read_levels_folder, write_levels
from loaders.official_journal.numbered_bat import bat_facts, read_bat_passages
from loaders.official_journal.page_content import DecisionText
from loaders.official_journal.places import with_places
from loaders.official_journal.scope import read_scope
from loaders.official_journal.second_reading import second_reading
from loaders.official_journal.shared_techniques import shared_techniques
from loaders.official_journal.source_kind import checked_kind
from loaders.official_journal.technique_facts import described_facts, mark_findings, technique_facts
from loaders.official_journal.technique_tables import described_techniques
from loaders.official_journal.web_page import read_web_page

Progress = Callable[[int, int], None]
_READ_AGAIN: Final = "Compare both printed documents; a printed difference stays, another is a fault of reading."


def read_decision(path: Path, progress: Progress | None = None) -> DecisionFacts:
    """Read a decision from its PDF, its page saved from EUR-Lex, or its flattened records, by what the file holds.

    `progress(pages done, pages in all)` is called after every page of a PDF. Raises SourceRefused when the file cannot
    be read whole or is not the decision its name says.
    """
    kind = checked_kind(path)
    if kind == "flattened-text":
        return read_flattened_decision(path)
    if kind == "web-page":
        page = read_web_page(path)
        return with_places(decision_facts(page.text), page.said)
    return decision_facts(read_decision_text(path, progress))


def decision_facts(text: DecisionText) -> DecisionFacts:
    """Return the facts of a decision whose pages have been read. Raises SourceRefused."""
    identity = read_identity(text)
    phrases = phrases_of(identity.language)
    scope = read_scope(text, phrases, identity.adopted)
    passages = read_bat_passages(text, phrases)
    described = described_facts(described_techniques(text, phrases), phrases, shared_techniques())
    levels = read_level_facts(text, passages, phrases, read_level_codes(CODE_LISTS, phrases.language))
    techniques = technique_facts(passages, described, phrases, shared_techniques())
    return DecisionFacts(
        identity=identity,
        activities=scope.activities,
        references=scope.references,
        terms=read_definitions(text, phrases),
        bats=bat_facts(passages, phrases),
        techniques=techniques,
        described=described,
        clauses=bat_clauses(passages, phrases),
        levels=levels.facts,
        findings=(*scope.findings, *mark_findings(techniques), *levels.findings),
        figures=counted(levels.figures),
    )


def load_decision(path: Path, data: Path = SHIPPED_DATA, progress: Progress | None = None) -> LoadedSource:
    """Read a user's own copy into a graph, texts included.

    If `data` holds the same decision read in another language, that is the reading of record: the graph then states
    labels only, and the report lists where the two differ. Raises SourceRefused.
    """
    facts = read_decision(path, progress)
    record = _record_in_another_language(facts, data)
    return loaded_second_reading(record, facts, path.name) if record else loaded(facts, path.name)


def load_shipped(folder: Path) -> LoadedSource:
    """Return the reading of record that ships in `folder`, e.g. `data/32019D2031`. Raises SourceRefused."""
    return loaded(read_shipped(folder), folder.name)


def load_shipped_readings(folder: Path) -> tuple[LoadedSource, ...]:
    """Return every reading that ships in `folder`: that of record first, then the labels of other languages."""
    record = load_shipped(folder)
    others = []
    for reading in read_second_readings(folder, folder.name):
        counts = {"labels": len(reading.labels)}
        report = LoadReport(f"{folder.name}/{reading.language}", counts)
        others.append(LoadedSource(graph_iri(reading.celex, reading.language), second_reading_graph(reading), report))
    return (record, *others)


def ship_decision(path: Path, data: Path = SHIPPED_DATA, progress: Progress | None = None) -> LoadReport:
    """Read a document and write its facts under `data`, no sentence among them.

    The first language of a decision becomes its reading of record; another language adds a file of labels.
    Raises SourceRefused, and then nothing is written.
    """
    return ship_facts(read_decision(path, progress), path.name, data)


def ship_facts(facts: DecisionFacts, source: str, data: Path) -> LoadReport:
    """Write facts read from `source` under `data`, as `ship_decision` does. Raises SourceRefused."""
    folder = data / facts.identity.celex
    record = _record_in_another_language(facts, data)
    if record is None:
        write_shipped(facts, folder)
        return loaded(facts, source).report
    write_second_reading(second_reading(record, facts), folder)
    return loaded_second_reading(record, facts, source).report


def _record_in_another_language(facts: DecisionFacts, data: Path) -> DecisionFacts | None:
    """Return the reading of record in `data` if it is in another language than `facts`.

    One in the same language is not even read: these facts are about to take its place.
    """
    folder = data / facts.identity.celex
    language = language_of_record(folder)
    return None if language in (None, facts.identity.language) else read_shipped(folder)


def write_shipped(facts: DecisionFacts, folder: Path) -> None:
    """Write the facts of a reading of record, levels among them; files of a former reading are replaced."""
    write_decision(facts, folder)
    write_levels(facts.levels, folder)


def read_shipped(folder: Path) -> DecisionFacts:
    """Return the facts that `write_shipped` wrote. Raises SourceRefused naming file, row and column."""
    return replace(read_decision_folder(folder), levels=read_levels_folder(folder))


def loaded(facts: DecisionFacts, source: str) -> LoadedSource:
    """Return the graph of a reading of record with its report."""
    identity = facts.identity
    report = LoadReport(source, counts_of(facts), facts.findings)
    return LoadedSource(graph_iri(identity.celex, identity.language), _graph(facts), report)


def loaded_second_reading(record: DecisionFacts, facts: DecisionFacts, source: str) -> LoadedSource:
    """Return the labels that a reading in another language adds to the reading of record."""
    reading: SecondReading = second_reading(record, facts)
    differences = compare_readings(record, facts)
    findings = tuple(_finding(difference, record, facts) for difference in differences)
    counts = {"labels": len(reading.labels), "differences": len(differences)}
    report = LoadReport(source, counts, findings)
    return LoadedSource(graph_iri(reading.celex, reading.language), second_reading_graph(reading), report)


def counts_of(facts: DecisionFacts) -> dict[str, int]:
    """Return the figures of a load report."""
    return {
        "pages": facts.identity.page_count,
        "activities": len(facts.activities),
        "related documents": len(facts.references),
        "terms": len(facts.terms),
        "BAT": len(facts.bats),
        "clauses of BAT": len(facts.clauses),
        "techniques": len(facts.techniques),
        "techniques aligned": sum(bool(technique.technique) for technique in facts.techniques),
        "techniques described": len(facts.described),
        "level tables": len(facts.levels.tables),
        "levels": len(facts.levels.levels),
        "footnotes": len(facts.levels.footnotes),
        "monitoring rows": len(facts.levels.monitoring),
        **facts.figures,
    }


def _graph(facts: DecisionFacts) -> Graph:
    graph = decision_graph(facts)
    for triple in levels_graph(facts.levels, facts.identity.celex, facts.identity.language):
        graph.add(triple)
    return graph if facts.identity.page_count else without_page_numbers(graph)


def _finding(difference: Difference, record: DecisionFacts, facts: DecisionFacts) -> Finding:
    first = f"{difference.first or 'nothing'} ({record.identity.language})"
    second = f"{difference.second or 'nothing'} ({facts.identity.language})"
    return Finding("warning", difference.place, second, first, _READ_AGAIN)

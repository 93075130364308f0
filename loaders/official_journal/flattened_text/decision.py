"""A decision from its flattened records: the same facts as from print, as far as the records hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused
from loaders.official_journal.bat_clauses import bat_clauses
from loaders.official_journal.facts import BatFact, DecisionFacts, Identity
from loaders.official_journal.figures_by_name import counted
from loaders.official_journal.flattened_text.agreement import Doubt, agreed
from loaders.official_journal.flattened_text.open_questions import open_questions, said_place, source_gaps
from loaders.official_journal.flattened_text.passages import UNKNOWN_SECTION, FlatPassage, read_passages
from loaders.official_journal.flattened_text.records import FlattenedFile, read_records
from loaders.official_journal.flattened_text.ways import DocumentWays
from loaders.official_journal.identity import compare_with_file_name, compare_with_known
from loaders.official_journal.known_documents import CODE_LISTS, published_decision
from loaders.official_journal.languages import Phrases, phrases_of
from loaders.official_journal.levels.code_lists import read_level_codes
from loaders.official_journal.levels.document_levels import LevelsReading, read_level_facts
from loaders.official_journal.levels.facts import FootnoteFact, LevelTableFact
from loaders.official_journal.numbered_bat import addressed_pressures
from loaders.official_journal.places import with_places
from loaders.official_journal.shared_techniques import shared_techniques
from loaders.official_journal.technique_facts import described_facts, technique_facts
from loaders.official_journal.technique_tables import described_techniques

# Languages by the names that records use.
_LANGUAGES: Final[Mapping[str, str]] = {"English": "en"}


def read_flattened_decision(path: Path) -> DecisionFacts:
    """Read the JSON records of a decision.

    Everything that the records leave open is a finding: a BAT whose record holds other text, a table that is missing,
    a footnote without text, a level whose column is not certain. Raises SourceRefused.
    """
    source = read_records(path)
    phrases = phrases_of(_language(source))
    identity = _identity(source, phrases.language)
    ways = DocumentWays(source.file_name, read_passages(source.records, phrases), phrases)
    text, passages = ways.document(0)
    described = described_facts(described_techniques(text, phrases), phrases, shared_techniques())
    reading, doubts = _levels(ways)
    facts = DecisionFacts(
        identity=identity,
        activities=(),
        references=(),
        terms=(),
        bats=tuple(_bat(passage, phrases) for passage in ways.passages.passages),
        techniques=technique_facts(passages, described, phrases, shared_techniques()),
        described=described,
        clauses=bat_clauses(passages, phrases),
        levels=reading.facts,
        gaps=source_gaps(ways, reading.facts, doubts),
        findings=(*open_questions(ways, reading.facts, doubts), *reading.findings),
        figures={**counted(reading.figures), **_doubt_figures(doubts)},
    )
    return with_places(facts, lambda code: said_place(source.file_name, code))


def _language(source: FlattenedFile) -> str:
    language = _LANGUAGES.get(source.language)
    if language is None:
        raise SourceRefused(
            file=source.file_name,
            place="record 1, language",
            found=repr(source.language),
            expected=" or ".join(_LANGUAGES),
            mend="Give the records of the page in one of these languages, or the PDF of the Official Journal.",
        )
    return language


def _identity(source: FlattenedFile, language: str) -> Identity:
    """Return the identity: number, sector and language as the records say, the rest as published."""
    published = published_decision(source.celex, language)
    if published is None:
        raise SourceRefused(
            file=source.file_name,
            place="the records",
            found=f"decision {source.number}, without title and dates",
            expected="a decision listed in data/code-lists/eu-decision-publications.csv",
            mend="Add its title, dates and place in the Official Journal to that list, with their source.",
        )
    identity = Identity(
        celex=source.celex,
        number=source.number,
        sector=source.sector,
        language=language,
        title=published.title,
        adopted=published.adopted,
        notified=published.notified,
        journal=published.journal,
        published=published.published,
        first_page=published.first_page,
        page_count=0,
    )
    compare_with_known(source.file_name, "record 1, document_code", identity)
    compare_with_file_name(source.file_name, "record 1", identity)
    return identity


def _bat(passage: FlatPassage, phrases: Phrases) -> BatFact:
    return BatFact(
        number=passage.number,
        section=passage.section,
        section_title=passage.section_title,
        page=passage.page,
        pressures=addressed_pressures(passage.statement, phrases),
        purpose=passage.statement,
    )


def _levels(ways: DocumentWays) -> tuple[LevelsReading, tuple[Doubt, ...]]:
    """Return the levels on which all ways agree, and those of which something is in doubt."""
    codes = read_level_codes(CODE_LISTS, ways.phrases.language)
    readings = [read_level_facts(*ways.document(way), ways.phrases, codes) for way in range(ways.count)]
    first = readings[0]
    several = {level.table for reading in readings[1:] for level in reading.facts.levels if level.table}
    certain = [level for level in first.facts.levels if level.table not in several]
    joined = agreed([[level for level in one.facts.levels if level.table in several] for one in readings])
    levels = tuple(sorted((*certain, *joined.levels), key=lambda level: level.page))
    facts = replace(
        first.facts,
        levels=levels,
        tables=tuple(_known_section(table) for table in first.facts.tables),
        footnotes=tuple(_silent(note) for note in first.facts.footnotes),
    )
    return replace(first, facts=facts), joined.doubts


def _doubt_figures(doubts: Sequence[Doubt]) -> dict[str, int]:
    """Return how many levels are only kept as printed, those with a figure among them, and how many lack a part."""
    printed = [doubt.level for doubt in doubts if not doubt.level.understood]
    return {
        "numeric cells not understood": sum(any(map(str.isdigit, level.printed)) for level in printed),
        "levels kept as printed": len(printed),
        "levels with a part in doubt": len(doubts) - len(printed),
    }


def _known_section(table: LevelTableFact) -> LevelTableFact:
    return replace(table, section="") if table.section.startswith(UNKNOWN_SECTION) else table


def _silent(note: FootnoteFact) -> FootnoteFact:
    """Return a note without text as one of which no effect is known."""
    return note if note.text else replace(note, effects=())

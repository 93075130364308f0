"""All levels of a decision: its tables and running text in order, each with the BAT and the section it belongs to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.loaded_source import Finding
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.aligned_lists import as_table_of_values, is_aligned_list
from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.embedded_notes import with_notes_of_last_row
from loaders.official_journal.levels.facts import (
    FootnoteFact,
    LevelFact,
    LevelFacts,
    LevelTableFact,
    MonitoringFact,
    NotUnderstood,
    ReferenceConditionsFact,
)
from loaders.official_journal.levels.figures import Figures, findings_of
from loaders.official_journal.levels.general_averaging import read_general_averaging, with_general_averaging
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.measuring_techniques import read_measuring_techniques
from loaders.official_journal.levels.monitoring import read_monitoring
from loaders.official_journal.levels.page_notes import with_page_notes
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.read_table import read_levels
from loaders.official_journal.levels.reference_conditions import Conditions, read_conditions
from loaders.official_journal.levels.running_text import read_running_text
from loaders.official_journal.levels.table_kind import TableContext, TableKind, classify
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.page_content import DecisionText, Line, Table


@dataclass(frozen=True)
class LevelsReading:
    """The levels of a decision, the figures of the load report, and what could only be kept as printed."""

    facts: LevelFacts
    figures: Figures
    findings: tuple[Finding, ...]


def read_level_facts(
    text: DecisionText, passages: Sequence[BatPassage], phrases: Phrases, codes: LevelCodes
) -> LevelsReading:
    """Read every table and sentence of a decision that states levels, monitoring or reference conditions."""
    return _DocumentReader(text, passages, LevelPhrases(phrases), codes).read()


@dataclass
class _Gathered:
    """What has been read so far. `subjects` are what a level is for, by the id of the level."""

    tables: list[LevelTableFact] = field(default_factory=list)
    levels: list[LevelFact] = field(default_factory=list)
    footnotes: list[FootnoteFact] = field(default_factory=list)
    monitoring: list[MonitoringFact] = field(default_factory=list)
    unclear: list[NotUnderstood] = field(default_factory=list)
    unused: list[NotUnderstood] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    subjects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reference_tables: list[Table] = field(default_factory=list)


class _DocumentReader:
    def __init__(
        self, text: DecisionText, passages: Sequence[BatPassage], phrases: LevelPhrases, codes: LevelCodes
    ) -> None:
        self._blocks = text.blocks
        self._passages = passages
        self._phrases = phrases
        self._codes = codes
        self._passage_of = {id(block): passage for passage in passages for block in passage.blocks}
        self._begin = next((place for place, block in enumerate(self._blocks) if id(block) in self._passage_of), 0)
        self._keys: Counter[str] = Counter()
        self._gathered = _Gathered()

    def read(self) -> LevelsReading:
        gathered = self._gathered
        for table, context in self._tables():
            self._take(table, context, classify(table, context, self._phrases))
        self._take_text()
        conditions = read_conditions(self._blocks[: self._begin], gathered.reference_tables, self._phrases)
        averaging = read_general_averaging(self._blocks[: self._begin], self._phrases, self._codes.pollutants)
        gathered.levels = [with_general_averaging(level, averaging) for level in gathered.levels]
        levels, used = self._with_conditions(conditions)
        facts = LevelFacts(
            tables=tuple(gathered.tables),
            levels=levels,
            footnotes=tuple(gathered.footnotes),
            reference_conditions=used,
            monitoring=tuple(gathered.monitoring),
        )
        figures = gathered.figures.with_levels(levels)
        return LevelsReading(facts, figures, findings_of(levels, gathered.unclear, gathered.unused, figures.unresolved))

    # Tables.

    def _tables(self) -> Iterator[tuple[Table, TableContext]]:
        section, before = "", ""
        for block, follows in pairwise((*self._blocks, None)):
            if isinstance(block, Line):
                section, before = block.section or section, "" if block.is_page_note else block.text
                continue
            if not isinstance(block, Table):
                continue
            passage = self._passage_of.get(id(block))
            table = as_table_of_values(block, follows) if is_aligned_list(block) else with_notes_of_last_row(block)
            number, statement = (passage.number, passage.statement) if passage else (None, "")
            yield table, TableContext(number, section, before, statement)
            before = ""

    def _take(self, table: Table, context: TableContext, kind: TableKind) -> None:
        gathered = self._gathered
        if kind.kind == "reference-conditions":
            gathered.reference_tables.append(table)
        elif kind.kind == "monitoring":
            read = read_monitoring(table, self._key(table, context), context, self._phrases, self._codes)
            gathered.monitoring += read.rows
            gathered.footnotes += read.footnotes
            gathered.unclear += read.not_understood
            gathered.figures = gathered.figures.with_monitoring(read)
        elif kind.kind == "technique":
            self._take_measuring(table, context)
        elif kind.kind == "level" and kind.level_kind and kind.standing and self._is_in_conclusions(table):
            fact = LevelTableFact(
                key=self._key(table, context),
                number=table.number or "",
                caption=table.caption,
                page=table.first_page,
                bat=context.bat,
                section=context.section,
                kind=kind.level_kind,
                standing=kind.standing,
            )
            self._take_levels(table, context, fact)

    def _take_measuring(self, table: Table, context: TableContext) -> None:
        base = f"bat-{context.bat}-techniques"
        self._keys[base] += 1
        key = f"{base}-{self._keys[base]}"
        read = read_measuring_techniques(table, key, context, self._phrases, self._codes)
        self._gathered.monitoring += read.rows
        self._gathered.unclear += read.not_understood
        self._gathered.figures = self._gathered.figures.with_measuring(read)

    def _take_levels(self, table: Table, context: TableContext, fact: LevelTableFact) -> None:
        gathered = self._gathered
        # Where a table has no caption, the sentence before it says what a caption would.
        captioned = table if table.caption else replace(table, caption=plain(context.lead_in))
        read = read_levels(captioned, fact, self._phrases, self._codes)
        gathered.tables.append(fact)
        gathered.levels += read.levels
        gathered.footnotes += read.footnotes
        gathered.unclear += read.not_understood
        gathered.unused += read.numbers_unused
        gathered.figures = gathered.figures.with_table(fact.key, read)
        for level in read.levels:
            what_for = f"{level.plant_category} {level.process}"
            gathered.subjects[level.id] = (what_for, captioned.caption, *self._titles(context.section))

    def _key(self, table: Table, context: TableContext) -> str:
        """Return the number of a table, or for one without number its place: `bat-20-1`, `section-3.1-1`."""
        place = f"bat-{context.bat}" if context.bat is not None else f"section-{context.section or '0'}"
        base = table.number or place
        self._keys[base] += 1
        return base if table.number and self._keys[base] == 1 else f"{base}-{self._keys[base]}"

    def _is_in_conclusions(self, table: Table) -> bool:
        """Say whether a table stands behind the first BAT; the general part defines, it states no levels."""
        return table.first_page >= (self._passages[0].page if self._passages else 0)

    # Running text.

    def _take_text(self) -> None:
        gathered = self._gathered
        stated: list[LevelFact] = []
        for place, bat, subject, blocks in (*self._passage_texts(), *self._section_texts()):
            read = read_running_text(blocks, place, bat, subject, self._phrases, self._codes)
            stated += read.levels
            gathered.unclear += read.not_understood
            section = next((block.section for block in blocks if isinstance(block, Line)), "")
            for level in read.levels:
                gathered.subjects[level.id] = (level.process, subject, *self._titles(section))
        noted = with_page_notes(stated, (block for block in self._blocks if isinstance(block, Line)))
        gathered.levels += noted.levels
        gathered.footnotes += noted.footnotes
        gathered.figures = gathered.figures.with_text(noted)

    def _passage_texts(self) -> Iterator[tuple[str, int | None, str, Sequence[Line | Table]]]:
        for passage in self._passages:
            opening = Line(passage.statement, passage.page, False, passage.section, ())
            yield f"bat/{passage.number}", passage.number, passage.statement, (opening, *_without_notes(passage.blocks))

    def _section_texts(self) -> Iterator[tuple[str, int | None, str, Sequence[Line | Table]]]:
        """Yield the text that belongs to no BAT, by section: what stands between a heading and the next BAT."""
        openings = {plain(passage.statement) for passage in self._passages}
        sections: dict[str, list[Line | Table]] = {}
        for block in _without_notes(self._blocks[self._begin :]):
            if id(block) in self._passage_of or not isinstance(block, Line) or block.is_heading:
                continue
            if not any(plain(block.text).endswith(opening) for opening in openings):
                sections.setdefault(block.section, []).append(block)
        for section, blocks in sections.items():
            yield f"section/{section or '0'}", None, "", blocks

    def _titles(self, section: str) -> tuple[str, ...]:
        """Return the titles of a section and those it stands in, the most particular first."""
        steps = section.split(".")
        numbers = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
        titles = {
            block.section: plain(block.text)
            for block in self._blocks
            if isinstance(block, Line) and block.is_heading and block.section in numbers
        }
        return tuple(titles[number] for number in numbers if number in titles)

    # Reference conditions.

    def _with_conditions(
        self, conditions: Conditions
    ) -> tuple[tuple[LevelFact, ...], tuple[ReferenceConditionsFact, ...]]:
        levels: list[LevelFact] = []
        used = {(fact.key, fact.activity): fact for fact in (conditions.general, *conditions.by_activity) if fact}
        for level in self._gathered.levels:
            fact = conditions.of_level(level, self._gathered.subjects[level.id], self._phrases)
            if fact and not any(key == fact.key for key, _ in used):
                used[(fact.key, fact.activity)] = fact
            levels.append(replace(level, reference=fact.key) if fact else level)
        return tuple(levels), tuple(used.values())


def _without_notes(blocks: Sequence[Line | Table]) -> tuple[Line | Table, ...]:
    return tuple(block for block in blocks if not (isinstance(block, Line) and block.is_page_note))

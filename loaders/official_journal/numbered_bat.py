"""The numbered BAT of a decision: where each begins, what belongs to it, and whether the series has a gap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.loaded_source import Finding, SourceRefused
from loaders.official_journal.facts import BatFact
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import DecisionText, Line, Table


@dataclass(frozen=True)
class BatPassage:
    """One numbered BAT: its statement (the first paragraph without the number) and every block up to the next BAT or
    numbered heading."""

    number: int
    section: str
    section_title: str
    page: int
    statement: str
    blocks: tuple[Line | Table, ...]


@dataclass(frozen=True)
class BatSeries:
    """All numbered BAT of a document in order, with what was odd about their numbers."""

    passages: tuple[BatPassage, ...]
    findings: tuple[Finding, ...]


def read_bat_series(text: DecisionText, phrases: Phrases) -> BatSeries:
    """Return BAT 1 to the last.

    Raises SourceRefused when there is none, when a number is missing, or when the text speaks of a BAT beyond the last
    one read: a reading with a hole would state less than the law.
    """
    collector = _Collector(text, phrases)
    for index, block in enumerate(text.blocks):
        collector.take(index, block)
    series = collector.series()
    _refuse_gaps(text, phrases, series, collector.skipped)
    return series


def bat_facts(passages: Sequence[BatPassage], phrases: Phrases) -> tuple[BatFact, ...]:
    """Return the facts of the passages, with the pressures each is to prevent or reduce."""
    return tuple(
        BatFact(
            number=passage.number,
            section=passage.section,
            section_title=passage.section_title,
            page=passage.page,
            pressures=addressed_pressures(passage.statement, phrases),
            purpose=passage.statement,
        )
        for passage in passages
    )


def addressed_pressures(statement: str, phrases: Phrases) -> tuple[str, ...]:
    """Return ids of code/pressure that the goal of a statement names, sorted; none where it names none."""
    goal = _goal(plain(statement), phrases)
    patterns = phrases.lists("purpose", "pressures")
    named = [pressure for pressure, spellings in patterns.items() if _any_found(spellings, goal)]
    return tuple(sorted(named))


def _goal(statement: str, phrases: Phrases) -> str:
    found = (pattern.search(statement) for pattern in phrases.patterns("purpose", "goal"))
    goal = next((match["goal"] for match in found if match), "")
    for means in phrases.texts("purpose", "means"):
        goal = goal.split(means, 1)[0]
    return goal


def _any_found(spellings: Sequence[str], goal: str) -> bool:
    return any(re.search(spelling, goal, re.IGNORECASE) for spelling in spellings)


class _Collector:
    """Walks over the blocks once, opening a passage at each BAT number that is the next one."""

    def __init__(self, text: DecisionText, phrases: Phrases) -> None:
        self._text = text
        self._openings = phrases.patterns("bat", "opening")
        self._bare = phrases.patterns("bat", "number_only")
        self._statement = phrases.patterns("bat", "statement")
        self._passages: list[BatPassage] = []
        self._blocks: list[Line | Table] = []
        self._open = False
        self._headings: dict[str, str] = {}
        self._findings: list[Finding] = []
        self.skipped: list[tuple[int, int]] = []

    def take(self, index: int, block: Line | Table) -> None:
        """Take one block; `index` is its place in the document."""
        if isinstance(block, Line):
            opened = self._opened_by(index, block)
            if opened:
                self._close()
                self._passages.append(opened)
                self._open = True
                return
            if block.is_heading and block.section:
                self._headings[block.section] = _without_number(plain(block.text), block.section)
                self._close()
        if self._open:
            self._blocks.append(block)

    def series(self) -> BatSeries:
        """Return what was collected."""
        self._close()
        return BatSeries(tuple(self._passages), tuple(self._findings))

    def _opened_by(self, index: int, line: Line) -> BatPassage | None:
        number, statement = self._number_and_statement(index, line)
        if number is None or not any(pattern.search(statement) for pattern in self._statement):
            return None
        expected = len(self._passages) + 1
        if number == expected:
            title = self._headings.get(line.section, "")
            return BatPassage(number, line.section, title, line.page, statement, ())
        if number > expected:
            self.skipped.append((number, line.page))
        return None

    def _number_and_statement(self, index: int, line: Line) -> tuple[int | None, str]:
        printed = plain(line.text)
        for pattern in self._openings:
            found = pattern.match(printed)
            if found:
                return int(found["number"]), found["statement"]
        if any(pattern.match(printed) for pattern in self._bare):
            number = next(match["number"] for match in (p.match(printed) for p in self._bare) if match)
            following = self._text.blocks[index + 1] if index + 1 < len(self._text.blocks) else None
            return int(number), plain(following.text) if isinstance(following, Line) else ""
        return None, ""

    def _close(self) -> None:
        if self._open:
            self._passages[-1] = replace(self._passages[-1], blocks=tuple(self._blocks))
        self._blocks = []
        self._open = False


def _without_number(heading: str, section: str) -> str:
    return heading.removeprefix(section).lstrip(". ").strip()


def _refuse_gaps(text: DecisionText, phrases: Phrases, series: BatSeries, skipped: Sequence[tuple[int, int]]) -> None:
    last = len(series.passages)
    if not last:
        raise SourceRefused(
            file=text.file_name,
            place="whole document",
            found="no numbered BAT",
            expected="BAT 1 and those after it",
            mend="Give the whole PDF of the decision: its annex holds the BAT.",
        )
    beyond = [(number, page) for number, page in skipped if number > last]
    beyond += [(number, page) for number, page in _mentioned(text, phrases) if number > last]
    if beyond:
        number, page = min(beyond)
        raise SourceRefused(
            file=text.file_name,
            place=f"page {page}",
            found=f"BAT {number}, though only BAT 1 to BAT {last} were found",
            expected=f"BAT {last + 1} before it",
            mend="The file may be cut or its text damaged: take the PDF again from the Official Journal.",
        )


def _mentioned(text: DecisionText, phrases: Phrases) -> list[tuple[int, int]]:
    """Return the BAT numbers that lines name, with pages."""
    return [
        (int(found["number"]), block.page)
        for block in text.blocks
        if isinstance(block, Line)
        for pattern in phrases.patterns("bat", "mention")
        for found in pattern.finditer(plain(block.text))
    ]

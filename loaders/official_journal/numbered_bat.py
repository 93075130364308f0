"""The numbered BAT of a decision: where each begins, what belongs to it, and whether the series has a gap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.loaded_source import SourceRefused
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


def read_bat_passages(text: DecisionText, phrases: Phrases) -> tuple[BatPassage, ...]:
    """Return BAT 1 to the last.

    Raises SourceRefused when there is none, when a number is missing, or when the text speaks of a BAT beyond the last
    one read: a reading with a hole would state less than the law.
    """
    collector = _Collector(phrases, _opening(text, phrases))
    for block in text.blocks:
        collector.take(block)
    passages = collector.passages()
    _refuse_gaps(text, phrases, passages, collector)
    return passages


def _opening(text: DecisionText, phrases: Phrases) -> re.Pattern[str]:
    """Return the form in which this document opens its BAT: the first of the known forms in which it opens BAT 1."""
    openings = phrases.patterns("bat", "opening")
    statements = phrases.patterns("bat", "statement")
    for opening in openings:
        for block in text.blocks:
            found = _opened(opening, statements, block) if isinstance(block, Line) else None
            if found and int(found["number"]) == 1:
                return opening
    return openings[0]


def _opened(opening: re.Pattern[str], statements: Sequence[re.Pattern[str]], line: Line) -> re.Match[str] | None:
    """Return the match if a line opens a BAT; a numbered heading does not, though it may look the same."""
    found = opening.match(plain(line.text))
    if not found or not any(said.search(found["statement"]) for said in statements):
        return None
    return None if line.is_heading and line.section == found["number"] else found


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

    def __init__(self, phrases: Phrases, opening: re.Pattern[str]) -> None:
        self._opening = opening
        self._statements = phrases.patterns("bat", "statement")
        self._passages: list[BatPassage] = []
        self._blocks: list[Line | Table] = []
        self._open = False
        self._headings: dict[str, str] = {}
        self.skipped: list[tuple[int, int]] = []

    def take(self, block: Line | Table) -> None:
        """Take the next block of the document."""
        if isinstance(block, Line):
            opened = self._opened_by(block)
            if opened:
                self._close()
                self._passages.append(opened)
                self._open = True
                return
            if block.is_heading and block.section and plain(block.text).startswith(block.section):
                self._headings[block.section] = plain(block.text).removeprefix(block.section).lstrip(". ")
                self._close()
        if self._open:
            self._blocks.append(block)

    def passages(self) -> tuple[BatPassage, ...]:
        """Return the passages so far, the last one closed."""
        self._close()
        return tuple(self._passages)

    def _opened_by(self, line: Line) -> BatPassage | None:
        found = _opened(self._opening, self._statements, line)
        if not found:
            return None
        number = int(found["number"])
        expected = len(self._passages) + 1
        if number == expected:
            title = self._headings.get(line.section, "")
            return BatPassage(number, line.section, title, line.page, found["statement"], ())
        if number > expected:
            self.skipped.append((number, line.page))
        return None

    def _close(self) -> None:
        if self._open:
            self._passages[-1] = replace(self._passages[-1], blocks=tuple(self._blocks))
        self._blocks = []
        self._open = False


def _refuse_gaps(text: DecisionText, phrases: Phrases, passages: Sequence[BatPassage], collector: _Collector) -> None:
    last = len(passages)
    if not last:
        raise SourceRefused(
            file=text.file_name,
            place="whole document",
            found="no numbered BAT",
            expected="BAT 1 and those after it",
            mend="Give the whole PDF of the decision: its annex holds the BAT.",
        )
    beyond = [place for place in (*collector.skipped, *_mentioned(text, phrases)) if place[0] > last]
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

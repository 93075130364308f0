"""Where facts stand in a source that has no pages: a line of a record, an anchor of a web page.

While such a source is read, a running number takes the place of the page. Afterwards each fact has page 0, which no
source has, and its place is told in words by the path of its IRI within the document.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from loaders.loaded_source import Finding
from loaders.official_journal.decision_graph import clause_path, described_path, entry_path
from loaders.official_journal.facts import DecisionFacts, SourcePlace
from loaders.official_journal.levels.facts import LevelFacts

NO_PAGE: Final = 0
_PAGE: Final = re.compile(r"\bpage (?P<code>\d+)\b")
_PAGE_NOTE: Final = re.compile(r"^page/\d+/note/(?P<mark>[^/]+)$")


def with_places(facts: DecisionFacts, said: Callable[[int], str]) -> DecisionFacts:
    """Return the facts without pages, and the place of each that has an IRI, in words.

    `said` turns the number that was read as a page into words, e.g. `BAT 20, line 178`.
    """
    facts = replace(facts, levels=_with_notes_named(facts.levels))
    levels = facts.levels
    return replace(
        facts,
        activities=_without_page(facts.activities),
        references=_without_page(facts.references),
        terms=_without_page(facts.terms),
        bats=_without_page(facts.bats),
        clauses=_without_page(facts.clauses),
        techniques=_without_page(facts.techniques),
        described=_without_page(facts.described),
        levels=replace(
            levels,
            tables=_without_page(levels.tables),
            levels=_without_page(levels.levels),
            footnotes=_without_page(levels.footnotes),
            reference_conditions=_without_page(levels.reference_conditions),
            monitoring=_without_page(levels.monitoring),
        ),
        findings=tuple(_placed(finding, said) for finding in facts.findings),
        places=tuple(SourcePlace(path, said(code)) for path, code in _codes(facts) if code),
    )


def _with_notes_named(levels: LevelFacts) -> LevelFacts:
    """Return levels whose notes at the foot of a page, of which there is none, are named by mark: `note/1`.

    A further note with the same mark is `note/1-2`.
    """
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for note in levels.footnotes:
        found = _PAGE_NOTE.match(note.id)
        if found:
            counted[found["mark"]] += 1
            time = counted[found["mark"]]
            names[note.id] = f"note/{found['mark']}" + (f"-{time}" if time > 1 else "")
    return replace(
        levels,
        footnotes=tuple(replace(note, id=names.get(note.id, note.id)) for note in levels.footnotes),
        levels=tuple(
            replace(level, footnotes=tuple(names.get(note, note) for note in level.footnotes))
            for level in levels.levels
        ),
    )


def _without_page(facts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(fact, page=NO_PAGE) for fact in facts)


def _placed(finding: Finding, said: Callable[[int], str]) -> Finding:
    return replace(finding, place=_PAGE.sub(lambda found: said(int(found["code"])), finding.place))


def _codes(facts: DecisionFacts) -> Iterator[tuple[str, int]]:
    """Yield the path of each fact with the number that was read as its page; each path once, the first counts."""
    levels = facts.levels
    found: dict[str, int] = {}
    for path, code in (
        *((f"reference/{one.role}/{one.code}", one.page) for one in facts.references),
        *((f"term/{position}", one.page) for position, one in enumerate(facts.terms, start=1)),
        *((f"bat/{one.number}", one.page) for one in facts.bats),
        *((clause_path(one), one.page) for one in facts.clauses),
        *((entry_path(one), one.page) for one in facts.techniques),
        *((described_path(one), one.page) for one in facts.described),
        *((f"table/{one.key}", one.page) for one in levels.tables),
        *((f"reference-conditions/{one.key}", one.page) for one in levels.reference_conditions),
        *((one.id, one.page) for one in levels.levels),
        *((one.id, one.page) for one in levels.footnotes),
        *((one.id, one.page) for one in levels.monitoring),
    ):
        found.setdefault(path, code)
    yield from found.items()

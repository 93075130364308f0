"""Averaging periods that the general considerations state for all levels of a medium that do not say their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.pollutants import PollutantNames
from loaders.official_journal.levels.sentences import Statement, statements
from loaders.official_journal.levels.wording import Averaging, averaging_in
from loaders.official_journal.page_content import Line, Table

_CLAUSE: Final = re.compile(r"[,;]\s+")
_WORD: Final = re.compile(r"\w{3,}")
_WATER: Final = ("water", "wastewater")
_PER_VOLUME: Final = re.compile(r"/ ?(?:l|[Nn]?m3)\b")


@dataclass(frozen=True)
class GeneralAveraging:
    """One stated averaging period: for a medium, perhaps only for some pollutants, a process, or concentrations."""

    medium: str
    averaging: Averaging
    only: tuple[str, ...] = ()
    process: str = ""
    concentrations: bool = False

    def is_for(self, level: LevelFact) -> bool:
        """Say whether the period is for a level."""
        in_medium = level.medium == self.medium or (self.medium in _WATER and level.medium in _WATER)
        of_process = not self.process or not level.process or _share_a_word(self.process, level.process)
        of_pollutant = not self.only or bool({*self.only} & {*level.pollutants})
        of_kind = not self.concentrations or _PER_VOLUME.search(plain(level.unit_text)) is not None
        return level.kind == "emission" and in_medium and of_process and of_pollutant and of_kind


def with_general_averaging(level: LevelFact, stated: Sequence[GeneralAveraging]) -> LevelFact:
    """Return an emission level with the periods stated for its medium, if print gives it none of its own."""
    found = [] if level.averaging_text else [one.averaging for one in stated if one.is_for(level)]
    return replace(
        level,
        averaging=level.averaging or tuple(dict.fromkeys(period for one in found for period in one.periods)),
        averaging_text=level.averaging_text or "; ".join(dict.fromkeys(one.text for one in found)),
    )


def read_general_averaging(
    blocks: Sequence[Line | Table], phrases: LevelPhrases, pollutants: PollutantNames
) -> tuple[GeneralAveraging, ...]:
    """Read the blocks before the first BAT."""
    return tuple(
        stated
        for heading, text in _texts(blocks)
        for statement in statements(text, phrases)
        for stated in _stated(statement, heading, phrases, pollutants)
    )


def _texts(blocks: Sequence[Line | Table]) -> Iterator[tuple[str, str]]:
    """Yield texts with the heading they stand under: all lines up to a table or the next heading, single cells."""
    heading = ""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line) and not block.is_heading:
            lines.append(block.text)
            continue
        yield heading, "\n".join(lines)
        lines = []
        if isinstance(block, Line):
            heading = block.text
        else:
            yield from ((heading, plain(cell.text)) for cell in block.cells)
    yield heading, "\n".join(lines)


def _stated(
    statement: Statement, heading: str, phrases: LevelPhrases, pollutants: PollutantNames
) -> Iterator[GeneralAveraging]:
    known = phrases.patterns("general_averaging")
    opening = statement.lead or statement.text
    said = first_match(known["states"], opening)
    medium = _medium(opening, phrases) or _medium(heading, phrases)
    if not said or not medium:
        return
    process = first_match(known["process"], opening)
    text = statement.text if statement.is_item else opening[said.end() :]
    proviso = first_match(known["proviso"], text)
    for clause in _CLAUSE.split(text[: proviso.start()] if proviso else text):
        averaging = averaging_in(clause, phrases)
        only = first_match(known["only"], clause)
        if averaging.text:
            yield GeneralAveraging(
                medium=medium,
                averaging=averaging,
                only=pollutants.mentioned(only["only"]) or pollutants.named(only["only"]) if only else (),
                process=process["process"] if process else "",
                concentrations=first_match(known["concentrations"], opening) is not None,
            )


def _medium(text: str, phrases: LevelPhrases) -> str:
    table = phrases.patterns("medium")
    return next((medium for medium, patterns in table.items() if first_match(patterns, plain(text))), "")


def _share_a_word(one: str, other: str) -> bool:
    words, others = ({word.lower() for word in _WORD.findall(text)} for text in (one, other))
    return bool(words & others)

"""Reference conditions of a decision: temperature, pressure, dry gas and oxygen, and which of them a level refers to.

They stand in the general considerations, the oxygen content by activity in a table or sentence there. A level gets an
oxygen content only if print says it for the level itself, or if what the level is for (its row, caption or section, the
first of these that decides) names exactly one of the activities, by `[levels.activities]` of the language file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from loaders.official_journal.levels.facts import LevelFact, ReferenceConditionsFact
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.wording import Oxygen, oxygen_in
from loaders.official_journal.page_content import Line, Table

_GAS_VOLUME: Final = re.compile(r"/ ?[Nn]?m3\b")
_HECTO: Final = Decimal(10)


@dataclass(frozen=True)
class Conditions:
    """The conditions a decision states: those for all levels (`general`), and those of single activities."""

    general: ReferenceConditionsFact | None
    by_activity: tuple[ReferenceConditionsFact, ...] = ()

    def of_level(
        self, level: LevelFact, subjects: Sequence[str], phrases: LevelPhrases
    ) -> ReferenceConditionsFact | None:
        """Return the conditions of a level, None if it is no concentration in a gas.

        `subjects` are texts that say what the level is for, the most particular first.
        """
        if level.medium != "air" or not _GAS_VOLUME.search(plain(level.unit_text)):
            return None
        if level.oxygen is not None or level.no_oxygen_correction or level.wet_gas:
            return self._printed(level)
        spelled = [plain(subject) for subject in subjects]
        for subject in spelled:
            found = {fact.key: fact for fact in self._named_by(subject, spelled, phrases)}
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                break
        return self.general

    def _named_by(
        self, subject: str, subjects: Sequence[str], phrases: LevelPhrases
    ) -> Iterator[ReferenceConditionsFact]:
        """Yield the conditions of the activities that a subject names.

        Of the words of an activity the first stand in the subject itself, the others in any of them: a boiler is for
        gas only where gas is spoken of too.
        """
        for name, patterns in phrases.patterns("activities").items():
            words, *others = phrases.patterns("activity_words")[name]
            if words.search(subject) and all(any(one.search(text) for text in subjects) for one in others):
                yield from (fact for fact in self.by_activity if first_match(patterns, plain(fact.activity)))

    def _printed(self, level: LevelFact) -> ReferenceConditionsFact:
        base = self.general or ReferenceConditionsFact(key="", page=level.page)
        dry = False if level.wet_gas else base.dry
        return _keyed(replace(base, oxygen=level.oxygen, no_oxygen_correction=level.no_oxygen_correction, dry=dry))


def read_conditions(blocks: Sequence[Line | Table], tables: Sequence[Table], phrases: LevelPhrases) -> Conditions:
    """Read the conditions from the blocks before the first BAT; `tables` are those that state reference conditions."""
    general = next((fact for block in blocks if isinstance(block, Line) and (fact := _general(block, phrases))), None)
    base = general or ReferenceConditionsFact(key="", page=0)
    stated = [*_of_lines(blocks, phrases), *(row for table in tables for row in _of_table(table, phrases))]
    facts = [
        _keyed(
            replace(
                base, activity=activity, page=page, oxygen=oxygen.content, no_oxygen_correction=oxygen.no_correction
            )
        )
        for activity, page, oxygen in stated
    ]
    return Conditions(general, tuple(facts))


def _general(line: Line, phrases: LevelPhrases) -> ReferenceConditionsFact | None:
    table = phrases.patterns("reference")
    text = plain(line.text)
    temperature, pressure = first_match(table["temperature"], text), first_match(table["pressure"], text)
    if not temperature or not pressure:
        return None
    return _keyed(
        ReferenceConditionsFact(
            key="",
            page=line.page,
            temperature=_number(temperature["value"]),
            pressure=_kilopascal(pressure),
            dry=first_match(table["dry"], text) is not None,
            no_oxygen_correction=oxygen_in(text, phrases).no_correction,
        )
    )


def _of_lines(blocks: Sequence[Line | Table], phrases: LevelPhrases) -> Iterator[tuple[str, int, Oxygen]]:
    for block in blocks:
        found = (
            first_match(phrases.patterns("reference")["activity"], plain(block.text))
            if isinstance(block, Line)
            else None
        )
        if found and isinstance(block, Line):
            yield found["activity"], block.page, Oxygen(_number(found["oxygen"]))


def _of_table(table: Table, phrases: LevelPhrases) -> Iterator[tuple[str, int, Oxygen]]:
    grid = Grid(table)
    for row in range(table.row_count):
        cells = grid.row(row, grid.columns)
        oxygen = oxygen_in(cells[-1].text, phrases) if len(cells) > 1 else Oxygen()
        if oxygen:
            yield ": ".join(plain(cell.text) for cell in cells[:-1]), cells[-1].page, oxygen


def _keyed(fact: ReferenceConditionsFact) -> ReferenceConditionsFact:
    """Name conditions by what they say, so that equal conditions are one thing."""
    named: Mapping[str, object] = {"o2": fact.oxygen, "k": fact.temperature, "kpa": fact.pressure}
    parts = [f"{name}-{number}" for name, number in named.items() if number is not None]
    parts += [] if fact.dry is None else ["dry" if fact.dry else "wet"]
    parts += ["no-oxygen-correction"] if fact.no_oxygen_correction else []
    return replace(fact, key="-".join(parts) or "unstated")


def _kilopascal(found: re.Match[str]) -> Decimal:
    value = _number(found["value"])
    return value / _HECTO if found["unit"].lower() == "hpa" else value


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(" ", "").replace(",", "."))

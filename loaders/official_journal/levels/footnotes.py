"""The notes of a table: which note a mark points to, what a note does, and the levels that notes set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import (
    FootnoteEffect,
    FootnoteFact,
    LevelFact,
    NotUnderstood,
    PlantStatus,
)
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.note_bounds import NoteBounds, SetBound, bounds_set_by, changed
from loaders.official_journal.levels.plain_text import numbers_in, plain
from loaders.official_journal.levels.quantity import UnclearNumber
from loaders.official_journal.levels.running_text import read_running_text
from loaders.official_journal.levels.text_values import values_in
from loaders.official_journal.levels.units import UnitReader
from loaders.official_journal.levels.wording import Averaging, averaging_in, status_in
from loaders.official_journal.page_content import Footnote, Line


@dataclass(frozen=True)
class NotesReading:
    """All levels of a table after its notes are read: the printed ones and those that notes set.

    `numbers_unused` are notes that name a number in the unit of their levels without setting a bound.
    """

    levels: tuple[LevelFact, ...]
    footnotes: tuple[FootnoteFact, ...]
    not_understood: tuple[NotUnderstood, ...]
    numbers_unused: tuple[NotUnderstood, ...]


@dataclass(frozen=True)
class TableNotes:
    """The notes under a table, or of a BAT where `prefix` is its id."""

    prefix: str
    table: str
    notes: tuple[Footnote, ...]
    phrases: LevelPhrases

    def has(self, mark: str) -> bool:
        """Say whether a mark has a note."""
        return any(note.mark == mark for note in self.notes)

    def ids(self, marks: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the notes that marks point to, each once, in the order of the notes."""
        return tuple(dict.fromkeys(self.id_of(note) for note in self.notes if note.mark in marks))

    def id_of(self, note: Footnote) -> str:
        """Return the id of a note: `table/1/note/5`; a mark without letter or figure is named by its sign."""
        return f"{self.prefix}/note/{note.mark.replace('*', 'star')}"

    def averaging(self, ids: Sequence[str]) -> Averaging:
        """Return the averaging period that one of the given notes sets for its levels, if one says nothing else."""
        openings = self.phrases.patterns("notes")["averaging"]
        for note in self.notes:
            if self.id_of(note) in ids and first_match(openings, plain(note.text)):
                return averaging_in(note.text, self.phrases)
        return Averaging()


def read_notes(notes: TableNotes, levels: Sequence[LevelFact], codes: LevelCodes) -> NotesReading:
    """Return the levels with what the notes make of them, and every note with its effects."""
    return _NotesReader(notes, levels, codes).read()


class _NotesReader:
    def __init__(self, notes: TableNotes, levels: Sequence[LevelFact], codes: LevelCodes) -> None:
        self._notes = notes
        self._levels = levels
        self._codes = codes
        self._phrases = notes.phrases
        self._units = UnitReader(notes.phrases)

    def read(self) -> NotesReading:
        facts: list[FootnoteFact] = []
        set_levels: list[LevelFact] = []
        unclear: list[NotUnderstood] = []
        unused: list[NotUnderstood] = []
        indicative: set[str] = set()
        for note in self._notes.notes:
            marked = [level for level in self._levels if self._notes.id_of(note) in level.footnotes]
            found = bounds_set_by(note.text, self._symbols(marked), self._phrases)
            facts.append(self._fact(note, found))
            stated = self._indicated(note, marked)
            set_levels += (*self._set_levels(note, marked, found), *stated)
            place = self._notes.id_of(note)
            unclear += [
                NotUnderstood(place, note.page, numbers_in(text), "a bound that the note changes")
                for text in found.not_understood
            ]
            if not (found.bounds or found.not_understood or stated) and self._names_number(note, marked):
                unused.append(
                    NotUnderstood(place, note.page, numbers_in(note.text), "a number in the unit of the level")
                )
            if first_match(self._phrases.patterns("notes")["all_indicative"], plain(note.text)):
                indicative |= {level.id for level in marked}
        levels = [replace(level, standing="indicative") if level.id in indicative else level for level in self._levels]
        return NotesReading((*levels, *set_levels), tuple(facts), tuple(unclear), tuple(unused))

    def _indicated(self, note: Footnote, marked: Sequence[LevelFact]) -> list[LevelFact]:
        """Return levels that a note states as an indication, for another pollutant than that of its levels."""
        if not marked or not first_match(self._phrases.patterns("text")["indication"], plain(note.text)):
            return []
        line = Line(note.text, note.page, False, "", ())
        read = read_running_text((line,), self._notes.id_of(note), None, "", self._phrases, self._codes)
        return [
            replace(level, bats=marked[0].bats, table=self._notes.table, note=self._notes.id_of(note))
            for level in read.levels
        ]

    def _names_number(self, note: Footnote, marked: Sequence[LevelFact]) -> bool:
        symbols = self._symbols(marked)
        try:
            return any(value.unit.symbol in symbols for value in values_in(plain(note.text), self._phrases))
        except UnclearNumber:
            return True

    def _symbols(self, marked: Sequence[LevelFact]) -> list[str]:
        return list(dict.fromkeys(self._symbol(level) for level in marked))

    def _symbol(self, level: LevelFact) -> str:
        unit = self._units.within(level.unit_text)
        return unit.symbol if unit else ""

    def _fact(self, note: Footnote, found: NoteBounds) -> FootnoteFact:
        known = self._phrases.patterns("notes")
        effects: list[FootnoteEffect] = []
        if any(bound.end in ("upper", "range") for bound in found.bounds):
            effects.append("sets-upper-bound")
        if any(bound.end in ("lower", "range") for bound in found.bounds):
            effects.append("sets-lower-bound")
        if first_match(known["excludes"], plain(note.text)):
            effects.append("excludes")
        if first_match(known["indicative"], plain(note.text)):
            effects.append("indicative")
        return FootnoteFact(
            id=self._notes.id_of(note),
            table=self._notes.table,
            mark=note.mark,
            page=note.page,
            effects=tuple(effects) or ("explains",),
            text=note.text,
        )

    def _set_levels(self, note: Footnote, marked: Sequence[LevelFact], found: NoteBounds) -> Iterator[LevelFact]:
        for level in marked:
            if level.no_level_stated or not level.understood:
                continue
            bounds = [bound for bound in found.bounds if self._symbol(level) == bound.symbol]
            bounds = [bound for bound in bounds if self._applies(bound, level, marked)]
            for position, bound in enumerate(bounds, start=1):
                suffix = f"-{position}" if len(bounds) > 1 else ""
                yield self._set_level(note, level, bound, f"{level.id}/note/{note.mark.replace('*', 'star')}{suffix}")

    def _set_level(self, note: Footnote, level: LevelFact, bound: SetBound, identifier: str) -> LevelFact:
        averaging = averaging_in(bound.scope, self._phrases)
        other_period = averaging.periods and not set(averaging.periods) & set(level.averaging)
        return replace(
            level,
            id=identifier,
            page=note.page,
            printed=bound.printed,
            averaging=averaging.periods if other_period else level.averaging,
            averaging_text=averaging.text if other_period else level.averaging_text,
            plant_status=self._status(level, bound),
            footnotes=(),
            note=self._notes.id_of(note),
            modifies=level.id,
            condition=bound.condition,
        ).within(changed(level.bounds, bound))

    def _status(self, level: LevelFact, bound: SetBound) -> PlantStatus | None:
        said = _status_of(bound, self._phrases)
        return said or level.plant_status if level.plant_status in (None, "all") else level.plant_status

    def _applies(self, bound: SetBound, level: LevelFact, marked: Sequence[LevelFact]) -> bool:
        """Say whether a bound is for this one of the marked levels, by period, plant status and pollutant it names."""
        periods = set(averaging_in(bound.scope, self._phrases).periods)
        if any(periods & set(other.averaging) for other in marked) and not periods & set(level.averaging):
            return False
        status = _status_of(bound, self._phrases)
        if status in ("new", "existing") and level.plant_status in ("new", "existing") and status != level.plant_status:
            return False
        pollutants = set(self._codes.pollutants.mentioned(bound.scope))
        names_one = any(pollutants & set(other.pollutants) for other in marked)
        return not names_one or bool(pollutants & set(level.pollutants))


def _status_of(bound: SetBound, phrases: LevelPhrases) -> PlantStatus | None:
    return status_in(bound.scope, phrases) or status_in(bound.opening, phrases)

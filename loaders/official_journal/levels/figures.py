"""The figures of reading levels, for the load report, and its findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.loaded_source import Finding
from loaders.official_journal.levels.facts import LevelFact, NotUnderstood
from loaders.official_journal.levels.measuring_techniques import MeasuringReading
from loaders.official_journal.levels.monitoring import MonitoringReading
from loaders.official_journal.levels.page_notes import PageNotesReading
from loaders.official_journal.levels.read_table import TableReading


@dataclass(frozen=True)
class Figures:
    """How much was read. `unresolved` are places of marks without a note."""

    level_tables: int = 0
    value_cells: int = 0
    numeric_cells: int = 0
    numeric_cells_not_understood: int = 0
    levels_in_text: int = 0
    levels_set_by_notes: int = 0
    levels: int = 0
    marks: int = 0
    monitoring_rows: int = 0
    levels_without_pollutant: int = 0
    levels_without_unit: int = 0
    levels_without_averaging: int = 0
    unresolved: tuple[str, ...] = ()

    def with_table(self, key: str, read: TableReading) -> "Figures":
        """Add the reading of a level table."""
        cells = {level.id.split("-")[0] for level in read.levels if not level.understood and _has_figure(level.printed)}
        return replace(
            self,
            level_tables=self.level_tables + 1,
            value_cells=self.value_cells + read.value_cells,
            numeric_cells=self.numeric_cells + read.numeric_cells,
            numeric_cells_not_understood=self.numeric_cells_not_understood + len(cells),
            marks=self.marks + read.marks,
            unresolved=(*self.unresolved, *(f"table/{key}: {mark}" for mark in read.unresolved_marks)),
        )

    def with_monitoring(self, read: MonitoringReading) -> "Figures":
        """Add the reading of a monitoring table."""
        return replace(
            self,
            monitoring_rows=self.monitoring_rows + len(read.rows),
            marks=self.marks + read.marks,
            unresolved=(*self.unresolved, *(f"monitoring table: {mark}" for mark in read.unresolved_marks)),
        )

    def with_measuring(self, read: MeasuringReading) -> "Figures":
        """Add the techniques that measure."""
        return replace(self, monitoring_rows=self.monitoring_rows + len(read.rows))

    def with_text(self, read: PageNotesReading) -> "Figures":
        """Add the levels of running text."""
        marks = sum(len(level.footnotes) for level in read.levels) + len(read.unresolved)
        return replace(
            self,
            levels_in_text=self.levels_in_text + sum(not level.modifies for level in read.levels),
            marks=self.marks + marks,
            unresolved=(*self.unresolved, *read.unresolved),
        )

    def with_levels(self, levels: Sequence[LevelFact]) -> "Figures":
        """Add what is counted over all levels."""
        stated = [level for level in levels if level.understood and not level.no_level_stated]
        emissions = [level for level in stated if level.kind == "emission"]
        return replace(
            self,
            levels=len(levels),
            levels_set_by_notes=sum(bool(level.note) for level in levels),
            levels_without_pollutant=sum(not level.pollutants for level in emissions),
            levels_without_unit=sum(not level.unit for level in stated),
            levels_without_averaging=sum(not level.averaging_text for level in emissions),
        )

    def counts(self) -> dict[str, int]:
        """Return the figures by the words of the load report."""
        return {
            "level tables": self.level_tables,
            "value cells": self.value_cells,
            "numeric cells": self.numeric_cells,
            "numeric cells understood": self.numeric_cells - self.numeric_cells_not_understood,
            "levels": self.levels,
            "levels in running text": self.levels_in_text,
            "levels set by notes": self.levels_set_by_notes,
            "footnote marks": self.marks,
            "footnote marks resolved": self.marks - len(self.unresolved),
            "monitoring rows": self.monitoring_rows,
            "emission levels without listed pollutant": self.levels_without_pollutant,
            "levels without listed unit": self.levels_without_unit,
            "emission levels without averaging period": self.levels_without_averaging,
        }


def findings_of(
    levels: Sequence[LevelFact],
    unclear: Iterable[NotUnderstood],
    unused: Iterable[NotUnderstood],
    unresolved: Iterable[str],
) -> tuple[Finding, ...]:
    """Return one finding for each thing that is only kept as printed, or that the code lists lack."""
    return (*_unclear(unclear), *_unresolved(unresolved), *_unused(unused), *_unlisted(levels))


def _unclear(unclear: Iterable[NotUnderstood]) -> Iterator[Finding]:
    for one in unclear:
        yield Finding(
            "warning",
            f"page {one.page}, {one.place}",
            one.printed,
            f"a value that can be read ({one.reason})",
            "It is kept as printed. Read the page; if the form is a common one, add it to the language file.",
        )


def _unresolved(unresolved: Iterable[str]) -> Iterator[Finding]:
    for place in unresolved:
        yield Finding("warning", place, "a footnote mark", "its note under the table", "Look for the note on the page.")


def _unused(unused: Iterable[NotUnderstood]) -> Iterator[Finding]:
    for one in unused:
        yield Finding(
            "information",
            f"page {one.page}, {one.place}",
            one.printed,
            "a note without a number in the unit of its level, or one that sets a bound",
            "Read the note: if it sets a bound, add its words to [levels.notes] of the language file.",
        )


def _unlisted(levels: Sequence[LevelFact]) -> Iterator[Finding]:
    nameless = {level.parameter: level for level in levels if level.kind == "emission" and not level.pollutants}
    for parameter, level in nameless.items():
        yield Finding(
            "information",
            f"page {level.page}, {level.id}",
            parameter or "no parameter",
            "a pollutant of the code list",
            "If it is a pollutant, add its name to data/code-lists/pollutants.csv.",
        )
    unlisted = {level.unit_text: level for level in levels if level.unit_text and not level.unit}
    for unit, level in unlisted.items():
        yield Finding(
            "information",
            f"page {level.page}, {level.id}",
            unit,
            "a unit of the code list",
            "Add the unit to data/code-lists/units.csv.",
        )


def _has_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text)

"""Monitoring that a BAT states in its table of techniques: `Continuous measurement of NH3 emissions when using SNCR`.

Two forms are read, and only under a BAT whose statement speaks of monitoring: rows that each begin with how and what is
measured, and tables with a column of frequencies under a statement that says of what. A row that names no pollutant is
about the process and states no monitoring of emissions; one that names something unlisted beside is reported, not read
by half. Of a row its name is kept, in which a condition may follow.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.columns import column_roles
from loaders.official_journal.levels.facts import MonitoringFact, NotUnderstood
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match, names_found
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.table_kind import TableContext
from loaders.official_journal.page_content import Table
from loaders.official_journal.technique_names import short_name

# Two families that are one entry of the code list, printed as two names.
_DIOXINS_AND_FURANS: Final = re.compile(r"PCDD-?,? (?:(?:en|and) )?PCDF")


@dataclass(frozen=True)
class MeasuringReading:
    """The rows read, and those only reported."""

    rows: tuple[MonitoringFact, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()


def read_measuring_techniques(
    table: Table, key: str, context: TableContext, phrases: LevelPhrases, codes: LevelCodes
) -> MeasuringReading:
    """Return a row for each technique that measures a pollutant; none for a table under a BAT on something else."""
    statement = plain(context.statement)
    if context.bat is None or first_match(phrases.patterns("measuring")["monitors"], statement) is None:
        return MeasuringReading()
    reader = _Rows(Grid(table), key, context.bat, statement, phrases, codes)
    found = tuple(reader.of_frequencies() if reader.has_frequencies else reader.of_measurements())
    rows = tuple(each for each in found if isinstance(each, MonitoringFact))
    medium = reader.medium(rows)
    return MeasuringReading(
        tuple(replace(row, medium=medium) for row in rows),
        tuple(each for each in found if isinstance(each, NotUnderstood)),
    )


class _Rows:
    def __init__(
        self, grid: Grid, key: str, bat: int, statement: str, phrases: LevelPhrases, codes: LevelCodes
    ) -> None:
        self._grid = grid
        self._key = key
        self._bat = bat
        self._statement = statement
        self._phrases = phrases
        self._known = phrases.patterns("measuring")
        self._codes = codes
        self._roles = column_roles(grid, phrases)

    @property
    def has_frequencies(self) -> bool:
        """Whether a column of the table says how often."""
        return "frequency" in self._roles.values()

    def of_measurements(self) -> Iterator[MonitoringFact | NotUnderstood]:
        """Rows that say how and what, after one for the statement if it says that the rows are not all of it."""
        rows = [found for row in self._grid.body if (found := self._measurement(row))]
        if rows and (general := first_match(self._known["among_others"], self._statement)):
            page = self._grid.table.first_page
            yield MonitoringFact(f"table/{self._key}/statement", self._bat, self._key, 0, page, general["what"])
        yield from rows

    def of_frequencies(self) -> Iterator[MonitoringFact | NotUnderstood]:
        """Rows that say how often, of what the statement names."""
        named = first_match(self._known["object"], self._statement)
        if named is None:
            return
        for row in self._grid.body:
            columns = (column for column in self._grid.columns if self._roles[column] == "frequency")
            cell = next((cell for column in columns if (cell := self._grid.cell(row, column))), None)
            if cell and cell.text.strip():
                often = plain(cell.text)
                yield self._fact(row, cell.page, named["what"], named["what"], often, often)

    def medium(self, rows: Sequence[MonitoringFact]) -> str:
        """Return the medium that the statement names; else air, if a row measures what goes nowhere else."""
        media = self._phrases.patterns("medium")
        stated = [medium for medium, patterns in media.items() if first_match(patterns, self._statement)]
        if stated:
            return stated[0] if len(stated) == 1 else ""
        return "air" if any(first_match(self._known["goes_to_air"], row.parameter) for row in rows) else ""

    def _measurement(self, row: int) -> MonitoringFact | NotUnderstood | None:
        for cell in self._grid.row(row, self._grid.columns):
            text = plain(cell.text)
            found = first_match(self._known["row"], text)
            if found and any(map(self._codes.pollutants.named, self._names(found["what"]))):
                name = short_name(text[found.start("how") :], self._phrases.phrases)
                return self._fact(row, cell.page, name, found["what"], found["how"], text)
        return None

    def _fact(
        self, row: int, page: int, parameter: str, what: str, often: str, said: str
    ) -> MonitoringFact | NotUnderstood:
        place = f"table/{self._key}/r{row + 1}"
        pollutants = [self._codes.pollutants.named(name) for name in self._names(what)]
        if not pollutants or not all(pollutants):
            return NotUnderstood(place, page, parameter, "pollutants of the code list")
        return MonitoringFact(
            id=place,
            bat=self._bat,
            table=self._key,
            row=row + 1,
            page=page,
            parameter=parameter,
            pollutants=tuple(dict.fromkeys(each for several in pollutants for each in several)),
            frequencies=names_found(self._phrases.patterns("frequencies"), said),
            frequency_text=short_name(often, self._phrases.phrases),
        )

    def _names(self, what: str) -> list[str]:
        """The names in `dust-, NOX- and SO2 emissions`."""
        [separator], [around] = self._known["between"], self._known["around"]
        listed = separator.split(_DIOXINS_AND_FURANS.sub("PCDD/F", what))
        return [name for each in listed if (name := around.sub("", each))]

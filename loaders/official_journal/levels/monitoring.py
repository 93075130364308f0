"""Monitoring tables: what is measured, where, by which standard, how often, and for which BAT."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.columns import Role, column_roles, roles_of_row
from loaders.official_journal.levels.facts import FootnoteFact, MonitoringFact, NotUnderstood
from loaders.official_journal.levels.footnotes import TableNotes
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, Patterns, first_match, names_found
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.table_kind import TableContext
from loaders.official_journal.page_content import Cell, Table

# The letter that counts the rows of a table.
_MARK: Final = re.compile(r"[a-z]\)?")


@dataclass(frozen=True)
class MonitoringReading:
    """The rows of a monitoring table, those only kept as printed, its notes, and its marks without a note."""

    rows: tuple[MonitoringFact, ...]
    not_understood: tuple[NotUnderstood, ...]
    footnotes: tuple[FootnoteFact, ...]
    marks: int
    unresolved_marks: tuple[str, ...]


def read_monitoring(
    table: Table, key: str, context: TableContext, phrases: LevelPhrases, codes: LevelCodes
) -> MonitoringReading:
    """Read every row of a monitoring table. A lower frequency that a note allows stays in the text of the note."""
    notes = TableNotes(f"table/{key}", key, table.footnotes, phrases)
    marks = [*table.caption_marks, *(mark for cell in table.cells for mark in cell.marks)]
    rows = tuple(_rows(table, key, context, notes, phrases, codes))
    return MonitoringReading(
        rows=tuple(row for row in rows if isinstance(row, MonitoringFact)),
        not_understood=tuple(row for row in rows if isinstance(row, NotUnderstood)),
        footnotes=tuple(
            FootnoteFact(notes.id_of(note), key, note.mark, note.page, ("explains",), note.text)
            for note in table.footnotes
        ),
        marks=len(marks),
        unresolved_marks=tuple(mark for mark in marks if not notes.has(mark)),
    )


def _rows(
    table: Table, key: str, context: TableContext, notes: TableNotes, phrases: LevelPhrases, codes: LevelCodes
) -> Iterator[MonitoringFact | NotUnderstood]:
    grid = Grid(table)
    roles = column_roles(grid, phrases)
    headers = tuple(cell for column in grid.columns for cell in grid.header(column))
    heading = ""
    for row in grid.body:
        own_roles = roles_of_row(grid, row, phrases)
        if "frequency" in own_roles.values():
            roles = own_roles
        if above := grid.heading(row, ()):
            heading = plain(above.text)
        if own_roles or above:
            continue
        cells = [
            (roles[column], cell) for column in grid.columns if (cell := grid.cell(row, column)) and cell.text.strip()
        ]
        by_role: dict[Role, list[Cell]] = {}
        for role, cell in dict.fromkeys(cells):
            by_role.setdefault(role, []).append(cell)
        parameters = [text for text in _texts(by_role, "parameter") if not _MARK.fullmatch(text)]
        parameter = ": ".join(parameters)
        frequency = "; ".join(_texts(by_role, "frequency"))
        if not parameter or (not frequency and "frequency" in roles.values()):
            printed = " | ".join(plain(cell.text) for cell in grid.row(row, grid.columns))
            yield NotUnderstood(f"table/{key}/r{row + 1}", cells[0][1].page, printed, "a parameter and a frequency")
            continue
        marks = tuple(mark for cell in (*headers, *(cell for _, cell in cells)) for mark in cell.marks)
        yield MonitoringFact(
            id=f"table/{key}/r{row + 1}",
            bat=context.bat,
            table=key,
            row=row + 1,
            page=cells[0][1].page,
            parameter=parameter,
            pollutants=_pollutants(parameters, phrases, codes),
            medium=_medium([*(cell.text for _, cell in cells), heading, context.lead_in, context.statement], phrases),
            process="; ".join(_texts(by_role, "category") + _texts(by_role, "process") + _texts(by_role, "size")),
            standard="; ".join(_texts(by_role, "standard")),
            frequencies=names_found(phrases.patterns("frequencies"), frequency),
            frequency_text=frequency,
            associated_bats=_bats(" ".join(_texts(by_role, "monitored-for")), phrases),
            footnotes=notes.ids(marks),
        )


def _pollutants(parameters: Sequence[str], phrases: LevelPhrases, codes: LevelCodes) -> tuple[str, ...]:
    """Return the pollutants of the most particular cell that names some: `Metals | Ni` is nickel."""
    known = phrases.patterns("monitoring")
    for text in reversed(parameters):
        without = _removed(known["except"], text)
        stated = re.sub(r"\(([^()]*)\)", lambda found: f"({_removed(known['example'], found[1])})", without)
        if found := codes.pollutants.listed(stated):
            return found
    return ()


def _medium(said: Sequence[str], phrases: LevelPhrases) -> str:
    """Return the medium that the nearest text to speak of one names; none if that names several."""
    media = phrases.patterns("monitored-medium")
    for text in said:
        if found := [medium for medium, patterns in media.items() if first_match(patterns, plain(text))]:
            return found[0] if len(found) == 1 else ""
    return ""


def _removed(patterns: Patterns, text: str) -> str:
    for pattern in patterns:
        text = plain(pattern.sub(" ", text))
    return text


def _texts(by_role: dict[Role, list[Cell]], role: Role) -> list[str]:
    return [plain(cell.text) for cell in by_role.get(role, [])]


def _bats(text: str, phrases: LevelPhrases) -> tuple[int, ...]:
    mentions = phrases.phrases.patterns("bat", "mention")
    numbers = [int(found["number"]) for pattern in mentions for found in pattern.finditer(plain(text))]
    return tuple(dict.fromkeys(numbers))

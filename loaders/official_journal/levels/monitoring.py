"""Monitoring tables: what is measured, where, by which standard, how often, and for which BAT."""

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.columns import Role, column_roles
from loaders.official_journal.levels.facts import FootnoteFact, MonitoringFact
from loaders.official_journal.levels.footnotes import TableNotes
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, names_found
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import Cell, Table


@dataclass(frozen=True)
class MonitoringReading:
    """The rows of a monitoring table, its notes, and its marks without a note."""

    rows: tuple[MonitoringFact, ...]
    footnotes: tuple[FootnoteFact, ...]
    marks: int
    unresolved_marks: tuple[str, ...]


def read_monitoring(
    table: Table, key: str, bat: int | None, phrases: LevelPhrases, codes: LevelCodes
) -> MonitoringReading:
    """Read every row of a monitoring table. A lower frequency that a note allows stays in the text of the note."""
    notes = TableNotes(f"table/{key}", key, table.footnotes, phrases)
    marks = [*table.caption_marks, *(mark for cell in table.cells for mark in cell.marks)]
    return MonitoringReading(
        rows=tuple(_rows(table, key, bat, notes, phrases, codes)),
        footnotes=tuple(
            FootnoteFact(notes.id_of(note), key, note.mark, note.page, ("explains",), note.text)
            for note in table.footnotes
        ),
        marks=len(marks),
        unresolved_marks=tuple(mark for mark in marks if not notes.has(mark)),
    )


def _rows(
    table: Table, key: str, bat: int | None, notes: TableNotes, phrases: LevelPhrases, codes: LevelCodes
) -> Iterator[MonitoringFact]:
    grid = Grid(table)
    roles = column_roles(grid, phrases)
    headers = tuple(cell for column in grid.columns for cell in grid.header(column))
    for row in grid.body:
        if grid.heading(row, ()):
            continue
        cells = [
            (roles[column], cell) for column in grid.columns if (cell := grid.cell(row, column)) and cell.text.strip()
        ]
        by_role: dict[Role, list[Cell]] = {}
        for role, cell in dict.fromkeys(cells):
            by_role.setdefault(role, []).append(cell)
        parameter = ": ".join(_texts(by_role, "parameter"))
        frequency = "; ".join(_texts(by_role, "frequency"))
        if not parameter or not frequency:
            continue
        marks = tuple(mark for cell in (*headers, *(cell for _, cell in cells)) for mark in cell.marks)
        yield MonitoringFact(
            id=f"table/{key}/r{row + 1}",
            bat=bat,
            table=key,
            row=row + 1,
            page=cells[0][1].page,
            parameter=parameter,
            pollutants=codes.pollutants.named(parameter) or codes.pollutants.mentioned(parameter),
            process="; ".join(_texts(by_role, "category") + _texts(by_role, "process") + _texts(by_role, "size")),
            standard="; ".join(_texts(by_role, "standard")),
            frequency=next(iter(names_found(phrases.patterns("frequencies"), frequency)), ""),
            frequency_text=frequency,
            associated_bats=_bats(" ".join(_texts(by_role, "monitored-for")), phrases),
            footnotes=notes.ids(marks),
        )


def _texts(by_role: dict[Role, list[Cell]], role: Role) -> list[str]:
    return [plain(cell.text) for cell in by_role.get(role, [])]


def _bats(text: str, phrases: LevelPhrases) -> tuple[int, ...]:
    mentions = phrases.phrases.patterns("bat", "mention")
    numbers = [int(found["number"]) for pattern in mentions for found in pattern.finditer(plain(text))]
    return tuple(dict.fromkeys(numbers))

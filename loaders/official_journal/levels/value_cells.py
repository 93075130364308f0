"""Which cells of a level table hold values, and which cells beside and above speak for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from loaders.official_journal.levels.columns import Role
from loaders.official_journal.levels.facets import role_cells
from loaders.official_journal.levels.grid import Grid, distinct
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.pollutants import PollutantNames
from loaders.official_journal.levels.printed_value import parse
from loaders.official_journal.levels.units import UnitReader
from loaders.official_journal.levels.wording import averaging_in, status_in
from loaders.official_journal.page_content import Cell


@dataclass(frozen=True)
class ValueCell:
    """A value cell with what speaks for it.

    `beside` are the cells of its rows with the roles of their columns, `headings` the heading rows above it, `headers`
    one path of header cells (top first) for each value column it covers, `stub_headers` the headers of other columns.
    `part` counts from 1 where one ruled row holds several printed rows, else it is 0.
    """

    cell: Cell
    beside: tuple[tuple[Role, Cell], ...]
    headings: tuple[Cell, ...]
    headers: tuple[tuple[Cell, ...], ...]
    stub_headers: tuple[Cell, ...]
    part: int = 0

    def marks(self) -> tuple[str, ...]:
        """Return the marks of the cell and of all cells that speak for it, each once."""
        around = [cell for _, cell in self.beside] + [cell for path in self.headers for cell in path]
        cells = [self.cell, *around, *self.headings, *self.stub_headers]
        return tuple(dict.fromkeys(mark for cell in cells for mark in cell.marks))


@dataclass(frozen=True)
class ValueCells:
    """The value cells of one table."""

    grid: Grid
    roles: Mapping[int, Role]
    phrases: LevelPhrases
    pollutants: PollutantNames

    @property
    def value_columns(self) -> tuple[int, ...]:
        """Return the columns that hold values."""
        return tuple(column for column in self.grid.columns if self.roles[column] == "value")

    @property
    def other_columns(self) -> tuple[int, ...]:
        """Return the columns that say what the values are for."""
        return tuple(column for column in self.grid.columns if self.roles[column] != "value")

    def __iter__(self) -> Iterator[ValueCell]:
        """Yield every value cell that holds a text, row by row, each once however many places it covers."""
        seen: set[Cell] = set()
        headings: tuple[Cell, ...] = ()
        headers = {column: self.grid.header(column) for column in self.value_columns}
        for row in self.grid.body:
            if heading := self.grid.heading(row, self.value_columns):
                headings = (heading,)
            elif lower := self._lower_headers(row):
                headers = {column: self._kept(headers[column], row) + lower.get(column, ()) for column in headers}
            else:
                for column in self.value_columns:
                    cell = self.grid.cell(row, column)
                    if cell and cell.text.strip() and cell not in seen and self.roles[cell.column] == "value":
                        seen.add(cell)
                        yield from self._printed_rows(self._value_cell(cell, headings, headers))

    def _kept(self, path: tuple[Cell, ...], row: int) -> tuple[Cell, ...]:
        """Return the header cells that stay in force above a header row in the body: not those of an earlier block."""
        return tuple(cell for cell in path if cell.row < self.grid.table.header_rows or cell.row == row - 1)

    def _lower_headers(self, row: int) -> Mapping[int, tuple[Cell, ...]]:
        """Return the header cells that a row within the body sets for the rows below; empty for an ordinary row.

        Such a row holds no value, and all its cells in value columns say a unit, an averaging period or a plant status.
        """
        cells = {column: self.grid.cell(row, column) for column in self.value_columns}
        texts = [cell.text for cell in distinct(iter(cells.values()))]
        if not texts or not all(self._is_header(text) for text in texts):
            return {}
        return {column: (cell,) for column, cell in cells.items() if cell and cell.text.strip()}

    def _is_header(self, text: str) -> bool:
        unit = UnitReader(self.phrases).within(text)
        says_something = unit is not None or averaging_in(text, self.phrases).text or status_in(text, self.phrases)
        return bool(says_something) and not self._holds_value(text)

    def _holds_value(self, text: str) -> bool:
        """Say whether a text is no header: it says that there is no level, or has a figure besides unit and period."""
        left = plain(text)
        for table in ("oxygen", "averaging"):
            for patterns in self.phrases.patterns(table).values():
                for pattern in patterns:
                    left = plain(pattern.sub(" ", left))
        unit = UnitReader(self.phrases).within(left)
        left = left if unit is None else left[: unit.start] + left[unit.end :]
        return any(map(str.isdigit, left)) or parse(text, self.phrases).outcome == "no-level"

    def _printed_rows(self, value: ValueCell) -> Iterator[ValueCell]:
        """Yield a value cell once, or line by line where a rule between rows is missing in print.

        Lines are rows of their own if each is one value and there is a cell of parameters with as many lines, each the
        name of a pollutant.
        """
        lines = value.cell.text.split("\n")
        names = [cell.text.split("\n") for role, cell in value.beside if role == "parameter"]
        rows = any(len(name) == len(lines) and all(map(self.pollutants.named, name)) for name in names)
        if len(lines) < 2 or not rows or not all(self._is_one_value(line) for line in lines):
            yield value
            return
        for position, line in enumerate(lines):
            yield replace(
                value,
                cell=replace(value.cell, text=line),
                beside=tuple((role, _line_of(cell, position, len(lines))) for role, cell in value.beside),
                part=position + 1,
            )

    def _is_one_value(self, line: str) -> bool:
        parsed = parse(line, self.phrases)
        return parsed.outcome == "no-level" or (parsed.outcome == "quantities" and len(parsed.values) == 1)

    def _value_cell(self, cell: Cell, headings: tuple[Cell, ...], headers: Mapping[int, tuple[Cell, ...]]) -> ValueCell:
        rows = range(cell.row, cell.row + cell.row_span)
        columns = range(cell.column, cell.column + cell.column_span)
        beside = [
            (column, stub) for row in rows for column in self.other_columns if (stub := self.grid.cell(row, column))
        ]
        return ValueCell(
            cell=cell,
            beside=tuple(role_cells(self.roles, beside)),
            headings=headings,
            headers=tuple(headers[column] for column in columns if column in headers),
            stub_headers=tuple(header for column in self.other_columns for header in self.grid.header(column)),
        )


def _line_of(cell: Cell, position: int, lines: int) -> Cell:
    """Return a cell with the one of its lines that stands beside a value, or whole if its lines are not rows."""
    parts = cell.text.split("\n")
    return replace(cell, text=parts[position]) if len(parts) == lines else cell

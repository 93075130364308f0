"""Every way in which the rows of a flattened table can stand in its columns.

A row with a cell for each column stands in one way. In a shorter one a cell spans columns, or one from the row above
reaches into it. Which columns can hold what is told by the rows that are whole: no value stands among names.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from loaders.official_journal.flattened_text.flat_table import FlatCell, FlatRow
from loaders.official_journal.flattened_text.header_layout import PlacedCell
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.printed_value import parse

RowLayout = tuple[PlacedCell, ...]
_Kind = Literal["name", "value"]
_POWER: Final = "MWth"
# A row with more ways than that is not worth the time: nothing in it would be certain.
MOST_LAYOUTS: Final = 16


class BodyPlacer:
    """Lays the body rows of one table; `first_row` is the row of the grid in which the body begins."""

    def __init__(self, rows: Sequence[FlatRow], columns: int, first_row: int, phrases: LevelPhrases) -> None:
        self._rows = rows
        self._columns = columns
        self._first = first_row
        self._phrases = phrases
        self._allowed = [self._kinds_in(column) for column in range(columns)]

    def layouts(self) -> tuple[RowLayout, ...]:
        """Return bodies that together hold every way each row can stand in; none if a row cannot stand at all.

        Rows are independent of each other but for what reaches down from the row above, so that the ways of one row
        need not be combined with all ways of the others.
        """
        options = [self._options(row) for row in self._rows]
        if not all(options):
            return ()
        count = max((len(ways) for ways in options), default=1)
        if count > MOST_LAYOUTS:
            return ()
        bodies = (self._body(options, number) for number in range(count))
        return tuple(body for body in bodies if body is not None)

    def _kinds_in(self, column: int) -> frozenset[_Kind]:
        whole = [row.cells[column] for row in self._rows if len(row.cells) == self._columns]
        return frozenset(self._kind(cell) for cell in whole if cell.text)

    def _kind(self, cell: FlatCell) -> _Kind:
        parsed = parse(cell.text, self._phrases)
        if parsed.outcome == "no-level":
            return "value"
        named = any(value.label or (value.unit and value.unit.symbol == _POWER) for value in parsed.values)
        return "value" if parsed.outcome == "quantities" and not named else "name"

    def _options(self, row: FlatRow) -> tuple[tuple[int, ...], ...]:
        """Return the ways of a row: for each column the number of its cell from 0, or -1 for one from above."""
        if len(row.cells) > self._columns:
            return ()
        if len(row.cells) == 1 and row.headed:
            return ((0,) * self._columns,)
        if len(row.cells) == self._columns:
            return (tuple(range(self._columns)),)
        return tuple(self._fillings(row.cells, 0, -1, ()))

    def _fillings(
        self, cells: Sequence[FlatCell], column: int, current: int, filled: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        if column == self._columns:
            if current == len(cells) - 1:
                yield filled
            return
        following = current + 1
        if following < len(cells) and self._may_stand(cells[following], column):
            yield from self._fillings(cells, column + 1, following, (*filled, following))
        if filled and filled[-1] >= 0 and self._may_stand(cells[current], column):
            yield from self._fillings(cells, column + 1, current, (*filled, current))
        yield from self._fillings(cells, column + 1, current, (*filled, -1))

    def _may_stand(self, cell: FlatCell, column: int) -> bool:
        allowed = self._allowed[column]
        return not cell.text or not allowed or self._kind(cell) in allowed

    def _body(self, options: Sequence[Sequence[tuple[int, ...]]], number: int) -> RowLayout | None:
        placed: list[PlacedCell] = []
        above: list[int] = [-1] * self._columns
        for index, (row, ways) in enumerate(zip(self._rows, options, strict=True)):
            standing = [way for way in ways if self._is_possible(way, above)]
            if not standing:
                return None
            way = standing[number % len(standing)]
            above = self._place(row, way, index, above, placed)
        return tuple(placed)

    def _is_possible(self, way: Sequence[int], above: Sequence[int]) -> bool:
        """Say whether what reaches in from above does so with its whole width."""
        reaching = {above[column] for column, cell in enumerate(way) if cell < 0}
        if -1 in reaching:
            return False
        return all(way[column] < 0 for column, cell in enumerate(above) if cell in reaching)

    def _place(
        self, row: FlatRow, way: Sequence[int], index: int, above: Sequence[int], placed: list[PlacedCell]
    ) -> list[int]:
        """Add the cells of a row to `placed`; return for each column the place in it of the cell that covers it."""
        for place in {above[column] for column, cell in enumerate(way) if cell < 0}:
            cell = placed[place]
            placed[place] = PlacedCell(cell.cell, cell.row, cell.column, cell.rows + 1, cell.columns)
        covering = list(above)
        for number, flat in enumerate(row.cells):
            columns = [column for column, cell in enumerate(way) if cell == number]
            placed.append(PlacedCell(flat, self._first + index, columns[0], 1, len(columns)))
            for column in columns:
                covering[column] = len(placed) - 1
        return covering

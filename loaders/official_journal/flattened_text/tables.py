"""A flattened table as tables of a page: one for each way in which its cells can stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.flattened_text.body_layout import BodyPlacer
from loaders.official_journal.flattened_text.flat_table import FlatTable
from loaders.official_journal.flattened_text.header_layout import HeaderLayout, PlacedCell, header_layouts
from loaders.official_journal.flattened_text.technique_rows import is_technique_table, technique_layout
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.page_content import Cell, Footnote, Line, Table

MOST_WAYS: Final = 64


@dataclass(frozen=True)
class PlacedTable:
    """A table in all ways it can stand; `ways` is empty if no way was found. `unclear` are lines of cells in doubt."""

    flat: FlatTable
    ways: tuple[Table, ...]
    unclear: tuple[int, ...] = ()


def placed_table(
    flat: FlatTable, code: Callable[[int], int], phrases: LevelPhrases, notes: Mapping[str, Line]
) -> PlacedTable:
    """Return a flattened table in all its ways.

    `code` gives the place of a line, which stands for a page; `notes` are those that the records hold, by mark. A mark
    whose note they do not hold gets one without text: that there is a note is known.
    """
    columns = _column_count(flat)
    if columns is None:
        return PlacedTable(flat, ())
    if is_technique_table(flat, phrases.phrases):
        laid = technique_layout(flat, columns, phrases.phrases)
        if laid is not None:
            return PlacedTable(
                flat, (_table(flat, columns, (), laid.cells, laid.header_rows, code, notes),), laid.unclear
            )
    header, headers = _header(flat, columns, phrases)
    bodies = BodyPlacer(flat.rows[header:], columns, header, phrases).layouts()
    ways = [_table(flat, columns, heads, body, header, code, notes) for body in bodies for heads in headers]
    return PlacedTable(flat, tuple(ways) if len(ways) <= MOST_WAYS else ())


def _header(flat: FlatTable, columns: int, phrases: LevelPhrases) -> tuple[int, tuple[HeaderLayout, ...]]:
    """Return how many rows are header, and the ways they can stand.

    The heading of the first group of rows is set as header rows are. The last such row is one if it is alone in its row
    and either no way has room for it or further groups follow.
    """
    rows = flat.header
    layouts = header_layouts(rows, columns, phrases)
    if len(rows) > 1 and len(rows[-1].cells) == 1 and (not layouts or any(row.headed for row in flat.body)):
        return len(rows) - 1, header_layouts(rows[:-1], columns, phrases)
    return len(rows), layouts


def _column_count(flat: FlatTable) -> int | None:
    """Return how many columns a table has: as many as its longest row, if the empty lines before it allow that."""
    longest = max(len(row.cells) for row in flat.rows)
    if longest in flat.columns:
        return longest
    # Without one row that is whole only the likelier number is known, and nothing confirms it.
    return None


def _table(
    flat: FlatTable,
    columns: int,
    header: HeaderLayout,
    body: Sequence[PlacedCell],
    header_rows: int,
    code: Callable[[int], int],
    notes: Mapping[str, Line],
) -> Table:
    cells = tuple(
        Cell(one.row, one.column, one.rows, one.columns, one.cell.text, one.cell.marks, code(one.cell.line))
        for one in (*header, *body)
    )
    marks = dict.fromkeys((*flat.caption_marks, *(mark for cell in cells for mark in cell.marks)))
    return Table(
        number=flat.number or None,
        caption=flat.caption,
        caption_marks=flat.caption_marks,
        header_rows=header_rows,
        row_count=len(flat.rows),
        column_count=columns,
        cells=cells,
        footnotes=tuple(_note(mark, flat, code, notes) for mark in marks),
        first_page=code(flat.line),
        last_page=code(flat.rows[-1].cells[-1].line),
    )


def _note(mark: str, flat: FlatTable, code: Callable[[int], int], notes: Mapping[str, Line]) -> Footnote:
    if mark in notes:
        return Footnote(mark, notes[mark].text, notes[mark].page)
    cells = (cell for row in flat.rows for cell in row.cells)
    line = next((cell.line for cell in cells if mark in cell.marks), flat.line)
    return Footnote(mark, "", code(line))

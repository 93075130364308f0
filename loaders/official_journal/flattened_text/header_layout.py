"""Every way in which the header of a flattened table can stand over its columns.

Spans are lost, so a header is a puzzle. What is printed obeys these rules, and a way that breaks one is none:
a header cell takes one row or reaches down to the body; each column has a header of its own at the bottom; a header
stands over whole headers below it; columns under the same headers are told apart by the last one, by its words and by
the plants it is for; what is said once about plants is not said again below; a header that names what rows are (a
size, a type) heads one column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from loaders.official_journal.flattened_text.flat_table import FlatCell, FlatRow
from loaders.official_journal.levels.columns import ROLES
from loaders.official_journal.levels.facts import PlantStatus
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.wording import status_in


@dataclass(frozen=True)
class PlacedCell:
    """A cell with its place: row and column from 0, and how many of each it spans."""

    cell: FlatCell
    row: int
    column: int
    rows: int
    columns: int


HeaderLayout = tuple[PlacedCell, ...]


def header_layouts(rows: Sequence[FlatRow], columns: int, phrases: LevelPhrases) -> tuple[HeaderLayout, ...]:
    """Return all ways to lay header rows over `columns` columns; none if they cannot be laid at all."""
    if not rows:
        return ((),)
    return tuple(layout for layout in _laid(rows, columns, 0, ()) if _is_admissible(layout, columns, phrases))


def _laid(rows: Sequence[FlatRow], columns: int, row: int, placed: HeaderLayout) -> Iterator[HeaderLayout]:
    if row == len(rows):
        yield placed
        return
    covered = {column for cell in placed if cell.row + cell.rows > row for column in _columns_of(cell)}
    free = [column for column in range(columns) if column not in covered]
    last = row == len(rows) - 1
    for widths in _widths(len(free), len(rows[row].cells)):
        cells = tuple(_in_order(rows[row].cells, free, widths))
        if any(end - start + 1 != width for (_, start, end), width in zip(cells, widths, strict=True)):
            continue
        for depths in _depths(cells, last):
            reach = len(rows) - row
            laid = tuple(
                PlacedCell(cell, row, start, reach if deep else 1, end - start + 1)
                for (cell, start, end), deep in zip(cells, depths, strict=True)
            )
            yield from _laid(rows, columns, row + 1, (*placed, *laid))


def _widths(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to divide `total` columns among `parts` cells in order."""
    if parts > total:
        return
    for cuts in combinations(range(1, total), parts - 1):
        ends = (0, *cuts, total)
        yield tuple(after - before for before, after in pairwise(ends))


def _in_order(
    cells: Sequence[FlatCell], free: Sequence[int], widths: Sequence[int]
) -> Iterator[tuple[FlatCell, int, int]]:
    begin = 0
    for cell, width in zip(cells, widths, strict=True):
        yield cell, free[begin], free[begin + width - 1]
        begin += width


def _depths(cells: Sequence[tuple[FlatCell, int, int]], last: bool) -> Iterator[tuple[bool, ...]]:
    """Yield which of the cells reach down to the body: only one column wide ones can, in the last row all must."""
    options: list[tuple[bool, ...]] = [()]
    for _, start, end in cells:
        narrow = start == end
        choices = ((True,) if narrow else ()) if last else ((True, False) if narrow else (False,))
        options = [(*option, choice) for option in options for choice in choices]
    yield from options


def _columns_of(cell: PlacedCell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _is_admissible(layout: HeaderLayout, columns: int, phrases: LevelPhrases) -> bool:
    over = [[cell for cell in layout if column in _columns_of(cell)] for column in range(columns)]
    return (
        all(_stands_over_whole(cell, layout) for cell in layout)
        and not any(_names_rows(cell, phrases) for cell in layout if _has_below(cell, layout))
        and _are_told_apart(over, phrases)
        and not any(_repeats_status(headers, phrases) for headers in over)
    )


def _has_below(cell: PlacedCell, layout: HeaderLayout) -> bool:
    return any(other.row > cell.row and set(_columns_of(other)) & set(_columns_of(cell)) for other in layout)


def _stands_over_whole(cell: PlacedCell, layout: HeaderLayout) -> bool:
    """Say whether no cell right above is cut by this one, or cuts it: they nest, or cover the same."""
    own = set(_columns_of(cell))
    above = [set(_columns_of(other)) for other in layout if other.row + other.rows == cell.row]
    touching = [columns for columns in above if columns & own]
    return all(columns <= own for columns in touching) or (len(touching) == 1 and own <= touching[0])


def _names_rows(cell: PlacedCell, phrases: LevelPhrases) -> bool:
    known = phrases.patterns("columns")
    text = plain(cell.cell.text)
    role = next((role for role in ROLES if first_match(known[role], text)), None)
    return role not in (None, "value")


def _are_told_apart(over: Sequence[Sequence[PlacedCell]], phrases: LevelPhrases) -> bool:
    groups: dict[tuple[PlacedCell, ...], list[str]] = {}
    for headers in over:
        groups.setdefault(tuple(headers[:-1]), []).append(plain(headers[-1].cell.text))
    return all(
        len(set(texts)) == len(texts) and not _statuses_overlap(texts, phrases)
        for above, texts in groups.items()
        if above
    )


def _statuses_overlap(texts: Sequence[str], phrases: LevelPhrases) -> bool:
    statuses: list[PlantStatus] = [status for text in texts if (status := status_in(text, phrases))]
    return "all" in statuses and len(statuses) > 1


def _repeats_status(headers: Sequence[PlacedCell], phrases: LevelPhrases) -> bool:
    return sum(status_in(header.cell.text, phrases) is not None for header in headers) > 1

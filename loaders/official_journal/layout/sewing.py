"""Cells that the end of a page cut in two, made whole.

On the next page the lower half of a cell is printed in a cell of its own, under the repeated header. It is empty when
the text was complete; otherwise it goes on in the middle of the text. The rows of the lower part are counted from the
row at which the page broke.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.official_journal.layout.paragraphs import join_text
from loaders.official_journal.page_content import Cell

_ENDS_SENTENCE = re.compile(r"[.:;!?]$")
_BULLET = re.compile(r"(?:^|\n)[—–•] ")


def sewn(above: Sequence[Cell], below: Sequence[Cell], row: int, *, cut: bool) -> tuple[list[Cell], int]:
    """Put the cells of the next page under those `above`; `row` is the row at which the page broke.

    `cut` says that the page ended in the middle of a row. Returns all cells, and how many rows `below` moved up because
    its first row was the rest of the last row of `above` (0 or 1).
    """
    cells = list(above)
    partners = {cell: _partner(cells, cell, row) for cell in below if cell.row == row}
    if cut or _reads_on(cells, partners):
        joined = _joined_row(cells, partners)
        if joined is not None:
            rest = [replace(cell, row=cell.row - 1) for cell in below if cell.row > row]
            return joined + rest, 1
    # A row of other cells than those above begins something new, whatever is empty in it.
    alike = sum(partner is not None for partner in partners.values()) > len(partners) / 3
    for cell in below:
        partner = partners.get(cell)
        if alike and partner is not None and _is_rest(cells[partner], cell):
            cells[partner] = replace(cells[partner], row_span=cells[partner].row_span + cell.row_span)
        else:
            cells.append(cell)
    return cells, 0


def _is_rest(upper: Cell, lower: Cell) -> bool:
    """Say whether an empty cell is the lower part of the one above; two empty ones are it in the first column only."""
    return not lower.text and not lower.marks and bool(upper.text or lower.column == 0)


def _partner(cells: Sequence[Cell], cell: Cell, row: int) -> int | None:
    """Return the place of the cell that reaches down to `row` in the same columns as `cell`."""
    for index, upper in enumerate(cells):
        same = (upper.column, upper.column_span) == (cell.column, cell.column_span)
        if same and upper.row + upper.row_span == row:
            return index
    return None


def _reads_on(cells: Sequence[Cell], partners: dict[Cell, int | None]) -> bool:
    """Say whether the first row under the break is the rest of the row above it, going by its text."""
    row = sorted(partners, key=lambda cell: cell.column)
    if not row or row[0].text or all(not cell.text for cell in row):
        return False
    return any(
        _goes_on(cells[partner].text, cell.text)
        for cell, partner in partners.items()
        if partner is not None and cell.text
    )


def _goes_on(upper: str, lower: str) -> bool:
    if _BULLET.match(lower):
        return _BULLET.search(upper) is not None or upper.endswith(":")
    return lower[0].islower() and not _ENDS_SENTENCE.search(upper)


def _joined_row(cells: list[Cell], partners: dict[Cell, int | None]) -> list[Cell] | None:
    """Join the first row under the break with the last above it; None if the two do not fit together."""
    joined = list(cells)
    for cell, partner in partners.items():
        if partner is None:
            return None
        upper = joined[partner]
        joined[partner] = replace(
            upper,
            text=_joined_text(upper.text, cell.text),
            marks=upper.marks + cell.marks,
            row_span=upper.row_span + cell.row_span - 1,
        )
    return joined


def _joined_text(upper: str, lower: str) -> str:
    if not upper or not lower:
        return upper or lower
    if _BULLET.match(lower) or _ENDS_SENTENCE.search(upper):
        return f"{upper}\n{lower}"
    return join_text(upper, lower)

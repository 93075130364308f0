"""Notes that print sets into the last row of a table, within its rules, instead of under it."""

from collections.abc import Sequence
from dataclasses import replace

from loaders.official_journal.page_content import Cell, Footnote, Table


def with_notes_of_last_row(table: Table) -> Table:
    """Return the table with the notes of its last row as footnotes, or the table itself if it has none there.

    Such a row is one cell across the whole table whose marks have no note; its last lines, as many as it has marks, are
    the notes, lines before them (`NR: not relevant`) a legend.
    """
    last = next((cell for cell in table.cells if _is_across(cell, table)), None)
    if last is None or not last.marks or _has_notes(table, last.marks):
        return table
    lines = last.text.split("\n")
    if len(lines) < len(last.marks):
        return table
    notes = lines[len(lines) - len(last.marks) :]
    return replace(
        table,
        row_count=table.row_count - 1,
        cells=tuple(cell for cell in table.cells if cell is not last),
        footnotes=(
            *table.footnotes,
            *(Footnote(mark, text, last.page) for mark, text in zip(last.marks, notes, strict=True)),
        ),
    )


def _is_across(cell: Cell, table: Table) -> bool:
    return cell.row + cell.row_span == table.row_count and cell.column_span == table.column_count > 1


def _has_notes(table: Table, marks: Sequence[str]) -> bool:
    known = {note.mark for note in table.footnotes}
    return all(mark in known for mark in marks)

"""The rows of a flattened technique table: mark, name, and texts of which some reach down over several rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.flattened_text.flat_table import FlatCell, FlatRow, FlatTable
from loaders.official_journal.flattened_text.header_layout import PlacedCell
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain

_MARK: Final = re.compile(r"^(?:[a-z]{1,2}|[ivx]{1,6})[.)]$")


@dataclass(frozen=True)
class TechniqueLayout:
    """The cells of a technique table; `unclear` are lines of texts that could stand in more than one column."""

    cells: tuple[PlacedCell, ...]
    header_rows: int
    unclear: tuple[int, ...]


def is_technique_table(flat: FlatTable, phrases: Phrases) -> bool:
    """Return whether the first row heads a column of techniques."""
    return _header_column(flat.rows[0], phrases.texts("technique_table", "technique")) is not None


def technique_layout(flat: FlatTable, columns: int, phrases: Phrases) -> TechniqueLayout | None:
    """Return the cells of a technique table, or None if its header does not stand over its columns."""
    header, rows = flat.rows[0], flat.rows[1:]
    marked = any(_MARK.match(row.cells[0].text) for row in rows)
    headers = [cell for cell in header.cells if cell.text]
    names = columns - len(headers) + 1
    if names != (2 if marked else 1) or not headers:
        return None
    placed = [PlacedCell(headers[0], 0, 0, 1, names)]
    placed += [PlacedCell(cell, 0, names + place, 1, 1) for place, cell in enumerate(headers[1:])]
    layer = _RowLayer(placed, names, columns, _text_columns(headers, phrases), phrases)
    for number, row in enumerate(rows, start=1):
        layer.lay(number, row)
    return TechniqueLayout(tuple(placed), 1, tuple(layer.unclear))


def _header_column(row: FlatRow, words: Sequence[str]) -> int | None:
    known = {word.casefold() for word in words}
    texts = [plain(cell.text).casefold().strip(" .:") for cell in row.cells if cell.text]
    return next((place for place, text in enumerate(texts) if text in known), None)


def _text_columns(headers: Sequence[FlatCell], phrases: Phrases) -> tuple[int | None, int | None]:
    """Return which of the columns behind the names, from 0, hold description and applicability."""
    row = FlatRow(tuple(headers), headed=True)
    found = [_header_column(row, phrases.texts("technique_table", key)) for key in ("description", "applicability")]
    description, applicability = (place - 1 if place else None for place in found)
    return description, applicability


class _RowLayer:
    def __init__(
        self,
        placed: list[PlacedCell],
        names: int,
        columns: int,
        texts: tuple[int | None, int | None],
        phrases: Phrases,
    ) -> None:
        self._placed = placed
        self._names = names
        self._columns = columns
        self._description, self._applicability = texts
        self._phrases = phrases
        self._above: dict[int, int] = {}
        self.unclear: list[int] = []

    def lay(self, number: int, row: FlatRow) -> None:
        """Add the cells of a row; a text that it lacks is that of the row above."""
        if len(row.cells) == 1 and row.headed:
            self._placed.append(PlacedCell(row.cells[0], number, 0, 1, self._columns))
            self._above = {}
            return
        heads = self._names if _MARK.match(row.cells[0].text) or self._names == 1 else 1
        for column, cell in enumerate(row.cells[:heads]):
            width = self._names if heads < self._names else 1
            self._placed.append(PlacedCell(cell, number, column, 1, width))
        self._lay_texts(number, row.cells[heads:])

    def _lay_texts(self, number: int, texts: Sequence[FlatCell]) -> None:
        free = list(range(self._columns - self._names))
        if len(texts) < len(free):
            free = [self._column_of(cell) for cell in texts] if len(texts) == 1 else free
        filled: set[int] = set()
        for place, cell in zip(free, texts, strict=False):
            self._placed.append(PlacedCell(cell, number, self._names + place, 1, 1))
            self._above[place] = len(self._placed) - 1
            filled.add(place)
        for place, index in self._above.items():
            if place not in filled:
                above = self._placed[index]
                self._placed[index] = PlacedCell(above.cell, above.row, above.column, above.rows + 1, above.columns)

    def _column_of(self, cell: FlatCell) -> int:
        """Return the column of the only text of a row, told by how it opens; where it does not tell, it is noted."""
        text = plain(cell.text)
        for key, column in (("opens_description", self._description), ("opens_applicability", self._applicability)):
            if column is not None and any(pattern.search(text) for pattern in _OPENINGS[self._phrases.language][key]):
                return column
        self.unclear.append(cell.line)
        return self._description or 0


# English only: no other language of this form is known.
_OPENINGS: Final = {
    "en": {
        "opens_description": (re.compile(r"^see (?:general )?descriptions?\b", re.IGNORECASE),),
        "opens_applicability": (
            re.compile(r"^(?:(?:generally|only|not|not generally|also) )?applicable\b", re.IGNORECASE),
            re.compile(r"^(?:the |see )?applicability\b", re.IGNORECASE),
            re.compile(r"^there may be (?:technical|economic)", re.IGNORECASE),
            re.compile(r"\bapplicable (?:only )?(?:to|in|within|when|where)\b", re.IGNORECASE),
        ),
    }
}

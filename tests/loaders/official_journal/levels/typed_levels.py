"""Tables set by hand, and levels shortened to what print says, so that whole results can be typed and compared.

In a row `<` stands where the cell to the left reaches, `^` where the cell above reaches; `25-100 mg/l{5,6}` is a cell
with the footnote marks 5 and 6.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.page_content import Cell, Footnote, Table

_MARKED = re.compile(r"(?P<text>.*?)\{(?P<marks>[^}]*)\}", re.DOTALL)
_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥", "eq": "="}


def table(
    rows: Sequence[Sequence[str]],
    caption: str = "",
    number: str | None = "1",
    header_rows: int = 1,
    notes: Mapping[str, str] | None = None,
    page: int = 1,
) -> Table:
    """Return a table on one page; `notes` are the footnotes by mark."""
    said, caption_marks = _marked(caption)
    footnotes = tuple(Footnote(mark, text, page) for mark, text in (notes or {}).items())
    return Table(
        number=number,
        caption=said,
        caption_marks=caption_marks,
        header_rows=header_rows,
        row_count=len(rows),
        column_count=len(rows[0]),
        cells=tuple(_cells(rows, page)),
        footnotes=footnotes,
        first_page=page,
        last_page=page,
    )


def _cells(rows: Sequence[Sequence[str]], page: int) -> Iterable[Cell]:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            width = next((n for n, other in enumerate(texts[column + 1 :], 1) if other != "<"), len(texts) - column)
            height = next((n for n, other in enumerate(rows[row + 1 :], 1) if other[column] != "^"), len(rows) - row)
            said, marks = _marked(text)
            yield Cell(row, column, height, width, said, marks, page)


def _marked(text: str) -> tuple[str, tuple[str, ...]]:
    found = _MARKED.fullmatch(text)
    return (found["text"], tuple(found["marks"].split(","))) if found else (text, ())


def ends(level: LevelFact) -> str:
    """Return the bounds in one spelling: `25..100`, `<2..5`, `..<10`, `=0.05`, `39..`, `none`, `?` if not read."""
    if not level.understood:
        return "?"
    if level.no_level_stated:
        return "none"
    if level.lower_comparator == level.upper_comparator == "eq":
        assert level.lower == level.upper
        return f"={_number(level.lower)}"
    return f"{_end(level.lower, level.lower_comparator)}..{_end(level.upper, level.upper_comparator)}"


def _end(value: Decimal | None, comparator: str | None) -> str:
    return "" if value is None else _SIGNS.get(comparator or "", "") + _number(value)


def _number(value: Decimal | None) -> str:
    assert value is not None
    return f"{value.normalize():f}"


def typed(level: LevelFact) -> dict[str, str]:
    """Return a level in the columns of the typed lists of levels; the place is the last steps of its id."""
    return {
        "place": level.id.removeprefix("table/"),
        "page": str(level.page),
        "printed": level.printed,
        "ends": ends(level),
        "unit": level.unit,
        "of": " ".join(level.pollutants) or level.parameter,
        "averaging": " ".join(level.averaging),
        "status": level.plant_status or "",
        "size": level.size,
        "for": level.plant_category or level.process,
        "notes": " ".join(note.rsplit("/", 1)[1] for note in level.footnotes),
    }


def read_typed(path: Path) -> list[dict[str, str]]:
    """Return a list of levels typed from print."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))

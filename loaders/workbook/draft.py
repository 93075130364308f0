"""A draft between its file and its graph: tables of cells, the same for a workbook and for a folder of CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rdflib import RDF, URIRef

from loaders.workbook.plan import BookKind, SheetPlan
from shapes.trilingual import Language

CellValue = str | int | float | bool | date | datetime | None

TYPE_COLUMN = RDF.type
"""The column of classes that a thing has beside that of its sheet."""


@dataclass(frozen=True)
class Place:
    """Where something stands. `row` and `column` are counted from one; `pointer` is the place in a JSON file."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    header: str = ""
    pointer: str = ""

    @property
    def letter(self) -> str:
        """The column as a spreadsheet letters it: A, B, … AA."""
        number, letters = self.column or 0, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet calls it, e.g. D17."""
        return f"{self.letter}{self.row or ''}"

    def __str__(self) -> str:
        if self.pointer:
            return self.pointer
        header = f" «{self.header}»" if self.header else ""
        return " ".join(
            part for part in (self.sheet and f"{self.sheet}!{self.cell}".rstrip("!"), header.strip()) if part
        )


@dataclass(frozen=True)
class Unreadable:
    """A cell whose value cannot be taken (a formula, an error, a part of merged cells), and what it shows."""

    fault: str
    text: str
    is_reported: bool = False


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its number from one, its header as printed, and the property (None: the key)."""

    number: int
    header: str
    predicate: URIRef | None


@dataclass(frozen=True)
class TableRow:
    """A row: its number from one, and the cells that hold something, by column number."""

    number: int
    cells: Mapping[int, CellValue | Unreadable]


@dataclass(frozen=True)
class Table:
    """The rows of one class. `lost` are properties whose columns were there and cannot be found any more."""

    plan: SheetPlan
    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    lost: tuple[URIRef, ...] = ()

    @property
    def key_column(self) -> TableColumn:
        """The column of keys."""
        return next(column for column in self.columns if column.predicate is None)


@dataclass(frozen=True)
class Draft:
    """A book as tables. `code_place` is where the code of the book stands."""

    file: str
    code: str
    code_place: Place
    kind: BookKind
    language: Language
    tables: tuple[Table, ...] = field(repr=False, default=())

"""The list of units that documents print, with what is needed to compare two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from loaders.code_lists.csv_table import TableRow, decimal_cell, read_table, refused
from loaders.code_lists.name_index import AmbiguousName, NameIndex

FILE = "units.csv"
LANGUAGES = ("en", "nl", "kk", "ru")
COLUMNS = (
    "id",
    "symbol",
    "alternatives",
    "qudt",
    "dimension",
    "factor",
    "per",
    "measured_as",
    "broader",
    *LANGUAGES,
)


@dataclass(frozen=True)
class Unit:
    """One unit. A value times `factor` is the value in the unit of the same `dimension` whose factor is 1.

    Two units are comparable if `dimension` is equal and neither `per` (of melted glass, of products) nor
    `measured_as` (as S, as NH3) tells them apart.
    """

    identifier: str
    symbol: str
    alternatives: tuple[str, ...]
    qudt: str
    dimension: str
    factor: Decimal
    per: str
    measured_as: str
    broader: str
    labels: Mapping[str, str]


def read_units(data_folder: Path) -> tuple[Unit, ...]:
    """Return the entries of `code-lists/units.csv` under `data_folder`. Raises SourceRefused."""
    path = data_folder / "code-lists" / FILE
    rows = read_table(path, COLUMNS)
    known = {row["id"] for row in rows}
    return tuple(_unit(path, row, known) for row in rows)


def unit_index(data_folder: Path) -> NameIndex:
    """Return the index of the printed forms of all units in all languages; case matters (Mg is not mg)."""
    index = NameIndex()
    for unit in read_units(data_folder):
        try:
            index.add(unit.identifier, symbols=(unit.symbol, *unit.alternatives))
        except AmbiguousName as error:
            path = data_folder / "code-lists" / FILE
            raise refused(path, "the printed forms", str(error), "each printed form of one unit only") from error
    return index


def _unit(path: Path, row: TableRow, known: set[str]) -> Unit:
    if row["broader"] and row["broader"] not in known:
        raise refused(path, f"line {row.line}", f"broader {row['broader']!r}", "an id of this list")
    return Unit(
        identifier=row["id"],
        symbol=row["symbol"],
        alternatives=tuple(filter(None, row["alternatives"].split("|"))),
        qudt=row["qudt"],
        dimension=row["dimension"],
        factor=decimal_cell(path, row, "factor"),
        per=row["per"],
        measured_as=row["measured_as"],
        broader=row["broader"],
        labels={language: row[language] for language in LANGUAGES},
    )

"""The shipped factor sets: `data/ecm/themes.csv`, `factors.csv` and `substances.csv`."""

from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from loaders.code_lists.csv_table import TableRow, decimal_cell, read_table, refused
from loaders.impact_factors.annex_tables import read_annexes, write_factors
from loaders.impact_factors.facts import MEDIA, Factor, FactorSet, Mode, Note, SubstanceNames, Theme, ThemeFactors

THEME_COLUMNS: Final = (
    "factor_set",
    "theme",
    "annex",
    "pages",
    "mode",
    "media",
    "factor_unit",
    "result_unit",
    "scale",
)
FACTOR_COLUMNS: Final = (
    "factor_set",
    "theme",
    "position",
    "substance",
    "formula",
    "cas",
    "printed",
    "factor",
    "note",
    "page",
)
SUBSTANCE_COLUMNS: Final = ("id", "names")
ANNEX_SET: Final = "ecm-2006"

_Code = TypeVar("_Code", Theme, Mode, Note)


def read_factor_sets(folder: Path) -> tuple[FactorSet, ...]:
    """Return the factor sets in a folder, by name. Raises SourceRefused naming file, line, found and expected."""
    themes, factors = _themes(folder / "themes.csv"), _factors(folder / "factors.csv")
    unknown = sorted({(name, theme) for name, theme, _ in factors} - set(themes))
    if unknown:
        found = f"factors of {unknown[0][0]} for {unknown[0][1]}"
        raise refused(folder / "factors.csv", "the file", found, "a row for them in themes.csv")
    return tuple(
        FactorSet(
            name,
            {theme: how for (owner, theme), how in themes.items() if owner == name},
            tuple(factor for owner, _, factor in factors if owner == name),
        )
        for name in sorted({name for name, _ in themes})
    )


def read_substance_names(folder: Path) -> tuple[SubstanceNames, ...]:
    """Return what substances are called. Raises SourceRefused."""
    rows = read_table(folder / "substances.csv", SUBSTANCE_COLUMNS)
    return tuple(SubstanceNames(frozenset(row["names"].split("|"))) for row in rows)


def ship_annexes(annexes: Path, folder: Path) -> None:
    """Write the factors of a user's annex tables into `factors.csv`; other factor sets in it stay."""
    path = folder / "factors.csv"
    kept = [each for each in _factors(path) if each[0] != ANNEX_SET] if path.exists() else []
    sets = {ANNEX_SET: read_annexes(annexes)}
    for name, _, factor in kept:
        sets[name] = (*sets.get(name, ()), factor)
    write_factors(path, sets, FACTOR_COLUMNS)


def _themes(path: Path) -> dict[tuple[str, Theme], ThemeFactors]:
    rows = read_table(path, THEME_COLUMNS, key=("factor_set", "theme"))
    return {(row["factor_set"], _theme(path, row)): _theme_factors(path, row) for row in rows}


def _theme_factors(path: Path, row: TableRow) -> ThemeFactors:
    media = tuple(row["media"].split("|"))
    if not set(media) <= set(MEDIA):
        raise refused(path, f"line {row.line}", f"media {row['media']!r}", f"some of {', '.join(MEDIA)}")
    scale = decimal_cell(path, row, "scale")
    if scale <= 0:
        raise refused(path, f"line {row.line}", f"scale {row['scale']}", "a number above zero")
    return ThemeFactors(
        theme=_theme(path, row),
        mode=_one_of(path, row, "mode", Mode),
        media=media,
        factor_unit=row["factor_unit"],
        result_unit=row["result_unit"],
        scale=scale,
        annex=row["annex"],
        pages=row["pages"],
    )


def _factors(path: Path) -> list[tuple[str, Theme, Factor]]:
    rows = read_table(path, FACTOR_COLUMNS, key=("factor_set", "theme", "position"))
    return [(row["factor_set"], _theme(path, row), _factor(path, row)) for row in rows]


def _factor(path: Path, row: TableRow) -> Factor:
    value = decimal_cell(path, row, "factor") if row["factor"] else None
    if value == 0:
        raise refused(path, f"line {row.line}", "a factor of zero", "nothing, where there is no usable figure")
    return Factor(
        theme=_theme(path, row),
        position=_count(path, row, "position"),
        substance=row["substance"],
        formula=row["formula"],
        cas=row["cas"],
        printed=row["printed"],
        value=value,
        note=_one_of(path, row, "note", Note),
        page=_count(path, row, "page") if row["page"] else None,
    )


def _theme(path: Path, row: TableRow) -> Theme:
    return _one_of(path, row, "theme", Theme)


def _one_of(path: Path, row: TableRow, column: str, codes: type[_Code]) -> _Code:
    try:
        return codes(row[column])
    except ValueError as error:
        expected = f"one of {', '.join(codes)}"
        raise refused(path, f"line {row.line}", f"{column} {row[column]!r}", expected) from error


def _count(path: Path, row: TableRow, column: str) -> int:
    number: Decimal = decimal_cell(path, row, column)
    if number < 1 or number != int(number):
        raise refused(path, f"line {row.line}", f"{column} {row[column]!r}", "a whole number from 1")
    return int(number)

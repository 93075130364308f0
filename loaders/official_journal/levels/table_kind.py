"""What a table is for: levels of some kind, techniques, monitoring, definitions, reference conditions, or other."""

from dataclasses import dataclass
from typing import Final, Literal

from loaders.official_journal.levels.columns import column_roles, roles_of_row
from loaders.official_journal.levels.facts import LevelKind, Standing
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, Patterns, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import Table

Kind = Literal["level", "technique", "monitoring", "definition", "reference-conditions", "other"]
_OTHER_KINDS: Final[tuple[Kind, ...]] = ("technique", "definition")


@dataclass(frozen=True)
class TableContext:
    """Where a table stands: the BAT it follows with its statement, its section, and the paragraph right before."""

    bat: int | None = None
    section: str = ""
    lead_in: str = ""
    statement: str = ""


@dataclass(frozen=True)
class TableKind:
    """The kind of a table; `level_kind` and `standing` only for tables of levels."""

    kind: Kind
    level_kind: LevelKind | None = None
    standing: Standing | None = None


def classify(table: Table, context: TableContext, phrases: LevelPhrases) -> TableKind:
    """Return what a table is for, by its header, caption and the paragraph before it, in this order."""
    grid = Grid(table)
    known = phrases.patterns("table")
    headers = [plain(cell.text) for column in grid.columns for cell in grid.header(column)]
    if _any(known["monitoring"], headers or _own_headers(grid, phrases)):
        return TableKind("monitoring")
    printed = [plain(table.caption), *headers]
    if table.number and _states_levels(grid, printed, known["level"], phrases):
        return TableKind("level", _level_kind(printed, phrases), _standing(printed, phrases))
    for kind in _OTHER_KINDS:
        if _any(known[kind], headers):
            return TableKind(kind)
    said = [*printed, plain(context.lead_in)]
    if _states_levels(grid, said, known["level"], phrases):
        return TableKind("level", _level_kind(said, phrases), _standing(said, phrases))
    if _any(known["reference"], printed):
        return TableKind("reference-conditions")
    # Some tables say what is measured by which standard, and the BAT over them how often.
    names_standards = {"parameter", "standard"} <= {*column_roles(grid, phrases).values()}
    return TableKind("monitoring" if names_standards else "other")


def _own_headers(grid: Grid, phrases: LevelPhrases) -> list[str]:
    """Return the texts of rows within a table without header that are headers for the rows below them."""
    rows = [row for row in grid.body if roles_of_row(grid, row, phrases)]
    return [plain(cell.text) for row in rows for cell in grid.row(row, grid.columns)]


def _states_levels(grid: Grid, said: list[str], level: Patterns, phrases: LevelPhrases) -> bool:
    return _any(level, said) and "value" in column_roles(grid, phrases).values()


def _level_kind(said: list[str], phrases: LevelPhrases) -> LevelKind:
    known = phrases.patterns("table")
    if _any(known["waste"], said):
        return "waste"
    if _any(known["consumption"], said):
        return "consumption"
    return "performance" if _any(known["performance"], said) else "emission"


def _standing(said: list[str], phrases: LevelPhrases) -> Standing:
    """Return the standing of all levels of a table; of one that names both kinds each level is looked at."""
    known = phrases.patterns("table")
    both = _any(known["associated"], said)
    return "indicative" if _any(known["indicative"], said) and not both else "associated"


def _any(patterns: Patterns, texts: list[str]) -> bool:
    return any(first_match(patterns, text) for text in texts)

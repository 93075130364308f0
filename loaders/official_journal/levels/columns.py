"""What each column of a level table holds, by its header and, where the header says nothing, by its cells."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.printed_value import ParsedValue, parse
from loaders.official_journal.levels.units import UnitReader
from loaders.official_journal.levels.wording import averaging_in

Role = Literal[
    "value",
    "unit",
    "oxygen",
    "gas-condition",
    "averaging",
    "frequency",
    "monitored-for",
    "monitoring",
    "standard",
    "condition",
    "bat",
    "size",
    "parameter",
    "category",
    "process",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


# A column with such a header still holds values if its cells do: `Dust` heads a column of values as well as of names.
_NAMES: Final[tuple[Role, ...]] = ("parameter", "category", "process")
_POWER: Final = "MWth"


def column_roles(grid: Grid, phrases: LevelPhrases) -> Mapping[int, Role]:
    """Return the role of every column.

    The lowest header cell counts first, then the whole header over a column. A column whose header says nothing known
    is a value column if most of its cells hold values; every other one tells processes apart, or in a table without
    header names what its values are of.
    """
    roles = {column: _role(grid, column, phrases) for column in grid.columns}
    with_values = {
        column for column, role in roles.items() if role == "value" and _holds_a_value(grid, column, phrases)
    }
    for column in roles:
        # `Process to which the BAT-AEL applies` heads a column of processes.
        if roles[column] == "value" and with_values and column not in with_values:
            roles[column] = _role_beside_values(grid, column, phrases) or "value"
    return roles


def roles_of_row(grid: Grid, row: int, phrases: LevelPhrases) -> Mapping[int, Role]:
    """Return the roles that the cells of a row give their columns if they are headers, none for a row of the body."""
    cells = {column: cell for column in grid.columns if (cell := grid.cell(row, column)) and cell.text.strip()}
    roles = {column: role for column, cell in cells.items() if (role := _role_by(plain(cell.text), phrases))}
    return roles if len(roles) == len(cells) > 1 and len({*cells.values()}) > 1 else {}


def _role_beside_values(grid: Grid, column: int, phrases: LevelPhrases) -> Role | None:
    """Return what else the lowest header of a column names than levels; None leaves it a column of values."""
    header = grid.header(column)
    if not header:
        return None
    known = phrases.patterns("columns")
    return next((role for role in ROLES if role != "value" and first_match(known[role], plain(header[-1].text))), None)


def _role(grid: Grid, column: int, phrases: LevelPhrases) -> Role:
    header = grid.header(column)
    texts = [plain(header[-1].text), plain(grid.header_text(column))] if header else []
    role = next((found for text in texts if (found := _role_by(text, phrases))), None)
    if role is None and _is_headed_by_unit(texts, phrases) and _holds_a_value(grid, column, phrases):
        return "value"
    if role in (None, *_NAMES) and _holds_values(grid, column, phrases):
        return "value"
    return role or ("process" if header else "parameter")


def _is_headed_by_unit(texts: list[str], phrases: LevelPhrases) -> bool:
    unit = UnitReader(phrases).within(texts[-1]) if texts else None
    return bool(texts) and ((unit is not None and unit.symbol != _POWER) or bool(averaging_in(texts[-1], phrases).text))


def _holds_a_value(grid: Grid, column: int, phrases: LevelPhrases) -> bool:
    return any(one.outcome == "quantities" for one in _parsed(grid, column, phrases))


def _role_by(header: str, phrases: LevelPhrases) -> Role | None:
    known = phrases.patterns("columns")
    return next((role for role in ROLES if first_match(known[role], header)), None)


def _holds_values(grid: Grid, column: int, phrases: LevelPhrases) -> bool:
    parsed = _parsed(grid, column, phrases)
    numbers = sum(_is_bare_value(one) for one in parsed)
    return numbers > 0 and (numbers + sum(one.outcome == "no-level" for one in parsed)) * 2 > len(parsed)


def _parsed(grid: Grid, column: int, phrases: LevelPhrases) -> list[ParsedValue]:
    cells = [cell for row in grid.body if (cell := grid.cell(row, column)) and cell.text.strip()]
    return [parse(cell.text, phrases) for cell in dict.fromkeys(cells) if cell.column == column]


def _is_bare_value(parsed: ParsedValue) -> bool:
    """Say whether a cell is a value and no name with a figure in it: `lignite-fired, ≥ 1 000 MWth`."""
    return parsed.outcome == "quantities" and not any(
        value.label or (value.unit and value.unit.symbol == _POWER) for value in parsed.values
    )

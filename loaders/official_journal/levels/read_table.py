"""From a table of levels to n-ary levels: every value cell with all that its rows, columns and caption say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.columns import column_roles
from loaders.official_journal.levels.facets import ColumnFacets, FacetReader, RowFacets, joined_status
from loaders.official_journal.levels.facts import FootnoteFact, LevelFact, LevelTableFact, NotUnderstood, Standing
from loaders.official_journal.levels.footnotes import TableNotes, read_notes
from loaders.official_journal.levels.grid import Grid
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.medium import medium_of
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.printed_value import ParsedValue, ValueInCell, parse
from loaders.official_journal.levels.units import PrintedUnit, UnitReader
from loaders.official_journal.levels.value_cells import ValueCell, ValueCells
from loaders.official_journal.levels.wording import averaging_in, measured_as_in, oxygen_in, status_in
from loaders.official_journal.page_content import Table

# Print gives no unit where the parameter says it.
_UNIT_OF: Final[Mapping[tuple[str, ...], str]] = {("ph",): "ph-unit"}


@dataclass(frozen=True)
class TableReading:
    """What a table says: levels, those set by its notes among them, its notes, and what is only kept as printed.

    `value_cells` counts the cells of value columns that hold a text, `numeric_cells` those of them with a figure,
    `marks` all footnote marks and `unresolved_marks` those without a note.
    """

    levels: tuple[LevelFact, ...]
    footnotes: tuple[FootnoteFact, ...]
    not_understood: tuple[NotUnderstood, ...]
    numbers_unused: tuple[NotUnderstood, ...]
    value_cells: int
    numeric_cells: int
    marks: int
    unresolved_marks: tuple[str, ...]


def read_levels(table: Table, fact: LevelTableFact, phrases: LevelPhrases, codes: LevelCodes) -> TableReading:
    """Read every value cell of a level table. `fact` says which table it is and what kind of levels it states."""
    return _TableReader(table, fact, phrases, codes).read()


class _TableReader:
    def __init__(self, table: Table, fact: LevelTableFact, phrases: LevelPhrases, codes: LevelCodes) -> None:
        self._table = table
        self._fact = fact
        self._phrases = phrases
        self._codes = codes
        self._grid = Grid(table)
        self._roles = column_roles(self._grid, phrases)
        self._cells = ValueCells(self._grid, self._roles, phrases, codes.pollutants)
        self._facets = FacetReader(phrases, codes)
        self._notes = TableNotes(f"table/{fact.key}", fact.key, table.footnotes, phrases)

    def read(self) -> TableReading:
        cells = list(self._cells)
        levels = [level for cell in cells for level in self._levels(cell)]
        marks = [*self._table.caption_marks, *(mark for cell in self._table.cells for mark in cell.marks)]
        noted = read_notes(self._notes, levels, self._codes)
        return TableReading(
            levels=noted.levels,
            footnotes=noted.footnotes,
            not_understood=(*self._not_understood(levels), *noted.not_understood),
            numbers_unused=noted.numbers_unused,
            value_cells=sum(cell.part <= 1 for cell in cells),
            numeric_cells=sum(cell.part <= 1 and any(map(str.isdigit, cell.cell.text)) for cell in cells),
            marks=len(marks),
            unresolved_marks=tuple(mark for mark in marks if not self._notes.has(mark)),
        )

    def _not_understood(self, levels: Iterable[LevelFact]) -> Iterator[NotUnderstood]:
        for level in levels:
            if not level.understood:
                reason = parse(level.printed, self._phrases).reason
                yield NotUnderstood(level.id, level.page, level.printed, reason)

    # From a value cell to levels.

    def _levels(self, value: ValueCell) -> Iterator[LevelFact]:
        parsed = parse(value.cell.text, self._phrases)
        base = self._base(value)
        for level in self._of_outcome(base, parsed):
            yield self._with_medium(level)

    def _of_outcome(self, base: LevelFact, parsed: ParsedValue) -> Iterator[LevelFact]:
        if parsed.outcome == "no-level":
            yield replace(base, no_level_stated=True)
        elif parsed.outcome == "quantities":
            yield from self._of_values(base, parsed)
        else:
            yield replace(base, understood=False)

    def _of_values(self, base: LevelFact, parsed: ParsedValue) -> Iterator[LevelFact]:
        several = len(parsed.values) > 1
        last_unit = next((value.unit for value in reversed(parsed.values) if value.unit), None)
        for position, value in enumerate(parsed.values, start=1):
            level = self._with_value(base, value, last_unit)
            if several:
                printed = f"{value.label}: {value.printed}" if value.label else value.printed
                level = replace(level, id=f"{base.id}-{position}", printed=printed)
            yield level

    def _with_value(self, base: LevelFact, value: ValueInCell, last_unit: PrintedUnit | None) -> LevelFact:
        """Add what the value itself says, which goes before what rows and columns say."""
        unit = value.unit or (None if base.unit_text else last_unit)
        averaging = averaging_in(value.qualifier, self._phrases)
        return replace(
            base,
            unit=self._codes.units.of(unit) if unit else base.unit,
            unit_text=unit.text if unit else base.unit_text,
            averaging=averaging.periods if averaging.text else base.averaging,
            averaging_text=averaging.text or base.averaging_text,
            process="; ".join(part for part in (base.process, value.label, value.qualifier) if part),
            plant_status=base.plant_status or status_in(value.label, self._phrases),
        ).within(value.bounds)

    def _base(self, value: ValueCell) -> LevelFact:
        row = self._facets.of_rows(value.beside, value.headings, self._size_unit())
        columns = [self._facets.of_columns(path, bool(row.parameter)) for path in value.headers]
        unit = row.unit or self._column_unit(columns) or UnitReader(self._phrases).within(self._table.caption)
        level = LevelFact(
            id=f"table/{self._fact.key}/r{value.cell.row + 1}c{value.cell.column + 1}"
            + (f"-{value.part}" if value.part else ""),
            kind=self._fact.kind,
            standing=self._standing(value),
            bats=row.bats or ((self._fact.bat,) if self._fact.bat is not None else ()),
            page=value.cell.page,
            printed=value.cell.text,
            table=self._fact.key,
            row=value.cell.row + 1,
            column=value.cell.column + 1,
            unit=self._codes.units.of(unit) if unit else "",
            unit_text=unit.text if unit else "",
            plant_status=row.plant_status or joined_status(columns) or status_in(self._table.caption, self._phrases),
            plant_category=row.plant_category,
            size=row.size,
            wet_gas=row.wet_gas,
            footnotes=self._notes.ids((*value.marks(), *self._table.caption_marks)),
            condition=row.condition,
        )
        named = self._named(self._averaged(level, row, columns), row, columns)
        named = replace(named, unit=named.unit or _UNIT_OF.get(named.pollutants, ""))
        if self._is_indicative_in_caption(named.pollutants):
            named = replace(named, standing="indicative")
        return self._with_oxygen(named, row, columns)

    def _standing(self, value: ValueCell) -> Standing:
        """Return the standing of a level: the table's, but indicative under a header that says only this."""
        known = self._phrases.patterns("table")
        said = [plain(" ".join(cell.text for cell in path)) for path in value.headers]
        indicative = any(
            first_match(known["indicative"], text) and not first_match(known["associated"], text) for text in said
        )
        return "indicative" if indicative else self._fact.standing

    def _is_indicative_in_caption(self, pollutants: tuple[str, ...]) -> bool:
        """Say whether the caption names a pollutant only behind that word: `BAT-AELs for X, indicative ones for Y`."""
        caption = plain(self._table.caption)
        found = first_match(self._phrases.patterns("table")["indicative"], caption)
        if found is None or not pollutants:
            return False
        names = self._codes.pollutants
        before, behind = names.mentioned(caption[: found.start()]), names.mentioned(caption[found.end() :])
        return {*pollutants} <= {*behind} - {*before}

    def _averaged(self, level: LevelFact, row: RowFacets, columns: Sequence[ColumnFacets]) -> LevelFact:
        stated = [row.averaging, *(column.averaging for column in columns)]
        found = [averaging for averaging in stated if averaging.text][:1] if row.averaging.text else stated
        periods = tuple(dict.fromkeys(period for averaging in found for period in averaging.periods))
        texts = tuple(dict.fromkeys(averaging.text for averaging in found if averaging.text))
        if not texts:
            noted = self._notes.averaging(level.footnotes)
            said = noted if noted.text else averaging_in(self._table.caption, self._phrases)
            periods, texts = said.periods, (said.text,) if said.text else ()
        return replace(level, averaging=periods, averaging_text="; ".join(texts))

    def _named(self, level: LevelFact, row: RowFacets, columns: Sequence[ColumnFacets]) -> LevelFact:
        pollutants = row.pollutants or tuple(dict.fromkeys(one for column in columns for one in column.pollutants))
        quantities = dict.fromkeys(column.parameter or column.quantity for column in columns)
        parameter = row.parameter or "; ".join(text for text in quantities if text)
        if not parameter and not pollutants and self._fact.kind == "emission":
            pollutants, parameter = self._from_caption()
        measured = [
            row.measured_as,
            *(column.measured_as for column in columns),
            measured_as_in(self._table.caption, self._phrases),
        ]
        categories = self._categories(columns, pollutants, taken=parameter)
        if not parameter:
            parameter, categories = "; ".join(categories), []
        return replace(
            level,
            pollutants=pollutants,
            parameter=parameter,
            measured_as=next((text for text in measured if text), ""),
            process="; ".join(part for part in (row.process, *categories) if part),
        )

    def _categories(self, columns: Sequence[ColumnFacets], pollutants: tuple[str, ...], taken: str) -> list[str]:
        """Return what headers say besides, but not a second naming of the pollutant or parameter."""
        paths = [[name for name in column.categories if not self._names(name, pollutants)] for column in columns]
        return list(dict.fromkeys(": ".join(path) for path in paths if path and ": ".join(path) != taken))

    def _names(self, text: str, pollutants: tuple[str, ...]) -> bool:
        if any(role == "parameter" for role in self._roles.values()) and self._fact.kind == "emission":
            return False
        return bool(pollutants) and self._codes.pollutants.named(text) == pollutants

    def _from_caption(self) -> tuple[tuple[str, ...], str]:
        found = self._codes.pollutants.mentioned(self._table.caption)
        return (found, self._codes.pollutants.words(self._table.caption)) if len(found) == 1 else ((), "")

    def _with_oxygen(self, level: LevelFact, row: RowFacets, columns: Sequence[ColumnFacets]) -> LevelFact:
        stated = [row.oxygen, *(column.oxygen for column in columns), oxygen_in(self._table.caption, self._phrases)]
        found = next((oxygen for oxygen in stated if oxygen), None)
        return replace(level, oxygen=found.content, no_oxygen_correction=found.no_correction) if found else level

    def _with_medium(self, level: LevelFact) -> LevelFact:
        units = [level.unit_text, *(self._grid.header_text(column) for column in self._cells.value_columns)]
        return replace(level, medium=medium_of(level, self._table.caption, units, self._phrases))

    def _column_unit(self, columns: Sequence[ColumnFacets]) -> PrintedUnit | None:
        units = {column.unit.text: column.unit for column in columns if column.unit}
        return next(iter(units.values())) if len(units) == 1 else None

    def _size_unit(self) -> str:
        for column in self._cells.other_columns:
            if self._roles[column] == "size" and (
                unit := UnitReader(self._phrases).within(self._grid.header_text(column))
            ):
                return unit.text
        return ""

"""What the cells around a value say about it: the names of its rows and columns taken apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.columns import Role
from loaders.official_journal.levels.facts import PlantStatus
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.units import PrintedUnit, UnitReader
from loaders.official_journal.levels.wording import (
    NO_AVERAGING,
    NO_OXYGEN,
    Averaging,
    Oxygen,
    averaging_in,
    measured_as_in,
    oxygen_in,
    status_in,
    status_of_row,
)
from loaders.official_journal.page_content import Cell

_LETTER: Final = re.compile(r"[^\W\d_]")
_SAYS_UNIT: Final = re.compile(r"[^\W\d_]|%")
_BRACKETS: Final = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_SIZE: Final = re.compile(
    r"^(?P<size>(?:[<>≤≥]|tot|up to)?\s*\d[\d ]*(?:\s*[-–—]\s*(?:[<>≤≥]\s*)?\d[\d ]*)?)(?:,\s*(?P<rest>.+))?$"
)


@dataclass(frozen=True)
class RowFacets:
    """What the cells of one or several rows say that a value cell covers."""

    pollutants: tuple[str, ...] = ()
    parameter: str = ""
    measured_as: str = ""
    unit: PrintedUnit | None = None
    averaging: Averaging = NO_AVERAGING
    plant_status: PlantStatus | None = None
    plant_category: str = ""
    size: str = ""
    process: str = ""
    oxygen: Oxygen = NO_OXYGEN
    wet_gas: bool = False
    bats: tuple[int, ...] = ()
    condition: str = ""


@dataclass(frozen=True)
class ColumnFacets:
    """What the header cells over a value cell say. `name` is what is left: a quantity or a category."""

    pollutants: tuple[str, ...] = ()
    parameter: str = ""
    measured_as: str = ""
    unit: PrintedUnit | None = None
    averaging: Averaging = NO_AVERAGING
    plant_status: PlantStatus | None = None
    quantity: str = ""
    categories: tuple[str, ...] = ()
    oxygen: Oxygen = NO_OXYGEN


@dataclass(frozen=True)
class FacetReader:
    """Reads the cells around values, in one language and with the code lists."""

    phrases: LevelPhrases
    codes: LevelCodes

    def of_rows(self, cells: Sequence[tuple[Role, Cell]], headings: Sequence[Cell], size_unit: str) -> RowFacets:
        """Return what the cells beside a value say, given with the roles of their columns, and the headings above."""
        by_role: dict[Role, list[str]] = {}
        for role, cell in cells:
            by_role.setdefault(role, []).append(_one_line(cell.text))
        pollutants, parameters, circumstances = self._parameters(by_role.get("parameter", []))
        bats, techniques = self._bats(by_role.get("bat", []))
        size, category_of_size = self._sizes(by_role.get("size", []), size_unit)
        categories = [_one_line(heading.text) for heading in headings] + by_role.get("category", []) + category_of_size
        processes = circumstances + by_role.get("process", []) + techniques
        unit = self._unit(by_role.get("unit", []), [*parameters, *categories])
        return RowFacets(
            pollutants=pollutants,
            parameter=": ".join(parameters),
            measured_as=measured_as_in(" ".join(parameters), self.phrases),
            unit=unit,
            averaging=averaging_in(" ".join(by_role.get("averaging", [])), self.phrases),
            plant_status=self._row_status([*by_role.get("category", []), *processes, *parameters]),
            plant_category="; ".join(categories),
            size=size,
            process="; ".join(processes),
            oxygen=self._row_oxygen(by_role.get("oxygen", [])),
            wet_gas=self._is_wet(by_role.get("gas-condition", [])),
            bats=bats,
            condition=" ".join(by_role.get("condition", [])),
        )

    def _unit(self, units: Sequence[str], names: Sequence[str]) -> PrintedUnit | None:
        """Return the unit of a row: that of its unit column, known or not, else one in brackets behind a name."""
        if len(units) == 1 and _SAYS_UNIT.search(units[0]):
            return UnitReader(self.phrases).within(units[0]) or PrintedUnit(0, len(units[0]), units[0], units[0])
        for name in reversed(names):
            for bracket in reversed(_BRACKETS.findall(plain(name))):
                found = UnitReader(self.phrases).at(bracket, 0)
                if found and found.end == len(bracket) and "/" in found.text:
                    return found
        return None

    def of_columns(self, headers: Sequence[Cell], has_parameter: bool) -> ColumnFacets:
        """Return what the header cells over a value say, top first. `has_parameter`: the rows name the parameter."""
        texts = [_one_line(cell.text) for cell in headers]
        closest = list(reversed(texts))
        units = [unit for text in closest if (unit := UnitReader(self.phrases).within(text))]
        averagings = [averaging for text in closest if (averaging := averaging_in(text, self.phrases)).text]
        statuses = [status for text in closest if (status := status_in(text, self.phrases))]
        oxygens = [oxygen for text in closest if (oxygen := oxygen_in(text, self.phrases))]
        measured = [substance for text in closest if (substance := measured_as_in(text, self.phrases))]
        names = [name for text in texts if (name := self.name_in(text))]
        quantity = next((name for name in reversed(names) if self._is_quantity(name)), "")
        pollutants, parameter = ((), "") if has_parameter else self._header_pollutants(reversed(names))
        return ColumnFacets(
            pollutants=pollutants,
            parameter=parameter,
            measured_as=next(iter(measured), ""),
            unit=next(iter(units), None),
            averaging=next(iter(averagings), NO_AVERAGING),
            plant_status=next(iter(statuses), None),
            quantity=quantity,
            categories=tuple(name for name in names if name not in (quantity, parameter)),
            oxygen=next(iter(oxygens), NO_OXYGEN),
        )

    def name_in(self, header: str) -> str:
        """Return what a header says besides unit, averaging period, plant status, oxygen and words for a level."""
        text = plain(header)
        for bracket in _BRACKETS.finditer(text):
            if self._is_side_remark(bracket[1]):
                text = text.replace(bracket[0], " ")
        for table in ("averaging", "header_words", "oxygen", "measured"):
            for patterns in self.phrases.patterns(table).values():
                for pattern in patterns:
                    text = _one_line(pattern.sub(" ", text))
        unit = UnitReader(self.phrases).within(text)
        text = text if unit is None else text[: unit.start] + text[unit.end :]
        text = _one_line(text).strip(" ,;:()")
        if status_in(text, self.phrases) and len(text.split()) <= 4:  # `New plants`, `Nieuwe of bestaande installatie`
            return ""
        return text if _LETTER.search(text) and text.lower() not in self.phrases.texts("values")["and"] else ""

    def _is_side_remark(self, text: str) -> bool:
        unit = UnitReader(self.phrases).within(text) is not None
        return unit or bool(averaging_in(text, self.phrases).text) or bool(oxygen_in(text, self.phrases))

    def _is_quantity(self, name: str) -> bool:
        return first_match(self.phrases.patterns("quantities")["name"], plain(name)) is not None

    def _header_pollutants(self, names: Iterable[str]) -> tuple[tuple[str, ...], str]:
        for name in names:
            if found := self.codes.pollutants.named(name):
                return found, name
            if len(found := self.codes.pollutants.mentioned(name)) == 1:
                return found, name
        return (), ""

    def _parameters(self, texts: Sequence[str]) -> tuple[tuple[str, ...], list[str], list[str]]:
        """Return the pollutants that parameter cells name, the cells up to the naming one, and those after it.

        The last cell that is a name counts (`Metals and metalloids | As`); what follows it tells cases apart
        (`SO2 | dry solids < 75 %`).
        """
        found = [(position, self._pollutants(text)) for position, text in enumerate(texts)]
        named = [(position, pollutants) for position, pollutants in found if pollutants]
        if not named:
            return (), list(texts), []
        last = named[-1][0]
        return named[-1][1], list(texts[: last + 1]), list(texts[last + 1 :])

    def _pollutants(self, text: str) -> tuple[str, ...]:
        mentioned = self.codes.pollutants.mentioned(text)
        return self.codes.pollutants.named(text) or (mentioned if len(mentioned) == 1 else ())

    def _bats(self, texts: Sequence[str]) -> tuple[tuple[int, ...], list[str]]:
        """Return the BAT that a column names, and what else stands in it, which is a technique or process."""
        mentions = self.phrases.phrases.patterns("bat", "mention")
        numbers = [
            int(found["number"]) for text in texts for pattern in mentions for found in pattern.finditer(plain(text))
        ]
        others = [text for text in texts if not any(pattern.search(plain(text)) for pattern in mentions)]
        return tuple(dict.fromkeys(numbers)), others

    def _sizes(self, texts: Sequence[str], unit: str) -> tuple[str, list[str]]:
        sizes, categories = [], []
        for text in texts:
            found = _SIZE.match(plain(text))
            sizes.append(f"{found['size'].strip()} {unit}".strip() if found else text)
            categories += [found["rest"]] if found and found["rest"] else []
        return "; ".join(dict.fromkeys(sizes)), categories

    def _row_status(self, texts: Sequence[str]) -> PlantStatus | None:
        statuses = {status for text in texts if (status := status_of_row(text, self.phrases))}
        return statuses.pop() if len(statuses) == 1 else "all" if statuses else None

    def _is_wet(self, texts: Sequence[str]) -> bool:
        wet = self.phrases.patterns("reference")["wet"]
        return any(first_match(wet, plain(text)) for text in texts)

    def _row_oxygen(self, texts: Sequence[str]) -> Oxygen:
        if len(texts) != 1:
            return NO_OXYGEN
        number = texts[0].strip()
        return oxygen_in(number if "%" in number else f"{number} vol-%", self.phrases)


def joined_status(columns: Sequence[ColumnFacets]) -> PlantStatus | None:
    """Return the plant status of a cell that stands under several columns: both together are all plants."""
    found = {column.plant_status for column in columns if column.plant_status}
    return next(iter(found)) if len(found) == 1 else "all" if found else None


def role_cells(roles: Mapping[int, Role], cells: Iterable[tuple[int, Cell]]) -> list[tuple[Role, Cell]]:
    """Return cells with the role of the column they begin in, each once, empty ones left out."""
    pairs = [(roles[column], cell) for column, cell in cells if cell.text.strip()]
    return list(dict.fromkeys(pairs))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

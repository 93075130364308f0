"""The code lists that levels point to: pollutants by name and units by symbol, from `data/code-lists`."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.pollutants import PollutantNames
from loaders.official_journal.levels.units import PrintedUnit


@dataclass(frozen=True)
class UnitCodes:
    """Ids of units by symbol and by every printed form that the code list gives."""

    by_spelling: Mapping[str, str]

    def of(self, unit: PrintedUnit) -> str:
        """Return the id of the most exact unit for what is printed, or an empty text for a unit the list lacks.

        `kg/tonne of seeds or beans processed` is looked up whole, then word by word shorter, then by its symbol.
        """
        words = unit.text.split(" ")
        for length in range(len(words), 0, -1):
            spelled = " ".join(words[:length])
            if _is_per(unit.text) and not _is_per(spelled):
                break
            if found := self.by_spelling.get(_spelling(spelled)):
                return found
        # `kg` is no unit of `kg/parsec`.
        per_something_else = _is_per(unit.text) and not _is_per(unit.symbol)
        return "" if per_something_else else self.by_spelling.get(_spelling(unit.symbol), "")


@dataclass(frozen=True)
class LevelCodes:
    """What is needed to name the pollutant and the unit of a level."""

    pollutants: PollutantNames
    units: UnitCodes


def read_level_codes(folder: Path, language: str) -> LevelCodes:
    """Read `pollutants.csv` and `units.csv` in `folder` (`data/code-lists`); English names serve every language.

    Raises OSError if a file is missing.
    """
    pollutants = folder / "pollutants.csv"
    groups = frozenset(row["id"] for row in _rows(pollutants) if row["kind"] == "group")
    return LevelCodes(
        PollutantNames(tuple(_pollutant_names(pollutants, (language, "en"))), groups),
        UnitCodes(_unit_spellings(folder / "units.csv")),
    )


def _pollutant_names(path: Path, languages: Iterable[str]) -> Iterable[tuple[str, str]]:
    rows = _rows(path)
    for column in dict.fromkeys(("formula", *languages)):
        yield from ((row[column], row["id"]) for row in rows if row[column])
        for row in rows:
            alternatives = (name.partition(":") for name in row["alternative_names"].split("|") if name)
            yield from ((name, row["id"]) for tag, _, name in alternatives if tag == column)


def _unit_spellings(path: Path) -> Mapping[str, str]:
    spellings: dict[str, str] = {}
    for row in _rows(path):
        for spelling in (row["symbol"], *row["alternatives"].split("|")):
            if spelling:
                spellings.setdefault(_spelling(spelling), row["id"])
    return spellings


def _is_per(unit: str) -> bool:
    """Say whether a unit is one counted per another: `g/t`, `g VOCs per m2 of surface`."""
    return "/" in unit or " per " in unit


def _spelling(unit: str) -> str:
    return plain(unit).replace(" / ", "/")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))

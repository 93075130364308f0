"""Levels as CSV files beside the other facts of their decision; no sentence of the source goes into them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from loaders.official_journal.facts_csv import read_facts, write_facts
from loaders.official_journal.levels.facts import (
    FootnoteFact,
    LevelFact,
    LevelFacts,
    LevelTableFact,
    MonitoringFact,
    ReferenceConditionsFact,
)

_TABLES: Final[Mapping[str, tuple[str, type]]] = {
    "tables": ("level-tables.csv", LevelTableFact),
    "levels": ("levels.csv", LevelFact),
    "footnotes": ("level-footnotes.csv", FootnoteFact),
    "reference_conditions": ("reference-conditions.csv", ReferenceConditionsFact),
    "monitoring": ("monitoring.csv", MonitoringFact),
}


def write_levels(facts: LevelFacts, folder: Path) -> None:
    """Write the levels of a decision into `folder`, made if missing; files of a former reading are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (file_name, fact_class) in _TABLES.items():
        write_facts(folder / file_name, fact_class, getattr(facts, name))


def read_levels_folder(folder: Path) -> LevelFacts:
    """Return the levels that `write_levels` wrote. Raises SourceRefused naming file, row and column."""
    tables: dict[str, Any] = {name: read_facts(folder / file, kind) for name, (file, kind) in _TABLES.items()}
    return LevelFacts(**tables)

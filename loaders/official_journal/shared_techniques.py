"""Techniques that recur in many documents, known by the names under which documents print them.

Source: `data/code-lists/techniques.csv`, made by hand: one label per language, and per source language the other
spellings that mean the same, divided by `|`. A printed name is a shared technique only where it equals one of them.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from loaders.official_journal.known_documents import CODE_LISTS
from loaders.official_journal.technique_names import comparable_name

LABEL_LANGUAGES: Final = ("en", "nl", "kk", "ru")
_SPELLINGS: Final = "names_"


@dataclass(frozen=True)
class SharedTechnique:
    """One technique: id (last step of its IRI), label by language, other spellings by language."""

    id: str
    labels: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SharedTechniques:
    """All shared techniques, by id and by comparable name in each language."""

    by_id: Mapping[str, SharedTechnique]
    by_name: Mapping[tuple[str, str], str]

    def find(self, printed: str, language: str) -> str:
        """Return the id of the technique printed under this name, empty where no name is equal."""
        return self.by_name.get((language, comparable_name(printed)), "")


class AmbiguousName(ValueError):
    """One spelling stands for two techniques in the list, so that a printed name would mean either."""


def read_shared_techniques(path: Path) -> SharedTechniques:
    """Return the techniques of a list. Raises AmbiguousName."""
    by_id: dict[str, SharedTechnique] = {}
    by_name: dict[tuple[str, str], str] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            technique = _technique(row)
            if technique.id in by_id:
                raise AmbiguousName(f"{path.name}: {technique.id!r} stands twice")
            by_id[technique.id] = technique
            for language, names in _all_names(technique).items():
                for name in names:
                    other = by_name.setdefault((language, comparable_name(name)), technique.id)
                    if other != technique.id:
                        raise AmbiguousName(f"{path.name}: {name!r} ({language}) means {other} and {technique.id}")
    return SharedTechniques(by_id, by_name)


@cache
def shared_techniques() -> SharedTechniques:
    """Return the shipped list."""
    return read_shared_techniques(CODE_LISTS / "techniques.csv")


def _technique(row: Mapping[str, str]) -> SharedTechnique:
    labels = {language: row[language] for language in LABEL_LANGUAGES if row[language]}
    spellings = {
        column.removeprefix(_SPELLINGS): tuple(name.strip() for name in value.split("|") if name.strip())
        for column, value in row.items()
        if column.startswith(_SPELLINGS)
    }
    return SharedTechnique(row["id"], labels, spellings)


def _all_names(technique: SharedTechnique) -> Mapping[str, tuple[str, ...]]:
    languages = {*technique.labels, *technique.spellings}
    return {
        language: tuple(
            dict.fromkeys((*technique.spellings.get(language, ()), *_label(technique.labels.get(language))))
        )
        for language in languages
    }


def _label(label: str | None) -> tuple[str, ...]:
    return (label,) if label else ()

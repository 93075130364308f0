"""The names of ours that a user's data may use: terms, codes and paragraphs. Another one of our namespace is a slip."""

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from loaders.code_lists.csv_table import read_table
from loaders.code_lists.lists import PLAIN_LISTS
from loaders.code_lists.pollutants import read_pollutants
from loaders.code_lists.units import read_units
from ontology.model import code_list_files, module_files
from ontology.namespaces import ACT, BAT, CODE, LAW, code

OWNED: Final = (str(BAT), str(CODE), str(LAW))
_NEAR: Final = 3


@dataclass(frozen=True)
class KnownNames:
    """Every name of ours that is defined under `def/`, `code/` and `law/kz-775/`."""

    data: Path

    @cached_property
    def names(self) -> frozenset[str]:
        """The IRIs. Raises SourceRefused where a shipped list is faulty."""
        return frozenset((*_of_the_ontology(), *_of_the_lists(self.data), *_of_the_law(self.data), str(ACT)))

    def is_undefined(self, iri: str) -> bool:
        """Whether an IRI is in a namespace of ours and means nothing there."""
        return iri.startswith(OWNED) and iri not in self.names

    def near(self, iri: str) -> list[str]:
        """The names most like an undefined one, in the same namespace."""
        owner = next(namespace for namespace in OWNED if iri.startswith(namespace))
        beside = sorted(name for name in self.names if name.startswith(owner))
        return difflib.get_close_matches(iri, beside, n=_NEAR, cutoff=0.8)


def _of_the_ontology() -> Iterator[str]:
    for file in (*module_files(), *code_list_files()):
        for quad in pyoxigraph.parse(path=str(file), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(OWNED):
                yield quad.subject.value


def _of_the_lists(data: Path) -> Iterator[str]:
    yield from (str(CODE[scheme]) for scheme in ("pollutant", "unit"))
    yield from (str(code("pollutant", entry.identifier)) for entry in read_pollutants(data))
    yield from (str(code("unit", entry.identifier)) for entry in read_units(data))
    for plain in PLAIN_LISTS:
        yield str(CODE[plain.scheme])
        rows = read_table(data / "code-lists" / plain.file, plain.columns)
        yield from (str(code(plain.scheme, row["id"])) for row in rows)
    thresholds = (data / "code-lists" / "release-thresholds.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(thresholds):
        yield str(CODE[f"release-threshold/{row['pollutant']}-to-{row['medium']}"])


def _of_the_law(data: Path) -> Iterator[str]:
    text = (data / "kz-775" / "structure.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield str(LAW[row["id"]])

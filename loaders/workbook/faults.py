"""What is wrong in a draft, where it stands, and how it is said in three languages."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from loaders.loaded_source import Finding, Severity, SourceRefused
from loaders.workbook.draft import Place
from shapes.trilingual import Language, Trilingual

_TEXTS: Final = Path(__file__).parent / "texts" / "faults.toml"
_SHOWN: Final = 120


@dataclass(frozen=True)
class Fault:
    """One fault at one place. `kind` names it for programs: a heading of faults.toml, or the name of a shape."""

    kind: str
    place: Place
    found: Trilingual
    expected: Trilingual
    mend: Trilingual
    severity: Severity = "violation"

    def finding(self, language: Language) -> Finding:
        """Return the fault as a load report states it."""
        return Finding(
            self.severity,
            str(self.place),
            self.found.into(language),
            self.expected.into(language),
            self.mend.into(language),
        )

    @property
    def sort_key(self) -> tuple[object, ...]:
        """File and sheet, then row, column and kind."""
        return (self.place.sheet, self.place.row or 0, self.place.column or 0, self.place.pointer, self.kind)


class DraftRefused(SourceRefused):
    """A draft with faults for which it cannot be read whole: all of them, not only the first."""

    def __init__(self, file: str, faults: tuple[Fault, ...], language: Language) -> None:
        first = faults[0].finding(language)
        super().__init__(file=file, place=first.place, found=first.found, expected=first.expected, mend=first.mend)
        self.faults = faults
        self.language = language

    def __str__(self) -> str:
        lines = (self.line(fault.finding(self.language)) for fault in self.faults)
        return "\n".join([f"{self.file}: {len(self.faults)}", *lines])

    @staticmethod
    def line(finding: Finding) -> str:
        """Return a finding in one line."""
        return f"{finding.place}: {finding.found} → {finding.expected}. {finding.mend}"


def fault(
    kind: str,
    place: Place,
    value: object = "",
    limit: Trilingual | str = "",
    near: Iterable[str] | Trilingual = (),
) -> Fault:
    """Return the fault `kind` of faults.toml; `near` are values that may have been meant, nearest first."""
    texts = _texts()[kind]
    parts = {
        "value": Trilingual.same(shortened(str(value))),
        "limit": limit if isinstance(limit, Trilingual) else Trilingual.same(limit),
        "near": near if isinstance(near, Trilingual) else _near(tuple(near)),
    }
    said = {name: text.filled(**parts) for name, text in texts.items()}
    return Fault(kind, place, said["found"], said["expected"], said["mend"])


def shortened(text: str) -> str:
    """Return a text as it is shown in a report: one line, not longer than a reader wants."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _near(values: tuple[str, ...]) -> Trilingual:
    if not values:
        return Trilingual.same("")
    return _texts()["near"]["near"].filled(value=Trilingual.same(", ".join(values)))


@cache
def _texts() -> Mapping[str, Mapping[str, Trilingual]]:
    with _TEXTS.open("rb") as file:
        read = tomllib.load(file)
    return MappingProxyType(
        {kind: {name: Trilingual(*said) for name, said in texts.items()} for kind, texts in read.items()}
    )

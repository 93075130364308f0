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
    """A draft that cannot be read whole. It names every fault, in texts alone, which processes can pass on."""

    def __init__(self, file: str, faults: tuple[Fault, ...], language: Language) -> None:
        lines = (f"{said.place}: {said.found} → {said.expected}. {said.mend}" for said in _findings(faults, language))
        super().__init__(
            file=file,
            place=f"{len(faults)} places",
            found="\n" + "\n".join(lines) + "\n",
            expected="a draft that can be read whole",
            mend="`batgraph check --mark COPY.xlsx` writes these faults into the cells of a copy.",
        )


def _findings(faults: Iterable[Fault], language: Language) -> Iterable[Finding]:
    return (each.finding(language) for each in faults)


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

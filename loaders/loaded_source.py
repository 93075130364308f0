"""What every loader returns, and how it refuses a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rdflib import Graph, URIRef

from shapes.trilingual import Trilingual

Severity = Literal["information", "warning", "violation"]


@dataclass(frozen=True)
class Finding:
    """One thing in a source that a reader of the report should know, with its place."""

    severity: Severity
    place: str
    found: str
    expected: str
    mend: str


@dataclass(frozen=True)
class LoadReport:
    """What a loader read: named counts and, one by one, what it could not understand."""

    source: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class LoadedSource:
    """One version of one source as a named graph."""

    graph_iri: URIRef
    graph: Graph = field(repr=False)
    report: LoadReport


@dataclass(frozen=True)
class StreamedSource:
    """One version of one source that may be larger than memory: `triples` is a file of N-Triples."""

    graph_iri: URIRef
    triples: Path
    report: LoadReport


@dataclass(frozen=True)
class FaultWords:
    """A refusal in three languages: the sentence, and its parts."""

    sentence: Trilingual
    place: Trilingual
    found: Trilingual
    expected: Trilingual
    mend: Trilingual


class SourceRefused(Exception):
    """A source that cannot be read whole. Nothing of it is in the graph.

    `said` has the same in three languages, for the files of questions; None where it is said in English alone.
    """

    def __init__(
        self, *, file: str, place: str, found: str, expected: str, mend: str, said: FaultWords | None = None
    ) -> None:
        super().__init__(f"{file}: {place}: found {found}; expected {expected}. {mend}")
        self.file = file
        self.place = place
        self.found = found
        self.expected = expected
        self.mend = mend
        self.said = said

    @property
    def texts(self) -> dict[str, str]:
        """What it says, in English, for another process to raise it again."""
        return {
            "file": self.file,
            "place": self.place,
            "found": self.found,
            "expected": self.expected,
            "mend": self.mend,
        }

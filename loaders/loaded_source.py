"""What every loader returns, and how it refuses a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rdflib import Graph, URIRef

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


class SourceRefused(Exception):
    """A source that cannot be read whole. Nothing of it is in the graph."""

    def __init__(self, *, file: str, place: str, found: str, expected: str, mend: str) -> None:
        super().__init__(f"{file}: {place}: found {found}; expected {expected}. {mend}")
        self.file = file
        self.place = place
        self.found = found
        self.expected = expected
        self.mend = mend

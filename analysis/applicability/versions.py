"""Documents with the days on which they are in force, as far as the graph knows them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from analysis.lookup.activities import Activities
from analysis.lookup.codes import local
from analysis.lookup.fields import Plot, fetch_fields
from analysis.lookup.validity import Validity, fetch_validity
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_PACKAGE: Final = "analysis.applicability"
_CELEX: Final = re.compile(r"/3(?P<year>\d{4})[A-Z]\d{4}$")


class Kind(StrEnum):
    """What a document is under the Rules. `unknown`: another document names it, the graph has nothing of its own."""

    KAZAKH_CONCLUSION = "BatConclusion"
    EU_DECISION = "EuBatConclusions"
    EU_REFERENCE_DOCUMENT = "EuReferenceDocument"
    UNKNOWN = "unknown"


class Force(StrEnum):
    """Whether a document is in force on a day. `uncertain`: a day that decides it is not in the graph."""

    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    UNCERTAIN = "uncertain"
    ENDED = "ended"


_OUT_OF_FORCE: Final = (Force.NOT_YET, Force.ENDED)


@dataclass(frozen=True)
class Version:
    """One document. `start` and `end` are its first and last day in force, None if the graph does not know them."""

    iri: str
    title: str
    kind: Kind
    reach: str | None
    start: date | None
    end: date | None
    supersedes: tuple[str, ...]
    sectors: frozenset[str] = field(default=frozenset())
    covers: frozenset[str] = field(default=frozenset())
    excludes: frozenset[str] = field(default=frozenset())
    plots: frozenset[Plot] = field(default=frozenset())

    @property
    def is_draft(self) -> bool:
        """Whether it is a Kazakh conclusion that nobody is known to have approved (p53): it replaces nothing yet."""
        return self.kind is Kind.KAZAKH_CONCLUSION and self.start is None

    @property
    def started_between(self) -> tuple[date, date] | None:
        """The first and last day on which it can have begun; a CELEX number gives away the year."""
        if self.start is not None:
            return self.start, self.start
        year = _CELEX.search(self.iri)
        return (date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31)) if year else None


class Versions:
    """All documents of a graph that can apply."""

    def __init__(self, store: GraphStore, activities: Activities) -> None:
        rows = _grouped(store.select(load_query(_PACKAGE, "documents")))
        fields = fetch_fields(store, activities)
        nothing = frozenset[str]()
        validity = fetch_validity(store)
        self.all = {
            iri: replace(
                _version(iri, found, validity.get(iri, Validity())),
                sectors=fields.sectors.get(iri, nothing),
                covers=fields.covers.get(iri, nothing),
                excludes=fields.excludes.get(iri, nothing),
                plots=fields.plots.get(iri, frozenset()),
            )
            for iri, found in sorted(rows.items())
        }
        self._successors: dict[str, list[Version]] = defaultdict(list)
        for version in self.all.values():
            for older in version.supersedes:
                self._successors[older].append(version)

    def successors(self, version: Version) -> tuple[Version, ...]:
        """Return the documents that take its place."""
        return tuple(self._successors[version.iri])

    def predecessors(self, version: Version) -> tuple[Version, ...]:
        """Return the documents of the graph whose place it takes."""
        return tuple(self.all[iri] for iri in version.supersedes if iri in self.all)

    def chain(self, version: Version) -> tuple[Version, ...]:
        """Return all versions before and after it, and itself; the oldest first."""
        before, after = self._closure(version, older=True), self._closure(version, older=False)
        return (*reversed(before), version, *after)

    def _closure(self, version: Version, *, older: bool) -> list[Version]:
        found: dict[str, Version] = {}
        waiting = [version]
        while waiting:
            for each in self.predecessors(waiting[0]) if older else self.successors(waiting[0]):
                if each.iri not in found and each.iri != version.iri:
                    found[each.iri] = each
                    waiting.append(each)
            waiting.pop(0)
        return list(found.values())

    def force(self, version: Version, on: date) -> Force:
        """Return whether a document is in force on a day; it ends on the day a later one takes its place."""
        own = _begun(version, on)
        if own is Force.NOT_YET:
            return own
        replaced = [_begun(each, on) for each in self.successors(version) if not each.is_draft]
        if (version.end is not None and version.end < on) or Force.IN_FORCE in replaced:
            return Force.ENDED
        return Force.UNCERTAIN if Force.UNCERTAIN in (own, *replaced) else Force.IN_FORCE

    def out_of_force(self, on: date) -> frozenset[str]:
        """Return the documents that are known not to be in force on a day: not yet, or no longer."""
        return frozenset(iri for iri, version in self.all.items() if self.force(version, on) in _OUT_OF_FORCE)


def _begun(version: Version, on: date) -> Force:
    days = version.started_between
    if days is None:
        # A reference document of the EU has no day of entry into force; it may be relied on once it is there.
        return Force.UNCERTAIN
    if on < days[0]:
        return Force.NOT_YET
    return Force.IN_FORCE if on >= days[1] else Force.UNCERTAIN


def _version(iri: str, rows: list[Row], validity: Validity) -> Version:
    kinds = {local_name(row["class"].value) for row in rows if "class" in row}
    title = min((row["title"].value for row in rows if "title" in row), default=local(iri))
    number = min((row["number"].value for row in rows if "number" in row), default="")
    return Version(
        iri=iri,
        title=f"{number} {title}".strip(),
        kind=next((kind for kind in Kind if kind.value in kinds), Kind.UNKNOWN),
        reach=next((local(row["reach"].value) for row in rows if "reach" in row), None),
        start=validity.start,
        end=validity.end,
        supersedes=tuple(sorted({row["supersedes"].value for row in rows if "supersedes" in row})),
    )


def local_name(iri: str) -> str:
    """Return the last step of a term's IRI."""
    return re.split(r"[/#]", iri)[-1]


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["document"].value].append(row)
    return grouped

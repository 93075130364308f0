"""What was asked about: a sector, or an activity of Annex I with the points above and below it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.lookup.codes import codes_of
from analysis.lookup.errors import AmbiguousName
from analysis.lookup.names import find
from ontology.namespaces import CODE
from store.graph_store import GraphStore
from store.query_text import load_query

SubjectKind = Literal["sector", "ied-activity"]
Coverage = Literal["whole", "part"]


@dataclass(frozen=True)
class Subject:
    """A sector or an activity, by IRI."""

    iri: str
    kind: SubjectKind


class Activities:
    """The hierarchy of Annex I."""

    def __init__(self, store: GraphStore) -> None:
        self._broader: dict[str, set[str]] = defaultdict(set)
        self._valid_to: dict[str, date] = {}
        for row in store.select(load_query("analysis.applicability", "hierarchy")):
            activity = row["activity"].value
            if "broader" in row:
                self._broader[activity].add(row["broader"].value)
            if "validTo" in row:
                self._valid_to[activity] = date.fromisoformat(row["validTo"].value[:10])

    def meant_on(self, activities: tuple[str, ...], on: date) -> tuple[str, ...]:
        """Return, of points with one number, the one that had it on a day."""
        passing = sorted((self._valid_to[each], each) for each in activities if each in self._valid_to)
        still = next((each for last_day, each in passing if on <= last_day), None)
        return (still,) if still else tuple(each for each in activities if each not in self._valid_to)

    def coverage(self, asked: str, point: str) -> Coverage | None:
        """Return how much of `asked` lies under `point`: all, the part that is `point`, or (None) nothing."""
        if point in self.above(asked):
            return "whole"
        return "part" if asked in self.above(point) else None

    def above(self, activity: str) -> frozenset[str]:
        """Return a point with all points above it."""
        found, waiting = {activity}, [activity]
        while waiting:
            new = self._broader[waiting.pop()] - found
            found |= new
            waiting += new
        return frozenset(found)


def subject_meant(store: GraphStore, activities: Activities, asked: str, on: date) -> Subject:
    """Return the sector or activity that an IRI, code or name means on a day (6.6 meant another one until August 2024).

    Raises UnknownName with near matches, or AmbiguousName.
    """
    things = (*codes_of(store, "sector"), *codes_of(store, "ied-activity"))
    try:
        iri = find("sector-or-activity", asked, things).iri
    except AmbiguousName as error:
        meant = activities.meant_on(error.meant, on)
        if len(meant) != 1:
            raise
        iri = meant[0]
    # A number that only one point has as its id may have been another point's on the day.
    return Subject(iri, "sector" if iri.startswith(f"{CODE}sector/") else "ied-activity")

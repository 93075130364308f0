"""The points of Annex I, one above another."""

from collections import defaultdict
from datetime import date
from typing import Literal

from analysis.lookup.hierarchy import reached
from store.graph_store import GraphStore
from store.query_text import load_query

Coverage = Literal["whole", "part"]


class Activities:
    """The hierarchy of Annex I."""

    def __init__(self, store: GraphStore) -> None:
        self._broader: dict[str, set[str]] = defaultdict(set)
        self._narrower: dict[str, set[str]] = defaultdict(set)
        self._valid_to: dict[str, date] = {}
        for row in store.select(load_query("analysis.lookup", "activity_hierarchy")):
            activity = row["activity"].value
            if "broader" in row:
                self._broader[activity].add(row["broader"].value)
                self._narrower[row["broader"].value].add(activity)
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
        return reached(activity, self._broader)

    def lowest(self, activity: str) -> frozenset[str]:
        """Return the points under a point that have none below them; the point itself if it has none."""
        return frozenset(each for each in reached(activity, self._narrower) if not self._narrower.get(each))

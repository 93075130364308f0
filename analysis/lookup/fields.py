"""The field of a document: the sectors it is for, activity by activity.

A Kazakh conclusion takes the place of EU documents in its field (p56), and a field is not always a whole sector: a
conclusion on cement leaves the lime works of the same sector with what they had.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.lookup.activities import Activities
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_PACKAGE = "analysis.lookup"


@dataclass(frozen=True)
class Plot:
    """One piece of a field: a sector, and the lowest point of Annex I in it; None for what no point is stated for."""

    sector: str
    activity: str | None = None


def uncovered(field: frozenset[Plot], by: Iterable[frozenset[Plot]]) -> frozenset[Plot]:
    """Return what others leave of a field. With every stated activity of a sector the rest of it is covered too."""
    left = field - frozenset[Plot]().union(*by)
    stated = {plot.sector for plot in field if plot.activity}
    return frozenset(plot for plot in left if plot.activity or plot.sector not in stated)


@dataclass(frozen=True)
class Fields:
    """What each document says it is for, by its IRI, and the plots that come of it."""

    sectors: Mapping[str, frozenset[str]]
    covers: Mapping[str, frozenset[str]]
    excludes: Mapping[str, frozenset[str]]
    plots: Mapping[str, frozenset[Plot]]


def fetch_fields(store: GraphStore, activities: Activities) -> Fields:
    """Return the fields of all documents that state a sector or an activity."""
    sectors = _sets(store.select(load_query(_PACKAGE, "document_sectors")), "sector")
    rows = store.select(load_query(_PACKAGE, "document_activities"))
    own = {row["document"].value for row in rows if row["own"].value == "true"}
    counted = [row for row in rows if row["own"].value == "true" or row["document"].value not in own]
    covers, excludes = (
        _sets((row for row in counted if row["relation"].value == relation), "activity")
        for relation in ("covers", "excludes")
    )
    lowest = {
        document: _lowest(activities, covers[document]) - _lowest(activities, excludes.get(document, ()))
        for document in covers
    }
    whole: dict[str, set[str]] = defaultdict(set)
    for document, points in lowest.items():
        for sector in sectors.get(document, ()):
            whole[sector] |= points
    plots = {
        document: frozenset(plot for sector in named for plot in _plots(sector, lowest.get(document), whole[sector]))
        for document, named in sectors.items()
    }
    return Fields(sectors, covers, excludes, plots)


def _plots(sector: str, points: frozenset[str] | None, whole: set[str]) -> set[Plot]:
    """A document that states no activity, or all that any document of its sector states, is for the whole sector."""
    rest = {Plot(sector)} if points is None or whole <= points else set()
    return {Plot(sector, point) for point in (whole if points is None else points)} | rest


def _lowest(activities: Activities, points: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(activities.lowest(point) for point in points))


def _sets(rows: Iterable[Row], variable: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in rows:
        found[row["document"].value] |= {row[variable].value}
    return dict(found)

"""Deadlines of forming a working group or the Committee (p21, p23, p29, p30)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from analysis.calendar.deadlines import Deadline
from analysis.calendar.due import DueItem, due_item
from analysis.calendar.stated_days import stated_day
from analysis.lookup.codes import local
from store.graph_store import GraphStore
from store.query_text import load_query

_ACCEPTED: Final = {"working-group": "p21", "committee": "p29"}
_ANSWERED: Final = {"working-group": "p23", "committee": "p30"}


def formation_items(store: GraphStore, deadlines: Mapping[str, Deadline], on: date) -> Iterator[DueItem]:
    """Return until when applications are accepted under each notice, and each one's answer, also what is past."""
    for row in store.select(load_query("analysis.calendar", "applications")):
        event, kind = row["event"].value, row["kind"].value
        announced, requested, received = (
            stated_day(row, name) for name in ("announcedOn", "requestedOn", "receivedOn")
        )
        if announced is not None:
            start = max(announced, requested or announced)
            # The time for applications simply runs out: nobody can be late with it.
            closed = deadlines[_ACCEPTED[kind]].due(start)
            yield due_item(event, local(event), deadlines[_ACCEPTED[kind]], start, on, closed)
        elif received is not None and received <= on:
            answered = stated_day(row, "answeredOn")
            yield due_item(event, local(event), deadlines[_ANSWERED[kind]], received, on, answered)

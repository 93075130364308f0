"""When the yearly results of monitoring efficiency programmes are due (p64).

The paragraph says every year and names no day: in each calendar year after the one in which some were given. Before
the first that the graph holds nothing is counted.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

from analysis.calendar.deadlines import Deadline
from analysis.calendar.due import DueItem, due_item
from analysis.calendar.stated_days import stated_day
from analysis.wording.message import message
from store.graph_store import GraphStore
from store.query_text import load_query


def yearly_items(store: GraphStore, deadlines: Mapping[str, Deadline], on: date) -> Iterator[DueItem]:
    """Return the results of each year after the first, given or still due; those after a missing year count for it."""
    given: dict[int, tuple[date, str]] = {}
    for row in store.select(load_query("analysis.calendar", "programme_results")):
        day, results = stated_day(row, "sentOn"), row["results"].value
        if day is not None and day <= on:
            given[day.year] = min(given.get(day.year, (day, results)), (day, results))
    days = sorted(given.items())
    following = [day for _, (day, _) in days[1:]]
    for (year, (last, results)), met in zip_longest(days, following):
        remark = message("calendar/every-year", day=last)
        yield due_item(results, str(year + 1), deadlines["p64"], date(year, 12, 31), on, met, remark)

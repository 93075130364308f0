"""Deadlines of the Rules, read from the ontology's code list, and the due days they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from analysis.calendar.errors import DeadlinesMissing
from analysis.lookup.codes import local
from shapes.working_days import Unit, add
from store.graph_store import GraphStore
from store.query_text import load_query

NEEDED: Final = ("p21", "p23", "p29", "p30", "p34", "p35", "p37", "p39", "p43", "p61", "p62", "p63", "p64")
_UNITS: Final[Mapping[str, Unit]] = {"working-day": "working-day", "year": "year"}


@dataclass(frozen=True)
class Deadline:
    """A deadline: `length` is negative where it ends before the day it is counted from. `labels` by language."""

    identifier: str
    length: int
    unit: Unit
    holder: str
    paragraph: str
    labels: Mapping[str, str]

    def due(self, counted_from: date) -> date:
        """Return the last day on which it is kept."""
        return add(counted_from, self.length, self.unit)


def read_deadlines(store: GraphStore) -> Mapping[str, Deadline]:
    """Return the deadlines by id such as `p35`. Raises DeadlinesMissing if one that is needed is not in the graph."""
    labels: dict[str, dict[str, str]] = {}
    for row in store.select(load_query("analysis.calendar", "deadline_labels")):
        label = row["label"]
        labels.setdefault(row["deadline"].value, {})[getattr(label, "language", None) or ""] = label.value
    found = {}
    for row in store.select(load_query("analysis.calendar", "deadlines")):
        unit = _UNITS.get(local(row["unit"].value))
        if unit is None:
            continue
        sign = -1 if local(row["side"].value) == "before" else 1
        deadline = Deadline(
            identifier=local(row["deadline"].value),
            length=sign * int(row["length"].value),
            unit=unit,
            holder=local(row["holder"].value),
            paragraph=row["paragraph"].value,
            labels=labels.get(row["deadline"].value, {}),
        )
        found[deadline.identifier] = deadline
    _require(found)
    return found


def _require(found: Iterable[str]) -> None:
    held = set(found)
    missing = [name for name in NEEDED if name not in held]
    if missing:
        raise DeadlinesMissing(missing, sorted(held))

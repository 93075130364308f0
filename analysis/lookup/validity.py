"""From when until when documents are in force: the one rule, for all analyses.

A document is in force from the day it states; where it states none, from the day it was approved (the conclusions of
p53), and where that is not known either, from the day it was issued. Of several days those count that leave it in force
for the shorter time. A day that cannot be read decides nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from analysis.lookup.codes import local
from store.graph_store import GraphStore
from store.query_text import load_query

_STARTS: Final = ("validFrom", "approvedOn", "dateIssued")
_END: Final = "validTo"
DAYS: Final = (*_STARTS, _END)
"""The properties of a document that decide, by their local names."""


@dataclass(frozen=True)
class Validity:
    """The first and the last day in force; None where the graph does not say."""

    start: date | None = None
    end: date | None = None


def fetch_validity(store: GraphStore) -> Mapping[str, Validity]:
    """Return the validity of every document that states a day: one query."""
    days: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(load_query("analysis.lookup", "validity")):
        days[row["document"].value][local(row["property"].value)].append(row["day"].value)
    found = {document: validity_of(said) for document, said in days.items()}
    return {document: validity for document, validity in found.items() if validity != Validity()}


def validity_of(said: Mapping[str, Collection[str]]) -> Validity:
    """The validity that follows from the days a document states, by the names of DAYS."""
    read = {name: [day for text in said.get(name, ()) if (day := _day(text)) is not None] for name in DAYS}
    start = next((max(read[name]) for name in _STARTS if read[name]), None)
    return Validity(start, min(read[_END], default=None))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None

"""What was asked about: a sector, or an activity of Annex I with the points above and below it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.lookup.activities import Activities
from analysis.lookup.codes import codes_of
from analysis.lookup.errors import AmbiguousName
from analysis.lookup.names import find
from ontology.namespaces import CODE
from store.graph_store import GraphStore

SubjectKind = Literal["sector", "ied-activity"]


@dataclass(frozen=True)
class Subject:
    """A sector or an activity, by IRI."""

    iri: str
    kind: SubjectKind


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

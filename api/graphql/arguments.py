"""Arguments that several analyses take, with their meaning."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import strawberry

from api.graphql.filters import Filter
from ontology.namespaces import BASE, BAT, TECHNIQUE

_BY: Final = "given by code, name or IRI"


def described(description: str) -> object:
    """The meaning of an argument."""
    return strawberry.argument(description=description)


Documents = Annotated[
    Sequence[str], strawberry.argument(description="Documents, given by code, number, CELEX number, title or IRI.")
]
Sectors = Annotated[Sequence[str], strawberry.argument(description=f"Sectors whose documents are meant, {_BY}.")]
Day = Annotated[
    date | None, strawberry.argument(description="The day that decides what is in force; today if left out.")
]

ForceDay = Annotated[
    date | None, strawberry.argument(description="Only documents in force on this day; all if left out.")
]


def today_or(day: date | None) -> date:
    """The day asked for; without one, today."""
    return date.today() if day is None else day


def full_iri(asked: str) -> str:
    """An IRI that was given by its path, such as `doc/32019D2031`; anything else as it is."""
    path = asked.lstrip("/")
    return BASE + path if path.partition("/")[0] in _PATHS and "://" not in asked else asked


_PATHS: Final = frozenset({"doc", "code", "law", "technique"})


def technique_iri(asked: str, filter_: Filter) -> str:
    """The IRI that a path or an id of a technique or entry stands for; anything else, such as a name, as it is."""
    types = filter_.model.types
    things = filter_.things(types[str(BAT.Technique)]) | filter_.things(types[str(BAT.TechniqueEntry)])
    possible = (f"{BASE}{asked.lstrip('/')}", f"{TECHNIQUE}{asked}")
    return next((iri for iri in possible if iri in things), asked)

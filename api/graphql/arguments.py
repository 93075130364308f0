"""Arguments that several analyses take, with their meaning."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import strawberry

from api.graphql.context import Context
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


def documents_asked(
    context: Context, documents: Sequence[str], sectors: Sequence[str], as_of: date | None
) -> tuple[list[str], list[str]]:
    """The documents and sectors to ask an analysis for; `as_of` leaves only documents that were valid on that day."""
    from analysis.lookup.documents import documents_meant

    named = [full_iri(each) for each in documents]
    if as_of is None:
        return named, list(sectors)
    valid = context.documents_on(as_of)
    meant = [each.iri for each in documents_meant(context.store, named, sectors)] if named or sectors else sorted(valid)
    return [iri for iri in meant if iri in valid], []

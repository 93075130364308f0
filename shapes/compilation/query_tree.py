"""The structure of a query's WHERE clause: groups and what stands in them, each with its text.

Expressions and triples stay text; only what decides where a solution comes from is told apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Triples:
    """Triple patterns that stand together."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class Filter:
    """A FILTER over an expression; one that is nothing but EXISTS is an `Exists`."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class Bind:
    """A BIND; `constant` if its expression is a single term, so that the variable is always bound."""

    text: str
    names: frozenset[str]
    variable: str
    constant: bool


@dataclass(frozen=True)
class Values:
    """A VALUES block. A value may be UNDEF, so that none of its variables is sure to be bound."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class Exists:
    """FILTER EXISTS or FILTER NOT EXISTS."""

    group: "Group"
    negated: bool


@dataclass(frozen=True)
class Optionally:
    """An OPTIONAL."""

    group: "Group"


@dataclass(frozen=True)
class Minus:
    """A MINUS."""

    group: "Group"


@dataclass(frozen=True)
class Union:
    """Groups joined by UNION; a single one is a group that stands by itself."""

    branches: tuple["Group", ...]


@dataclass(frozen=True)
class Select:
    """A SELECT: `head` up to the WHERE clause, `tail` what follows it.

    `projected` are the variables it hands out (None for `*`), `computed` those of them that are expressions, `keys` the
    variables of its GROUP BY. `cuts` says whether it has LIMIT, OFFSET or VALUES after the WHERE clause.
    """

    head: str
    group: "Group"
    tail: str
    projected: frozenset[str] | None
    computed: frozenset[str]
    keys: frozenset[str]
    aggregates: bool
    cuts: bool


Element = Triples | Filter | Bind | Values | Exists | Optionally | Minus | Union | Select


@dataclass(frozen=True)
class Group:
    """What stands between two braces, in order. A subquery stands alone in its group."""

    elements: tuple[Element, ...]


EMPTY: Final[frozenset[str]] = frozenset()


def subquery(names: Iterable[str], group: Group) -> Union:
    """Return `{ SELECT DISTINCT names WHERE group }`."""
    projected = frozenset(names)
    head = f"SELECT DISTINCT {' '.join(f'?{name}' for name in sorted(projected))} WHERE"
    return Union((Group((Select(head, group, "", projected, EMPTY, EMPTY, False, False),)),))


def by_itself(union: Union) -> Union:
    """Return a UNION as a subquery, so that it is evaluated once and joined by its variables.

    Oxigraph evaluates a UNION anew for each solution of what stands beside it, and joins inside its branches over the
    whole graph each time.
    """
    if len(union.branches) < 2 or not bindable(union):
        return union
    return subquery(bindable(union), Group((union,)))


def written(part: Group | Element) -> str:
    """Return the text of a part."""
    match part:
        case Group(elements):
            return "{ " + "\n".join(written(element) for element in elements) + " }"
        case Triples(text=text) | Filter(text=text) | Bind(text=text) | Values(text=text):
            return text
        case Exists(group, negated):
            return f"FILTER {'NOT ' if negated else ''}EXISTS {written(group)}"
        case Optionally(group):
            return f"OPTIONAL {written(group)}"
        case Minus(group):
            return f"MINUS {written(group)}"
        case Union(branches):
            return " UNION ".join(written(branch) for branch in branches)
        case Select(head=head, group=group, tail=tail):
            return f"{head} {written(group)} {tail}"


def inner_groups(element: Element) -> Iterator[Group]:
    """Yield the groups of an element."""
    match element:
        case Exists(group) | Optionally(group) | Minus(group) | Select(group=group):
            yield group
        case Union(branches):
            yield from branches


def mentioned(part: Group | Element) -> frozenset[str]:
    """Return the variables that a part mentions; of a subquery only those that it hands out."""
    match part:
        case Group(elements):
            return EMPTY.union(*(mentioned(element) for element in elements))
        case Triples(names=names) | Filter(names=names) | Values(names=names):
            return names
        case Bind(names=names, variable=variable):
            return names | {variable}
        case Select(group=group, projected=projected):
            return mentioned(group) if projected is None else projected
        case _:
            return EMPTY.union(*(mentioned(group) for group in inner_groups(part)))


def bindable(part: Group | Element) -> frozenset[str]:
    """Return the variables that a solution of a part may bind."""
    match part:
        case Group(elements):
            return EMPTY.union(*(bindable(element) for element in elements))
        case Triples(names=names) | Values(names=names):
            return names
        case Bind(variable=variable):
            return frozenset({variable})
        case Optionally(group):
            return bindable(group)
        case Union(branches):
            return EMPTY.union(*(bindable(branch) for branch in branches))
        case Select(group=group, projected=projected):
            return bindable(group) if projected is None else projected
        case _:
            return EMPTY


def bound(part: Group | Element) -> frozenset[str]:
    """Return the variables that every solution of a part binds."""
    match part:
        case Group(elements):
            return EMPTY.union(*(bound(element) for element in elements))
        case Triples(names=names):
            return names
        case Bind(variable=variable, constant=True):
            return frozenset({variable})
        case Union(branches):
            return frozenset.intersection(*(bound(branch) for branch in branches))
        case Select(group=group, projected=projected, computed=computed):
            inside = bound(group)
            return inside if projected is None else (inside & projected) - computed
        case _:
            return EMPTY


def everything(group: Group) -> Iterator[Element]:
    """Yield every element of a group and of the groups inside it."""
    for element in group.elements:
        yield element
        for inner in inner_groups(element):
            yield from everything(inner)


def computed(group: Group) -> frozenset[str]:
    """Return the variables that BIND or a subquery's expression makes anywhere in a group."""
    found = EMPTY
    for element in everything(group):
        if isinstance(element, Bind):
            found |= {element.variable}
        elif isinstance(element, Select):
            found |= element.computed
    return found

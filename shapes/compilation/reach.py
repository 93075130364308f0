"""From which focus nodes a shape's queries reach which statements.

A result about a focus node can change only if a statement is added or taken away that one of the shape's queries looks
at from that node. For each triple pattern of a query this module finds a way to it: the triple patterns that lead from
`?this` to one of its ends. A statement of a changed graph that matches the pattern then tells, walking that way
backwards, which focus nodes have to be looked at again.

A way uses only patterns that hold whenever the pattern in question takes part in a solution: those of its own group
and of the groups around it. Where there is none (a pattern tied to `?this` by a filter alone), every target counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shapes.compilation.checks import Check, DirectCheck, Plan
from shapes.compilation.declined import Declined
from shapes.compilation.query_reading import read_select
from shapes.compilation.query_tree import (
    Bind,
    Element,
    Exists,
    Filter,
    Group,
    Minus,
    Optionally,
    Select,
    Triples,
    Union,
    bound,
    written,
)
from shapes.compilation.renaming import in_order_of_use, renamed_text, with_own_names, without_aliases
from shapes.compilation.targets import NEAR, OPEN
from shapes.compilation.tokens import tokens
from shapes.compilation.triple_patterns import Path, TriplePattern, path_text, properties_of
from shapes.compilation.triple_reading import read_prefixes, read_triples

THIS: Final = "?this"
"""The focus node in every way."""
ENDS: Final = ("?end", "?other")
"""The nodes of a changed statement to which a way leads: one of them, or both."""
GIVEN: Final = "VALUES ?given { UNDEF }"
"""Stands in a way for what is known of its ends."""


@dataclass(frozen=True)
class Way:
    """A query for the nodes `?this` that lead to one end or both ends of statements; no text if they are the same."""

    text: str
    ends: int


@dataclass(frozen=True)
class Stop:
    """Statements at the end of a way: their property in angle brackets (None for any), and whether the way's first
    end is their subject."""

    property: str | None
    at_subject: bool


@dataclass(frozen=True)
class Reach:
    """For each way the statements at its end.

    `loose` has, for each target pattern, the properties of statements that concern all its targets.
    """

    ways: Mapping[Way, frozenset[Stop]]
    loose: Mapping[str, frozenset[str | None]]


def reach_of(plan: Plan) -> Reach:
    """Return the reach of all shapes of a plan. It depends on the plan alone, so it is made once."""
    ways: dict[Way, set[Stop]] = defaultdict(set)
    loose: dict[str, set[str | None]] = defaultdict(set)
    for targeted in plan.targets:
        for text in dict.fromkeys(text for check in targeted.checks for text in _texts(check)):
            for way, stop in _ways(text):
                if way is None:
                    loose[targeted.target.pattern].add(stop.property)
                else:
                    ways[way].add(stop)
    for declined in plan.declined:
        loose[declined.target.pattern].add(None)
    return Reach(
        {way: frozenset(stops) for way, stops in ways.items()},
        {target: frozenset(found) for target, found in loose.items() if target},
    )


def with_queries(reach: Reach, queries: Iterable[str]) -> tuple[Reach, frozenset[str]]:
    """Add the ways of further queries that name their focus node `?this`; return also those queries that have none.

    Such a query makes its focus node by an expression, so that no statement tells which node it concerns.
    """
    ways = {way: set(stops) for way, stops in reach.ways.items()}
    without = set()
    for text in queries:
        found = list(_ways(text))
        if any(way is None for way, _ in found):
            without.add(text)
        for way, stop in found:
            if way is not None:
                ways.setdefault(way, set()).add(stop)
    return Reach({way: frozenset(stops) for way, stops in ways.items()}, reach.loose), frozenset(without)


def _texts(check: Check) -> Iterator[str]:
    if isinstance(check, DirectCheck):
        yield check.plain or check.text
    else:
        yield check.text
        for conformance in (*check.operands, *check.siblings):
            for inner in conformance.checks:
                yield from _texts(inner)


@dataclass(frozen=True)
class _Link:
    """Something that ties variables together in every solution; `text` stands for itself in a query."""

    text: str
    names: frozenset[str]
    pattern: TriplePattern | None = None


@dataclass(frozen=True)
class _Side:
    """One end of a pattern: the links that lead there, and the part of the pattern's path on that side."""

    links: tuple[_Link, ...]
    start: str
    path: Path | None
    form: str

    @property
    def is_nothing(self) -> bool:
        return self.start == THIS and self.path is None

    def last_part(self, end: str) -> str:
        assert self.path is not None
        return self.form.format(start=self.start, path=path_text(self.path), end=end)


_KEPT_NAMES: Final = (THIS, *ENDS, "?given")
_ANYTHING: Final = (None, Stop(None, at_subject=True))


def _ways(text: str) -> Iterator[tuple[Way | None, Stop]]:
    """Yield a way (None if there is none) and what is at its end, for each triple pattern of a query."""
    prologue, query = read_select(without_aliases(text.replace(NEAR, "").replace(OPEN, "")))
    reader = _WayReader(read_prefixes(prologue), prologue)
    try:
        yield from list(reader.group(query.group, ()))
    except Declined:
        yield _ANYTHING


@dataclass
class _WayReader:
    prefixes: Mapping[str, str]
    prologue: str
    _subqueries: int = 0

    def group(self, group: Group, around: tuple[_Link, ...]) -> Iterator[tuple[Way | None, Stop]]:
        own = tuple(link for element in group.elements for link in self.links(element))
        context = (*around, *own)
        for link in own:
            if link.pattern is not None:
                yield from self.stops(link, context)
        for element in group.elements:
            yield from self.inside(element, context)

    def inside(self, element: Element, context: tuple[_Link, ...]) -> Iterator[tuple[Way | None, Stop]]:
        match element:
            case Exists(group) | Optionally(group) | Minus(group):
                yield from self.group(group, context)
            case Union(branches):
                for branch in branches:
                    yield from self.group(branch, context)
            case Select(group=group, projected=projected, computed=computed):
                if THIS[1:] in computed:
                    raise Declined("another node that is called $this")
                self._subqueries += 1
                yield from self.group(with_own_names(group, f"_{self._subqueries}", projected), context)
            case Filter(text=text) | Bind(text=text):
                if any(token.text == "EXISTS" for token in tokens(text)):
                    raise Declined("EXISTS in an expression")

    def links(self, element: Element) -> Iterator[_Link]:
        if isinstance(element, Triples):
            for pattern in read_triples(element.text, self.prefixes):
                text = f"{pattern.subject} {path_text(pattern.path)} {pattern.object} ."
                yield _Link(text, _names(text), pattern)
        elif isinstance(element, Union):
            yield _Link(written(element), frozenset(f"?{name}" for name in bound(element)))

    def stops(self, link: _Link, context: tuple[_Link, ...]) -> Iterator[tuple[Way | None, Stop]]:
        """Each property in a pattern's path with the way to it, from both ends of the pattern if they can be reached.

        From `?this` itself one end is enough. The pattern is no part of the way: it has not been walked yet.
        """
        pattern = link.pattern
        assert pattern is not None
        others = tuple(other for other in context if other is not link)
        to_subject, to_object = _shortest(pattern.subject, others), _shortest(pattern.object, others)
        for found in properties_of(pattern.path):
            from_subject = _Side(to_subject or (), pattern.subject, found.before, "{start} {path} {end} .")
            from_object = _Side(to_object or (), pattern.object, found.after, "{end} {path} {start} .")
            if to_subject is None and to_object is None:
                yield None, Stop(found.iri, at_subject=True)
            elif to_subject == () or to_object is None:
                yield self.way(from_subject), Stop(found.iri, at_subject=found.is_forward)
            elif to_object == () or to_subject is None or pattern.subject == pattern.object:
                yield self.way(from_object), Stop(found.iri, at_subject=not found.is_forward)
            else:
                yield self.way(from_subject, from_object), Stop(found.iri, at_subject=found.is_forward)

    def way(self, *sides: _Side) -> Way:
        """The patterns that lead to the start of each side, and the path from there to its end."""
        if len(sides) == 1 and sides[0].is_nothing:
            return Way("", 1)
        links = tuple(dict.fromkeys(link for side in sides for link in side.links))
        new_names = {side.start: end for side, end in zip(sides, ENDS, strict=False) if side.path is None}
        steps = [renamed_text(link.text, new_names) for link in links]
        for side, end in zip(sides, ENDS, strict=False):
            steps += [renamed_text(side.last_part(end), new_names)] if side.path is not None else []
        pattern = in_order_of_use(_step_by_step(steps) if len(sides) == 1 else " ".join([GIVEN, *steps]), _KEPT_NAMES)
        prologue = self.prologue if any(link.pattern is None for link in links) else ""
        return Way(f"{prologue}SELECT DISTINCT {THIS} WHERE {{ {pattern} }}", len(sides))


def _step_by_step(steps: Sequence[str]) -> str:
    """Walk a chain of patterns backwards from its end, each node on the way once: pairs of ends would be many."""
    walked = f"{GIVEN} {steps[-1]}"
    for place in range(len(steps) - 2, -1, -1):
        earlier = frozenset({THIS}).union(*(_names(step) for step in steps[: place + 1]))
        wanted = " ".join(sorted(_names(walked) & earlier))
        walked = f"{steps[place]} {{ SELECT DISTINCT {wanted} WHERE {{ {walked} }} }}"
    return walked


def _shortest(end: str, links: Sequence[_Link]) -> tuple[_Link, ...] | None:
    """The fewest links that tie a variable to `?this`; None if nothing does. Triple patterns alone, if they can."""
    if end == THIS:
        return ()
    if not end.startswith("?"):
        return None
    patterns = [link for link in links if link.pattern is not None]
    by_patterns = _breadth_first(patterns).get(end)
    return _breadth_first(links).get(end) if by_patterns is None else by_patterns


def _breadth_first(links: Sequence[_Link]) -> dict[str, tuple[_Link, ...]]:
    reached: dict[str, tuple[_Link, ...]] = {THIS: ()}
    waiting = [THIS]
    for name in waiting:
        for link in links:
            for other in sorted(link.names - reached.keys()) if name in link.names else ():
                reached[other] = (*reached[name], link)
                waiting.append(other)
    return reached


def _names(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(text) if token.kind == "variable")

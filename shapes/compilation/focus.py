"""Which focus nodes a run looks at: every target of a shape, or those among given nodes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from pyoxigraph import BlankNode

from shapes.compilation.targets import NEAR, OPEN, SUBCLASS, SUBCLASSES, Target
from store.graph_store import Row, Term

# As many nodes as one query names: each copy of the pattern in it holds them all.
_TOGETHER: Final = 500

# More nodes than these are told apart after a run over all: naming them would take longer.
MOST_NAMED: Final = 3000

# Where a graph has so many things to one of a target, its nodes are named.
_MANY_TO_ONE: Final = 300

# None stands for every target.
Focus = frozenset[Term] | None
EVERY_TARGET: Final[Focus] = None

Ask = Callable[[str], list[Row]]


@dataclass(frozen=True)
class FocusBlock:
    """Focus nodes that are looked at together: the text that stands for them in queries.

    `nodes` is set where the text cannot name them (blank nodes have no name outside their graph), so that the results
    have to be told apart.
    """

    text: str
    nodes: Focus = None

    def __contains__(self, node: Term) -> bool:
        return self.nodes is None or node in self.nodes


_ALL: Final = FocusBlock("")


def with_focus(text: str, block: FocusBlock, near: str = "") -> str:
    """Return a query with the nodes of a block in the place of every open one.

    `near` is the pattern around a MINUS; it goes into it where only some nodes are looked at.
    """
    return text.replace(NEAR, near if block.text else "").replace(OPEN, block.text)


class TargetFinder(Protocol):
    """Finds the focus nodes of one run."""

    def blocks(self, target: Target) -> Iterator[FocusBlock]:
        """Yield the focus nodes of a target, so many at a time as a query takes; nothing if there are none."""


class AllTargets:
    """Every target, of which those among `nodes` are kept. A class without instances is left out.

    Where a target has few nodes for the size of the graph they are named: the store then starts from them, and does not
    look through the graph for whatever could be joined to them.
    """

    def __init__(self, ask: Ask, nodes: Focus = EVERY_TARGET) -> None:
        self._ask = ask
        self._nodes = nodes
        types = "{ SELECT ?type (COUNT(*) AS ?things) WHERE { ?thing a ?type } GROUP BY ?type }"
        above = f"?type {SUBCLASS}* ?class FILTER(isIRI(?class))"
        rows = ask(f"SELECT ?class (SUM(?things) AS ?number) WHERE {{ {types} {above} }} GROUP BY ?class")
        self._instances = {str(row["class"]): int(row["number"].value) for row in rows}
        self._few = max(self._instances.values(), default=0) // _MANY_TO_ONE

    def blocks(self, target: Target) -> Iterator[FocusBlock]:
        """See TargetFinder."""
        instances = sum(self._instances.get(cls, 0) for cls in target.classes)
        others = target.nodes or target.subjects_of or target.objects_of
        if not instances and not others:
            return
        named = self._named(target) if instances <= self._few else None
        if named is None:
            yield FocusBlock("", self._nodes)
        else:
            yield from map(_block, _in_parts([node for node in named if self._nodes is None or node in self._nodes]))

    def _named(self, target: Target) -> Sequence[Term] | None:
        """The nodes of a target; None if they are not few, or one of them has no name."""
        # Blank nodes are only counted: an endpoint gives them no name that it would know again.
        named = _all_of(target, _ALL, "!isBlank(?this)")
        found = [row["this"] for row in self._ask(f"{named} LIMIT {self._few + 1}")]
        if len(found) > self._few:
            return None
        nameless = _all_of(target, _ALL, "isBlank(?this)")
        [counted] = self._ask(f"SELECT (COUNT(*) AS ?number) WHERE {{ {{ {nameless} LIMIT 1 }} }}")
        return sorted(found, key=str) if counted["number"].value == "0" else None


class TargetsAmong:
    """The targets among given nodes."""

    def __init__(self, nodes: Iterable[Term], targets: Iterable[Target], ask: Ask) -> None:
        self._ask = ask
        known = tuple(targets)
        given = sorted(nodes, key=str)
        self._named = [node for node in given if not isinstance(node, BlankNode)]
        self._blank = frozenset(node for node in given if isinstance(node, BlankNode))
        self._found: dict[tuple[str, str], set[Term]] = defaultdict(set)
        for part in _in_parts(self._named):
            block = _block(part).text
            for row in ask(
                f"SELECT DISTINCT ?this ?class WHERE {{ {block} ?this {SUBCLASSES} ?class FILTER(isIRI(?class)) }}"
            ):
                self._found["class", str(row["class"])].add(row["this"])
            for property_ in sorted({property_ for target in known for property_ in target.subjects_of}):
                rows = ask(f"SELECT DISTINCT ?this WHERE {{ {block} ?this {property_} ?anything }}")
                self._found["subject", property_].update(row["this"] for row in rows)
            for property_ in sorted({property_ for target in known for property_ in target.objects_of}):
                rows = ask(f"SELECT DISTINCT ?this WHERE {{ {block} ?anything {property_} ?this }}")
                self._found["object", property_].update(row["this"] for row in rows)

    def blocks(self, target: Target) -> Iterator[FocusBlock]:
        """See TargetFinder."""
        for part in _in_parts(sorted(self._among(target), key=str)):
            yield _block(part)
        if self._blank and any(row["this"] in self._blank for row in self._ask(_all_of(target, _ALL))):
            yield FocusBlock("FILTER(isBlank(?this))", self._blank)

    def _among(self, target: Target) -> set[Term]:
        found: set[Term] = set()
        for kind, keys in (
            ("class", target.classes),
            ("subject", target.subjects_of),
            ("object", target.objects_of),
        ):
            found.update(*(self._found.get((kind, key), ()) for key in keys))
        if target.nodes:
            for part in _in_parts(self._named):
                rows = self._ask(_all_of(Target(nodes=target.nodes), _block(part)))
                found.update(row["this"] for row in rows)
        return found


def _all_of(target: Target, block: FocusBlock, such_that: str = "true") -> str:
    return with_focus(f"SELECT DISTINCT ?this WHERE {{ {target.pattern} FILTER({such_that}) }}", block)


def _block(nodes: Sequence[Term]) -> FocusBlock:
    return FocusBlock(f"VALUES ?this {{ {' '.join(str(node) for node in nodes)} }}")


def _in_parts(nodes: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(0, len(nodes), _TOGETHER):
        yield nodes[start : start + _TOGETHER]

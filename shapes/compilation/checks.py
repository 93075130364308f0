"""What the compiler makes of shapes: queries, and how their answers are combined."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rdflib import URIRef
from rdflib.term import Node

from shapes.compilation.targets import Target

Rule = Literal["node", "not", "and", "or", "xone", "qualified-minimum", "qualified-maximum"]


@dataclass(frozen=True)
class Source:
    """Where a result comes from: shape, component, severity and the shape's path (None for a node shape)."""

    shape: Node
    component: URIRef
    severity: Node
    path: Node | None


@dataclass(frozen=True)
class DirectCheck:
    """A query whose every row is a violation.

    It binds `root`, `this`, and where they apply `value` and `path`; the names are without question marks. `path` is
    a variable only for sh:closed and SPARQL constraints, whose results name the property. `plain` is the query as it
    was before it was rewritten to be fast, if it was: what it looks at shows better there. `near` is the pattern around
    a MINUS in it (see shapes.compilation.targets).
    """

    source: Source
    text: str
    root: str
    this: str
    value: str | None
    path: str | None = None
    plain: str | None = None
    near: str = ""


@dataclass(frozen=True)
class CombinedCheck:
    """Pairs of focus and value node, and the shapes that the values are asked to conform to.

    `count` is the number in qualified constraints, else 0. `siblings` are the shapes that a counted value must not
    conform to (sh:qualifiedValueShapesDisjoint).
    """

    source: Source
    text: str
    root: str
    this: str
    value: str
    rule: Rule
    operands: tuple["Conformance", ...]
    siblings: tuple["Conformance", ...] = ()
    count: int = 0


Check = DirectCheck | CombinedCheck


@dataclass(frozen=True)
class Conformance:
    """The checks that decide whether nodes conform to a shape: those in no row of any check do."""

    checks: tuple[Check, ...]


@dataclass(frozen=True)
class TargetedChecks:
    """The checks of all shapes with the same targets."""

    target: Target
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class DeclinedShape:
    """A shape with targets that was left to the reference engine, and why; no `target` if it is of no kind we know."""

    shape: Node
    reason: str
    target: Target


@dataclass(frozen=True)
class Plan:
    """All checks of a shapes graph, and what was declined. It never changes, so any number of runs may share it.

    `compiled` are the shapes with targets that were compiled; `left` is the shapes graph without their targets, in
    N-Triples, or nothing if no shape was declined.
    """

    targets: tuple[TargetedChecks, ...]
    compiled: tuple[Node, ...]
    declined: tuple[DeclinedShape, ...]
    left: bytes

    @property
    def checks(self) -> Iterator[Check]:
        """Every check of every target."""
        return (check for target in self.targets for check in target.checks)

"""Which engine takes which shape."""

from dataclasses import dataclass
from typing import Literal

from rdflib import Graph
from rdflib.term import Node

from shapes.compilation.compiler import compile_shapes


@dataclass(frozen=True)
class Taken:
    """A shape with targets and the engine that runs it; `reason` is the construct that the compiler declined."""

    shape: Node
    engine: Literal["compiled", "pySHACL"]
    reason: str | None


def engines_of(shapes: Graph) -> tuple[Taken, ...]:
    """Return every shape with targets with its engine, in the order of their names."""
    plan = compile_shapes(shapes)
    taken = [Taken(shape, "compiled", None) for shape in plan.compiled]
    taken += [Taken(declined.shape, "pySHACL", declined.reason) for declined in plan.declined]
    return tuple(sorted(taken, key=lambda each: str(each.shape)))

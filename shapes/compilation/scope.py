"""Which nodes a constraint looks at, as a SPARQL pattern.

A constraint is always looked at for many nodes at once. `this` is the variable of its focus nodes; `root` is the
variable of the nodes whose conformance is asked: the same as `this`, unless the constraint stands in a property shape
inside the shape that is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

NewVariable = Callable[[], str]


@dataclass(frozen=True)
class Scope:
    """A pattern that binds `root` and `this`."""

    pattern: str
    root: str
    this: str

    def values(self, path: str | None, value: str) -> str:
        """Return the pattern that also binds `value` to the value nodes: of the path, or the focus node itself."""
        if path is None:
            return f"{self.pattern} BIND({self.this} AS {value})"
        return f"{self.pattern} {self.this} {path} {value} ."

    def inside(self, path: str | None, new_variable: NewVariable) -> "Scope":
        """Return the scope of a property shape inside this one: its focus nodes are the value nodes here."""
        if path is None:
            return self
        value = new_variable()
        return replace(self, pattern=self.values(path, value), this=value)

    def asking_for(self, path: str | None, new_variable: NewVariable) -> "Scope":
        """Return the scope in which the value nodes here are asked for their own conformance."""
        inner = self.inside(path, new_variable)
        return replace(inner, root=inner.this)

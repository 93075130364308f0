"""Where the statements of a draft are written: file and line, so that a report can send its reader there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from rdflib.term import Node

Triple = tuple[Node, Node, Node]
K = TypeVar("K")


@dataclass(frozen=True, order=True)
class FileLine:
    """A file, by its name without folders, and a line of it counted from one; 0 if its format has none to speak of."""

    file: str
    line: int = 0


@dataclass(frozen=True)
class WrittenLines:
    """The lines of statements. Statements that came from elsewhere have none."""

    of: Mapping[Triple, FileLine]

    def place(self, thing: Node, path: Node | None = None, value: Node | None = None) -> FileLine | None:
        """Return where a fault is mended: at the value, else where the property is stated, else the thing itself.

        A thing of which nothing is said is found where it is first named.
        """
        if path is not None:
            if value is not None and (thing, path, value) in self.of:
                return self.of[thing, path, value]
            if (thing, path) in self._of_properties:
                return self._of_properties[thing, path]
        return self._of_things.get(thing) or self._of_values.get(thing)

    @cached_property
    def _of_things(self) -> Mapping[Node, FileLine]:
        return _first((subject, line) for (subject, _, _), line in self.of.items())

    @cached_property
    def _of_properties(self) -> Mapping[tuple[Node, Node], FileLine]:
        return _first(((subject, predicate), line) for (subject, predicate, _), line in self.of.items())

    @cached_property
    def _of_values(self) -> Mapping[Node, FileLine]:
        return _first((value, line) for (_, _, value), line in self.of.items())


UNWRITTEN: Final = WrittenLines({})


def _first(lines: Iterable[tuple[K, FileLine]]) -> dict[K, FileLine]:
    found: dict[K, FileLine] = {}
    for key, line in lines:
        found[key] = min(line, found.get(key, line))
    return found

"""The groups in the text of a query: where they open, and which of them mention `$this` without binding it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Comments, strings and IRIs may hold braces and names that mean nothing.
_TOKEN: Final = re.compile(
    r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^<>\s{}]*>|[{}()]|[?$]\w+|\w+",
    re.DOTALL,
)
_THIS: Final = ("$this", "?this")


@dataclass(frozen=True)
class Group:
    """A group in braces: where it opens, and whether `$this` stands in one of its own triple patterns or anywhere."""

    opening: int
    depth: int
    binds_this: bool
    mentions_this: bool
    in_exists: bool
    holds_subquery: bool


@dataclass
class _OpenGroup:
    opening: int
    depth: int
    in_exists: bool
    brackets: int = 0
    binds_this: bool = False
    mentions_this: bool = False
    words: int = 0
    holds_subquery: bool = False

    def closed(self) -> Group:
        return Group(self.opening, self.depth, self.binds_this, self.mentions_this, self.in_exists, self.holds_subquery)


def groups(text: str) -> Iterator[Group]:
    """Every group of a query that parses, inner ones before the one around them."""
    open_groups: list[_OpenGroup] = []
    previous = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.startswith(("#", '"', "'", "<")):
            continue
        if token == "{":
            in_exists = previous.upper() == "EXISTS" or bool(open_groups and open_groups[-1].in_exists)
            open_groups.append(_OpenGroup(match.start(), len(open_groups), in_exists))
        elif token == "}":
            closed = open_groups.pop()
            if open_groups and closed.mentions_this:
                open_groups[-1].mentions_this = True
            yield closed.closed()
        elif open_groups:
            _read(open_groups[-1], token)
        previous = token


def _read(group: _OpenGroup, token: str) -> None:
    if token == "(":
        group.brackets += 1
    elif token == ")":
        group.brackets -= 1
    elif token in _THIS:
        group.mentions_this = True
        # In brackets it is an argument of FILTER or BIND, or a step of a collection; elsewhere part of a triple.
        group.binds_this = group.binds_this or group.brackets == 0
    elif group.words == 0 and token.upper() == "SELECT":
        group.holds_subquery = True
    group.words += 1

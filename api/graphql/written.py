"""JSON as text, made column by column: all values of one field, then the objects that they stand in.

Every text goes with the number of values that it holds, so that an answer is known to be too large before it is made.
"""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from api.graphql.budget import Budget


class Written(NamedTuple):
    """JSON texts in order. `sizes`: how many values each holds; None: one each."""

    texts: Sequence[str]
    sizes: Sequence[int] | None = None

    def at(self, places: Sequence[int]) -> "Written":
        """Some of the texts."""
        sizes = None if self.sizes is None else [self.sizes[place] for place in places]
        return Written([self.texts[place] for place in places], sizes)


class Things(NamedTuple):
    """JSON texts by what they are of. `sizes`: how many values each holds, or all alike hold."""

    texts: Mapping[Any, str]
    sizes: Mapping[Any, int] | int

    def size(self, keys: Sequence[Hashable]) -> int:
        """How many values some of them hold together."""
        if isinstance(self.sizes, int):
            return self.sizes * len(keys)
        return sum(map(self.sizes.__getitem__, keys))


def as_json(value: Any) -> str:
    """A value as JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(values: Iterable[Any]) -> Written:
    """Values of Python written down."""
    found = list(values)
    return Written([as_json(value) for value in found], [count_values(value) for value in found])


def count_values(value: Any) -> int:
    """How many values an object or list holds when it is written out."""
    if isinstance(value, dict | list):
        return sum(map(count_values, value.values() if isinstance(value, dict) else value))
    return 1


def repeated(text: str, times: int) -> Written:
    """One text for each of so many things."""
    return Written([text] * times)


def as_things(keys: Sequence[Hashable], written: Written) -> Things:
    """Texts by their keys."""
    sizes = written.sizes
    if sizes is None or len(set(sizes)) <= 1:
        return Things(dict(zip(keys, written.texts, strict=True)), sizes[0] if sizes else 1)
    return Things(dict(zip(keys, written.texts, strict=True)), dict(zip(keys, sizes, strict=True)))


def objects(names: Sequence[str], columns: Sequence[Written], number: int) -> Written:
    """So many objects, with a column for each name."""
    if not names:
        return Written(["{}"] * number, [0] * number)
    # Names of GraphQL hold letters, digits and underscores alone.
    template = "{" + ",".join(f'"{name}":%s' for name in names) + "}"
    texts = list(map(template.__mod__, zip(*(column.texts for column in columns), strict=True)))
    counted = [column.sizes for column in columns if column.sizes is not None]
    plain = [len(columns) - len(counted)] * number
    return Written(texts, list(map(sum, zip(plain, *counted, strict=True))) if counted else plain)


def lists(groups: Sequence[Sequence[Hashable]], things: Things, budget: Budget) -> Written:
    """A list of things for each group; GraphQLProblem if they are too many values for the budget."""
    sizes = [things.size(group) for group in groups]
    budget.check_written(sum(sizes))
    get = things.texts.__getitem__
    return Written([f"[{','.join(map(get, group))}]" for group in groups], sizes)


def chosen(keys: Sequence[Hashable | None], things: Things, budget: Budget) -> Written:
    """The thing of each key, null for None; GraphQLProblem if they are too many values for the budget."""
    texts = {**things.texts, None: "null"}
    if isinstance(things.sizes, int):
        sizes = [things.sizes] * len(keys)
    else:
        known = {**things.sizes, None: 1}
        sizes = [known[key] for key in keys]
    budget.check_written(sum(sizes))
    return Written([texts[key] for key in keys], sizes)

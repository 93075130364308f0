"""Pairing the things of two versions: the surest sign first, each thing once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Sign = Callable[[Thing], Hashable | None]


@dataclass(frozen=True)
class Matching(Generic[Thing]):
    """Pairs (before, after), what only the first version has, and what only the second has."""

    pairs: tuple[tuple[Thing, Thing], ...]
    removed: tuple[Thing, ...]
    added: tuple[Thing, ...]


def match(
    before: Sequence[Thing], after: Sequence[Thing], signs: Sequence[tuple[Sign[Thing], bool]]
) -> Matching[Thing]:
    """Pair things by signs, in order; None is no sign.

    A sign marked True pairs several things of one sign in the order they stand; one marked False only if it is alone
    on both sides, because order says nothing there.
    """
    first, second = list(before), list(after)
    pairs: list[tuple[Thing, Thing]] = []
    for sign, in_order in signs:
        found = _paired(first, second, sign, in_order)
        pairs += found
        taken, given = {id(one) for one, _ in found}, {id(other) for _, other in found}
        first = [one for one in first if id(one) not in taken]
        second = [other for other in second if id(other) not in given]
    return Matching(tuple(pairs), tuple(first), tuple(second))


def _paired(
    first: Sequence[Thing], second: Sequence[Thing], sign: Sign[Thing], in_order: bool
) -> list[tuple[Thing, Thing]]:
    one_side, other_side = _by_sign(first, sign), _by_sign(second, sign)
    pairs = []
    for key, ones in one_side.items():
        others = other_side.get(key, [])
        if in_order or len(ones) == len(others) == 1:
            pairs += list(zip(ones, others, strict=False))
    return pairs


def _by_sign(things: Sequence[Thing], sign: Sign[Thing]) -> dict[Hashable, list[Thing]]:
    found: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        key = sign(thing)
        if key is not None:
            found[key].append(thing)
    return found

"""What lies above or below a thing in a hierarchy."""

from collections.abc import Collection, Mapping


def reached(start: str, steps: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return a thing with all that steps lead to from it. `steps`: the next things by thing; they may go in circles."""
    found, waiting = {start}, [start]
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)

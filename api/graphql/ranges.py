"""Ranges from lower to upper bound: whether they overlap a span, lie within it, or cover a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from api.graphql.columns import Columns
from api.graphql.problems import problem
from api.graphql.units import Units
from ontology.namespaces import BAT, code

_STRICT: Final = {str(code("comparator", "lt")), str(code("comparator", "gt"))}


@dataclass(frozen=True)
class Range:
    """Numbers between two ends; None leaves an end open, `…_in` is whether the end itself belongs to the range."""

    lower: Decimal | None
    upper: Decimal | None
    lower_in: bool = True
    upper_in: bool = True

    def overlaps(self, other: "Range") -> bool:
        """Whether the two have a number in common."""
        return _not_after(self.lower, self.lower_in, other.upper, other.upper_in) and _not_after(
            other.lower, other.lower_in, self.upper, self.upper_in
        )

    def within(self, other: "Range") -> bool:
        """Whether every number of this range is in the other."""
        low = other.lower is None or (
            self.lower is not None
            and (self.lower > other.lower or (self.lower == other.lower and (other.lower_in or not self.lower_in)))
        )
        high = other.upper is None or (
            self.upper is not None
            and (self.upper < other.upper or (self.upper == other.upper and (other.upper_in or not self.upper_in)))
        )
        return low and high


def _not_after(lower: Decimal | None, lower_in: bool, upper: Decimal | None, upper_in: bool) -> bool:
    if lower is None or upper is None:
        return True
    return lower < upper or (lower == upper and lower_in and upper_in)


@dataclass(frozen=True)
class Ranges:
    """The ranges that things of one state of the data state."""

    columns: Columns

    def matching(self, things: frozenset[str], asked: Mapping[str, Any]) -> frozenset[str]:
        """The things whose range meets all conditions of a RangeWhere."""
        units = Units(self.columns)
        target = units.named(asked["unit"])
        spans = {name: _span(asked[name]) for name in ("overlaps", "within") if asked.get(name) is not None}
        if asked.get("covers") is not None:
            spans["covers"] = Range(asked["covers"], asked["covers"])
        stated = self.columns.values(str(BAT.unit), inverse=False)
        known = {term.value for values in stated.values() for term in values}
        factors = {unit: factor for unit in known if (factor := units.factor(unit, target)) is not None}
        found = set()
        for thing in things:
            ratios = [factors[term.value] for term in stated.get(thing, ()) if term.value in factors]
            range_ = self._range(thing, ratios[0]) if ratios else None
            if range_ is not None and _meets(range_, spans):
                found.add(thing)
        return frozenset(found)

    def _range(self, thing: str, factor: Decimal) -> Range | None:
        lower, upper = self._number(thing, BAT.lowerBound), self._number(thing, BAT.upperBound)
        if lower is None and upper is None:
            return None
        return Range(
            None if lower is None else lower * factor,
            None if upper is None else upper * factor,
            not self._strict(thing, BAT.lowerComparator),
            not self._strict(thing, BAT.upperComparator),
        )

    def _number(self, thing: str, predicate: str) -> Decimal | None:
        values = self.columns.values(str(predicate), inverse=False).get(thing, ())
        return Decimal(values[0].value) if values else None

    def _strict(self, thing: str, predicate: str) -> bool:
        return any(term.value in _STRICT for term in self.columns.values(str(predicate), inverse=False).get(thing, ()))


def _meets(range_: Range, spans: Mapping[str, Range]) -> bool:
    """Whether a range meets all conditions; to cover a number is to overlap the span of that number alone."""
    return all(range_.within(span) if name == "within" else range_.overlaps(span) for name, span in spans.items())


def _span(asked: Mapping[str, Decimal]) -> Range:
    """GraphQLProblem if the span ends before it begins."""
    start, end = asked.get("from"), asked.get("to")
    if start is not None and end is not None and start > end:
        raise problem("empty-span", start=start, end=end)
    return Range(start, end)

"""Facets and aggregates: how many of a set of things have which value, and the least and greatest of a number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from api.graphql.filters import Filter, Things
from api.graphql.model import Field, NodeType
from api.graphql.problems import problem
from api.graphql.units import Units
from api.service.words import problem_words
from ontology.namespaces import BAT
from store.graph_store import Term

LONGEST_PATH: Final = 4
_BOUNDS: Final = frozenset(str(p) for p in (BAT.lowerBound, BAT.upperBound))


@dataclass(frozen=True)
class Facet:
    """How many things have which value of a field; the most frequent value first, equals by value."""

    by: str
    missing: int
    values: tuple[tuple[Term, int], ...]


@dataclass(frozen=True)
class Aggregate:
    """A number over many things. `unit` is an IRI; `not_counted` are in a unit that does not convert, or in none."""

    count: int
    least: Decimal | None
    greatest: Decimal | None
    unit: str | None
    not_counted: int = 0


@dataclass(frozen=True)
class Summaries:
    """Counts over one state of the data."""

    filter: Filter

    def facet(self, things: Things, node_type: NodeType, path: str) -> Facet:
        """Count the things by their values at the end of a path of fields, e.g. `inDocument.coversSector`."""
        fields = self._fields(node_type, path)
        counts: Counter[Term] = Counter()
        missing = 0
        for thing in things:
            values = self._values(thing, fields)
            counts.update(values)
            missing += not values
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].value, str(pair[0])))
        return Facet(path, missing, tuple(ordered))

    def _fields(self, node_type: NodeType, path: str) -> Sequence[Field]:
        steps = path.split(".")
        if len(steps) > LONGEST_PATH:
            raise problem("facet", "facet_steps", "shorten", path=path, steps=len(steps), most=LONGEST_PATH)
        fields: list[Field] = []
        here: NodeType | None = node_type
        for step in steps:
            field = here.fields.get(step) if here is not None else None
            if field is None:
                where = here.name if here is not None else problem_words("a_value")
                known = ", ".join(here.fields) if here is not None else problem_words("nothing")
                raise problem("facet", "facet_field", path=path, where=where, step=step, known=known)
            fields.append(field)
            here = self.filter.model.types[field.target] if field.kind == "object" else None
        return fields

    def _values(self, thing: str, fields: Sequence[Field]) -> set[Term]:
        """The values at the end of the path; on the way, only things of the class that a field is for."""
        here = {thing}
        for field in fields[:-1]:
            here = {term.value for term in self._of_field(here, field)}
        return self._of_field(here, fields[-1])

    def _of_field(self, things: set[str], field: Field) -> set[Term]:
        column = self.filter.columns.values(field.predicate, field.inverse)
        values = {term for thing in things for term in column.get(thing, ())}
        if field.kind != "object":
            return values
        targets = self.filter.things(self.filter.model.types[field.target])
        return {term for term in values if term.value in targets}

    def aggregate(self, things: Things, node_type: NodeType, name: str, unit: str | None) -> Aggregate:
        """Count a number over the things; bounds in one unit, by conversion within its dimension.

        GraphQLProblem if bounds are in several units and none is named.
        """
        field = node_type.fields[name]
        column = self.filter.columns.values(field.predicate, inverse=False)
        if field.predicate not in _BOUNDS:
            numbers = [Decimal(term.value) for thing in things for term in column.get(thing, ())]
            return Aggregate(len(numbers), min(numbers, default=None), max(numbers, default=None), None)
        stated = self.filter.columns.values(str(BAT.unit), inverse=False)
        bounds = [
            (Decimal(term.value), [unit.value for unit in stated.get(thing, ())])
            for thing in things
            for term in column.get(thing, ())
        ]
        found = {each for _, named in bounds for each in named}
        target = self._target(found, unit)
        units = Units(self.filter.columns)
        factors = {each: factor for each in found if target and (factor := units.factor(each, target)) is not None}
        converted = [[number * factors[each] for each in named if each in factors] for number, named in bounds]
        numbers = [number for each in converted for number in each]
        return Aggregate(
            len(numbers), min(numbers, default=None), max(numbers, default=None), target, converted.count([])
        )

    def _target(self, found: set[str], unit: str | None) -> str | None:
        if unit is not None:
            return Units(self.filter.columns).named(unit)
        if len(found) > 1:
            codes = sorted(each.rpartition("/")[2] for each in found)
            units = ", ".join(codes[:20])
            raise problem("several-units", further={"units": codes}, number=len(codes), units=units)
        return next(iter(found), None)

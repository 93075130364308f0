"""Which things match a `where`: every operator works on the set of all things of a class."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from pyoxigraph import NamedNode
from rdflib import SKOS

from api.graphql.columns import Columns
from api.graphql.folding import fold
from api.graphql.known_names import KnownNames
from api.graphql.model import CONCEPT, Field, Kind, NodeType, TypeModel
from api.graphql.ranges import Ranges
from api.graphql.scalar_types import moment
from api.graphql.validity import Validity
from ontology.namespaces import CODE
from store.graph_store import Term

Things = frozenset[str]
Where = Mapping[str, Any]

Test = Callable[[Any], bool]

# What is asked is made ready once, and then held against every value.
_TESTS: Final[Mapping[str, Callable[[Any], Test]]] = {
    "eq": lambda asked: lambda value: bool(value == asked),
    "in": lambda asked: frozenset(asked).__contains__,
    "lt": lambda asked: lambda value: bool(value < asked),
    "le": lambda asked: lambda value: bool(value <= asked),
    "gt": lambda asked: lambda value: bool(value > asked),
    "ge": lambda asked: lambda value: bool(value >= asked),
    "contains": lambda asked: partial(_contains, fold(asked)),
    # A value that is looked at is there.
    "isNull": lambda asked: lambda _value: not asked,
}


def _contains(folded: str, value: str) -> bool:
    return folded in fold(value)


@dataclass(frozen=True)
class Filter:
    """Answers `where` over one state of the data."""

    model: TypeModel
    columns: Columns

    def things(self, node_type: NodeType) -> Things:
        """All things of a type and of the types below it."""
        return self.columns.instances((node_type.iri, *node_type.below))

    def matching(self, node_type: NodeType, where: Where | None, as_of: date | None = None) -> Things:
        """The things of a type that match, all of them without a `where`; with `as_of` only those valid that day.

        GraphQLProblem for a code that no list has, and for an IRI of nothing.
        """
        if where:
            KnownNames(self.model, self.columns).check(node_type, where)
        things = self._among(self.things(node_type), node_type, where or {})
        return things if as_of is None else Validity(self.columns).valid(things, as_of)

    def _among(self, things: Things, node_type: NodeType, where: Where) -> Things:
        # A value of null says nothing, as GraphQL clients send it for variables that are left out.
        for name, asked in where.items():
            if asked is not None:
                things = self._narrowed(things, node_type, name, asked)
        return things

    def _narrowed(self, things: Things, node_type: NodeType, name: str, asked: Any) -> Things:
        self.columns.check_time()
        if name == "and":
            for part in asked:
                things = self._among(things, node_type, part)
            return things
        if name == "or":
            return frozenset().union(*(self._among(things, node_type, part) for part in asked))
        if name == "not":
            return things - self._among(things, node_type, asked)
        if name == "isNull":
            # A thing that is looked at is there.
            return frozenset() if asked else things
        if name == "iri":
            holds = _holding(asked)
            return frozenset(thing for thing in things if holds([thing]))
        if name == "code":
            return self._with_code(things, asked)
        if name == "range":
            return Ranges(self.columns).matching(things, asked)
        return self._by_field(things, node_type.fields[name], asked)

    def _by_field(self, things: Things, field: Field, asked: Where) -> Things:
        """Things with a value that matches, and things without a value if that is what the conditions ask for."""
        conditions = {name: value for name, value in asked.items() if value is not None}
        if not conditions:
            return things
        if field.kind == "object":
            matching = self._by_object(things, field, conditions)
        else:
            column, holds = self.columns.values(field.predicate, field.inverse), _holding(conditions)
            matching = frozenset(
                thing for thing in things if holds([comparable(term, field.kind) for term in column.get(thing, ())])
            )
        if holds_of_nothing(conditions):
            matching |= things - self._present(field, self.columns.values(field.predicate, field.inverse))
        return matching

    def _present(self, field: Field, column: Mapping[str, tuple[Term, ...]]) -> Things:
        if field.kind != "object":
            return frozenset(column)
        targets = self._targets(field)
        return frozenset(thing for thing, values in column.items() if any(v.value in targets for v in values))

    def _by_object(self, things: Things, field: Field, conditions: Where) -> Things:
        """Things with a value that matches; asked from the values' side, so that each value is looked at once."""
        target_type = self.model.types[field.target]
        matching = self._among(self._targets(field), target_type, conditions)
        column = self.columns.values(field.predicate, field.inverse)
        return frozenset(t for t in things if any(v.value in matching for v in column.get(t, ())))

    def _targets(self, field: Field) -> Things:
        return self.things(self.model.types[field.target])

    def _with_code(self, things: Things, asked: Where) -> Things:
        """Concepts by their code in their list, whatever the case; `under` takes in narrower ones, down to the last."""
        wanted = [{fold(asked["eq"])}] if asked.get("eq") is not None else []
        wanted += [set(map(fold, asked["in"]))] if asked.get("in") is not None else []
        if wanted:
            codes = set.intersection(*wanted)
            things = frozenset(thing for thing in things if fold(code_of(thing)) in codes)
        if asked.get("under") is not None:
            top = fold(asked["under"])
            things &= self._narrower([each for each in self.columns.instances([CONCEPT]) if fold(code_of(each)) == top])
        return things

    def _narrower(self, tops: Sequence[str]) -> Things:
        children = self.columns.values(str(SKOS.broader), inverse=True)
        found: set[str] = set()
        waiting = list(tops)
        while waiting:
            concept = waiting.pop()
            if concept not in found:
                found.add(concept)
                waiting += [child.value for child in children.get(concept, ())]
        return frozenset(found)


def holds_of_nothing(conditions: Where) -> bool | None:
    """Whether conditions hold where there is no value: as in SQL, None (unknown) unless `isNull` decides."""
    truths: list[bool | None] = []
    for name, asked in conditions.items():
        if asked is None:
            continue
        if name == "isNull":
            truths.append(bool(asked))
        elif name == "and":
            truths.append(_all([holds_of_nothing(part) for part in asked]))
        elif name == "or":
            parts = [holds_of_nothing(part) for part in asked]
            truths.append(True if True in parts else (None if None in parts else False))
        elif name == "not":
            inner = holds_of_nothing(asked)
            truths.append(None if inner is None else not inner)
        else:
            truths.append(None)
    return _all(truths)


def _all(truths: Sequence[bool | None]) -> bool | None:
    return False if False in truths else (None if None in truths else True)


def code_of(iri: str) -> str:
    """The code of a concept within its list, e.g. `nox`; empty for what is no concept of ours."""
    return iri.removeprefix(CODE).partition("/")[2] if iri.startswith(CODE) else ""


def comparable(term: Term, kind: Kind) -> Any:
    """A term as the Python value that comparisons work on."""
    if isinstance(term, NamedNode) or kind in ("string", "text", "iri"):
        return term.value
    if kind in ("integer", "year"):
        return int(term.value)
    if kind == "decimal":
        return Decimal(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    return date.fromisoformat(term.value[:10]) if kind == "date" else moment(term.value)


def _holding(conditions: Where) -> Callable[[Sequence[Any]], bool]:
    """Whether one of some values meets all conditions."""
    tests = [_TESTS[name](asked) for name, asked in conditions.items() if asked is not None]
    return lambda values: any(all(test(value) for test in tests) for value in values)

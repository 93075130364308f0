"""Constraints over all values of a focus node (SHACL 4.2, 4.5, 4.4.5, 4.8.1, 4.8.2), as whole patterns of violation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from shapes.compilation.parameters import members, says_true, whole_number
from shapes.compilation.scope import NewVariable, Scope
from shapes.compilation.targets import in_order, written


@dataclass(frozen=True)
class Place:
    """The shape's scope and path, and the variable for value nodes; `further` makes more variables."""

    scope: Scope
    path: str | None
    value: str
    further: NewVariable

    @property
    def values(self) -> str:
        """The pattern that binds the value nodes."""
        return self.scope.values(self.path, self.value)

    def has(self, member: str) -> str:
        """Return the pattern that `member` is a value node of the focus node."""
        if self.path is None:
            return f"FILTER(sameTerm({self.scope.this}, {member}))"
        return f"{self.scope.this} {self.path} {member} ."


@dataclass(frozen=True)
class Pattern:
    """A WHERE clause (and what follows it) whose rows are violations.

    `has_value` says whether they name a value; `grouped` are the variables of a GROUP BY; `further` is a variable that
    tells two violations of the same value apart.
    """

    text: str
    has_value: bool
    grouped: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


Compiled = Callable[[Place, Node], tuple[Pattern, ...]]


def _count(place: Place, operator: str, number: Node) -> tuple[Pattern, ...]:
    keys = tuple(dict.fromkeys((place.scope.root, place.scope.this)))
    counted = f"{place.scope.this} {place.path} {place.value}"
    # Who has no value at all has too few, and never too many.
    values = f"OPTIONAL {{ {counted} }}" if operator == "<" else f"{counted} ."
    text = (
        f"{{ {place.scope.pattern} {values} }} "
        f"GROUP BY {' '.join(keys)} HAVING(COUNT(DISTINCT {place.value}) {operator} {whole_number(number)})"
    )
    return (Pattern(text, has_value=False, grouped=keys),)


def _min_count(place: Place, number: Node) -> tuple[Pattern, ...]:
    if whole_number(number) == 1:
        text = f"{{ {place.scope.pattern} FILTER NOT EXISTS {{ {place.scope.this} {place.path} {place.value} }} }}"
        return (Pattern(text, has_value=False),)
    return _count(place, "<", number)


def _max_count(place: Place, number: Node) -> tuple[Pattern, ...]:
    if whole_number(number) != 1 or place.path is None or not place.path.startswith("<"):
        return _count(place, ">", number)
    # Two values that differ: no group has to be made for the many that have one.
    other = place.further()
    differ = f"{place.scope.this} {place.path} {other} . FILTER(!sameTerm({place.value}, {other}))"
    return (Pattern(f"{{ {place.values} {differ} }}", has_value=False),)


def _unique_languages(place: Place, wanted: Node) -> tuple[Pattern, ...]:
    if not says_true(wanted):
        return ()
    language = place.further()
    keys = (*dict.fromkeys((place.scope.root, place.scope.this)), language)
    text = (
        f"{{ {place.values} BIND(LCASE(LANG({place.value})) AS {language}) FILTER({language} != '') }} "
        f"GROUP BY {' '.join(keys)} HAVING(COUNT(DISTINCT {place.value}) > 1)"
    )
    return (Pattern(text, has_value=False, grouped=keys),)


def _equals(place: Place, other: Node) -> tuple[Pattern, ...]:
    property_, this, value = written(other), place.scope.this, place.value
    missing = f"{{ {place.values} FILTER NOT EXISTS {{ {this} {property_} {value} }} }}"
    others = f"{place.scope.pattern} {this} {property_} {value} ."
    if place.path is None:
        extra = f"{{ {others} FILTER(!sameTerm({this}, {value})) }}"
    else:
        extra = f"{{ {others} FILTER NOT EXISTS {{ {this} {place.path} {value} }} }}"
    return (Pattern(missing, has_value=True), Pattern(extra, has_value=True))


def _disjoint(place: Place, other: Node) -> tuple[Pattern, ...]:
    return (Pattern(f"{{ {place.values} {place.scope.this} {written(other)} {place.value} . }}", has_value=True),)


def _less_than(operator: str) -> Compiled:
    def compiled(place: Place, other: Node) -> tuple[Pattern, ...]:
        larger = place.further()
        # SPARQL orders no texts in a language, though a store may.
        plain = f"LANG({place.value}) = '' && LANG({larger}) = ''"
        text = (
            f"{{ {place.values} {place.scope.this} {written(other)} {larger} . "
            f"FILTER(!COALESCE({plain} && {place.value} {operator} {larger}, false)) }}"
        )
        # One result for each pair that is out of order.
        return (Pattern(text, has_value=True, further=(larger,)),)

    return compiled


def _has_value(place: Place, wanted: Node) -> tuple[Pattern, ...]:
    if place.path is None:
        text = f"{{ {place.scope.pattern} FILTER(!sameTerm({place.scope.this}, {written(wanted)})) }}"
    else:
        found = f"{place.scope.this} {place.path} {written(wanted)}"
        text = f"{{ {place.scope.pattern} FILTER NOT EXISTS {{ {found} }} }}"
    return (Pattern(text, has_value=False),)


PAIR_CONSTRAINTS: Final[Mapping[URIRef, tuple[URIRef, Compiled]]] = {
    SH.minCount: (SH.MinCountConstraintComponent, _min_count),
    SH.maxCount: (SH.MaxCountConstraintComponent, _max_count),
    SH.uniqueLang: (SH.UniqueLangConstraintComponent, _unique_languages),
    SH.equals: (SH.EqualsConstraintComponent, _equals),
    SH.disjoint: (SH.DisjointConstraintComponent, _disjoint),
    SH.lessThan: (SH.LessThanConstraintComponent, _less_than("<")),
    SH.lessThanOrEquals: (SH.LessThanOrEqualsConstraintComponent, _less_than("<=")),
    SH.hasValue: (SH.HasValueConstraintComponent, _has_value),
}

NEED_A_PATH: Final = {
    SH.minCount, SH.maxCount, SH.uniqueLang, SH.lessThan, SH.lessThanOrEquals,
}  # fmt: skip
"""What the standard knows in property shapes only."""


def closed_pattern(place: Place, allowed: list[Node], property_: str) -> Pattern:
    """Return the pattern of sh:closed: statements of a value node whose property is not allowed."""
    names = ", ".join(written(node) for node in allowed)
    condition = f"FILTER({property_} NOT IN ({names}))" if names else ""
    inner = place.further()
    subject = place.scope.values(place.path, inner)
    return Pattern(f"{{ {subject} {inner} {property_} {place.value} . {condition} }}", has_value=True)


def allowed_properties(shapes: Graph, shape: Node) -> list[Node]:
    """The properties that a closed shape allows: paths of its property shapes that are IRIs, and the ignored ones."""
    allowed: set[Node] = {
        path
        for inner in shapes.objects(shape, SH.property)
        for path in shapes.objects(inner, SH.path)
        if isinstance(path, URIRef)
    }
    for head in shapes.objects(shape, SH.ignoredProperties):
        allowed |= {node for node in members(shapes, head) if isinstance(node, URIRef)}
    return in_order(allowed)

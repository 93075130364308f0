"""Scalars, and the small types that all generated types share. Strawberry's fields use the same scalars."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
    ValueNode,
)
from strawberry.types.scalar import ScalarDefinition

from api.graphql.problems import GraphQLProblem, moved, problem
from ontology.namespaces import BASE


def _scalar(
    name: str, description: str, parse: Callable[[str], Any], hint: str, write: Callable[[Any], str] = str
) -> GraphQLScalarType:
    """A scalar. `hint` names the text that says how its values are written."""

    def parse_value(value: Any) -> Any:
        try:
            return parse(str(value))
        except (ValueError, InvalidOperation) as error:
            raise problem("invalid-query", "no_value", hint, type=name, found=str(value)) from error

    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> Any:
        try:
            return parse_value(getattr(node, "value", None))
        except GraphQLProblem as error:
            raise moved(error, [node], error.path) from error

    return GraphQLScalarType(
        name, description=description, serialize=write, parse_value=parse_value, parse_literal=parse_literal
    )


_MOST_DIGITS: Final = 50
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def full_iri(text: str) -> str:
    """Return an IRI from itself or from its path after the base, e.g. `doc/32019D2031`.

    ValueError for a character that no IRI holds, so that nothing else gets into a query.
    """
    if not text or any(character in '<>"{}|^`\\' or character <= " " for character in text):
        raise ValueError(f"{text!r} holds a character that is not allowed in an IRI")
    return text if "://" in text else BASE + text.lstrip("/")


def finite_decimal(text: str) -> Decimal:
    """Return a number that can be computed with.

    ValueError for NaN, infinity, other digits than 0 to 9, and what has very many of them.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no number")
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(f"{text!r} is no finite number of at most {_MOST_DIGITS} digits")
    return number


def day(text: str) -> date:
    """Return a day from YYYY-MM-DD; ValueError for the other forms of ISO 8601, e.g. of weeks."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no day")
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """Return a moment with its offset; without one it is UTC, so that all moments compare."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _iso(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


DECIMAL: Final = _scalar(
    "Decimal",
    "A decimal number as text, every digit kept.",
    finite_decimal,
    "number_hint",
    lambda value: value if isinstance(value, str) else f"{value:f}",
)
DATE: Final = _scalar("Date", "A day, YYYY-MM-DD.", day, "day_hint", _iso)
DATE_TIME: Final = _scalar("DateTime", "A moment, ISO 8601.", moment, "moment_hint", _iso)
IRI_SCALAR: Final = _scalar("IRI", "An IRI; given also by its path, e.g. `doc/32019D2031`.", full_iri, "iri_value_hint")


def for_strawberry(scalar: GraphQLScalarType) -> ScalarDefinition:
    """A scalar as Strawberry takes it."""
    return ScalarDefinition(
        name=scalar.name,
        description=scalar.description,
        specified_by_url=None,
        serialize=None,
        parse_value=None,
        parse_literal=None,
        implementation=scalar,
    )


STRAWBERRY_SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    Decimal: for_strawberry(DECIMAL),
    date: for_strawberry(DATE),
    datetime: for_strawberry(DATE_TIME),
}
SCALAR_OF: Final = {
    "string": GraphQLString,
    "year": GraphQLString,
    "integer": GraphQLInt,
    "decimal": DECIMAL,
    "boolean": GraphQLBoolean,
    "date": DATE,
    "dateTime": DATE_TIME,
    "iri": IRI_SCALAR,
}
DIRECTION: Final = GraphQLEnumType("Direction", {"ASC": "asc", "DESC": "desc"}, description="Order of a list.")
TEXT: Final = GraphQLObjectType(
    "Text",
    {
        "value": GraphQLField(GraphQLNonNull(GraphQLString), description="The text."),
        "language": GraphQLField(GraphQLNonNull(GraphQLString), description="The language it is in, e.g. `kk`."),
    },
    description="A text with the language it is in.",
)
PAGE_INFO: Final = GraphQLObjectType(
    "PageInfo",
    {
        "hasNextPage": GraphQLField(GraphQLNonNull(GraphQLBoolean), description="Whether more follow."),
        "hasPreviousPage": GraphQLField(GraphQLNonNull(GraphQLBoolean), description="Whether some come before."),
        "startCursor": GraphQLField(GraphQLString, description="Cursor of the first edge."),
        "endCursor": GraphQLField(GraphQLString, description="Cursor of the last edge; give it as `after`."),
    },
    description="Where a page stands in its whole.",
)

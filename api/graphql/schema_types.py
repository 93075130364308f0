"""GraphQL types made from the type model, with graphql-core.

They carry no resolvers: `execution` answers a whole selection at once. What a field means stands in its extensions.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property, partial
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
    ValueNode,
)

from api.graphql.model import CONCEPT, Field, NodeType, TypeModel
from ontology.namespaces import BASE

IRI: Final = "iri"
LARGEST_PAGE: Final = 500
DEFAULT_PAGE: Final = 50
MODEL_FIELD: Final = "batgraph.field"
MODEL_TYPE: Final = "batgraph.type"


def _parsed_by(parse: Callable[[str], Any], name: str, form: str) -> Callable[[Any], Any]:
    def parse_value(value: Any) -> Any:
        try:
            return parse(str(value))
        except (ValueError, InvalidOperation) as error:
            raise GraphQLError(f"{name}: found {value!r}, expected {form}") from error

    return parse_value


def _scalar(name: str, description: str, parse: Callable[[str], Any], form: str) -> GraphQLScalarType:
    parse_value = _parsed_by(parse, name, form)

    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> Any:
        return parse_value(getattr(node, "value", None))

    return GraphQLScalarType(name, description=description, parse_value=parse_value, parse_literal=parse_literal)


def full_iri(text: str) -> str:
    """Return an IRI from itself or from its path after the base, e.g. `doc/32019D2031`."""
    return text if "://" in text else BASE + text.lstrip("/")


DECIMAL: Final = _scalar("Decimal", "A decimal number as text, every digit kept.", Decimal, "a number such as 0.05")
DATE: Final = _scalar("Date", "A day, YYYY-MM-DD.", date.fromisoformat, "a day such as 2021-10-28")
DATE_TIME: Final = _scalar(
    "DateTime", "A moment, ISO 8601.", datetime.fromisoformat, "a moment such as 2021-10-28T09:00"
)
IRI_SCALAR: Final = _scalar("IRI", "An IRI; given also by its path, e.g. `doc/32019D2031`.", full_iri, "an IRI")

LANGUAGE: Final = GraphQLEnumType(
    "Language",
    {
        name: GraphQLEnumValue(name.lower(), description=description)
        for name, description in {
            "KK": "Kazakh",
            "RU": "Russian",
            "EN": "English",
            "NL": "Dutch",
            "ANY": "any language; always the same one for the same data",
        }.items()
    },
    description="The languages of labels, in order of preference.",
)
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

_SCALARS: Final = {
    "string": GraphQLString,
    "year": GraphQLString,
    "integer": GraphQLInt,
    "decimal": DECIMAL,
    "boolean": GraphQLBoolean,
    "date": DATE,
    "dateTime": DATE_TIME,
    "iri": IRI_SCALAR,
}
_LANGUAGES: Final = GraphQLArgument(
    GraphQLNonNull(GraphQLList(GraphQLNonNull(LANGUAGE))),
    default_value=["any"],
    description="Languages in order of preference; the answer says which was used.",
)


def _operators(name: str, scalar: GraphQLScalarType, *operators: str) -> GraphQLInputObjectType:
    fields = {
        operator: GraphQLInputField(
            GraphQLList(GraphQLNonNull(scalar)) if operator == "in" else scalar, description=_MEANING[operator]
        )
        for operator in operators
    }
    fields["isNull"] = GraphQLInputField(GraphQLBoolean, description="Whether there is no value.")
    return GraphQLInputObjectType(name, fields, description="Conditions that one value must meet together.")


_MEANING: Final = {
    "eq": "Equal to.",
    "in": "One of.",
    "lt": "Less than.",
    "le": "Less than or equal to.",
    "gt": "Greater than.",
    "ge": "Greater than or equal to.",
    "contains": "Contains. Case, marks, subscripts do not matter, nor Kazakh letters written as Russian ones.",
}
_ORDERED: Final = ("eq", "in", "lt", "le", "gt", "ge")
STRING_WHERE: Final = _operators("StringWhere", GraphQLString, "eq", "in", "contains")
IRI_WHERE: Final = _operators("IRIWhere", IRI_SCALAR, "eq", "in")
CODE_WHERE: Final = GraphQLInputObjectType(
    "CodeWhere",
    {
        "eq": GraphQLInputField(GraphQLString, description="The code, e.g. `nox`."),
        "in": GraphQLInputField(GraphQLList(GraphQLNonNull(GraphQLString)), description="One of the codes."),
        "under": GraphQLInputField(GraphQLString, description="The code or a narrower one, down to the last."),
    },
    description="A concept by its code in its list.",
)
_WHERES: Final = {
    "string": STRING_WHERE,
    "text": STRING_WHERE,
    "year": _operators("YearWhere", GraphQLInt, *_ORDERED),
    "integer": _operators("IntWhere", GraphQLInt, *_ORDERED),
    "decimal": _operators("DecimalWhere", DECIMAL, *_ORDERED),
    "boolean": _operators("BooleanWhere", GraphQLBoolean, "eq"),
    "date": _operators("DateWhere", DATE, *_ORDERED),
    "dateTime": _operators("DateTimeWhere", DATE_TIME, *_ORDERED),
    "iri": IRI_WHERE,
}


class SchemaTypes:
    """All GraphQL types of a model, and the root fields that ask for them."""

    def __init__(self, model: TypeModel) -> None:
        self._model = model
        self._interfaces = {t.iri: self._interface(t) for t in model.types.values() if t.is_interface}
        self._objects = {t.iri: self._object(t) for t in model.types.values()}
        self._wheres = {t.iri: self._where(t) for t in model.types.values()}
        self._orders = {t.iri: _order(t) for t in model.types.values()}
        self._connections = {t.iri: self._connection(t) for t in model.types.values()}

    @cached_property
    def named_types(self) -> tuple[GraphQLNamedType, ...]:
        """Types that no root field names."""
        return tuple(self._objects.values())

    def root_fields(self) -> dict[str, GraphQLField]:
        """For each type, one thing by IRI and a connection to all."""
        fields = {}
        for node_type in self._model.types.values():
            name = node_type.name[0].lower() + node_type.name[1:]
            extensions = {MODEL_TYPE: node_type}
            fields[name] = GraphQLField(
                self.output(node_type.iri),
                {"iri": GraphQLArgument(GraphQLNonNull(IRI_SCALAR), description="Its IRI.")},
                description=f"One thing of this type: {node_type.description}",
                extensions=extensions,
            )
            fields[plural(name)] = GraphQLField(
                GraphQLNonNull(self._connections[node_type.iri]),
                self._page_arguments(node_type.iri),
                description=f"All things of this type: {node_type.description}",
                extensions=extensions,
            )
        return fields

    def output(self, iri: str) -> GraphQLInterfaceType | GraphQLObjectType:
        """The type of a field whose values are things of a class."""
        return self._interfaces.get(iri) or self._objects[iri]

    def object_name(self, node_type: NodeType) -> str:
        """The name of the concrete type of things of exactly this class."""
        return self._objects[node_type.iri].name

    def _interface(self, node_type: NodeType) -> GraphQLInterfaceType:
        return GraphQLInterfaceType(
            node_type.name,
            partial(self._fields, node_type),
            interfaces=partial(self._implemented, node_type),
            description=node_type.description,
            extensions={MODEL_TYPE: node_type},
        )

    def _object(self, node_type: NodeType) -> GraphQLObjectType:
        # What is of an interface's own class, and of no class below it, needs a concrete type as well.
        name = f"Plain{node_type.name}" if node_type.is_interface else node_type.name
        return GraphQLObjectType(
            name,
            partial(self._fields, node_type),
            interfaces=partial(self._implemented, node_type, itself=node_type.is_interface),
            description=node_type.description,
            extensions={MODEL_TYPE: node_type},
        )

    def _implemented(self, node_type: NodeType, itself: bool = False) -> list[GraphQLInterfaceType]:
        return [self._interfaces[iri] for iri in (*node_type.above, *([node_type.iri] if itself else []))]

    def _fields(self, node_type: NodeType) -> dict[str, GraphQLField]:
        fields = {IRI: GraphQLField(GraphQLNonNull(IRI_SCALAR), description="The IRI of the thing.")}
        if CONCEPT in (node_type.iri, *node_type.above):
            fields["code"] = GraphQLField(GraphQLString, description="The code within its list, e.g. `nox`.")
        return fields | {field.name: self._field(field) for field in node_type.fields.values()}

    def _field(self, field: Field) -> GraphQLField:
        arguments: dict[str, GraphQLArgument] = {}
        type_: GraphQLOutputType
        if field.kind == "text":
            arguments = {"language": _LANGUAGES}
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(TEXT))) if field.many else TEXT
        elif field.kind != "object":
            scalar = _SCALARS[field.kind]
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(scalar))) if field.many else scalar
        elif field.inverse:
            arguments = self._page_arguments(field.target)
            type_ = GraphQLNonNull(self._connections[field.target])
        else:
            inner = self.output(field.target)
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(inner))) if field.many else inner
        return GraphQLField(type_, arguments, description=field.description, extensions={MODEL_FIELD: field})

    def _page_arguments(self, iri: str) -> dict[str, GraphQLArgument]:
        return {
            "where": GraphQLArgument(self._wheres[iri], description="Which things."),
            "orderBy": GraphQLArgument(
                GraphQLList(GraphQLNonNull(self._orders[iri])), description="In which order; by IRI where all is equal."
            ),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE, description=f"How many; at most {LARGEST_PAGE}."
            ),
            "after": GraphQLArgument(GraphQLString, description="The `endCursor` of the page before."),
        }

    def _connection(self, node_type: NodeType) -> GraphQLObjectType:
        def edge_fields() -> dict[str, GraphQLField]:
            return {
                "cursor": GraphQLField(GraphQLNonNull(GraphQLString), description="Where the edge stands."),
                "node": GraphQLField(GraphQLNonNull(self.output(node_type.iri)), description="The thing."),
            }

        edge = GraphQLObjectType(f"{node_type.name}Edge", edge_fields, description="A thing and its place in a list.")
        return GraphQLObjectType(
            f"{node_type.name}Connection",
            lambda: {
                "nodes": GraphQLField(
                    GraphQLNonNull(GraphQLList(GraphQLNonNull(self.output(node_type.iri)))), description="The things."
                ),
                "edges": GraphQLField(
                    GraphQLNonNull(GraphQLList(GraphQLNonNull(edge))), description="The things with their cursors."
                ),
                "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO), description="Where this page stands."),
                "totalCount": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many match, on all pages."),
            },
            description="A page of a list.",
        )

    def _where(self, node_type: NodeType) -> GraphQLInputObjectType:
        def fields() -> dict[str, GraphQLInputField]:
            this = self._wheres[node_type.iri]
            found = {
                "and": GraphQLInputField(GraphQLList(GraphQLNonNull(this)), description="All of these hold."),
                "or": GraphQLInputField(GraphQLList(GraphQLNonNull(this)), description="At least one of these holds."),
                "not": GraphQLInputField(this, description="This does not hold."),
                "isNull": GraphQLInputField(GraphQLBoolean, description="Of a field: whether there is no value."),
                IRI: GraphQLInputField(IRI_WHERE, description="The IRI."),
            }
            if CONCEPT in (node_type.iri, *node_type.above):
                found["code"] = GraphQLInputField(CODE_WHERE, description="The code within its list.")
            for field in node_type.fields.values():
                type_ = self._wheres[field.target] if field.kind == "object" else _WHERES[field.kind]
                found[field.name] = GraphQLInputField(type_, description=field.description)
            return found

        description = "Conditions; all that are given must hold. Of a field with several values, one value must match."
        return GraphQLInputObjectType(f"{node_type.name}Where", fields, description=description)


def _order(node_type: NodeType) -> GraphQLInputObjectType:
    values: dict[str, GraphQLEnumValue] = {IRI: GraphQLEnumValue(IRI, description="The IRI.")}
    for field in node_type.fields.values():
        if field.kind != "object" and not field.inverse:
            values[field.name] = GraphQLEnumValue(field.name, description=field.description)
    fields = GraphQLEnumType(f"{node_type.name}Field", values, description="What a list can be ordered by.")
    return GraphQLInputObjectType(
        f"{node_type.name}Order",
        {
            "field": GraphQLInputField(GraphQLNonNull(fields), description="By which field; missing values come last."),
            "direction": GraphQLInputField(DIRECTION, default_value="asc", description="Ascending or descending."),
        },
        description="One key of an order.",
    )


def plural(name: str) -> str:
    """The name of a list of things."""
    if name.endswith("y"):
        return name[:-1] + "ies"
    return name + ("es" if name.endswith("s") else "s")

"""Input types of lists: conditions (`where`), orders, and what numbers of a type can be counted over."""

from typing import Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLString,
)

from api.graphql.model import Field, NodeType, TypeModel
from api.graphql.scalar_types import DATE, DATE_TIME, DECIMAL, DIRECTION, IRI_SCALAR

IRI: Final = "iri"
RANGE: Final = "range"

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


def _operators(name: str, scalar: GraphQLScalarType, *operators: str) -> GraphQLInputObjectType:
    fields = {
        operator: GraphQLInputField(
            GraphQLList(GraphQLNonNull(scalar)) if operator == "in" else scalar, description=_MEANING[operator]
        )
        for operator in operators
    }
    fields["isNull"] = GraphQLInputField(GraphQLBoolean, description="Whether there is no value.")
    return GraphQLInputObjectType(name, fields, description="Conditions that one value must meet together.")


_STRING_WHERE: Final = _operators("StringWhere", GraphQLString, "eq", "in", "contains")
_IRI_WHERE: Final = _operators("IRIWhere", IRI_SCALAR, "eq", "in")
_CODE_WHERE: Final = GraphQLInputObjectType(
    "CodeWhere",
    {
        "eq": GraphQLInputField(GraphQLString, description="The code, e.g. `nox`, in small letters or large."),
        "in": GraphQLInputField(GraphQLList(GraphQLNonNull(GraphQLString)), description="One of the codes."),
        "under": GraphQLInputField(GraphQLString, description="The code or a narrower one, down to the last."),
    },
    description="A concept by its code in its list.",
)
_WHERES: Final = {
    "string": _STRING_WHERE,
    "text": _STRING_WHERE,
    "year": _operators("YearWhere", GraphQLInt, *_ORDERED),
    "integer": _operators("IntWhere", GraphQLInt, *_ORDERED),
    "decimal": _operators("DecimalWhere", DECIMAL, *_ORDERED),
    "boolean": _operators("BooleanWhere", GraphQLBoolean, "eq"),
    "date": _operators("DateWhere", DATE, *_ORDERED),
    "dateTime": _operators("DateTimeWhere", DATE_TIME, *_ORDERED),
    "iri": _IRI_WHERE,
}
_SPAN: Final = GraphQLInputObjectType(
    "Span",
    {
        "from": GraphQLInputField(DECIMAL, description="The lower end, itself in the span; open if not given."),
        "to": GraphQLInputField(DECIMAL, description="The upper end, itself in the span; open if not given."),
    },
    description="A span of numbers.",
)
_RANGE_WHERE: Final = GraphQLInputObjectType(
    "RangeWhere",
    {
        "unit": GraphQLInputField(
            GraphQLNonNull(GraphQLString),
            description="The unit of the numbers here, by code or symbol, e.g. `mg-per-nm3` or `mg/Nm3`. Ranges in "
            "another unit of the same dimension are converted; all others do not match.",
        ),
        "overlaps": GraphQLInputField(_SPAN, description="The range and the span have a number in common."),
        "within": GraphQLInputField(_SPAN, description="The whole range lies in the span."),
        "covers": GraphQLInputField(DECIMAL, description="The number lies in the range."),
    },
    description=(
        "The range from lower to upper bound. A bound that is not stated leaves its end open; bounds stated as `<` or "
        "`>` are not in the range. What states no bound at all has no range and does not match."
    ),
)
_WHERE_NOTE: Final = "Conditions; all that are given must hold. Of a field with several values, one value must match."


class WhereTypes:
    """The input types of every type of a model, by the IRI of its class."""

    def __init__(self, model: TypeModel) -> None:
        self._model = model
        self.where = {t.iri: self._where(t) for t in model.types.values()}
        self.order = {t.iri: _order(t) for t in model.types.values()}
        self.measure = {t.iri: _measure(t) for t in model.types.values() if t.numbers}

    def _where(self, node_type: NodeType) -> GraphQLInputObjectType:
        def fields() -> dict[str, GraphQLInputField]:
            this = GraphQLNonNull(self.where[node_type.iri])
            found = {
                "and": GraphQLInputField(GraphQLList(this), description="All of these hold."),
                "or": GraphQLInputField(GraphQLList(this), description="At least one of these holds."),
                "not": GraphQLInputField(self.where[node_type.iri], description="This does not hold."),
                "isNull": GraphQLInputField(GraphQLBoolean, description="Of a field: whether there is no value."),
                IRI: GraphQLInputField(_IRI_WHERE, description="The IRI."),
            }
            if node_type.is_concept:
                found["code"] = GraphQLInputField(_CODE_WHERE, description="The code within its list.")
            if node_type.has_range:
                found[RANGE] = GraphQLInputField(_RANGE_WHERE, description="The range from lower to upper bound.")
            for field in node_type.fields.values():
                found[field.name] = GraphQLInputField(
                    self._condition(field), description=field.description, deprecation_reason=field.deprecated
                )
            return found

        return GraphQLInputObjectType(f"{node_type.name}Where", fields, description=_WHERE_NOTE)

    def _condition(self, field: Field) -> GraphQLInputObjectType:
        return self.where[field.target] if field.kind == "object" else _WHERES[field.kind]


def _order(node_type: NodeType) -> GraphQLInputObjectType:
    values: dict[str, GraphQLEnumValue] = {IRI: GraphQLEnumValue(IRI, description="The IRI.")}
    for field in node_type.fields.values():
        if field.kind != "object" and not field.inverse:
            values[field.name] = GraphQLEnumValue(
                field.name, description=field.description, deprecation_reason=field.deprecated
            )
    fields = GraphQLEnumType(f"{node_type.name}Field", values, description="What a list can be ordered by.")
    return GraphQLInputObjectType(
        f"{node_type.name}Order",
        {
            "field": GraphQLInputField(GraphQLNonNull(fields), description="By which field; missing values come last."),
            "direction": GraphQLInputField(DIRECTION, default_value="asc", description="Ascending or descending."),
        },
        description="One key of an order.",
    )


def _measure(node_type: NodeType) -> GraphQLEnumType:
    values = {field.name: GraphQLEnumValue(field.name, description=field.description) for field in node_type.numbers}
    return GraphQLEnumType(f"{node_type.name}Number", values, description="Numbers that can be counted over.")

"""Connections: pages of a list, with counts of the whole list by its values, and their arguments."""

from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from api.graphql.model import NodeType
from api.graphql.scalar_types import DATE, DECIMAL, IRI_SCALAR, PAGE_INFO, TEXT
from api.graphql.validity import is_dated
from api.graphql.where_types import WhereTypes

LARGEST_PAGE: Final = 500
DEFAULT_PAGE: Final = 50

Node = GraphQLInterfaceType | GraphQLObjectType


class ConnectionTypes:
    """The connection type of every type, made one by one."""

    def __init__(self, inputs: WhereTypes, languages: GraphQLArgument) -> None:
        self._inputs = inputs
        self._facet = _facet(languages)
        self._made: dict[str, GraphQLObjectType] = {}

    def of(self, node_type: NodeType) -> GraphQLObjectType:
        """The connection to things of a type."""
        return self._made[node_type.iri]

    def add(self, node_type: NodeType, node: Node) -> None:
        """Make the connection to things of a type, which are of the GraphQL type `node`."""
        edge = GraphQLObjectType(
            f"{node_type.name}Edge",
            {
                "cursor": GraphQLField(GraphQLNonNull(GraphQLString), description="Where the edge stands."),
                "node": GraphQLField(GraphQLNonNull(node), description="The thing."),
            },
            description="A thing and its place in a list.",
        )
        fields = {
            "nodes": GraphQLField(_list_of(node), description="The things."),
            "edges": GraphQLField(_list_of(edge), description="The things with their cursors."),
            "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO), description="Where this page stands."),
            "totalCount": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many match, on all pages."),
            "facets": GraphQLField(
                _list_of(self._facet),
                {"by": GraphQLArgument(_list_of(GraphQLString), description=_BY)},
                description="How many of all that match, on all pages, have which value.",
            ),
        }
        if node_type.numbers:
            fields["aggregate"] = self._aggregate(node_type)
        self._made[node_type.iri] = GraphQLObjectType(
            f"{node_type.name}Connection", fields, description="A page of a list."
        )

    def _aggregate(self, node_type: NodeType) -> GraphQLField:
        number = self._inputs.measure[node_type.iri]
        arguments = {"of": GraphQLArgument(GraphQLNonNull(number), description="Which number.")}
        if node_type.has_range:
            arguments["unit"] = GraphQLArgument(
                GraphQLString,
                description="For bounds: the unit to count in, by code or symbol, e.g. `mg/Nm3`. Units of the same "
                "dimension are converted, things in all others are not counted. Without it, all must be in one unit.",
            )
        return GraphQLField(
            GraphQLNonNull(AGGREGATE), arguments, description="A number over all that match, on all pages."
        )

    def arguments(self, node_type: NodeType) -> dict[str, GraphQLArgument]:
        """The arguments of a list of things of a type."""
        found = {
            "where": GraphQLArgument(self._inputs.where[node_type.iri], description="Which things."),
            "orderBy": GraphQLArgument(
                GraphQLList(GraphQLNonNull(self._inputs.order[node_type.iri])),
                description="In which order; by IRI where all is equal." + (_BOUNDS if node_type.has_range else ""),
            ),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE, description=f"How many; at most {LARGEST_PAGE}."
            ),
            "after": GraphQLArgument(GraphQLString, description="The `endCursor` of the page before."),
        }
        if is_dated(node_type):
            found["asOf"] = GraphQLArgument(DATE, description=_AS_OF)
        return found


_BOUNDS: Final = " Bounds are ordered as numbers, whatever their unit: ask for one `unit` in `where` as well."
_BY: Final = (
    "Fields, or paths of fields with dots, each counted by itself: `pollutant`, `inDocument.coversSector`, "
    "`determinations.status`."
)
_AS_OF: Final = (
    "Only what was valid on that day: not before it was issued or took effect, not after it ended or another took its "
    "place; what a document states is valid while the document is. What states no day is not left out."
)


def _list_of(type_: Any) -> GraphQLNonNull[Any]:
    """A list without gaps of a type, which is there itself."""
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(type_)))


def _facet(languages: GraphQLArgument) -> GraphQLObjectType:
    value = GraphQLObjectType(
        "FacetValue",
        {
            "value": GraphQLField(GraphQLNonNull(GraphQLString), description="The value; of a thing its IRI."),
            "code": GraphQLField(GraphQLString, description="Of a concept, the code within its list."),
            "label": GraphQLField(TEXT, {"language": languages}, description="Of a thing, its name."),
            "count": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many things have the value."),
        },
        description="A value and how many have it. A thing with several values counts for each of them.",
    )
    return GraphQLObjectType(
        "Facet",
        {
            "by": GraphQLField(GraphQLNonNull(GraphQLString), description="The field or path that was counted."),
            "missing": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many things have no value."),
            "values": GraphQLField(_list_of(value), description="The values, the most frequent first."),
        },
        description="How many things have which value of a field.",
    )


AGGREGATE: Final = GraphQLObjectType(
    "Aggregate",
    {
        "count": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many things have the number."),
        "min": GraphQLField(DECIMAL, description="The least; none if nothing has the number."),
        "max": GraphQLField(DECIMAL, description="The greatest; none if nothing has the number."),
        "unit": GraphQLField(IRI_SCALAR, description="Of bounds, the unit that `min` and `max` are in."),
        "notCounted": GraphQLField(
            GraphQLNonNull(GraphQLInt),
            description="How many bounds are stated in a unit that does not convert, or in none: they are not counted.",
        ),
    },
    description="A number over many things.",
)

"""GraphQL types made from the type model, with graphql-core.

They carry no resolvers: `execution` answers a whole selection at once. What a field means stands in its extensions.
"""

from collections.abc import Container
from functools import cached_property, partial
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
)
from rdflib import SKOS

from api.graphql.connection_types import ConnectionTypes
from api.graphql.languages import Language
from api.graphql.lookups import LOOKUP_FIELDS, LookupField
from api.graphql.model import Field, NodeType, TypeModel
from api.graphql.scalar_types import IRI_SCALAR, SCALAR_OF, TEXT
from api.graphql.where_types import IRI, WhereTypes

MODEL_FIELD: Final = "batgraph.field"
MODEL_TYPE: Final = "batgraph.type"
LOOKUP: Final = "batgraph.lookup"
IRI_DIRECTIVE: Final = "iri"
_NAME: Final = str(SKOS.prefLabel)


class SchemaTypes:
    """All GraphQL types of a model, and the root fields that ask for them."""

    def __init__(self, model: TypeModel, language: GraphQLEnumType) -> None:
        self._model = model
        self._languages = GraphQLArgument(
            GraphQLNonNull(GraphQLList(GraphQLNonNull(language))),
            default_value=[Language.ANY],
            description="Languages in order of preference; the answer says which was used.",
        )
        self._interfaces = {t.iri: self._interface(t) for t in model.types.values() if t.is_interface}
        self._objects = {t.iri: self._object(t) for t in model.types.values()}
        self._connections = ConnectionTypes(WhereTypes(model), self._languages)
        for node_type in model.types.values():
            self._connections.add(node_type, self.output(node_type.iri))

    @cached_property
    def named_types(self) -> tuple[GraphQLNamedType, ...]:
        """Types that no root field names."""
        return tuple(self._objects.values())

    def root_fields(self, taken: Container[str] = ()) -> dict[str, GraphQLField]:
        """For each type, one thing by IRI and a list of all; and fields that find a thing by what it is called.

        `taken` are names of other fields: a thing that would be asked for by one of them is asked for as `…ByIri`.
        """
        fields = {}
        for node_type in self._model.types.values():
            name = node_type.name[0].lower() + node_type.name[1:]
            one = f"{name}ByIri" if name in taken else name
            fields[one] = self._one(LookupField(one, node_type.iri, f"One thing of this type: {node_type.description}"))
            fields[plural(name)] = GraphQLField(
                GraphQLNonNull(self._connections.of(node_type)),
                self._connections.arguments(node_type),
                description=f"All things of this type: {node_type.description}",
                deprecation_reason=node_type.deprecated,
                extensions={MODEL_TYPE: node_type},
            )
        return fields | {lookup.name: self._one(lookup) for lookup in LOOKUP_FIELDS}

    def _one(self, lookup: LookupField) -> GraphQLField:
        node_type = self._model.types[lookup.target]
        arguments = {
            IRI: GraphQLArgument(IRI_SCALAR if lookup.lookups else GraphQLNonNull(IRI_SCALAR), description="Its IRI.")
        }
        for name, each in lookup.lookups.items():
            arguments[name] = GraphQLArgument(GraphQLString, description=each.description)
        return GraphQLField(
            self.output(node_type.iri),
            arguments,
            description=lookup.description + (" Give exactly one argument." if lookup.lookups else ""),
            deprecation_reason=node_type.deprecated,
            extensions={MODEL_TYPE: node_type, LOOKUP: lookup},
        )

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
        if node_type.is_concept:
            fields["code"] = GraphQLField(GraphQLString, description="The code within its list, e.g. `nox`.")
        # A name comes first wherever fields are listed: in the editor, and in what it proposes.
        ordered = sorted(node_type.fields.values(), key=lambda field: field.predicate != _NAME)
        return fields | {field.name: self._field(field) for field in ordered}

    def _field(self, field: Field) -> GraphQLField:
        arguments: dict[str, GraphQLArgument] = {}
        type_: GraphQLOutputType
        if field.kind == "text":
            arguments = {"language": self._languages}
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(TEXT))) if field.many else TEXT
        elif field.kind != "object":
            scalar = SCALAR_OF[field.kind]
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(scalar))) if field.many else scalar
        elif field.inverse:
            target = self._model.types[field.target]
            arguments = self._connections.arguments(target)
            type_ = GraphQLNonNull(self._connections.of(target))
        else:
            inner = self.output(field.target)
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(inner))) if field.many else inner
        return GraphQLField(
            type_,
            arguments,
            description=field.description,
            deprecation_reason=field.deprecated,
            extensions={MODEL_FIELD: field},
        )


def plural(name: str) -> str:
    """The name of a list of things; of a name that is a plural itself, `all` and the name."""
    if name.endswith("s"):
        return f"all{name[0].upper()}{name[1:]}"
    if name.endswith("y"):
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("ch", "sh", "x")) else "s")

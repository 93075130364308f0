"""The schema as text, with the IRI of every type and field."""

from dataclasses import replace
from typing import Any

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    FieldDefinitionNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    NameNode,
    ObjectTypeDefinitionNode,
    StringValueNode,
    TypeDefinitionNode,
    parse,
    print_ast,
    print_schema,
)

from api.graphql.model import Field, NodeType
from api.graphql.schema_types import IRI_DIRECTIVE, LOOKUP, MODEL_FIELD, MODEL_TYPE

Fielded = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode


def schema_text(schema: GraphQLSchema) -> str:
    """Return the schema in the schema language, types by name, `@iri` on what stands for a term of the ontology."""
    definitions = [
        _marked(node, schema) if isinstance(node, Fielded) else node
        for node in parse(print_schema(schema), no_location=True).definitions
    ]
    definitions.sort(key=lambda node: (isinstance(node, TypeDefinitionNode), _name(node)))
    return "\n\n".join(print_ast(definition) for definition in definitions) + "\n"


def _name(node: Any) -> str:
    return node.name.value if getattr(node, "name", None) else ""


def _marked(definition: Fielded, schema: GraphQLSchema) -> Fielded:
    described = schema.type_map[definition.name.value]
    assert isinstance(described, GraphQLObjectType | GraphQLInterfaceType)
    node_type = described.extensions.get(MODEL_TYPE)
    marks = (_directive(node_type.iri),) if isinstance(node_type, NodeType) else ()
    fields = tuple(
        _marked_field(node, described.fields[node.name.value].extensions) for node in definition.fields or ()
    )
    return replace(definition, directives=(*(definition.directives or ()), *marks), fields=fields)


def _marked_field(node: FieldDefinitionNode, extensions: dict[str, Any]) -> FieldDefinitionNode:
    field, listed = extensions.get(MODEL_FIELD), extensions.get(MODEL_TYPE)
    if isinstance(field, Field):
        mark = _directive(f"^{field.predicate}" if field.inverse else field.predicate)
    elif isinstance(listed, NodeType) and LOOKUP not in extensions:
        mark = _directive(listed.iri)
    else:
        return node
    return replace(node, directives=(*(node.directives or ()), mark))


def _directive(iri: str) -> ConstDirectiveNode:
    argument = ConstArgumentNode(name=NameNode(value="is"), value=StringValueNode(value=iri))
    return ConstDirectiveNode(name=NameNode(value=IRI_DIRECTIVE), arguments=(argument,))

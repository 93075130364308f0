"""Things that results of analyses name by IRI, answered as the generated types.

While an analysis is executed, such a field is a scalar that gives an empty object and notes what belongs into it; the
objects are filled afterwards, all things of one field in one go.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
)

ENTITY: Final = "batgraph.entity"
ATTRIBUTE: Final = "attribute"
_STRAWBERRY_FIELD: Final = "strawberry-definition"

Slot = dict[str, Any]


def reference_scalar(type_name: str) -> GraphQLScalarType:
    """The scalar that stands for things of a generated type while an analysis is executed."""
    return GraphQLScalarType(
        f"{type_name}Reference", description="Stands for a thing.", serialize=_as_it_is, extensions={ENTITY: type_name}
    )


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Wanted:
    """Things of a type that one field of a request names, and the objects they go into."""

    root: str | int
    type_name: str
    sets: tuple[SelectionSetNode, ...]
    slots: list[tuple[str, Slot]] = field(default_factory=list)


@dataclass
class References:
    """What one request's analyses name."""

    wanted: dict[tuple[str | int, ...], Wanted] = field(default_factory=dict)

    def add(self, iri: str, type_name: str, info: GraphQLResolveInfo[Any]) -> Slot:
        """Note a thing that a field names; returns the object that it will go into."""
        sets = tuple(node.selection_set for node in info.field_nodes if node.selection_set is not None)
        root = info.path
        while root.prev is not None:
            root = root.prev
        key = (root.key, type_name, *map(id, sets))
        slot: Slot = {}
        self.wanted.setdefault(key, Wanted(root.key, type_name, sets)).slots.append((iri, slot))
        return slot


def resolve_references(schema: GraphQLSchema) -> None:
    """Give the fields of a schema that stand for things their resolvers. Their context holds `references`."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            for graphql_field in type_.fields.values():
                type_name = _named_by(graphql_field.type)
                if type_name is not None:
                    definition = graphql_field.extensions[_STRAWBERRY_FIELD]
                    attribute = definition.metadata.get(ATTRIBUTE, definition.python_name)
                    graphql_field.resolve = partial(_resolve, attribute, type_name)


def show_references(schema: GraphQLSchema, type_of: Callable[[str], GraphQLOutputType]) -> None:
    """Make the fields of a schema that stand for things answer the generated types."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            for graphql_field in type_.fields.values():
                type_name = _named_by(graphql_field.type)
                if type_name is not None:
                    graphql_field.type = _rewrapped(graphql_field.type, type_of(type_name))


def _named_by(type_: GraphQLOutputType) -> str | None:
    found = get_named_type(type_).extensions.get(ENTITY)
    return found if isinstance(found, str) else None


def _rewrapped(type_: Any, inner: Any) -> Any:
    if isinstance(type_, GraphQLNonNull):
        return GraphQLNonNull(_rewrapped(type_.of_type, inner))
    if isinstance(type_, GraphQLList):
        return GraphQLList(_rewrapped(type_.of_type, inner))
    return inner


def _resolve(attribute: str, type_name: str, source: Any, info: GraphQLResolveInfo[Any]) -> Slot | list[Slot] | None:
    named: str | Iterable[str] | None = getattr(source, attribute)
    if isinstance(named, str):
        return info.context.references.add(named, type_name, info) if named else None
    if named is None:
        return None
    iris: Sequence[str] = sorted(named) if isinstance(named, frozenset | set) else list(named)
    return [info.context.references.add(iri, type_name, info) for iri in iris]

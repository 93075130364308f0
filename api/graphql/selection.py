"""What a request selects: fragments flattened, @skip and @include applied, fields of one name merged."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_directive_values,
)
from graphql.execution.values import VariableValues, get_variable_values

from api.graphql.problems import RequestRefused

_KEPT: Final = 256
_LONGEST: Final = 2_000


@dataclass(frozen=True)
class Selected:
    """A field as selected under one response name: all its nodes, whose inner selections belong together."""

    response_name: str
    nodes: tuple[FieldNode, ...]

    @cached_property
    def name(self) -> str:
        """The name of the field in the schema."""
        return self.nodes[0].name.value

    @cached_property
    def inner(self) -> tuple[SelectionSetNode, ...]:
        """The selections below the field."""
        return tuple(node.selection_set for node in self.nodes if node.selection_set is not None)


@dataclass(frozen=True)
class Request:
    """What is needed to read the selections of one operation."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    collected: dict[tuple[str | int, ...], Sequence[Selected]] = field(default_factory=dict)
    arguments_read: dict[tuple[str | int, ...], Sequence[Any]] = field(default_factory=dict)
    """What was made of selections with their arguments, by type and selections."""

    def object_type(self, name: str) -> GraphQLObjectType:
        """The object type of a name."""
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def collect(self, sets: Iterable[SelectionSetNode], on: GraphQLObjectType) -> Sequence[Selected]:
        """The fields that a thing of a concrete type answers, in the order of the request."""
        given = tuple(sets)
        # The nodes live as long as the request, so their identities stand for them.
        key: tuple[str | int, ...] = (on.name, *(id(selection_set) for selection_set in given))
        if key not in self.collected:
            self.collected[key] = self._collect(given, on)
        return self.collected[key]

    def _collect(self, sets: Sequence[SelectionSetNode], on: GraphQLObjectType) -> Sequence[Selected]:
        found: dict[str, list[FieldNode]] = {}
        for selection_set in sets:
            for node in self._fields(selection_set, on, set()):
                found.setdefault((node.alias or node.name).value, []).append(node)
        return tuple(Selected(name, tuple(nodes)) for name, nodes in found.items())

    def _fields(self, selection_set: SelectionSetNode, on: GraphQLObjectType, seen: set[str]) -> Iterator[FieldNode]:
        for node in selection_set.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, on):
                    yield from self._fields(node.selection_set, on, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, on):
                    yield from self._fields(fragment.selection_set, on, seen)

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return include is None or bool(include["if"])

    def _applies(self, type_name: str, on: GraphQLObjectType) -> bool:
        condition: GraphQLNamedType | None = self.schema.type_map.get(type_name)
        if isinstance(condition, GraphQLInterfaceType):
            return condition in on.interfaces
        return condition is on


class Requests:
    """Reads operations of one schema; what was read of those asked for last is kept. Several threads may ask."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, str], tuple[OperationDefinitionNode, Request]] = OrderedDict()

    def read(
        self, document: DocumentNode, operation: OperationDefinitionNode, inputs: Mapping[str, Any]
    ) -> Request | RequestRefused:
        """Read an operation of a document with its variables, or refuse it for them."""
        key = (id(operation), json.dumps(inputs, sort_keys=True))
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept[1]
        variables = get_variable_values(self._schema, operation.variable_definitions or (), dict(inputs))
        if not isinstance(variables, VariableValues):
            return RequestRefused(list(variables))
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        request = Request(self._schema, fragments, variables)
        if len(key[1]) <= _LONGEST:
            with self._lock:
                # The operation is kept beside, so that its identity stands for it.
                self._kept[key] = (operation, request)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return request

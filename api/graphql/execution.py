"""Answering a request: the whole is validated, generated fields are answered by assembly, the others by resolvers."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from api.graphql.assembly import Assembly, Data
from api.graphql.fetch import Fetch
from api.graphql.model import NodeType
from api.graphql.problems import RequestRefused
from api.graphql.schema_types import MODEL_TYPE, SchemaTypes
from api.graphql.selection import Request, Selected
from store.graph_store import GraphStore

EXPLAIN: Final = "explain"


@dataclass(frozen=True)
class Engine:
    """What a state of the data is answered from."""

    schema: GraphQLSchema
    types: SchemaTypes
    data: Data
    store: GraphStore
    data_version: str

    def answer(
        self, document: DocumentNode, operation: OperationDefinitionNode, inputs: Mapping[str, Any], context: Any
    ) -> ExecutionResult:
        """Answer one operation of a document that has been validated."""
        variables = get_variable_values(self.schema, operation.variable_definitions or (), dict(inputs))
        if not isinstance(variables, VariableValues):
            return RequestRefused(list(variables))
        started = time.perf_counter()
        fetch = Fetch(self.store)
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        request = Request(self.schema, fragments, variables)
        root = self.schema.query_type
        assert root is not None
        data, errors = self._root(request, operation, root, fetch, document, inputs, context)
        extensions = self._extensions(fetch, time.perf_counter() - started, _explains(operation))
        return ExecutionResult(data, errors or None, extensions)

    def _root(
        self,
        request: Request,
        operation: OperationDefinitionNode,
        root: GraphQLObjectType,
        fetch: Fetch,
        document: DocumentNode,
        inputs: Mapping[str, Any],
        context: Any,
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        selected = request.collect([operation.selection_set], root)
        answers: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        others = [part for part in selected if _node_type(root, part) is None]
        if others:
            resolved = self._resolve(document, operation, others, inputs, context)
            if resolved.data is None:
                return None, list(resolved.errors or ())
            answers |= resolved.data
            errors += resolved.errors or ()
        assembly = Assembly(request, self.types, self.data, fetch)
        for part in selected:
            node_type = _node_type(root, part)
            if node_type is not None:
                try:
                    answers[part.response_name] = self._generated(assembly, root, part, node_type)
                except GraphQLError as error:
                    # A connection may not be null, so its error is that of the whole answer.
                    return None, [*errors, _located(error, part)]
        return {part.response_name: answers[part.response_name] for part in selected}, errors

    def _generated(self, assembly: Assembly, root: GraphQLObjectType, part: Selected, node_type: NodeType) -> Any:
        arguments = get_argument_values(root.fields[part.name], part.nodes[0], assembly.request.variables)
        if IRI_ARGUMENT in arguments:
            return assembly.one(arguments[IRI_ARGUMENT], node_type, part.inner)
        return assembly.all(node_type, part, arguments)

    def _resolve(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        others: Iterable[Selected],
        inputs: Mapping[str, Any],
        context: Any,
    ) -> ExecutionResult:
        """Execute the fields that have resolvers, and introspection, the ordinary way."""
        nodes: list[FieldNode] = [node for part in others for node in part.nodes]
        reduced = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
        result = execute(self.schema, DocumentNode(definitions=(reduced, *fragments)), None, context, dict(inputs))
        assert isinstance(result, ExecutionResult)
        return result

    def _extensions(self, fetch: Fetch, seconds: float, explain: bool) -> dict[str, Any]:
        extensions: dict[str, Any] = {
            "dataVersion": self.data_version,
            "queries": {
                "count": len(fetch.asked),
                "milliseconds": round(sum(query.seconds for query in fetch.asked) * 1000, 3),
                "totalMilliseconds": round(seconds * 1000, 3),
            },
        }
        if explain:
            extensions["queries"]["asked"] = [
                {"sparql": q.text, "rows": q.rows, "milliseconds": round(q.seconds * 1000, 3)} for q in fetch.asked
            ]
        return extensions


IRI_ARGUMENT: Final = "iri"


def _explains(operation: OperationDefinitionNode) -> bool:
    return any(directive.name.value == EXPLAIN for directive in operation.directives or ())


def _node_type(root: GraphQLObjectType, part: Selected) -> NodeType | None:
    definition = root.fields.get(part.name)
    found = definition.extensions.get(MODEL_TYPE) if definition else None
    return found if isinstance(found, NodeType) else None


def _located(error: GraphQLError, part: Selected) -> GraphQLError:
    path = error.path or [part.response_name]
    return GraphQLError(error.message, list(part.nodes), path=path, extensions=error.extensions)

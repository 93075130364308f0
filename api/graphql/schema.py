"""The whole schema: generated types and fields, and the analyses that are written by hand with Strawberry."""

import copy
from collections.abc import Iterable
from typing import Any

import strawberry
from anyio import to_thread
from graphql import (
    DirectiveLocation,
    DocumentNode,
    ExecutionResult,
    GraphQLDirective,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    specified_directives,
    validate,
)
from rdflib import Graph
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from api.graphql.analyses import AnalysisQuery, Context
from api.graphql.assembly import Data
from api.graphql.columns import Columns
from api.graphql.execution import EXPLAIN, Engine
from api.graphql.filters import Filter
from api.graphql.guards import check_document
from api.graphql.model import read_model
from api.graphql.ordering import Orders
from api.graphql.problems import GraphQLProblem
from api.graphql.schema_types import SchemaTypes
from store.graph_store import GraphStore

_EXPLAIN_DIRECTIVE = GraphQLDirective(
    EXPLAIN,
    [DirectiveLocation.QUERY],
    description="Return the SPARQL queries that answered, in `extensions.queries.asked`.",
)


class AnalystSchema(strawberry.Schema):
    """A Strawberry schema whose query type also has the generated fields."""

    def __init__(self, shapes: Graph, ontology: Graph, store: GraphStore, data_version: str) -> None:
        super().__init__(query=AnalysisQuery)
        self._model = read_model(shapes, ontology)
        self._types = SchemaTypes(self._model)
        self._schema = _merged(self._schema, self._types)
        self._schema._strawberry_schema = self  # type: ignore[attr-defined]
        self._read(store, data_version)

    def over(self, store: GraphStore, data_version: str) -> "AnalystSchema":
        """The same schema over other data."""
        other = copy.copy(self)
        other._read(store, data_version)
        return other

    def _read(self, store: GraphStore, data_version: str) -> None:
        columns = Columns(store)
        data = Data(columns, Filter(self._model, columns), Orders(columns))
        self._engine = Engine(self._schema, self._types, data, store, data_version)
        self._context = Context(store, data_version)

    # The view hands over more than is used here: what a resolver works on is the schema's own.
    async def execute(  # type: ignore[override]
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ARG002
        root_value: Any | None = None,  # noqa: ARG002
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> ExecutionResult:
        """Answer a request, off the event loop."""
        return await to_thread.run_sync(
            self.answer, query, variable_values or {}, operation_name, allowed_operation_types
        )

    def answer(
        self,
        query: str | None,
        variables: dict[str, Any],
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> ExecutionResult:
        """Parse, validate and answer. Every fault of the request is in the result's errors."""
        if not query:
            return _refused(GraphQLProblem("no-query", "The request holds no query.", "Send it as `query`."))
        try:
            document = parse(query, max_tokens=20_000)
        except GraphQLSyntaxError as error:
            return _refused(error)
        errors = check_document(document) or validate(self._schema, document)
        if errors:
            return ExecutionResult(None, errors)
        return self._operate(document, operation_name, variables, allowed_operation_types)

    def _operate(
        self,
        document: DocumentNode,
        name: str | None,
        variables: dict[str, Any],
        allowed: Iterable[OperationType] | None,
    ) -> ExecutionResult:
        operation = get_operation_ast(document, name)
        if operation is None:
            known = [d.name.value for d in document.definitions if isinstance(d, OperationDefinitionNode) and d.name]
            hint = f"There are {', '.join(known)}: name one as `operationName`." if known else "Write one operation."
            return _refused(GraphQLProblem("no-operation", f"There is no single operation {name or ''}.".strip(), hint))
        if allowed is not None and OperationType(operation.operation.value) not in set(allowed):
            raise InvalidOperationTypeError(OperationType(operation.operation.value))
        return self._engine.answer(document, operation, variables, self._context)


def _refused(error: GraphQLError) -> ExecutionResult:
    return ExecutionResult(None, [error])


def _merged(analyses: GraphQLSchema, types: SchemaTypes) -> GraphQLSchema:
    root = analyses.query_type
    assert root is not None
    query = GraphQLObjectType(
        "Query",
        {**root.fields, **types.root_fields()},
        description="Lists and single things of every type, and the analyses.",
    )
    directives = (*specified_directives, _EXPLAIN_DIRECTIVE)
    return GraphQLSchema(query=query, types=types.named_types, directives=directives)

"""Answering a request: the whole is validated, generated fields are answered by assembly, the others by resolvers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.values import get_argument_values

from analysis.cross_media.assessment import Factors
from api.graphql.assembly import Assembly, Data
from api.graphql.budget import Budget, Share, TooMuchHere
from api.graphql.cells import NULL
from api.graphql.context import Context
from api.graphql.fetch import Fetch
from api.graphql.lookups import LookupField, find
from api.graphql.model import NodeType
from api.graphql.problems import RequestRefused, moved
from api.graphql.recording import RecordingStore
from api.graphql.resolvers import Asked, Resolvers
from api.graphql.schema_types import LOOKUP, MODEL_TYPE, SchemaTypes
from api.graphql.selection import Request, Requests, Selected
from api.graphql.written import Written, as_json
from store.graph_store import GraphStore

EXPLAIN: Final = "explain"


@dataclass(frozen=True)
class WrittenResult:
    """An answer whose data are JSON text already; None if there are none."""

    data: str | None
    errors: list[GraphQLError] | None
    extensions: dict[str, Any]

    def read(self) -> ExecutionResult:
        """The answer with its data read."""
        return ExecutionResult(None if self.data is None else json.loads(self.data), self.errors, self.extensions)


@dataclass(frozen=True)
class Engine:
    """What a state of the data is answered from."""

    schema: GraphQLSchema
    types: SchemaTypes
    resolvers: Resolvers
    data: Data
    factors: Callable[[], Factors]
    store: GraphStore
    data_version: str
    seconds: float

    @cached_property
    def requests(self) -> Requests:
        """The operations that were read before."""
        return Requests(self.schema)

    def answer(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        inputs: Mapping[str, Any],
        share: Share | None = None,
    ) -> WrittenResult | RequestRefused:
        """Answer one operation of a document that has been validated; TooMuchHere if it takes more than `share`."""
        request = self.requests.read(document, operation, inputs)
        if isinstance(request, RequestRefused):
            return request
        store = RecordingStore(self.store, Budget(share, seconds=self.seconds))
        root = self.schema.query_type
        assert root is not None
        data, errors = self._root(request, operation, root, store, document, inputs)
        if store.budget.over_share:
            # Raised where a resolver stood between: it came back as an error of a field.
            raise TooMuchHere
        if any(isinstance(error.original_error, MemoryError) for error in errors):
            # No fault of a field: the limit of memory, which whoever set it tells of.
            raise MemoryError
        extensions = self._extensions(store, _explains(operation))
        return WrittenResult(data, errors or None, extensions)

    def _root(
        self,
        request: Request,
        operation: OperationDefinitionNode,
        root: GraphQLObjectType,
        store: RecordingStore,
        document: DocumentNode,
        inputs: Mapping[str, Any],
    ) -> tuple[str | None, list[GraphQLError]]:
        selected = request.collect([operation.selection_set], root)
        answers: dict[str, str] = {}
        values = 0
        errors: list[GraphQLError] = []
        others = [part for part in selected if _node_type(root, part) is None]
        watched = self.data.watched(store.budget.check_time)
        assembly = Assembly(request, self.types, watched, Fetch(store))
        if others:
            context = Context(store, watched.filter, self.data.search_index, self.factors, self.data_version)
            resolved, faults = self.resolvers.answer(Asked(document, operation, inputs), others, context, assembly)
            errors += faults
            if resolved is None:
                return None, errors
            answers |= {name: as_json(value) for name, value in resolved.items()}
        for part in selected:
            node_type = _node_type(root, part)
            if node_type is not None:
                try:
                    store.budget.check_time()
                    written = self._generated(assembly, root, part, node_type)
                    values += sum(written.sizes or [1])
                    store.budget.check_written(values)
                    answers[part.response_name] = written.texts[0]
                except GraphQLError as error:
                    errors.append(_located(error, part))
                    if isinstance(root.fields[part.name].type, GraphQLNonNull):
                        return None, errors
                    answers[part.response_name] = NULL
        fields = ",".join(f'"{part.response_name}":{answers[part.response_name]}' for part in selected)
        return f"{{{fields}}}", errors

    def _generated(self, assembly: Assembly, root: GraphQLObjectType, part: Selected, node_type: NodeType) -> Written:
        arguments = get_argument_values(root.fields[part.name], part.nodes[0], assembly.request.variables)
        lookup = root.fields[part.name].extensions.get(LOOKUP)
        if isinstance(lookup, LookupField):
            iri = find(lookup, assembly.data.filter, arguments)
            return assembly.one(iri, node_type, part.inner)
        return assembly.all(node_type, part, arguments)

    def _extensions(self, store: RecordingStore, explain: bool) -> dict[str, Any]:
        extensions: dict[str, Any] = {
            "queries": {
                "count": len(store.asked),
                "milliseconds": round(sum(query.seconds for query in store.asked) * 1000, 3),
                "totalMilliseconds": round(store.budget.elapsed * 1000, 3),
            },
        }
        if explain:
            extensions["queries"]["asked"] = [
                {"sparql": q.text, "rows": q.rows, "milliseconds": round(q.seconds * 1000, 3)} for q in store.asked
            ]
        return extensions


def _explains(operation: OperationDefinitionNode) -> bool:
    return any(directive.name.value == EXPLAIN for directive in operation.directives or ())


def _node_type(root: GraphQLObjectType, part: Selected) -> NodeType | None:
    definition = root.fields.get(part.name)
    found = definition.extensions.get(MODEL_TYPE) if definition else None
    return found if isinstance(found, NodeType) else None


def _located(error: GraphQLError, part: Selected) -> GraphQLError:
    path = error.path or [part.response_name]
    return moved(error, part.nodes, path)

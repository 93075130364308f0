"""The whole schema: generated types and fields, and the analyses that are written by hand with Strawberry."""

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import strawberry
from graphql import (
    DirectiveLocation,
    DirectiveNode,
    DocumentNode,
    ExecutionResult,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    specified_directives,
)
from rdflib import Graph
from strawberry.schema.config import StrawberryConfig
from strawberry.types.scalar import ScalarDefinition

from analysis.cross_media.assessment import Factors, load_factors
from api.graphql.analyses import AnalysisQuery
from api.graphql.assembly import Data
from api.graphql.budget import SECONDS, Share
from api.graphql.columns import Columns
from api.graphql.documents import Documents
from api.graphql.enum_values import describe_enums
from api.graphql.execution import EXPLAIN, Engine, WrittenResult
from api.graphql.filters import Filter
from api.graphql.input_guards import check_variables
from api.graphql.model import read_model
from api.graphql.ordering import Orders
from api.graphql.problems import GraphQLProblem, RequestRefused, problem
from api.graphql.references import resolve_references, show_references
from api.graphql.resolvers import Resolvers
from api.graphql.results import CONVERTER
from api.graphql.scalar_types import STRAWBERRY_SCALARS, for_strawberry
from api.graphql.schema_text import schema_text
from api.graphql.schema_types import IRI_DIRECTIVE, SchemaTypes
from api.graphql.search import SearchIndex, SearchOnce
from store.graph_store import GraphStore

_EXPLAIN_DIRECTIVE = GraphQLDirective(
    EXPLAIN,
    [DirectiveLocation.QUERY],
    description="Return the SPARQL queries that answered, in `extensions.queries.asked`.",
)


_IRI_DIRECTIVE = GraphQLDirective(
    IRI_DIRECTIVE,
    [DirectiveLocation.OBJECT, DirectiveLocation.INTERFACE, DirectiveLocation.FIELD_DEFINITION],
    args={"is": GraphQLArgument(GraphQLNonNull(GraphQLString), description="The IRI; after ^ it is read backwards.")},
    description="The class or property of the ontology that a type or field stands for.",
)


class OperationNotAllowed(Exception):
    """A mutation or subscription, as which it says: the graph is read only."""


class AnalystSchema(strawberry.Schema):
    """A Strawberry schema whose query type also has the generated fields."""

    def __init__(
        self,
        shapes: Graph,
        ontology: Graph,
        store: GraphStore,
        data_version: str,
        factors: Path | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`factors` is the folder of the factor sets of cross-media assessments; without it there are none.

        `seconds` is the longest time that a request may take.
        """
        super().__init__(query=AnalysisQuery, config=_config())
        private = strawberry.Schema(query=AnalysisQuery, config=_config())._schema
        resolve_references(private)
        self._model = read_model(shapes, ontology)
        language = self._schema.type_map["Language"]
        assert isinstance(language, GraphQLEnumType)
        self._types = SchemaTypes(self._model, language)
        by_name = {each.name: each for each in self._model.types.values()}
        show_references(self._schema, lambda name: self._types.output(by_name[name].iri))
        self._schema = _merged(self._schema, self._types)
        self._resolvers = Resolvers(self._schema, private, by_name)
        self._factors: Callable[[], Factors] = cache(partial(_factors, factors))
        self._schema._strawberry_schema = self  # type: ignore[attr-defined]
        self._documents = Documents(self._schema)
        self._seconds = seconds
        self._read(store, data_version)

    @property
    def text(self) -> str:
        """The schema in the schema language, with the IRI of every type and field."""
        return schema_text(self._schema)

    @property
    def data_version(self) -> str:
        """The version of the data it answers from."""
        return self._engine.data_version

    @property
    def search_index(self) -> SearchIndex:
        """The index of names that `search` asks."""
        return self._engine.data.search_index()

    def over(self, store: GraphStore, data_version: str) -> "AnalystSchema":
        """The same schema over other data."""
        other = copy.copy(self)
        other._read(store, data_version)
        return other

    def _read(self, store: GraphStore, data_version: str) -> None:
        columns = Columns(store)
        search = SearchOnce(store, self._model)
        data = Data(columns, Filter(self._model, columns), Orders(columns), search.index)
        self._engine = Engine(
            self._schema, self._types, self._resolvers, data, self._factors, store, data_version, self._seconds
        )

    def prepare(self) -> None:
        """Read what many requests need, before the first of them; what is made on the first question, too."""
        self._engine.data.prepare()
        self.written("{ dataVersion documents(first: 1) { nodes { iri } } }", {})

    def answer(self, query: str, variables: dict[str, Any], operation_name: str | None = None) -> ExecutionResult:
        """Answer as `written` does, with data as Python values."""
        written = self.written(query, variables, operation_name)
        return written if isinstance(written, RequestRefused) else written.read()

    def written(
        self,
        query: str,
        variables: dict[str, Any],
        operation_name: str | None = None,
        explain: bool = False,
        share: Share | None = None,
    ) -> WrittenResult | RequestRefused:
        """Parse, validate and answer; a request that is not executed comes back as RequestRefused.

        `explain` shows the queries, as the directive does. Raises OperationNotAllowed for mutations and subscriptions,
        TooMuchHere for what takes more than a `share`.
        """
        read = self._documents.read(query)
        document = read.document
        if document is None:
            return RequestRefused(read.errors)
        operation = get_operation_ast(document, operation_name)
        if operation is not None and operation.operation is not OperationType.QUERY:
            raise OperationNotAllowed(operation.operation.value)
        if read.errors:
            return RequestRefused(read.errors)
        if operation is None:
            return RequestRefused([_no_operation(document, operation_name)])
        if over := check_variables(document, variables):
            return RequestRefused(over)
        return self._engine.answer(document, _explained(operation) if explain else operation, variables, share)


def _explained(operation: OperationDefinitionNode) -> OperationDefinitionNode:
    directive = DirectiveNode(name=NameNode(value=EXPLAIN), arguments=())
    return replace(operation, directives=(*(operation.directives or ()), directive))


def _config() -> StrawberryConfig:
    scalars: dict[object, ScalarDefinition] = {
        marker: for_strawberry(scalar) for marker, scalar in CONVERTER.references.items()
    }
    return StrawberryConfig(scalar_map={**STRAWBERRY_SCALARS, **scalars})


def _factors(folder: Path | None) -> Factors:
    return Factors((), ()) if folder is None else load_factors(folder)


def _no_operation(document: DocumentNode, name: str | None) -> GraphQLProblem:
    known = [d.name.value for d in document.definitions if isinstance(d, OperationDefinitionNode) and d.name]
    text = "no_operation" if name else "no_operation_unnamed"
    hint = "no_operation_hint" if known else "write_operation"
    return problem("no-operation", text, hint, name=name, known=", ".join(known))


def _merged(analyses: GraphQLSchema, types: SchemaTypes) -> GraphQLSchema:
    root = analyses.query_type
    assert root is not None
    query = GraphQLObjectType(
        "Query",
        {**root.fields, **types.root_fields(root.fields)},
        description=(
            "The analyses, single things by what they are called, and lists of every type. Begin with `search`, "
            "`documents`, `associatedLevels`, or an analysis such as `compareLevels`."
        ),
    )
    directives = (*specified_directives, _EXPLAIN_DIRECTIVE, _IRI_DIRECTIVE)
    schema = GraphQLSchema(query=query, types=types.named_types, directives=directives)
    describe_enums(schema)
    return schema

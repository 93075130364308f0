"""The fields with resolvers: analyses, and what GraphQL says of the schema itself.

Analyses are executed on a schema of their own, in which the things that their results name are scalars; the things are
then filled in by assembly, as the generated types that the public schema has in these places.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeNode,
    VariableDefinitionNode,
    execute,
)

from api.graphql.assembly import Assembly
from api.graphql.context import Context
from api.graphql.model import NodeType
from api.graphql.problems import moved
from api.graphql.selection import Selected
from api.graphql.written import count_values


@dataclass(frozen=True)
class Asked:
    """An operation of a document, with the values of its variables."""

    document: DocumentNode
    operation: OperationDefinitionNode
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Resolvers:
    """Executes root fields that have resolvers. `types` are the generated types by name."""

    public: GraphQLSchema
    private: GraphQLSchema
    types: Mapping[str, NodeType]

    def answer(
        self, asked: Asked, parts: Sequence[Selected], context: Context, assembly: Assembly
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        """Answer the root fields; no data if one that must be there is not."""
        answers: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        about_schema = [part for part in parts if part.name.startswith("__")]
        analyses = [part for part in parts if not part.name.startswith("__")]
        for schema, chosen in ((self.public, about_schema), (self.private, analyses)):
            if chosen:
                result = _execute(schema, asked, chosen, context)
                errors += result.errors or ()
                if result.data is None:
                    return None, errors
                answers |= result.data
        return answers, errors + self._fill(answers, parts, context, assembly)

    def _fill(
        self, answers: dict[str, Any], parts: Sequence[Selected], context: Context, assembly: Assembly
    ) -> list[GraphQLError]:
        """Put the things that results name in their places; a result for which that fails is none."""
        nodes = {part.response_name: list(part.nodes) for part in parts}
        failed: dict[str, GraphQLError] = {}
        values = count_values(answers)
        for wanted in context.references.wanted.values():
            root = str(wanted.root)
            if root in failed or answers.get(root) is None:
                continue
            try:
                iris = list(dict.fromkeys(iri for iri, _ in wanted.slots))
                things = assembly.things(iris, self.types[wanted.type_name], wanted.sets)
                # A thing that stands in several places is made once and written several times.
                sizes = {iri: count_values(thing) for iri, thing in things.items()}
                values += sum(sizes[iri] for iri, _ in wanted.slots)
                context.store.budget.check_written(values)
            except GraphQLError as error:
                failed[root] = moved(error, nodes[root], [root])
                answers[root] = None
                continue
            for iri, slot in wanted.slots:
                slot.update(things[iri])
        return list(failed.values())


def _execute(schema: GraphQLSchema, asked: Asked, parts: Sequence[Selected], context: Context) -> ExecutionResult:
    nodes: list[FieldNode] = [node for part in parts for node in part.nodes]
    operation = asked.operation
    reduced = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        # A variable of a type that only the generated fields have is for them.
        variable_definitions=tuple(
            each for each in operation.variable_definitions or () if _type_name(each) in schema.type_map
        ),
        directives=(),
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )
    fragments = [d for d in asked.document.definitions if isinstance(d, FragmentDefinitionNode)]
    check_time = context.store.budget.check_time

    def in_time(resolve: Callable[..., Any], thing: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        check_time()
        return resolve(thing, info, **arguments)

    # What is said of the schema is made field by field, and there is much of it: with aliases a minute's work.
    middleware = [in_time] if parts[0].name.startswith("__") else None
    document = DocumentNode(definitions=(reduced, *fragments))
    result = execute(schema, document, None, context, dict(asked.inputs), middleware=middleware)
    assert isinstance(result, ExecutionResult)
    return result


def _type_name(definition: VariableDefinitionNode) -> str:
    type_: TypeNode = definition.type
    while (inner := getattr(type_, "type", None)) is not None:
        type_ = inner
    return str(type_.name.value)  # type: ignore[attr-defined]

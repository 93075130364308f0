"""Limits on what stands in a query: long names, and in arguments long lists, long texts and objects within objects."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    ListValueNode,
    NameNode,
    Node,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    Visitor,
    visit,
)

from api.graphql.problems import GraphQLProblem, problem

LONGEST_LIST: Final = 1000
LONGEST_TEXT: Final = 1000
DEEPEST_INPUT: Final = 30
# The text of a whole file, which only the size of the body limits.
_FILES: Final = frozenset({"csv"})


def check_literals(document: DocumentNode) -> list[GraphQLProblem]:
    """Return what is over a limit among the names and the values written into a query."""
    values = _Values()
    visit(document, values)
    found = [_too_long(values.longest_name)] if values.longest_name > LONGEST_TEXT else []
    return [*found, *(problem for value in values.found for problem in _problems(value))][:1]


def check_nesting(variables: Mapping[str, Any]) -> list[GraphQLProblem]:
    """Return a problem if values are nested too deeply for anything else to be done with them."""
    level: list[Any] = list(variables.values())
    for _ in range(DEEPEST_INPUT):
        level = [inner for each in level for inner in _inside(each)]
    return [_too_deep()] if level else []


def check_variables(document: DocumentNode, variables: Mapping[str, Any]) -> list[GraphQLProblem]:
    """Return what is over a limit among the values of variables."""
    values = _Values()
    visit(document, values)
    checked = [value for name, value in variables.items() if name not in values.files]
    return [problem for value in checked for problem in _problems(value)][:1]


class _Values(Visitor):
    """The values of all arguments, the variables that hold files, and how long the longest name is."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[ValueNode] = []
        self.files: set[str] = set()
        self.longest_name = 0

    def enter_name(self, node: NameNode, *_: Any) -> None:
        self.longest_name = max(self.longest_name, len(node.value))

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        if node.name.value not in _FILES:
            self.found.append(node.value)
        elif isinstance(node.value, VariableNode):
            self.files.add(node.value.name.value)


def _problems(value: Any) -> Iterator[GraphQLProblem]:
    """Level by level, so that no depth is too deep to be looked at."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > DEEPEST_INPUT:
            yield _too_deep()
            return
        for each in level:
            text = each.value if isinstance(each, StringValueNode) else each
            if isinstance(text, str) and len(text) > LONGEST_TEXT:
                yield _too_long(len(text))
            items = each.values if isinstance(each, ListValueNode) else each
            if isinstance(items, list | tuple) and len(items) > LONGEST_LIST:
                yield problem("list-length", "list_length", "less", length=len(items), most=LONGEST_LIST)
        level = [inner for each in level for inner in _inside(each)]


def _too_long(length: int) -> GraphQLProblem:
    return problem("text-length", "text_length", "shorten", length=length, most=LONGEST_TEXT)


def _too_deep() -> GraphQLProblem:
    return problem("input-depth", most=DEEPEST_INPUT)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, ObjectValueNode):
        return [field.value for field in value.fields]
    if isinstance(value, ListValueNode):
        return value.values
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) and not isinstance(value, Node) else ()

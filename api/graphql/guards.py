"""Limits on a request, announced here and in the answer to whoever meets one."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.graphql.problems import problem

DEEPEST: Final = 20
MOST_FIELDS: Final = 1000
MOST_ANALYSES: Final = 10
MOST_TOKENS: Final = 20_000
LARGEST_BODY: Final = 1_000_000
# Analyses that work through all documents, whatever they are asked for.
OVER_ALL_DOCUMENTS: Final = frozenset({"crossCheck"})
# Analyses whose time grows with the graph. Within them nothing looks at the clock.
OVER_THE_GRAPH: Final = OVER_ALL_DOCUMENTS | {
    *("determination", "explanation", "compareLevels", "comparePair", "screening", "gaps", "difference"),
}
# Fields at the root that do more than to look something up.
ANALYSES: Final = OVER_THE_GRAPH | {"applicable", "calendar", "crossMedia", "crossMediaWhatIf", "search"}


def check_document(document: DocumentNode) -> list[GraphQLError]:
    """Return what is over a limit. A fragment counts wherever it is spread; circles of them are left to validation."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    sizes: dict[str, _Size] = {}
    try:
        # Each fragment is measured once, after those that it spreads: a spread of spreads costs no more than its text.
        for name in TopologicalSorter(
            {name: _spreads(f.selection_set) for name, f in fragments.items()}
        ).static_order():
            sizes[name] = _size(fragments[name].selection_set, sizes) if name in fragments else _Size()
    except CycleError:
        return []
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    found = [problem for each in operations for problem in _problems(_size(each.selection_set, sizes))]
    return list({problem.message: problem for problem in found}.values())


class _Size(NamedTuple):
    """How much a set of selections asks for: fields, aliases counted; levels; analyses if it stands at the root."""

    fields: int = 0
    levels: int = 0
    analyses: int = 0

    def beside(self, other: "_Size") -> "_Size":
        """Both together."""
        return _Size(self.fields + other.fields, max(self.levels, other.levels), self.analyses + other.analyses)


def _size(selection_set: SelectionSetNode | None, fragments: Mapping[str, _Size]) -> _Size:
    total = _Size()
    for node in selection_set.selections if selection_set is not None else ():
        if isinstance(node, FieldNode):
            inner = _size(node.selection_set, fragments)
            part = _Size(inner.fields + 1, inner.levels + 1, node.name.value in ANALYSES)
        elif isinstance(node, FragmentSpreadNode):
            part = fragments.get(node.name.value, _Size())
        else:
            part = _size(getattr(node, "selection_set", None), fragments)
        total = total.beside(part)
    return total


def _problems(size: _Size) -> Iterator[GraphQLError]:
    if size.levels > DEEPEST:
        yield problem("depth", "depth", "less", levels=size.levels, most=DEEPEST)
    if size.fields > MOST_FIELDS:
        yield problem("fields", "fields", "less", most=MOST_FIELDS)
    if size.analyses > MOST_ANALYSES:
        yield problem("analyses", "analyses", "less", asked=size.analyses, most=MOST_ANALYSES)


def _spreads(selection_set: SelectionSetNode) -> list[str]:
    found: list[str] = []
    for node in selection_set.selections:
        if isinstance(node, FragmentSpreadNode):
            found.append(node.name.value)
        elif (inner := getattr(node, "selection_set", None)) is not None:
            found += _spreads(inner)
    return found

"""Limits on a request, announced here and in the answer to whoever meets one."""

from collections.abc import Mapping
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    SelectionSetNode,
)

from api.graphql.problems import GraphQLProblem

DEEPEST: Final = 20
MOST_FIELDS: Final = 1000
MOST_ANALYSES: Final = 10
MOST_TOKENS: Final = 20_000
LARGEST_BODY: Final = 1_000_000
# Fields at the root that do more than to look something up.
ANALYSES: Final = frozenset(
    {
        *("determination", "explanation", "compareLevels", "comparePair", "screening", "crossCheck", "gaps"),
        *("difference", "applicable", "calendar", "crossMedia", "crossMediaWhatIf", "search"),
    }
)


def check_document(document: DocumentNode) -> list[GraphQLError]:
    """Return what is over a limit. A fragment counts wherever it is spread; circles of them are left to validation."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    if _circular(fragments):
        return []
    problems: list[GraphQLError] = []
    for definition in document.definitions:
        counter = _Counter(fragments)
        counter.count(definition.selection_set, 1)  # type: ignore[attr-defined]
        if counter.deepest > DEEPEST:
            problems.append(
                GraphQLProblem(
                    "depth", f"The query is {counter.deepest} levels deep; at most {DEEPEST} are answered.", _LESS
                )
            )
        if counter.fields > MOST_FIELDS:
            problems.append(
                GraphQLProblem("fields", f"The query selects more than {MOST_FIELDS} fields, aliases counted.", _LESS)
            )
        if counter.analyses > MOST_ANALYSES:
            problems.append(
                GraphQLProblem(
                    "analyses", f"The query asks for {counter.analyses} analyses; at most {MOST_ANALYSES}.", _LESS
                )
            )
    return problems


_LESS: Final = "Ask for less at once, or in several requests."


class _Counter:
    """Counts fields and depth, and stops counting once a limit is passed, so that a spread of spreads stays cheap."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self.fields = 0
        self.analyses = 0
        self.deepest = 0

    def count(self, selection_set: SelectionSetNode | None, depth: int) -> None:
        """Count the selections of a set that stands `depth` levels deep."""
        if selection_set is None or self.fields > MOST_FIELDS or self.deepest > DEEPEST:
            return
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                self.fields += 1
                self.analyses += depth == 1 and node.name.value in ANALYSES
                self.deepest = max(self.deepest, depth)
                self.count(node.selection_set, depth + 1)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments.get(node.name.value)
                self.count(fragment.selection_set if fragment else None, depth)
            else:
                self.count(getattr(node, "selection_set", None), depth)


def _circular(fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    spreads = {name: set(_spreads(fragment.selection_set)) & fragments.keys() for name, fragment in fragments.items()}
    # Take away fragments that spread nothing more, until none is left or the rest go in circles.
    while spreads:
        ends = {name for name, inner in spreads.items() if not inner}
        if not ends:
            return True
        spreads = {name: inner - ends for name, inner in spreads.items() if name not in ends}
    return False


def _spreads(selection_set: SelectionSetNode) -> list[str]:
    found: list[str] = []
    for node in selection_set.selections:
        if isinstance(node, FragmentSpreadNode):
            found.append(node.name.value)
        elif (inner := getattr(node, "selection_set", None)) is not None:
            found += _spreads(inner)
    return found

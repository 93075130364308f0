"""Which focus nodes a run looks at: every target of a shape, or those among given nodes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode

from store.graph_store import Row, Term

# Stands in every target pattern; a run puts its nodes there. As it is, it lets every target through.
OPEN: Final = "VALUES ?this { UNDEF }"

# As many nodes as one query names: each copy of the pattern in it holds them all.
_TOGETHER: Final = 500

# None stands for every target.
Focus = frozenset[Term] | None
EVERY_TARGET: Final[Focus] = None

Ask = Callable[[str, str], list[Row]]


@dataclass(frozen=True)
class FocusBlock:
    """Focus nodes that are looked at together: the text that stands for them in queries.

    `nodes` is set where the text cannot name them (blank nodes have no name outside their graph), so that the results
    have to be told apart.
    """

    text: str
    nodes: Focus = None

    def __contains__(self, node: Term) -> bool:
        return self.nodes is None or node in self.nodes


def with_focus(text: str, block: FocusBlock) -> str:
    """Return a query with the nodes of a block in the place of every open one."""
    return text.replace(OPEN, block.text)


def focus_blocks(target: str, focus: Focus, ask: Ask) -> Iterator[FocusBlock]:
    """Yield the targets among the nodes of `focus`, so many at a time as a query takes; all at once if it is None."""
    if focus is None:
        yield FocusBlock("")
        return
    query = f"SELECT DISTINCT ?this WHERE {{ {target} }}"
    named = sorted((node for node in focus if not isinstance(node, BlankNode)), key=str)
    for together in _in_parts(named):
        found = sorted((row["this"] for row in ask("targets", with_focus(query, _block(together)))), key=str)
        if found:
            yield _block(found)
    blank = frozenset(node for node in focus if isinstance(node, BlankNode))
    if blank and any(row["this"] in blank for row in ask("targets", with_focus(query, FocusBlock("")))):
        yield FocusBlock("FILTER(isBlank(?this))", blank)


def _block(nodes: Sequence[Term]) -> FocusBlock:
    return FocusBlock(f"VALUES ?this {{ {' '.join(str(node) for node in nodes)} }}")


def _in_parts(nodes: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(0, len(nodes), _TOGETHER):
        yield nodes[start : start + _TOGETHER]

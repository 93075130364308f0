"""Names for blank nodes, made from what is said of them: the same file always gives the same names.

A blank node is named by a digest of its statements, in which the blank nodes it points to stand by their own names.
Two blank nodes of which exactly the same is said become one, which in RDF changes no meaning. Blank nodes that point to
each other in a circle have no such name.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple


class BlankNodesInACircle(ValueError):
    """Blank nodes that point to each other: nothing names them."""


def named(triples: Iterable[Triple], stem: str) -> Iterator[Triple]:
    """Yield the triples with an IRI `<stem><digest>` for every blank node. Raises BlankNodesInACircle."""
    waiting = list(triples)
    said: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in waiting:
        if isinstance(triple.subject, BlankNode):
            said[triple.subject].append(triple)
    names = _names(said, {t.object for t in waiting if isinstance(t.object, BlankNode)}, stem)
    for triple in waiting:
        subject = names[triple.subject] if isinstance(triple.subject, BlankNode) else triple.subject
        object_ = names[triple.object] if isinstance(triple.object, BlankNode) else triple.object
        yield Triple(subject, triple.predicate, object_)


def _names(
    said: dict[BlankNode, list[Triple]], pointed_to: Iterable[BlankNode], stem: str
) -> dict[BlankNode, NamedNode]:
    """Name the inner nodes before those that point to them. No recursion: a list may have a million members."""
    names: dict[BlankNode, NamedNode] = {}
    open_nodes: set[BlankNode] = set()
    stack = [*said, *pointed_to]
    while stack:
        node = stack[-1]
        inner = [t.object for t in said.get(node, ()) if isinstance(t.object, BlankNode) and t.object not in names]
        if node in names or not inner:
            stack.pop()
            open_nodes.discard(node)
            names.setdefault(node, NamedNode(stem + _digest(said.get(node, ()), names)))
        elif node in open_nodes:
            raise BlankNodesInACircle(f"{len(inner)} blank nodes point to each other in a circle")
        else:
            open_nodes.add(node)
            stack.extend(inner)
    return names


def _digest(triples: Iterable[Triple], names: dict[BlankNode, NamedNode]) -> str:
    lines = sorted(f"{t.predicate} {names[t.object] if isinstance(t.object, BlankNode) else t.object}" for t in triples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]

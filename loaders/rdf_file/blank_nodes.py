"""Names for blank nodes, made from what is said of them: the same file always gives the same names.

A blank node is named by a digest of its statements, in which the blank nodes it points to stand by theirs, and, where
one thing alone points to it, of that thing and the property. Two blank nodes that are alike in all this become one,
which in RDF changes no meaning. Blank nodes that point to each other in a circle have no such name.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, NamedNode, Triple

_Said = Mapping[str, Sequence[Triple]]


class BlankNodesInACircle(ValueError):
    """Blank nodes that point to each other: nothing names them."""


def named(triples: Iterable[Triple], stem: str) -> Iterator[Triple]:
    """Yield the triples with an IRI `<stem><digest>` for every blank node. Raises BlankNodesInACircle."""
    waiting = list(triples)
    said: dict[str, list[Triple]] = defaultdict(list)
    pointing: dict[str, list[Triple]] = defaultdict(list)
    for triple in waiting:
        if isinstance(triple.subject, BlankNode):
            said[triple.subject.value].append(triple)
        if isinstance(triple.object, BlankNode):
            pointing[triple.object.value].append(triple)
    names = {label: NamedNode(stem + name) for label, name in _names(said, pointing).items()}
    for triple in waiting:
        subject = names[triple.subject.value] if isinstance(triple.subject, BlankNode) else triple.subject
        object_ = names[triple.object.value] if isinstance(triple.object, BlankNode) else triple.object
        yield Triple(subject, triple.predicate, object_)


def _names(said: _Said, pointing: _Said) -> dict[str, str]:
    """Name what points before what it points to: a name holds that of the one thing that points there."""
    contents = _contents(said, pointing)
    names: dict[str, str] = {}
    # Contents are found from the inside out, so this order is from the outside in.
    for label in reversed(contents):
        above = pointing.get(label, ())
        if len(above) == 1:
            [triple] = above
            subject = triple.subject
            owner = names[subject.value] if isinstance(subject, BlankNode) else str(subject)
            names[label] = _digest(contents[label], owner, str(triple.predicate))
        else:
            names[label] = contents[label]
    return names


def _contents(said: _Said, pointing: _Said) -> dict[str, str]:
    """A digest of what is said of each blank node, inner ones first. No recursion: a list may be long."""
    found: dict[str, str] = {}
    entered: set[str] = set()
    stack = [*said, *pointing]
    while stack:
        label = stack[-1]
        if label in found:
            stack.pop()
            continue
        inner = [label for label in _pointed_to(said, label) if label not in found]
        if not inner:
            stack.pop()
            found[label] = _digest(*sorted(_line(triple, found) for triple in said.get(label, ())))
        elif label in entered:
            raise BlankNodesInACircle("blank nodes that point to each other in a circle")
        else:
            entered.add(label)
            stack.extend(inner)
    return found


def _pointed_to(said: _Said, label: str) -> Iterator[str]:
    return (triple.object.value for triple in said.get(label, ()) if isinstance(triple.object, BlankNode))


def _line(triple: Triple, found: Mapping[str, str]) -> str:
    value = found[triple.object.value] if isinstance(triple.object, BlankNode) else str(triple.object)
    return f"{triple.predicate} {value}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]

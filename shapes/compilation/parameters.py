"""Reading the parameters of a shape, which decide nothing if they are ill-formed: such a shape is declined."""

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Literal, Node

from shapes.compilation.declined import Declined


def is_true(shapes: Graph, shape: Node, parameter: URIRef) -> bool:
    """Whether a shape states the parameter as true."""
    return any(says_true(value) for value in shapes.objects(shape, parameter))


def says_true(value: Node) -> bool:
    """Whether a value is the literal `true`; by the standard "1" is not."""
    return isinstance(value, Literal) and str(value) == "true"


def whole_number(value: Node) -> int:
    """Return a count or length as a number."""
    text = str(value)
    if not isinstance(value, Literal) or not text.isascii() or not text.isdigit():
        raise Declined(f"{value.n3()} where a whole number is expected")
    return int(text)


def members(shapes: Graph, head: Node) -> list[Node]:
    """Return the members of a list."""
    if not isinstance(head, URIRef | BNode):
        raise Declined(f"{head.n3()} where a list is expected")
    try:
        return list(Collection(shapes, head if isinstance(head, BNode) else URIRef(head)))
    except ValueError as error:
        raise Declined(f"a list that does not end: {error}") from error

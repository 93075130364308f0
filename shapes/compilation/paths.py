"""SHACL property paths (SHACL 2.3.1) written as SPARQL property paths."""

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from shapes.compilation.declined import Declined

_POSTFIX = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def sparql_path(shapes: Graph, path: Node) -> str:
    """Return the path as SPARQL text in brackets; Declined if the node is no well-formed path."""
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in shapes:
        return _joined(shapes, path, "/")
    described = [(p, o) for p, o in shapes.predicate_objects(path) if p != RDF.type]
    if len(described) != 1:
        raise Declined(f"a path described by {len(described)} properties")
    kind, inner = described[0]
    if kind == SH.inversePath:
        return f"(^{sparql_path(shapes, inner)})"
    if kind == SH.alternativePath:
        return _joined(shapes, inner, "|")
    if kind in _POSTFIX:
        return f"({sparql_path(shapes, inner)}{_POSTFIX[URIRef(str(kind))]})"
    raise Declined(f"a path with {kind}")


def _joined(shapes: Graph, head: Node, operator: str) -> str:
    steps = list(Collection(shapes, head if isinstance(head, BNode) else URIRef(str(head))))
    if not steps:
        raise Declined("an empty list in a path")
    return "(" + operator.join(sparql_path(shapes, step) for step in steps) + ")"

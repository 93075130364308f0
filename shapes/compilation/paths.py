"""SHACL property paths (SHACL 2.3.1) written as SPARQL property paths."""

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from shapes.compilation.declined import Declined
from shapes.compilation.parameters import members

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


def may_be_empty(shapes: Graph, path: Node) -> bool:
    """Whether a well-formed path leads from a node to itself even if the node stands in no triple."""
    if isinstance(path, URIRef):
        return False
    if (path, RDF.first, None) in shapes:
        return all(may_be_empty(shapes, step) for step in members(shapes, path))
    kind, inner = next((p, o) for p, o in shapes.predicate_objects(path) if p != RDF.type)
    if kind == SH.alternativePath:
        return any(may_be_empty(shapes, step) for step in members(shapes, inner))
    return kind in (SH.zeroOrMorePath, SH.zeroOrOnePath) or may_be_empty(shapes, inner)


def _joined(shapes: Graph, head: Node, operator: str) -> str:
    steps = members(shapes, head)
    if not steps:
        raise Declined("an empty list in a path")
    return "(" + operator.join(sparql_path(shapes, step) for step in steps) + ")"

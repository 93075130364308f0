"""The focus nodes of a shape (SHACL 2.1.3) as a SPARQL pattern that binds `?this`."""

from collections.abc import Iterable

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import BNode, Literal, Node

from shapes.compilation.declined import Declined
from shapes.compilation.focus import OPEN

SUBCLASSES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"


def target_pattern(shapes: Graph, shape: Node) -> str:
    """Return a pattern for all targets of the shape, or "" if it has none; Declined for SPARQL-based targets."""
    if (shape, SH.target, None) in shapes:
        raise Declined("sh:target")
    patterns = [f"{OPEN} ?this {SUBCLASSES} {written(cls)} ." for cls in in_order(_classes(shapes, shape))]
    nodes = in_order(shapes.objects(shape, SH.targetNode))
    if nodes:
        patterns.append(f"{OPEN} VALUES ?this {{ {' '.join(written(node) for node in nodes)} }}")
    patterns += [f"{OPEN} ?this {written(p)} ?anything ." for p in in_order(shapes.objects(shape, SH.targetSubjectsOf))]
    patterns += [f"{OPEN} ?anything {written(p)} ?this ." for p in in_order(shapes.objects(shape, SH.targetObjectsOf))]
    if len(patterns) < 2:
        return "".join(patterns)
    return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def _classes(shapes: Graph, shape: Node) -> set[Node]:
    classes = set(shapes.objects(shape, SH.targetClass))
    if (shape, RDF.type, RDFS.Class) in shapes or (shape, RDF.type, OWL.Class) in shapes:
        classes.add(shape)
    return classes


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in an order that does not depend on how the graph was read."""
    return sorted(nodes, key=lambda node: node.n3())


def written(term: Node) -> str:
    """Return an RDF term as SPARQL text; Declined for a blank node, which has no name outside its document."""
    if isinstance(term, BNode):
        raise Declined("a blank node as a value")
    if not isinstance(term, URIRef | Literal):
        raise Declined(f"the term {term!r}")
    return _full(term)


def _full(term: URIRef | Literal) -> str:
    # n3() of a literal may shorten (1, true, 1.0); the long form keeps datatype and digits apart.
    if isinstance(term, Literal) and term.datatype is not None and term.language is None:
        return f"{Literal(str(term)).n3()}^^{term.datatype.n3()}"
    return term.n3()

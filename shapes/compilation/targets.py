"""The focus nodes of a shape (SHACL 2.1.3) as a SPARQL pattern that binds `?this`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import BNode, Literal, Node

from shapes.compilation.declined import Declined

# Stands in every target pattern; a run puts its focus nodes there. As it is, it lets every target through.
OPEN: Final = "VALUES ?this { UNDEF }"

# Stands in a MINUS for the pattern around it. In a run over every target nothing is put there: looking once at all that
# the MINUS takes away is faster than looking at it for each value.
NEAR: Final = "VALUES ?near { UNDEF }"

SUBCLASS: Final = RDFS.subClassOf.n3()
SUBCLASSES: Final = f"{RDF.type.n3()}/{SUBCLASS}*"


@dataclass(frozen=True)
class Target:
    """What a shape targets, each part as SPARQL terms: instances of classes, named nodes, what has or is a value."""

    classes: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The pattern that binds all targets to `?this`; "" if there are none."""
        patterns = [f"{OPEN} ?this {SUBCLASSES} {cls} ." for cls in self.classes]
        patterns += [f"{OPEN} VALUES ?this {{ {' '.join(self.nodes)} }}"] if self.nodes else []
        patterns += [f"{OPEN} ?this {property_} ?anything ." for property_ in self.subjects_of]
        patterns += [f"{OPEN} ?anything {property_} ?this ." for property_ in self.objects_of]
        if len(patterns) < 2:
            return "".join(patterns)
        return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def target_of(shapes: Graph, shape: Node) -> Target:
    """Return the targets of a shape; Declined for SPARQL-based targets."""
    if (shape, SH.target, None) in shapes:
        raise Declined("sh:target")
    return Target(
        classes=_written(_classes(shapes, shape)),
        nodes=_written(shapes.objects(shape, SH.targetNode)),
        subjects_of=_written(shapes.objects(shape, SH.targetSubjectsOf)),
        objects_of=_written(shapes.objects(shape, SH.targetObjectsOf)),
    )


def _written(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(written(node) for node in in_order(nodes))


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

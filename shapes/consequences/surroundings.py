"""What stands around a thing: its classes, and what a rule comes upon from where it looks."""

from collections.abc import Iterator
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, CODE
from shapes.engine import EngineFinding
from shapes.read_terms import ReadTerms

RANGES: Final = (RDFS.range, URIRef("https://schema.org/rangeIncludes"))
DOMAINS: Final = (RDFS.domain, URIRef("https://schema.org/domainIncludes"))
_FURTHEST: Final = 4
_MOST_REACHED: Final = 20_000


class Surroundings:
    """The things of one data graph as rules see them."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph) -> None:
        self.data = data
        self.shapes = shapes
        self.vocabulary = vocabulary
        self._read = ReadTerms(shapes)
        self._reached: dict[tuple[Node, URIRef], frozenset[Node]] = {}

    def read_by(self, finding: EngineFinding) -> frozenset[URIRef]:
        """Return the properties, classes and codes that the rule of a finding names."""
        return self._read.by(finding.source_shape)

    def below(self, kind: Node) -> frozenset[Node]:
        """Return a class and all below it."""
        below = self.vocabulary.transitive_subjects(RDFS.subClassOf, kind)
        return frozenset(each for each in below if each is not None)

    def above(self, kind: Node) -> Iterator[Node]:
        """Yield a class and all above it."""
        return (above for above in self.vocabulary.transitive_objects(kind, RDFS.subClassOf) if above is not None)

    def kinds(self, thing: Node) -> set[Node]:
        """The classes of a thing and all above them."""
        said = self.data.objects(thing, RDF.type)
        return {above for kind in said for above in self.above(kind)}

    def narrowest_kinds(self, thing: Node) -> list[Node]:
        """Return the classes of a thing that are above no other of them."""
        said = set(self.data.objects(thing, RDF.type))
        wider = {above for kind in said for above in self.above(kind) if above != kind}
        return sorted(said - wider, key=str)

    def targets(self, finding: EngineFinding) -> set[Node]:
        """Return the classes whose things the rule of a finding looks at."""
        shapes = {finding.source_shape, *self.shapes.subjects(SH.property, finding.source_shape)}
        return {target for shape in shapes for target in self.shapes.objects(shape, SH.targetClass)}

    def is_of(self, finding: EngineFinding, kind: Node) -> bool:
        """Whether a rule is about things of a class."""
        return not self.targets(finding).isdisjoint(self.above(kind))

    def is_read(self, thing: Node, read: frozenset[URIRef]) -> bool:
        """Whether a rule asks for things of this kind: by class, or by a property that leads to the class."""
        asked = {value for term in read for rules in RANGES for value in self.vocabulary.objects(term, rules)}
        return not self.kinds(thing).isdisjoint(read | asked)

    def around(self, finding: EngineFinding) -> frozenset[Node]:
        """What a rule comes upon from where it looks, by the links it reads or is led by, and by those to the book."""
        shape = finding.source_shape
        leading = {*self.shapes.objects(shape, SH.targetObjectsOf), BAT.inDocument, BAT.partOf}
        read = self._read.by(shape).union(each for each in leading if isinstance(each, URIRef))
        return self._reach(finding.focus_node, read)

    def come_upon(self, finding: EngineFinding, read: frozenset[URIRef]) -> frozenset[Node]:
        """Return what a rule comes upon from where it looks, by the links it reads."""
        key = finding.focus_node, finding.source_shape
        if key not in self._reached:
            self._reached[key] = self._reach(finding.focus_node, read)
        return self._reached[key]

    def _reach(self, start: Node, read: frozenset[URIRef]) -> frozenset[Node]:
        seen = {start}
        edge = {start}
        for _ in range(_FURTHEST):
            edge = {near for node in edge for near in self._neighbours(node, read)} - seen
            seen |= edge
            if not edge or len(seen) > _MOST_REACHED:
                break
        return frozenset(seen)

    def _neighbours(self, node: Node, read: frozenset[URIRef]) -> Iterator[Node]:
        """What a rule may go on to. A code leads nowhere: whatever else has it is another matter."""
        if str(node).startswith(CODE):
            return
        for predicate, value in self.data.predicate_objects(node):
            if predicate in read and isinstance(value, URIRef) and predicate != RDF.type:
                yield value
        for subject, predicate in self.data.subject_predicates(node):
            if predicate in read:
                yield subject

"""Check the ontology with owlready2 and its HermiT reasoner: consistent, classified as expected, entailments.

Three traps of owlready2 are dealt with here. It reads no Turtle, so it is fed N-Triples under a base IRI. It turns
decimals into floats, so nothing here compares numbers. It starts Java without saying so: without Java a check raises
JavaMissing.

Concepts of one code list are different things; OWL does not assume that, so it is stated for the reasoner alone.
"""

import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import owlready2
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import XSD
from rdflib.term import Node

from ontology.namespaces import BASE, CODE

_BASE_FOR_REASONING: Final = BASE + "reasoning#"
# Datatypes that OWL 2 does not know: literals of them say nothing to the reasoner and are left out.
_FOREIGN_DATATYPES: Final = frozenset({XSD.date, XSD.gYear, RDF.langString})


class JavaMissing(RuntimeError):
    """The reasoner is a Java program, and there is no Java on this machine."""


@dataclass(frozen=True)
class Statement:
    """A triple that is asked for: a type, a subclass or a relation between two individuals."""

    subject: Node
    predicate: Node
    object: Node

    def __str__(self) -> str:
        return " ".join(short_name(part) for part in (self.subject, self.predicate, self.object))


@dataclass(frozen=True)
class Classification:
    """What the reasoner found: classes that can have no member, and subclass pairs that nobody wrote down."""

    unsatisfiable: frozenset[URIRef]
    new_subclass_pairs: frozenset[tuple[URIRef, URIRef]]


def require_java() -> None:
    """Raise JavaMissing if there is no `java` to start."""
    if shutil.which(owlready2.JAVA_EXE) is None:
        raise JavaMissing(
            f"the reasoner HermiT needs Java, and {owlready2.JAVA_EXE!r} was not found:"
            " install a Java runtime (Debian: apt-get install default-jre-headless) and try again"
        )


def is_consistent(graph: Graph) -> bool:
    """Return whether the ontology `graph` has a model. Raises JavaMissing."""
    try:
        _reason(graph)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True


def classify(graph: Graph) -> Classification:
    """Return what follows from the consistent `graph` about its named classes. Raises JavaMissing."""
    asserted = _superclass_pairs(_world(graph))
    world = _reason(graph)
    unsatisfiable = frozenset(URIRef(c.iri) for c in world.inconsistent_classes() if c is not owlready2.Nothing)
    return Classification(unsatisfiable, _superclass_pairs(world) - asserted)


def types_of_individuals(graph: Graph) -> frozenset[Statement]:
    """Return the named classes of each declared individual of the consistent `graph`. Raises JavaMissing."""
    world = _reason(graph)
    return frozenset(
        Statement(URIRef(individual.iri), RDF.type, URIRef(cls.iri))
        for individual in world.individuals()
        for cls in individual.INDIRECT_is_a
        if isinstance(cls, owlready2.ThingClass)
    )


def denial(statement: Statement) -> Graph:
    """Return the triples that deny `statement`: it follows from a consistent graph if they contradict that graph."""
    graph = Graph()
    if statement.predicate == RDFS.subClassOf:
        counterexample = BNode()
        graph.add((counterexample, RDF.type, statement.subject))
        graph.add((counterexample, RDF.type, _complement(graph, statement.object)))
    elif statement.predicate == RDF.type:
        graph.add((statement.subject, RDF.type, _complement(graph, statement.object)))
    else:
        # "Has this value" as a class, denied: owlready2 does not hand negative assertions to HermiT.
        has_value = BNode()
        graph.add((has_value, RDF.type, OWL.Restriction))
        graph.add((has_value, OWL.onProperty, statement.predicate))
        graph.add((has_value, OWL.hasValue, statement.object))
        graph.add((statement.subject, RDF.type, _complement(graph, has_value)))
    return graph


def union(graphs: Iterable[Graph]) -> Graph:
    """Return one graph with the triples of all `graphs`."""
    result = Graph()
    for graph in graphs:
        for triple in graph:
            result.add(triple)
    return result


def written_pairs(pairs: Iterable[tuple[URIRef, URIRef]]) -> str:
    """Return subclass pairs as sorted lines `Sub < Super` with our names shortened: the form of the snapshot file."""
    return "".join(sorted(f"{short_name(sub)} < {short_name(sup)}\n" for sub, sup in pairs))


def short_name(iri: Node) -> str:
    """Return `iri` without the part that all our terms share."""
    return str(iri).removeprefix(BASE).removeprefix("def/")


def _complement(graph: Graph, cls: Node) -> BNode:
    node = BNode()
    graph.add((node, RDF.type, OWL.Class))
    graph.add((node, OWL.complementOf, cls))
    return node


def _state_concepts_different(graph: Graph) -> None:
    """State that the concepts of each code list that `graph` mentions differ from one another."""
    schemes: dict[str, list[Node]] = {}
    for node in sorted({n for n in graph.all_nodes() if isinstance(n, URIRef) and n.startswith(CODE)}):
        scheme, slash, _ = node.removeprefix(CODE).partition("/")
        if slash:
            schemes.setdefault(scheme, []).append(node)
    for concepts in schemes.values():
        axiom, members = BNode(), BNode()
        Collection(graph, members, concepts)
        graph.add((axiom, RDF.type, OWL.AllDifferent))
        graph.add((axiom, OWL.distinctMembers, members))


def _world(graph: Graph) -> owlready2.World:
    """Return an owlready2 world that holds `graph`; each is its own, so checks do not disturb one another."""
    plain = Graph()
    for triple in graph:
        literal = triple[2]
        if not (isinstance(literal, Literal) and (literal.datatype in _FOREIGN_DATATYPES or literal.language)):
            plain.add(triple)
    _state_concepts_different(plain)
    world = owlready2.World()
    triples = plain.serialize(format="nt", encoding="utf-8")
    world.get_ontology(_BASE_FOR_REASONING).load(fileobj=io.BytesIO(triples))
    return world


def _reason(graph: Graph) -> owlready2.World:
    require_java()
    world = _world(graph)
    with world.get_ontology(_BASE_FOR_REASONING):
        owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def _superclass_pairs(world: owlready2.World) -> frozenset[tuple[URIRef, URIRef]]:
    return frozenset(
        (URIRef(sub.iri), URIRef(sup.iri))
        for sub in world.classes()
        for sup in sub.ancestors()
        if sup is not sub and sup is not owlready2.Thing and sup is not owlready2.Nothing
    )

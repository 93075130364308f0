"""The ontology is OWL 2 DL: what the standard restricts globally, checked on the triples of all modules.

Sections are of the OWL 2 Structural Specification (2nd edition, https://www.w3.org/TR/owl2-syntax/), unless another
document is named. Checked is what concerns the constructs that the modules use; a construct that is not in the list
below fails the test, so that a new one is looked at.
"""

from collections.abc import Callable, Iterator

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from ontology.model import load_ontology
from ontology.namespaces import BAT

RESERVED = tuple(f"{namespace}" for namespace in (OWL, RDF, RDFS, XSD))  # 2.4: reserved vocabulary
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

# 5.2 to 5.5: entities of the reserved vocabulary that may be used as such without being declared.
BUILT_IN = {
    OWL.Thing: OWL.Class,
    OWL.Nothing: OWL.Class,
    **dict.fromkeys(
        (RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated, OWL.versionInfo),
        OWL.AnnotationProperty,
    ),
}
# 4: the datatype map, as far as a data property of ours may range over it.
DATATYPE_MAP = {
    XSD.string,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.nonNegativeInteger,
    XSD.double,
    XSD.float,
    XSD.dateTime,
    XSD.dateTimeStamp,
    XSD.anyURI,
    RDF.PlainLiteral,
    RDFS.Literal,
}
# The mapping to RDF graphs (https://www.w3.org/TR/owl2-mapping-to-rdf/, table 1), as far as the modules use it.
SYNTAX = {
    RDF.type,
    RDF.first,
    RDF.rest,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.equivalentClass,
    OWL.disjointWith,
    OWL.disjointUnionOf,
    OWL.members,
    OWL.onProperty,
    OWL.someValuesFrom,
    OWL.allValuesFrom,
    OWL.hasValue,
    OWL.maxCardinality,
    OWL.cardinality,
    OWL.minCardinality,
    OWL.unionOf,
    OWL.intersectionOf,
    OWL.complementOf,
    OWL.propertyChainAxiom,
    OWL.inverseOf,
}
# 11: a property that is transitive, or implied by a chain, is composite; what must be simple is none of these.
NEEDS_SIMPLE = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)
CARDINALITIES = (OWL.maxCardinality, OWL.cardinality, OWL.minCardinality, OWL.maxQualifiedCardinality)


Check = Callable[[Graph], Iterator[str]]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


def kinds_of(graph: Graph, term: Node) -> set[Node]:
    found = {kind for kind in graph.objects(term, RDF.type) if kind in KINDS}
    if isinstance(term, URIRef) and term in BUILT_IN:
        found.add(BUILT_IN[term])
    return found


def undeclared_terms(graph: Graph) -> Iterator[str]:
    """3.3.1: every entity of an axiom is declared (typed); and annotation subjects are ours to check elsewhere."""
    for subject, predicate, value in graph:
        if predicate not in SYNTAX and not kinds_of(graph, predicate) & set(PROPERTY_KINDS):
            yield f"property {predicate}"
        for term, kind in _used_as(subject, predicate, value):
            if isinstance(term, URIRef) and term not in DATATYPE_MAP and not kinds_of(graph, term) & set(kind):
                yield f"{predicate} {term}"


def _used_as(subject: Node, predicate: Node, value: Node) -> Iterator[tuple[Node, tuple[URIRef, ...]]]:
    classes = (OWL.Class,)
    if predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.complementOf):
        yield from ((subject, classes), (value, classes))
    elif predicate in (RDFS.domain, RDFS.range, OWL.someValuesFrom, OWL.allValuesFrom):
        yield value, (OWL.Class, RDFS.Datatype)
    elif predicate in (RDFS.subPropertyOf, OWL.onProperty):
        yield value, PROPERTY_KINDS


def punned_terms(graph: Graph) -> Iterator[str]:
    """5.8.1: no IRI is declared as two kinds of property, or as both class and datatype."""
    for term in {s for kind in KINDS for s in graph.subjects(RDF.type, kind)}:
        kinds = kinds_of(graph, term)
        if len(kinds & set(PROPERTY_KINDS)) > 1 or {OWL.Class, RDFS.Datatype} <= kinds:
            yield str(term)


def misused_reserved_vocabulary(graph: Graph) -> Iterator[str]:
    """2.4 and 5: no reserved IRI is declared anew, and none stands as subject of an axiom of ours."""
    for subject in set(graph.subjects()):
        if isinstance(subject, URIRef) and str(subject).startswith(RESERVED) and subject not in BUILT_IN:
            yield str(subject)


def mixed_properties(graph: Graph) -> Iterator[str]:
    """9.2, 9.3: object properties range over classes, data properties over datatypes; neither is above the other."""
    for term, value in graph.subject_objects(RDFS.range):
        kinds = kinds_of(graph, term)
        if OWL.DatatypeProperty in kinds and value not in DATATYPE_MAP:
            yield f"{term}: {value} is no datatype of the datatype map"
        if OWL.ObjectProperty in kinds and value in DATATYPE_MAP:
            yield f"{term}: {value} is no class"
    for term, above in graph.subject_objects(RDFS.subPropertyOf):
        if not kinds_of(graph, term) & kinds_of(graph, above):
            yield f"{term} is of another kind than {above}"


def mixed_restrictions(graph: Graph) -> Iterator[str]:
    """8.2, 8.4: object properties are restricted by classes and things, data properties by datatypes and values."""
    for restriction, property_ in graph.subject_objects(OWL.onProperty):
        kinds = kinds_of(graph, property_)
        is_data = OWL.DatatypeProperty in kinds
        if OWL.AnnotationProperty in kinds:
            yield f"a restriction on the annotation property {property_}"
        for said in (OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue):
            for filler in graph.objects(restriction, said):
                of_data = isinstance(filler, Literal) or filler in DATATYPE_MAP
                if not isinstance(filler, BNode) and is_data != of_data:
                    yield f"a restriction on {property_} by {filler}"


def roles_that_must_be_simple(graph: Graph) -> Iterator[str]:
    """11.2: no composite property in a cardinality, functional, irreflexive, asymmetric or disjoint axiom."""
    composite = set(graph.subjects(RDF.type, OWL.TransitiveProperty)) | set(graph.subjects(OWL.propertyChainAxiom))
    above = {each for term in composite for each in graph.transitive_objects(term, RDFS.subPropertyOf)}
    for term in above:
        if any((term, RDF.type, kind) in graph for kind in NEEDS_SIMPLE):
            yield f"{term} must be simple"
        for restriction in graph.subjects(OWL.onProperty, term):
            if any((restriction, each, None) in graph for each in CARDINALITIES):
                yield f"a cardinality on {term}, which is not simple"


def shared_or_cyclic_expressions(graph: Graph) -> Iterator[str]:
    """11.1 and 11.2: class expressions are trees: a blank node is used once, and never within itself."""
    for node in {s for s in graph.subjects() if isinstance(s, BNode)}:
        if len(list(graph.subject_predicates(node))) > 1:
            yield f"an expression used twice: {sorted(graph.predicate_objects(node))}"


CHECKS = (
    undeclared_terms,
    punned_terms,
    misused_reserved_vocabulary,
    mixed_properties,
    mixed_restrictions,
    roles_that_must_be_simple,
    shared_or_cyclic_expressions,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_ontology_keeps_the_global_restrictions_of_owl_2_dl(check: Check, ontology: Graph) -> None:
    assert sorted(set(check(ontology))) == []


def test_no_construct_is_used_that_was_not_looked_at(ontology: Graph) -> None:
    used = {p for p in ontology.predicates() if str(p).startswith((str(OWL), str(RDF), str(RDFS)))}
    assert used <= SYNTAX | set(BUILT_IN)


BREAKS = [
    ("own:A a owl:Class ; rdfs:subClassOf own:B .", undeclared_terms),
    ("own:p a owl:ObjectProperty , owl:DatatypeProperty .", punned_terms),
    ("owl:Thing rdfs:label 'x' . rdf:Property rdfs:label 'y' .", misused_reserved_vocabulary),
    ("own:p a owl:DatatypeProperty ; rdfs:range xsd:date .", mixed_properties),
    (
        "own:p a owl:ObjectProperty . own:A a owl:Class ; "
        "rdfs:subClassOf [ a owl:Restriction ; owl:onProperty own:p ; owl:hasValue 3 ] .",
        mixed_restrictions,
    ),
    ("own:p a owl:ObjectProperty ; rdfs:subPropertyOf own:q . own:q a owl:DatatypeProperty .", mixed_properties),
    (
        "own:p a owl:TransitiveProperty , owl:ObjectProperty ; rdfs:subPropertyOf own:q . own:q a owl:ObjectProperty . "
        "own:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty own:q ; owl:maxCardinality 1 ] .",
        roles_that_must_be_simple,
    ),
    (
        "own:A a owl:Class ; rdfs:subClassOf _:x . own:B a owl:Class ; rdfs:subClassOf _:x . "
        "_:x a owl:Restriction ; owl:onProperty own:p ; owl:someValuesFrom own:A . own:p a owl:ObjectProperty .",
        shared_or_cyclic_expressions,
    ),
]


@pytest.mark.parametrize(("text", "check"), BREAKS)
def test_a_break_of_each_restriction_is_found(text: str, check: Check) -> None:
    prefixes = f"@prefix own: <{BAT}> . @prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> . "
    graph = Graph().parse(data=f"{prefixes} @prefix xsd: <{XSD}> . {text}", format="turtle")
    assert list(check(graph)) != []

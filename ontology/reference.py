"""What there is to say about each term of ours, in three languages, as plain data: for term pages and the reference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS
from rdflib.term import Node

from ontology.model import TERM_TYPES, definitions, labels
from ontology.namespaces import BASE, BAT, LAW

_KINDS: Final = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "data property",
    OWL.AnnotationProperty: "annotation property",
    SKOS.ConceptScheme: "code list",
    SKOS.Concept: "code",
}
_SDO: Final = "https://schema.org/"
_DOMAINS: Final = (RDFS.domain, URIRef(_SDO + "domainIncludes"))
_RANGES: Final = (RDFS.range, URIRef(_SDO + "rangeIncludes"))


@dataclass(frozen=True)
class TermReference:
    """One term, code list or code. Tuples of IRIs are sorted; texts are by language (kk, ru, en).

    `kind` is one of class, object property, data property, annotation property, code list, code. `broader` holds the
    superclasses, the superproperties, or the broader codes, `narrower` the reverse, only direct ones that are written
    down. `properties` are those of a class, its superclasses' left out. `used_in` are the terms that speak of this
    one: properties that have the class as range or the list as code list, classes with an axiom on the property.
    """

    iri: URIRef
    kind: str
    labels: dict[str, str]
    definitions: dict[str, str]
    module: URIRef | None
    paragraphs: tuple[URIRef, ...]
    sources: tuple[str, ...]
    broader: tuple[URIRef, ...]
    narrower: tuple[URIRef, ...]
    domains: tuple[URIRef, ...]
    ranges: tuple[URIRef, ...]
    code_list: URIRef | None
    properties: tuple[URIRef, ...]
    codes: tuple[URIRef, ...]
    used_in: tuple[URIRef, ...]
    single_valued: bool
    own_copy_only: bool

    @property
    def name(self) -> str:
        """The IRI without the part that all IRIs of ours share, e.g. `def/Document`."""
        return short(self.iri)

    @property
    def paragraph_numbers(self) -> tuple[str, ...]:
        """The paragraphs as one cites them, in the order of the law, e.g. `p2.9`, `p12.9`."""
        return tuple(sorted((str(p).removeprefix(LAW) for p in self.paragraphs), key=_paragraph_order))


def term_reference(graph: Graph, term: URIRef) -> TermReference:
    """Return what `graph` says about `term`. Raises KeyError if it defines no such term."""
    kind = next((name for type_, name in _KINDS.items() if (term, RDF.type, type_) in graph), None)
    if kind is None:
        raise KeyError(f"{term} is no term of this ontology: look it up in docs/ontology.md")
    return TermReference(
        iri=term,
        kind=kind,
        labels=labels(graph, term),
        definitions=definitions(graph, term),
        module=_one(graph.objects(term, RDFS.isDefinedBy)),
        paragraphs=_iris(graph.objects(term, BAT.paragraph)),
        sources=tuple(sorted(str(source) for source in graph.objects(term, DCTERMS.source))),
        broader=_iris(o for p in _BROADER for o in graph.objects(term, p)),
        narrower=_iris(s for p in _BROADER for s in graph.subjects(p, term)),
        domains=_iris(o for p in _DOMAINS for o in graph.objects(term, p)),
        ranges=_iris(o for p in _RANGES for o in graph.objects(term, p)),
        code_list=_one(graph.objects(term, BAT.codeScheme)) or _one(graph.objects(term, SKOS.inScheme)),
        properties=_iris(s for p in _DOMAINS for s in graph.subjects(p, term)),
        codes=_codes(graph, term),
        used_in=_iris(_uses(graph, term)),
        single_valued=(term, RDF.type, OWL.FunctionalProperty) in graph,
        own_copy_only=(term, BAT.ownCopyOnly, Literal(True)) in graph,
    )


def ontology_terms(graph: Graph) -> tuple[URIRef, ...]:
    """Return the classes and properties of ours that `graph` defines, sorted."""
    found = (s for type_ in TERM_TYPES for s in graph.subjects(RDF.type, type_))
    return tuple(iri for iri in _iris(found) if iri.startswith(BAT))


def code_lists(graph: Graph) -> tuple[URIRef, ...]:
    """Return the code lists that `graph` defines, sorted."""
    return _iris(graph.subjects(RDF.type, SKOS.ConceptScheme))


def modules(graph: Graph) -> tuple[URIRef, ...]:
    """Return the modules of the ontology, sorted."""
    return _iris(graph.subjects(RDF.type, OWL.Ontology))


def short(iri: Node) -> str:
    """Return `iri` without the part that all our IRIs share."""
    return str(iri).removeprefix(BASE)


_BROADER: Final = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)


def _iris(nodes: Iterable[Node]) -> tuple[URIRef, ...]:
    return tuple(sorted({node for node in nodes if isinstance(node, URIRef)}))


def _one(nodes: Iterable[Node]) -> URIRef | None:
    return next(iter(_iris(nodes)), None)


def _codes(graph: Graph, scheme: URIRef) -> tuple[URIRef, ...]:
    """Return the codes of a list: by their position where they have one, else by IRI."""

    def order(concept: URIRef) -> tuple[int, URIRef]:
        position = graph.value(concept, BAT.position)
        return (int(position) if isinstance(position, Literal) else 0), concept

    return tuple(sorted(_iris(graph.subjects(SKOS.inScheme, scheme)), key=order))


def _uses(graph: Graph, term: URIRef) -> Iterator[Node]:
    for predicate in (*_RANGES, BAT.codeScheme):
        yield from graph.subjects(predicate, term)
    for restriction in graph.subjects(OWL.onProperty, term):
        yield from graph.subjects(RDFS.subClassOf, restriction)


def _paragraph_order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.removeprefix("p").split("."))

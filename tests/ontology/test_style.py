"""The grammar of docs/naming.md, shape by shape: a small valid ontology, one change, exactly the faults it makes."""

from dataclasses import dataclass

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE
from ontology.style_check import STYLE, load_style, style_faults

MODULE = "https://w3id.org/batgraph/ontology/sample"
# The prefix `own` keeps the made-up names of this file out of the search for undefined terms.
PREFIXES = f"""
@prefix own: <{BAT}> . @prefix code: <{CODE}> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix law: <https://w3id.org/batgraph/law/kz-775/> . @prefix foreign: <https://example.org/> .
@prefix m: <https://w3id.org/batgraph/ontology/> .
"""
TEXTS = """ rdfs:label "thing"@en, "зат"@kk, "вещь"@ru ;
    skos:definition "A thing."@en, "Зат."@kk, "Вещь."@ru ; rdfs:isDefinedBy m:sample ; dcterms:source "batgraph" """
BASE = f"""{PREFIXES}
m:sample a owl:Ontology ; rdfs:label "Sample"@en, "Үлгі"@kk, "Образец"@ru ;
    dcterms:description "A sample."@en, "Үлгі."@kk, "Образец."@ru ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
skos:Concept a owl:Class .
own:Book a owl:Class ; {TEXTS} .
own:BookPart a owl:Class ; rdfs:subClassOf own:Book ; {TEXTS} .
own:hasPart a owl:ObjectProperty ; rdfs:domain own:Book ; rdfs:range own:BookPart ; {TEXTS} .
own:bookKind a owl:ObjectProperty, owl:FunctionalProperty ;
    rdfs:range skos:Concept ; {TEXTS} ; own:codeScheme code:kind .
own:issuedOn a owl:DatatypeProperty ; schema:rangeIncludes xsd:date ; {TEXTS} .
own:dryGas a owl:DatatypeProperty ; rdfs:range xsd:boolean ; {TEXTS} .
own:noteText a owl:DatatypeProperty ; schema:rangeIncludes rdf:langString ; own:ownCopyOnly true ; {TEXTS} .
own:paragraph a owl:AnnotationProperty ; {TEXTS} .
own:codeScheme a owl:AnnotationProperty ; {TEXTS} .
own:ownCopyOnly a owl:AnnotationProperty ; {TEXTS} .
code:kind a skos:ConceptScheme ; skos:prefLabel "kind"@en, "түр"@kk, "вид"@ru ;
    skos:definition "A kind."@en, "Түр."@kk, "Вид."@ru ; dcterms:source "batgraph" .
<{CODE}kind/one> a skos:Concept ; skos:inScheme code:kind ; skos:prefLabel "one"@en, "бір"@kk, "один"@ru ;
    skos:definition "One."@en, "Бір."@kk, "Один."@ru ; dcterms:source "batgraph" .
"""
OTHER_MODULE = """m:other a owl:Ontology ; rdfs:label "Other"@en, "Өзге"@kk, "Иное"@ru ;
    dcterms:description "Another."@en, "Өзге."@kk, "Иное."@ru ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ."""
CONCEPT = f"<{CODE}kind/one>"


@dataclass(frozen=True)
class Case:
    """Turtle to take away from the base, Turtle to add, and the faults then expected as (term, shape)."""

    shape: str
    remove: str
    add: str
    terms: tuple[str, ...]


def case(shape: str, *terms: str, remove: str = "", add: str = "") -> Case:
    return Case(shape, remove, add, terms)


CASES = [
    case("label-languages", "def/Book", remove='own:Book rdfs:label "зат"@kk .'),
    case("label-unique", "def/Book", add='own:Book rdfs:label "tome"@en .'),
    case("label-known-language", "def/Book", add='own:Book rdfs:label "boek"@nl .'),
    case(
        "label-no-full-stop",
        "def/Book",
        remove='own:Book rdfs:label "thing"@en .',
        add='own:Book rdfs:label "thing."@en .',
    ),
    case(
        "label-translated", "def/Book", remove='own:Book rdfs:label "вещь"@ru .', add='own:Book rdfs:label "thing"@ru .'
    ),
    case("definition-languages", "def/Book", remove='own:Book skos:definition "Вещь."@ru .'),
    case("definition-unique", "def/Book", add='own:Book skos:definition "Another thing."@en .'),
    case(
        "definition-sentence",
        "def/Book",
        remove='own:Book skos:definition "A thing."@en .',
        add='own:Book skos:definition "A thing"@en .',
    ),
    case(
        "definition-sentence",
        "def/Book",
        remove='own:Book skos:definition "Зат."@kk .',
        add='own:Book skos:definition "зат."@kk .',
    ),
    case("module-label", "ontology/sample", remove='m:sample rdfs:label "Үлгі"@kk .'),
    case("module-description", "ontology/sample", remove='m:sample dcterms:description "Үлгі."@kk .'),
    case("class-name", "def/BATBook", add=f"own:BATBook a owl:Class ; {TEXTS} ."),
    case("class-name", "def/book", add=f"own:book a owl:Class ; {TEXTS} ."),
    case("class-singular", "def/Books", add=f"own:Books a owl:Class ; {TEXTS} ."),
    case("property-name", "def/PartOf", add=f"own:PartOf a owl:ObjectProperty ; rdfs:range own:Book ; {TEXTS} ."),
    case("property-name", "def/partOFBook", add=f"own:partOFBook a owl:AnnotationProperty ; {TEXTS} ."),
    case("no-is-or-get", "def/isPart", add=f"own:isPart a owl:ObjectProperty ; rdfs:range own:Book ; {TEXTS} ."),
    case(
        "has-names-its-range", "def/hasPage", add=f"own:hasPage a owl:ObjectProperty ; rdfs:range own:Book ; {TEXTS} ."
    ),
    case(
        "has-names-its-range",
        "def/hasBook",
        add=f"own:hasBook a owl:DatatypeProperty ; rdfs:range xsd:string ; {TEXTS} .",
    ),
    case("day-name", "def/issue", add=f"own:issue a owl:DatatypeProperty ; schema:rangeIncludes xsd:date ; {TEXTS} ."),
    case("on-is-a-day", "def/agreedOn", add=f"own:agreedOn a owl:DatatypeProperty ; rdfs:range xsd:string ; {TEXTS} ."),
    case("yes-no-name", "def/canBurn", add=f"own:canBurn a owl:DatatypeProperty ; rdfs:range xsd:boolean ; {TEXTS} ."),
    case("text-name", "def/sizeText", add=f"own:sizeText a owl:DatatypeProperty ; rdfs:range xsd:decimal ; {TEXTS} ."),
    case("no-inverse", "def/hasPart", add="own:hasPart owl:inverseOf own:bookKind ."),
    case("has-source", "def/Book", remove='own:Book dcterms:source "batgraph" .'),
    case("paragraph-of-the-rules", "def/Book", add="own:Book own:paragraph law:chapter-2 ."),
    case("one-module", "def/Book", add=f"own:Book rdfs:isDefinedBy m:other . {OTHER_MODULE}"),
    case(
        "module-declared",
        "def/Book",
        remove="own:Book rdfs:isDefinedBy m:sample .",
        add="own:Book rdfs:isDefinedBy m:x .",
    ),
    case("term-has-module", "def/Book", remove="own:Book rdfs:isDefinedBy m:sample ."),
    case(
        "module-licence",
        "ontology/sample",
        remove="m:sample dcterms:license <https://creativecommons.org/licenses/by/4.0/> .",
    ),
    case("deprecated-has-replacement", "def/Book", add="own:Book owl:deprecated true ."),
    case("one-kind-of-term", "def/dryGas", add="own:dryGas a owl:AnnotationProperty ."),
    case("one-domain", "def/hasPart", add="own:hasPart rdfs:domain own:BookPart ."),
    case("one-range", "def/hasPart", add="own:hasPart rdfs:range own:Book ."),
    case("range-said", "def/relates", add=f"own:relates a owl:ObjectProperty ; {TEXTS} ."),
    case("datatype-known", "def/when", add=f"own:when a owl:DatatypeProperty ; rdfs:range xsd:gYear ; {TEXTS} ."),
    case("coded-range", "def/hasPart", add="own:hasPart own:codeScheme code:kind ."),
    case("concept-range-has-scheme", "def/bookKind", remove="own:bookKind own:codeScheme code:kind ."),
    case("concept-range-has-scheme", "def/bookKind", add="own:bookKind own:codeScheme code:other ."),
    case("own-copy-is-text", "def/dryGas", add="own:dryGas own:ownCopyOnly true ."),
    case("foreign-term-declared", "def/Book", add="own:Book rdfs:subClassOf foreign:Book ."),
    case("no-imports", "ontology/sample", add="m:sample owl:imports foreign: ."),
    case(
        "no-axiom-on-status",
        "def/status",
        add=f"""own:status a owl:ObjectProperty ; rdfs:range own:Book ; {TEXTS} .
        own:Book rdfs:subClassOf [ a owl:Restriction ; owl:onProperty own:status ; owl:someValuesFrom own:Book ] .""",
    ),
    case("concept-label-languages", "code/kind/one", remove=f'{CONCEPT} skos:prefLabel "бір"@kk .'),
    case("concept-label-unique", "code/kind", add='code:kind skos:prefLabel "sort"@en .'),
    case("concept-definition-languages", "code/kind", remove='code:kind skos:definition "Вид."@ru .'),
    case("concept-definition-unique", "code/kind/one", add=f'{CONCEPT} skos:definition "The one."@en .'),
    case("concept-in-one-scheme", "code/kind/one", remove=f"{CONCEPT} skos:inScheme code:kind ."),
    case(
        "concept-iri",
        "code/kind/Two",
        add=f"""<{CODE}kind/Two> a skos:Concept ; skos:inScheme code:kind ; dcterms:source "batgraph" ;
        skos:prefLabel "two"@en, "екі"@kk, "два"@ru ; skos:definition "Two."@en, "Екі."@kk, "Два."@ru .""",
    ),
    case("concept-source", "code/kind/one", remove=f'{CONCEPT} dcterms:source "batgraph" .'),
    case("broader-in-same-list", "code/kind/one", add=f"{CONCEPT} skos:broader <{CODE}other/one> ."),
]


def changed(change: Case) -> Graph:
    graph = Graph().parse(data=BASE, format="turtle")
    taken = Graph().parse(data=PREFIXES + change.remove, format="turtle")
    assert all(triple in graph for triple in taken), "the case takes away what the base does not hold"
    for triple in taken:
        graph.remove(triple)
    return graph.parse(data=PREFIXES + change.add, format="turtle")


@pytest.fixture(scope="module")
def style() -> Graph:
    return load_style()


def faults_of(graph: Graph, style: Graph) -> list[tuple[str, str]]:
    return [(fault.term, fault.shape) for fault in style_faults(graph, style)]


def test_the_base_is_valid(style: Graph) -> None:
    assert faults_of(Graph().parse(data=BASE, format="turtle"), style) == []


@pytest.mark.parametrize("change", CASES, ids=lambda change: f"{change.shape}:{change.terms[0]}")
def test_one_change_makes_exactly_its_fault(style: Graph, change: Case) -> None:
    assert faults_of(changed(change), style) == [(term, change.shape) for term in change.terms]


def test_every_shape_of_the_grammar_has_a_case(style: Graph) -> None:
    shapes = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in style.subjects(RDF.type, kind)}
    named = {str(s).removeprefix(STYLE) for s in shapes if isinstance(s, URIRef)}
    assert {change.shape for change in CASES} == named


def test_our_ontology_and_code_lists_keep_the_grammar(style: Graph) -> None:
    faults = style_faults(load_ontology() + load_code_lists(), style)
    assert not faults, "\n".join(map(str, faults))

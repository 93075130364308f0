"""What the reference says about terms, and that the page in docs/ is the one the files give."""

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS, XSD

from ontology import reference
from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE, LAW
from ontology.reference import TermReference, code_lists, ontology_terms, term_reference
from ontology.reference_page import REFERENCE_FILE, main, reference_page

MODULE = "https://w3id.org/batgraph/ontology/"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@pytest.fixture(scope="module")
def lists() -> Graph:
    return load_code_lists()


def test_the_page_in_docs_is_up_to_date(ontology: Graph, lists: Graph) -> None:
    assert REFERENCE_FILE.read_text(encoding="utf-8") == reference_page(ontology, lists), (
        "docs/ontology.md is out of date: run python -m ontology.reference_page"
    )


def test_a_class_with_all_that_is_said_of_it() -> None:
    graph = Graph().parse(
        data=f"""@prefix own: <{BAT}> . @prefix law: <{LAW}> . @prefix m: <{MODULE}> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <{SKOS}> . @prefix schema: <https://schema.org/> . @prefix xsd: <{XSD}> .
        own:ReferenceBook a owl:Class ; rdfs:label "book"@en, "кітап"@kk, "книга"@ru ; skos:definition "A book."@en ;
          rdfs:isDefinedBy m:documents ; own:paragraph law:p12.9, law:p2.10, law:p2.9 ; rdfs:subClassOf own:Document .
        own:SectoralReferenceBook a owl:Class ; rdfs:subClassOf own:ReferenceBook .
        own:celex a owl:DatatypeProperty, owl:FunctionalProperty ;
          rdfs:domain own:ReferenceBook ; rdfs:range xsd:string .
        own:refersTo a owl:ObjectProperty ; rdfs:range own:ReferenceBook ;
          schema:domainIncludes own:ReferenceBook, own:SectoralReferenceBook .
        """,
        format="turtle",
    )
    found = term_reference(graph, BAT.ReferenceBook)
    assert found == TermReference(
        iri=BAT.ReferenceBook,
        kind="class",
        labels={"en": "book", "kk": "кітап", "ru": "книга"},
        definitions={"en": "A book."},
        module=reference.URIRef(MODULE + "documents"),
        paragraphs=(LAW["p12.9"], LAW["p2.10"], LAW["p2.9"]),
        sources=(),
        broader=(BAT.Document,),
        narrower=(BAT.SectoralReferenceBook,),
        domains=(),
        ranges=(),
        code_list=None,
        properties=(BAT.celex, BAT.refersTo),
        codes=(),
        used_in=(BAT.refersTo,),
        single_valued=False,
        own_copy_only=False,
    )
    assert found.name == "def/ReferenceBook"
    assert found.paragraph_numbers == ("p2.9", "p2.10", "p12.9")
    assert term_reference(graph, BAT.celex).single_valued


def test_a_coded_property_and_its_list(ontology: Graph, lists: Graph) -> None:
    direction = term_reference(ontology, BAT.direction)
    assert (direction.kind, direction.code_list) == ("object property", CODE.direction)
    assert (direction.domains, direction.ranges, direction.single_valued) == ((BAT.Effect,), (SKOS.Concept,), True)
    both = term_reference(ontology + lists, CODE.direction)
    assert both.used_in == (BAT.direction,)
    assert [str(code).removeprefix(CODE) for code in both.codes] == [
        f"direction/{name}" for name in ("increases", "no-change", "prevents", "reduces")
    ]


def test_codes_with_a_position_stand_in_its_order(lists: Graph) -> None:
    elements = term_reference(lists, CODE["structural-element"]).codes
    assert [str(code).removeprefix(CODE["structural-element"] + "/") for code in elements] == [
        "contents",
        "preface",
        "scope",
        "principles-of-application",
        "general-information",
        "methodology",
        "processes-in-use",
        "general-bat",
        "techniques-considered",
        "conclusion",
        "prospective-techniques",
        "further-comments",
        "bibliography",
    ]


def test_every_term_and_code_has_a_reference_in_three_languages(ontology: Graph, lists: Graph) -> None:
    terms = [term_reference(ontology, term) for term in ontology_terms(ontology)]
    codes = [
        term_reference(lists, code) for scheme in code_lists(lists) for code in term_reference(lists, scheme).codes
    ]
    assert all(sorted(t.labels) == sorted(t.definitions) == ["en", "kk", "ru"] for t in [*terms, *codes])


def test_an_unknown_term_is_an_error(ontology: Graph) -> None:
    with pytest.raises(KeyError, match=r"is no term of this ontology: look it up in docs/ontology\.md"):
        term_reference(ontology, BAT["No" + "Such"])


def test_the_command_says_whether_the_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == "up to date\n"
    assert main(["--chekc"]) == 2
    assert "expected none, or --check" in capsys.readouterr().err

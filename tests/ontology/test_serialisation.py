"""Turtle in one canonical form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS, XSD

from ontology.model import FOLDER
from ontology.namespaces import BAT
from ontology.serialisation import NotCanonicalisable, canonical_turtle, is_canonical, main, rewrite

TURTLE_FILES = sorted(FOLDER.rglob("*.ttl"))


@pytest.mark.parametrize("file", TURTLE_FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_every_turtle_file_of_the_ontology_is_canonical(file: Path) -> None:
    assert is_canonical(file), f"run: python -m ontology.serialisation {file}"


def test_the_whole_form() -> None:
    graph = Graph().parse(
        data=f"""@prefix x: <{BAT}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <{SKOS}> .
        x:celex rdfs:label "б"@ru , "a \\"quoted\\" word"@en , "в"@kk ;
          a owl:DatatypeProperty ; skos:notation 2, 10, 1.50, true .
        x:Body rdfs:comment "two\\nlines" ; rdfs:seeAlso <https://example.org/a b> ;
          rdfs:subClassOf [ owl:onProperty x:celex ; a owl:Restriction ; owl:someValuesFrom [ a owl:Class ] ] .
        [] a owl:AllDisjointClasses ; owl:members ( x:Body x:Person ) .""".replace("a b>", "a%20b>"),
        format="turtle",
    )
    assert canonical_turtle(graph) == (
        """@prefix bat: <https://w3id.org/batgraph/def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

bat:Body rdfs:comment \"\"\"two
lines\"\"\" ;
    rdfs:seeAlso <https://example.org/a%20b> ;
    rdfs:subClassOf [
        a owl:Restriction ;
        owl:onProperty bat:celex ;
        owl:someValuesFrom [
            a owl:Class
        ]
    ] .

bat:celex a owl:DatatypeProperty ;
    rdfs:label
        "a \\"quoted\\" word"@en,
        "в"@kk,
        "б"@ru ;
    skos:notation
        1.50,
        10,
        2,
        true .

[] a owl:AllDisjointClasses ;
    owl:members ( bat:Body bat:Person ) .
"""
    )


def test_a_shared_blank_node_is_refused() -> None:
    graph, shared = Graph(), BNode()
    graph.add((BAT.Body, BAT.member, shared))
    graph.add((BAT.Person, BAT.member, shared))
    graph.add((shared, BAT.celex, Literal("x")))
    with pytest.raises(NotCanonicalisable, match="used 2 times, expected once: give it an IRI"):
        canonical_turtle(graph)


def test_a_broken_list_is_refused() -> None:
    graph, head = Graph(), BNode()
    graph.add((BAT.Body, BAT.member, head))
    graph.add((head, RDF.first, BAT.Person))
    with pytest.raises(NotCanonicalisable, match="a list breaks off"):
        canonical_turtle(graph)


def test_rewriting_says_what_it_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f"<{BAT}celex> a <{RDF.Property}> .", encoding="utf-8")
    assert not is_canonical(file)
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == f"rewritten: {file}\n"
    assert is_canonical(file)
    assert not rewrite(file)


NODES = st.sampled_from([BAT.Body, BAT.Person, URIRef("https://example.org/x/y"), URIRef("urn:a:b"), BAT.Effect])
TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.tuples(TEXTS, st.sampled_from(["en", "kk", "ru"])).map(lambda pair: Literal(pair[0], lang=pair[1])),
    st.sampled_from(["1", "-2", "007"]).map(lambda text: Literal(text, datatype=XSD.integer)),
    st.sampled_from(["1.0", "-2.50", "3", "1."]).map(lambda text: Literal(text, datatype=XSD.decimal)),
    st.sampled_from(["true", "1"]).map(lambda text: Literal(text, datatype=XSD.boolean)),
    st.sampled_from(["2019-11-12"]).map(lambda text: Literal(text, datatype=XSD.date)),
)
TRIPLES = st.lists(st.tuples(NODES, NODES, st.one_of(NODES, LITERALS)), max_size=12)


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_text_reads_back_and_does_not_depend_on_order(
    triples: list[tuple[URIRef, URIRef, URIRef | Literal]], random: object
) -> None:
    graph, shuffled = Graph(), Graph()
    for triple in triples:
        graph.add(triple)
    random.shuffle(triples)  # type: ignore[attr-defined]
    for triple in triples:
        shuffled.add(triple)
    text = canonical_turtle(graph)
    assert canonical_turtle(shuffled) == text
    again = Graph().parse(data=text, format="turtle")
    assert isomorphic(again, graph)
    assert canonical_turtle(again) == text

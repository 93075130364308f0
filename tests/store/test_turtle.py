"""Turtle as a person reads it."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from store.turtle import readable_turtle

BAT = "https://w3id.org/batgraph/def/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
LEVEL = NamedNode("https://w3id.org/batgraph/doc/3XX/table/1/r1c1")
SAID = [
    Triple(LEVEL, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(f"{BAT}EmissionLevel")),
    Triple(LEVEL, NamedNode(f"{BAT}medium"), NamedNode("https://w3id.org/batgraph/code/medium/air")),
    Triple(LEVEL, NamedNode(f"{BAT}printedText"), Literal("@prefix a: <b> .\n5-10")),
]


def test_a_thing_is_written_with_short_names_and_its_own_address_whole() -> None:
    assert readable_turtle(SAID).decode().splitlines() == [
        "@prefix bat: <https://w3id.org/batgraph/def/> .",
        "",
        "<https://w3id.org/batgraph/doc/3XX/table/1/r1c1> a bat:EmissionLevel ;",
        "\tbat:medium <https://w3id.org/batgraph/code/medium/air> ;",
        '\tbat:printedText "@prefix a: <b> .\\n5-10" .',
    ]


@pytest.mark.parametrize(
    "triples",
    [
        SAID,
        [],
        [Triple(LEVEL, NamedNode(f"{SKOS}prefLabel"), Literal("skos: bat: xsd:", language="kk"))],
        [Triple(NamedNode(f"{BAT}a/b"), NamedNode(f"{BAT}%20"), Literal("1.50", datatype=NamedNode("urn:bat:x")))],
    ],
)
def test_what_is_written_is_read_back_the_same(triples: list[Triple]) -> None:
    read = parse(readable_turtle(triples), RdfFormat.TURTLE)
    assert [quad.triple for quad in read] == triples

"""The page of an act or of a part of it lists what it is made of, in the order of its text."""

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from api.service.provision_rows import provision_rows
from api.service.reader import Readers
from ontology.namespaces import BAT, ELI, code
from store.embedded import EmbeddedStore

ACT = URIRef("https://w3id.org/batgraph/law/made-up")
# Path, kind, position; each stands in the path before its last step.
PROVISIONS = [
    ("chapter-2", "chapter", 2),
    ("chapter-2/p10", "paragraph", 2),
    ("chapter-2/p9", "paragraph", 1),
    ("chapter-2/p9/part-1", "part", 1),
    ("chapter-2/p10/1", "sub-paragraph", 1),
    ("chapter-1", "chapter", 1),
]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    graph = Graph()
    graph.add((ACT, RDF.type, ELI.LegalResource))
    for path, kind, position in PROVISIONS:
        iri = ACT + f"/{path}"
        graph.add((iri, RDF.type, ELI.LegalResourceSubdivision))
        graph.add((iri, ELI.is_part_of, URIRef(iri.rpartition("/")[0])))
        graph.add((iri, ELI.type_subdivision, code("subdivision-kind", kind)))
        graph.add((iri, BAT.position, Literal(position)))
        for language in ("kk", "ru"):
            graph.add((iri, SKOS.prefLabel, Literal(f"{path} {language}", language)))
            if kind != "chapter":
                graph.add((iri, BAT.summary, Literal(f"{path} вкратце {language}", language)))
    made = EmbeddedStore.empty()
    made.add_graph(URIRef("https://w3id.org/batgraph/graph/made-up"), graph)
    return made


def listed(store: EmbeddedStore, iri: str, language: str) -> list[tuple[int, str, str]]:
    kinds = [str(ELI.LegalResource if iri == str(ACT) else ELI.LegalResourceSubdivision)]
    rows = provision_rows(store, iri, kinds, Readers(store).of(language))
    assert [row.href for row in rows] == [f"/law/made-up/{row.name.split()[0]}?lang={language}" for row in rows]
    return [(row.depth, row.name, row.summary) for row in rows]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_act_lists_its_chapters_and_paragraphs_in_order_and_parts_are_left_to_their_paragraph(
    store: EmbeddedStore, language: str
) -> None:
    assert listed(store, str(ACT), language) == [
        (0, f"chapter-1 {language}", ""),
        (0, f"chapter-2 {language}", ""),
        (1, f"chapter-2/p9 {language}", f"chapter-2/p9 вкратце {language}"),
        (1, f"chapter-2/p10 {language}", f"chapter-2/p10 вкратце {language}"),
        (2, f"chapter-2/p10/1 {language}", f"chapter-2/p10/1 вкратце {language}"),
    ]


def test_a_paragraph_lists_its_parts(store: EmbeddedStore) -> None:
    assert listed(store, f"{ACT}/chapter-2/p9", "ru") == [
        (0, "chapter-2/p9/part-1 ru", "chapter-2/p9/part-1 вкратце ru")
    ]


def test_what_is_no_provision_lists_none(store: EmbeddedStore) -> None:
    assert provision_rows(store, ACT, [str(BAT.Technique)], Readers(store).of("ru")) == ()

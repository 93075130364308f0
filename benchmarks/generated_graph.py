"""A graph of any size in the form of ours: techniques, their entries in documents, effects and determinations."""

import random
from typing import Final

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from ontology.namespaces import BAT, DOC, TECHNIQUE, code
from store.embedded import EmbeddedStore

TRIPLES_OF_AN_ENTRY: Final = 50
_POLLUTANTS: Final = [f"p{n}" for n in range(40)]
_DOCUMENTS: Final = 30
_EFFECTS: Final = 4
_DETERMINATIONS: Final = 2
_AT_ONCE: Final = 2000


def generated(triples: int) -> EmbeddedStore:
    """A store with about so many triples; the same for the same number."""
    chance = random.Random(775)
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/generated"), _code_lists())
    number = max(1, triples // TRIPLES_OF_AN_ENTRY)
    for start in range(0, number, _AT_ONCE):
        graph = Graph()
        for n in range(start, min(start + _AT_ONCE, number)):
            _entry(graph, n, chance)
        store.add_graph(URIRef(f"https://example.org/generated/{start}"), graph)
    return store


def _code_lists() -> Graph:
    graph = Graph()
    for name in _POLLUTANTS:
        graph.add((code("pollutant", name), RDF.type, SKOS.Concept))
        graph.add((code("pollutant", name), SKOS.prefLabel, Literal(f"вещество {name}", "ru")))
    for n in range(_DOCUMENTS):
        graph.add((DOC[f"3{n}"], RDF.type, BAT.EuBatConclusions))
    return graph


def _entry(graph: Graph, n: int, chance: random.Random) -> None:
    """A technique with its entry in one document."""
    technique = TECHNIQUE[f"t{n}"]
    entry = DOC[f"3{n % _DOCUMENTS}/bat/{n}/technique/a"]
    graph.add((technique, RDF.type, BAT.Technique))
    graph.add((technique, SKOS.prefLabel, Literal(f"Technique {n}", "en")))
    graph.add((entry, RDF.type, BAT.TechniqueEntry))
    graph.add((entry, BAT.technique, technique))
    graph.add((entry, BAT.inDocument, DOC[f"3{n % _DOCUMENTS}"]))
    graph.add((entry, BAT.mark, Literal(chance.choice("abcdef"))))
    graph.add((entry, BAT.sectionNumber, Literal(f"{chance.randrange(9)}.{chance.randrange(9)}")))
    graph.add((entry, BAT.sourcePage, Literal(chance.randrange(1, 400))))
    graph.add((entry, SKOS.prefLabel, Literal(f"Entry of {n}", "en")))
    graph.add((entry, BAT.claimedStatus, code("status", "bat")))
    for m in range(_EFFECTS):
        effect = URIRef(f"{entry}/effect/{m}")
        graph.add((effect, RDF.type, BAT.Effect))
        graph.add((effect, BAT.ofEntry, entry))
        graph.add((effect, BAT.pollutant, code("pollutant", chance.choice(_POLLUTANTS))))
        graph.add((effect, BAT.direction, code("direction", "reduces")))
        graph.add((effect, BAT.quantity, Literal(str(chance.randrange(100)), datatype=XSD.decimal)))
        graph.add((effect, BAT.sourcePage, Literal(chance.randrange(1, 400))))
        graph.add((effect, BAT.sectionNumber, Literal("1.1")))
    for m in range(_DETERMINATIONS):
        determination = URIRef(f"{entry}/determination/{m}")
        graph.add((determination, RDF.type, BAT.Determination))
        graph.add((determination, BAT.ofEntry, entry))
        graph.add((determination, BAT.status, code("status", "bat")))
        graph.add((determination, BAT.determinedOn, Literal(f"20{10 + m}-01-01", datatype=XSD.date)))
        graph.add((determination, BAT.suspected, Literal(bool(m))))

"""How many queries an answer takes: one per object field of the selection, whatever the number of things."""

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, SKOS, Graph, Literal

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC, TECHNIQUE, code


def library(size: int) -> Graph:
    """Two documents; in each `size` BAT, each with `size` entries of techniques with one effect each."""
    graph = Graph()
    for document in (DOC["3A"], DOC["3B"]):
        graph.add((document, RDF.type, BAT.EuBatConclusions))
        graph.add((document, SKOS.prefLabel, Literal("A document", "en")))
        for n in range(size):
            bat = DOC[f"{document[-2:]}/bat/{n}"]
            graph.add((bat, RDF.type, BAT.NumberedBat))
            graph.add((bat, BAT.inDocument, document))
            for m in range(size):
                entry = DOC[f"{document[-2:]}/bat/{n}/technique/{m}"]
                effect = DOC[f"{document[-2:]}/bat/{n}/technique/{m}/effect/1"]
                graph.add((entry, RDF.type, BAT.TechniqueEntry))
                graph.add((entry, BAT.listedIn, bat))
                graph.add((entry, BAT.inDocument, document))
                graph.add((entry, BAT.technique, TECHNIQUE[f"t{m}"]))
                graph.add((TECHNIQUE[f"t{m}"], RDF.type, BAT.Technique))
                graph.add((effect, RDF.type, BAT.Effect))
                graph.add((effect, BAT.ofEntry, entry))
                graph.add((effect, BAT.pollutant, code("pollutant", "nox")))
    graph.add((code("pollutant", "nox"), RDF.type, SKOS.Concept))
    return graph


CASES = {
    "{ documents { totalCount } }": 0,
    "{ documents { nodes { iri __typename } } }": 0,  # the class of each is known
    "{ numberedBats { nodes { iri } } }": 0,
    "{ documents { nodes { prefLabel { value } documentCode } } }": 1,
    "{ documents { nodes { numberedBats { totalCount } } } }": 1,
    "{ documents { nodes { numberedBats { nodes { batNumber } } } } }": 2,
    "{ numberedBats { nodes { batNumber inDocument { documentCode } } } }": 2,
    # Two fields side by side, each with fields below: a query each, and one each for what is below.
    "{ techniqueEntries { nodes { technique { prefLabel { value } } inDocument { documentCode } } } }": 3,
    """{ documents { nodes { numberedBats { nodes { batNumber techniqueEntries { nodes { mark
         technique { iri prefLabel { value } } effects { nodes { pollutant { code prefLabel { value } } } } } } } } } }
    }""": 8,
    # An alias is a field of its own.
    "{ documents { nodes { a: numberedBats { totalCount } b: numberedBats { totalCount } } } }": 2,
    '{ associatedLevels { facets(by: ["pollutant"]) { values { label { value } } } } }': 0,
    '{ effects { facets(by: ["pollutant"]) { values { label { value } } } } }': 1,
}


@pytest.mark.parametrize("query", CASES)
@pytest.mark.parametrize("size", [1, 7])
def test_the_number_of_queries_is_that_of_the_fields(
    schema_over: Callable[[Graph], AnalystSchema], query: str, size: int
) -> None:
    answer = schema_over(library(size)).answer(query, {})
    assert answer.errors is None
    assert answer.extensions is not None
    assert answer.extensions["queries"]["count"] == CASES[query]


def test_explain_shows_queries_that_run_as_they_are(schema_over: Callable[[Graph], AnalystSchema]) -> None:
    query = "query @explain { documents { nodes { numberedBats { nodes { batNumber } } } } }"
    answer = schema_over(library(2)).answer(query, {})
    assert answer.extensions is not None
    asked = answer.extensions["queries"]["asked"]
    assert len(asked) == 2
    store = Store()
    store.bulk_load(library(2).serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    for each in asked:
        assert len(list(store.query(each["sparql"]))) == each["rows"]

"""What a selection answers where data are not as shapes say, and where one name stands for several fields."""

from collections.abc import Callable

import pytest
from rdflib import RDF, Graph, Literal

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC

SchemaOver = Callable[[Graph], AnalystSchema]


def two_documents() -> Graph:
    """A decision and a reference book, with three numbered BAT each; one BAT has two numbers, one has none."""
    graph = Graph()
    for name, class_ in (("3A", BAT.EuBatConclusions), ("bref-B", BAT.EuReferenceDocument)):
        graph.add((DOC[name], RDF.type, class_))
        graph.add((DOC[name], RDF.type, BAT.Document))
        for n in range(3):
            bat = DOC[f"{name}/bat/{n}"]
            graph.add((bat, RDF.type, BAT.NumberedBat))
            graph.add((bat, BAT.inDocument, DOC[name]))
            if (name, n) != ("3A", 0):
                graph.add((bat, BAT.batNumber, Literal(n)))
    graph.add((DOC["3A/bat/1"], BAT.batNumber, Literal(11)))
    graph.add((DOC["3A/bat/1"], BAT.sectionTitle, Literal('says "№\x01"', lang="en")))
    return graph


def asked(schema: AnalystSchema, query: str) -> object:
    answer = schema.answer(query, {})
    assert answer.errors is None
    return answer.data


def test_of_several_values_where_one_may_be_the_first_is_answered(schema_over: SchemaOver) -> None:
    query = "{ numberedBats(first: 3) { nodes { iri batNumber sectionTitle { value } } } }"
    found = asked(schema_over(two_documents()), query)
    labels = [None, {"value": 'says "№\x01"'}, None]
    numbers = [None, 1, 2]
    assert found == {
        "numberedBats": {
            "nodes": [
                {"iri": str(DOC[f"3A/bat/{n}"]), "batNumber": numbers[n], "sectionTitle": labels[n]} for n in range(3)
            ]
        }
    }


def test_one_name_may_be_another_list_in_each_type(schema_over: SchemaOver) -> None:
    query = """{ documents { nodes {
      __typename
      ... on EuBatConclusions { n: numberedBats(first: 1) { nodes { batNumber } totalCount } }
      ... on EuReferenceDocument { n: numberedBats(first: 2, orderBy: [{ field: batNumber, direction: DESC }]) {
        nodes { batNumber } totalCount } }
    } } }"""
    assert asked(schema_over(two_documents()), query) == {
        "documents": {
            "nodes": [
                {"__typename": "EuBatConclusions", "n": {"nodes": [{"batNumber": None}], "totalCount": 3}},
                {
                    "__typename": "EuReferenceDocument",
                    "n": {"nodes": [{"batNumber": 2}, {"batNumber": 1}], "totalCount": 3},
                },
            ]
        }
    }


@pytest.mark.parametrize("parts", [("nodes { iri }", "edges { node { batNumber } }")])
def test_nodes_and_edges_of_one_page_answer_each_what_is_selected_there(
    schema_over: SchemaOver, parts: tuple[str, str]
) -> None:
    query = f"{{ numberedBats(first: 2) {{ {' '.join(parts)} again: nodes {{ sourcePage }} }} }}"
    found = asked(schema_over(two_documents()), query)
    assert found == {
        "numberedBats": {
            "nodes": [{"iri": str(DOC["3A/bat/0"])}, {"iri": str(DOC["3A/bat/1"])}],
            "edges": [{"node": {"batNumber": None}}, {"node": {"batNumber": 1}}],
            "again": [{"sourcePage": None}, {"sourcePage": None}],
        }
    }


def test_edges_of_nested_lists_stand_in_their_own_lists(schema_over: SchemaOver) -> None:
    inner = "edges { cursor node { iri } } pageInfo { endCursor }"
    query = f"{{ documents {{ nodes {{ numberedBats(first: 2) {{ {inner} }} }} }} }}"
    found = asked(schema_over(two_documents()), query)
    for name, document in zip(("3A", "bref-B"), found["documents"]["nodes"], strict=True):  # type: ignore[index]
        edges = document["numberedBats"]["edges"]
        assert [edge["node"]["iri"] for edge in edges] == [str(DOC[f"{name}/bat/{n}"]) for n in range(2)]
        assert edges[-1]["cursor"] == document["numberedBats"]["pageInfo"]["endCursor"]

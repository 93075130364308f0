"""The queries that an answer explains itself by run as they are in the SPARQL editor, with the same rows."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from store.embedded import EmbeddedStore
from store.query_text import Query

QUESTIONS = [
    """{ documents { nodes { prefLabel { value } numberedBats { nodes { batNumber
      techniqueEntries { nodes { mark } } } } } } }""",
    """{ associatedLevels { facets(by: ["medium"]) { values { label { value } } }
      nodes { printedText unit { code prefLabel { value } } pollutant { code } hasFootnote { mark } } } }""",
    '{ search(text: "invented") { hits { iri document { prefLabel { value } } } } }',
    "{ crossCheck { documents { document { documentCode } } findings { first { document { iri documentCode } } } } }",
    '{ applicable(subject: "FDM", asOf: "2026-01-01") { documents { document { documentCode } } } }',
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_explained_queries_give_the_same_rows_in_the_editor(
    service: tuple[TestClient, EmbeddedStore], question: str
) -> None:
    client, store = service
    body = {"query": question, "extensions": {"explain": True}}
    explained = client.post("/graphql", json=body).json()["extensions"]["queries"]["asked"]
    assert explained
    for each in explained:
        response = client.post(
            "/sparql", data={"query": each["sparql"]}, headers={"accept": "application/sparql-results+json"}
        )
        assert response.status_code == 200, response.text
        answer = response.json()
        expected = [
            {name: term.value for name, term in row.items()} for row in store.select(Query("again", each["sparql"]))
        ]
        found = [{name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]]
        assert len(found) == each["rows"]
        assert sorted(map(json.dumps, found)) == sorted(map(json.dumps, expected))


def test_the_directive_and_the_extension_ask_for_the_same(service: tuple[TestClient, EmbeddedStore]) -> None:
    client, _ = service
    answers: list[Callable[[], Any]] = [
        lambda: client.post("/graphql", json={"query": "{ documents { nodes { documentCode } } }"}),
        lambda: client.post("/graphql", json={"query": "query @explain { documents { nodes { documentCode } } }"}),
        lambda: client.post(
            "/graphql",
            json={"query": "{ documents { nodes { documentCode } } }", "extensions": {"explain": True}},
        ),
    ]
    queries = [answer().json()["extensions"]["queries"] for answer in answers]
    assert "asked" not in queries[0]
    assert [each["sparql"] for each in queries[1]["asked"]] == [each["sparql"] for each in queries[2]["asked"]]
    assert len(queries[1]["asked"]) == queries[0]["count"] == 1

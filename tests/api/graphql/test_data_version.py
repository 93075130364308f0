"""Every answer says of which data it is: in `extensions` where it is one of GraphQL, and always in a header."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.graphql.large_answers import Asked, LargeAnswers
from api.graphql.schema import AnalystSchema
from store.embedded import EmbeddedStore
from store.forking import AnsweringBroke, Hold, QueryLimitReached

Service = tuple[TestClient, EmbeddedStore]
NESTED: dict[str, Any] = {}
for _ in range(40):
    NESTED = {"not": NESTED}
REQUESTS = {
    "answered": {"query": "{ documents { totalCount } }"},
    "a field failed": {"query": "{ documents(first: 501) { totalCount } }"},
    "no syntax": {"query": "{"},
    "no such field": {"query": "{ nothing }"},
    "no operation": {"query": "query A { dataVersion } query B { dataVersion }"},
    "too deep": {"query": "{ documents { nodes { " + "supersedes { " * 30 + "iri " + "} " * 30 + "} } }"},
    "wrong variable": {"query": "query($n: Int) { documents(first: $n) { totalCount } }", "variables": {"n": "x"}},
    "deep variable": {
        "query": "query($w: DocumentWhere) { documents(where: $w) { totalCount } }",
        "variables": {"w": NESTED},
    },
    "hash not known": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}},
}


@pytest.mark.parametrize("media_type", ["application/json", "application/graphql-response+json"])
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_an_answer_and_an_error_say_it(service: Service, request_: dict[str, Any], media_type: str) -> None:
    client, _ = service
    for _again in range(2):  # the second time the answer is one that was kept
        answer = client.post("/graphql", json=request_, headers={"accept": media_type})
        assert answer.json()["extensions"]["dataVersion"] == "test-version"
        assert answer.headers["x-data-version"] == "test-version"


def test_an_answer_that_is_not_sent_again_says_it(service: Service) -> None:
    client, _ = service
    url = "/graphql?query=%7Bdocuments%7BtotalCount%7D%7D"
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.headers["x-data-version"]) == (304, "test-version")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/graphql", 400), ("/sparql?query=nonsense", 400), ("/nothing/of/the/kind?format=json", 404)],
)
def test_a_fault_of_http_says_it(service: Service, path: str, status: int) -> None:
    client, _ = service
    answer = client.get(path, headers={"accept": "application/json"})
    assert (answer.status_code, answer.headers["x-data-version"]) == (status, "test-version")


@pytest.mark.parametrize("fault", [QueryLimitReached("time", ""), QueryLimitReached("memory", ""), AnsweringBroke()])
def test_what_was_not_made_in_the_other_process_says_it(empty_schema: AnalystSchema, fault: Exception) -> None:
    def ask(_request: Mapping[str, Any], _seconds: float | None, _hold: Hold | None) -> bytes:
        raise fault

    asked = Asked("{ dataVersion }", {}, None, False, "application/json")
    answer = json.loads(LargeAnswers(empty_schema, ask).ask(asked).body)
    assert answer["data"] is None
    assert answer["extensions"] == {"dataVersion": "no data"}

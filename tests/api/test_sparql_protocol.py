import csv
import io
import json

import pytest
from rdflib import Graph
from starlette.testclient import TestClient

ROWS = "SELECT ?code WHERE { ?d <https://w3id.org/batgraph/def/documentCode> ?code }"
TRUTH = "ASK { ?d <https://w3id.org/batgraph/def/documentCode> 'XX' }"
TRIPLES = "CONSTRUCT WHERE { ?d <https://w3id.org/batgraph/def/documentCode> ?code }"


def code_in_json(body: bytes) -> list[str]:
    return [row["code"]["value"] for row in json.loads(body)["results"]["bindings"]]


def code_in_csv(body: bytes) -> list[str]:
    return [row["code"] for row in csv.DictReader(io.StringIO(body.decode()))]


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("GET", {"params": {"query": ROWS}}),
        ("POST", {"data": {"query": ROWS}}),
        ("POST", {"content": ROWS, "headers": {"content-type": "application/sparql-query"}}),
        ("POST", {"content": ROWS, "headers": {"content-type": "application/sparql-query; charset=utf-8"}}),
    ],
)
def test_every_way_of_asking_gives_the_same_answer(client: TestClient, method: str, arguments: dict) -> None:
    answer = client.request(method, "/sparql", **arguments)
    assert answer.status_code == 200
    assert code_in_json(answer.content) == ["XX"]


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (ROWS, None, "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv", "text/csv; charset=utf-8"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ROWS, "text/csv;q=0.3, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        (ROWS, "text/html;q=0.4, application/sparql-results+json;q=0.5", "application/sparql-results+json"),
        (TRUTH, "application/sparql-results+xml", "application/sparql-results+xml"),
        (TRIPLES, None, "text/turtle; charset=utf-8"),
        (TRIPLES, "application/ld+json", "application/ld+json"),
        (TRIPLES, "application/n-triples;q=0.9, text/turtle;q=0.1", "application/n-triples"),
    ],
)
def test_accept_decides_the_format(client: TestClient, query: str, accept: str | None, media_type: str) -> None:
    headers = {"accept": accept} if accept is not None else {"accept": "*/*"}
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["vary"] == "Accept"


def test_the_format_parameter_wins_over_accept(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ROWS, "format": "csv"}, headers={"accept": "text/turtle"})
    assert code_in_csv(answer.content) == ["XX"]


def test_triples_come_back_whole(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/sparql", params={"query": TRIPLES}).text, format="turtle")
    assert [str(value) for value in graph.objects()] == ["XX"]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        ({"method": "GET", "params": {"query": ROWS}, "headers": {"accept": "text/turtle"}}, 406, "not-acceptable"),
        ({"method": "GET", "params": {"query": TRIPLES}, "headers": {"accept": "text/csv"}}, 406, "not-acceptable"),
        ({"method": "GET", "params": {"query": TRUTH, "format": "csv"}}, 406, "not-acceptable"),
        ({"method": "GET", "params": {"query": "SELECT"}}, 400, "query-refused"),
        ({"method": "GET", "params": {"query": "DROP ALL"}}, 400, "query-refused"),
        ({"method": "GET", "params": {"query": "SELECT * { SERVICE <http://e.org> {} }"}}, 400, "query-refused"),
        ({"method": "GET", "params": {"query": ROWS, "default-graph-uri": "a:b"}}, 400, "unsupported-parameter"),
        ({"method": "GET", "params": [("query", ROWS), ("query", ROWS)]}, 400, "no-query"),
        ({"method": "POST", "data": {"other": "x"}}, 400, "no-query"),
        ({"method": "POST", "json": {"query": ROWS}}, 415, "unsupported-media-type"),
        (
            {"method": "POST", "content": b"\xff", "headers": {"content-type": "application/sparql-query"}},
            400,
            "not-utf-8",
        ),
        (
            {"method": "POST", "content": " " * 300_000, "headers": {"content-type": "application/sparql-query"}},
            413,
            "too-large",
        ),
        (
            {"method": "GET", "params": {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"}},
            503,
            "query-limit",
        ),
        ({"method": "DELETE"}, 405, "http-405"),
    ],
)
def test_every_failure_has_the_one_shape(client: TestClient, arguments: dict, status: int, code: str) -> None:
    answer = client.request(url="/sparql", **arguments)
    body = answer.json()
    assert (answer.status_code, body["error"]["code"]) == (status, code)
    assert sorted(body["error"]) == ["code", "hint", "message"]
    assert all(body["error"].values())

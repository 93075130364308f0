"""What can go wrong between us and an endpoint, each over a real socket."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from store.graph_store import QueryFailed
from store.query_text import Query
from store.remote import EndpointStore

from .sparql_endpoint import endpoint, serving

ANY = Query("any", "SELECT * WHERE { ?s ?p ?o }")
ROWS = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """An endpoint that answers every request in one way."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with serving(Handler) as url:
        yield url


def send(handler: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda h: send(h, 500, "text/plain", b"out of memory"), "answered 500 Internal Server Error: out of memory"),
        (lambda h: send(h, 401, "text/plain", b""), "answered 401 Unauthorized: "),
        (
            lambda h: send(h, 200, "text/html", b"<p>"),
            f"answered text/html, expected {ROWS}: the query has another form",
        ),
        (lambda h: send(h, 200, ROWS, b'{"head":'), "answered what cannot be read: "),
        (
            lambda h: send(h, 200, ROWS, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"stone"}}]}}'),
            "answered what cannot be read: ",
        ),
        (
            lambda h: send(
                h, 200, ROWS, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"bnode","value":"b"}}]}}'
            ),
            "answered a blank node, whose name means nothing in the next answer; expected IRIs",
        ),
    ],
)
def test_an_answer_that_is_none_fails_with_what_was_said(
    answer: Callable[[BaseHTTPRequestHandler], None], said: str
) -> None:
    with answering(answer) as url, EndpointStore(url) as store:
        with pytest.raises(QueryFailed) as failed:
            store.select(ANY)
        assert str(failed.value).startswith(f"query any: {url} {said}")


def test_an_answer_that_breaks_off_fails() -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, ROWS, EMPTY, length=len(EMPTY) + 9)
        handler.close_connection = True

    with answering(break_off) as url, pytest.raises(QueryFailed, match="ended its answer 9 bytes before its end"):
        EndpointStore(url).select(ANY)


def test_an_endpoint_that_is_silent_fails_at_the_deadline() -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        # Each byte comes in time; the whole answer does not.
        handler.send_response(200)
        handler.send_header("Content-Type", ROWS)
        handler.send_header("Content-Length", "1000000000")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" ")
        except OSError:
            handler.close_connection = True

    with answering(trickle) as url, EndpointStore(url, seconds=0.2) as store, pytest.raises(QueryFailed) as failed:
        store.select(ANY)
    assert str(failed.value) == f"query any: {url} did not answer within 0.2 seconds"


def test_an_answer_that_is_too_long_fails() -> None:
    with (
        answering(lambda h: send(h, 200, ROWS, EMPTY)) as url,
        EndpointStore(url, answer_bytes=20) as store,
        pytest.raises(QueryFailed, match="answered more than the 20 bytes that are read"),
    ):
        store.select(ANY)


def test_nobody_at_the_address_fails() -> None:
    with endpoint(b"") as url:
        pass
    with pytest.raises(QueryFailed, match=re.escape(f"query any: {url} did not answer: ")):
        EndpointStore(url).select(ANY)


def test_a_connection_that_the_server_closed_meanwhile_is_replaced() -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, ROWS, EMPTY)
        handler.close_connection = True  # without saying so

    with answering(once) as url, EndpointStore(url) as store:
        assert [store.select(ANY) for _ in range(3)] == [[], [], []]


def test_headers_go_with_every_request() -> None:
    seen = []

    def note(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        send(handler, 200, ROWS, EMPTY)

    with answering(note) as url, EndpointStore(url, headers={"Authorization": "Bearer token"}) as store:
        store.select(ANY)
        store.select(ANY)
    assert seen == ["Bearer token"] * 2


@pytest.mark.parametrize("url", ["ftp://example.org/sparql", "example.org/sparql", "http:///sparql"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is no address of an endpoint"):
        EndpointStore(url)


def test_an_endpoint_whose_queries_do_not_see_the_named_graphs_is_refused() -> None:
    expected = "does not see what its named graphs hold; expected their union"
    with endpoint(b"<urn:a> <urn:b> <urn:c> <urn:graph> .\n") as url, pytest.raises(QueryFailed, match=expected):
        EndpointStore.connected(url)


def test_an_endpoint_that_answers_from_earlier_versions_is_refused() -> None:
    earlier = b"<urn:a> <urn:b> <urn:c> <urn:graph/version/1> .\n"
    with endpoint(earlier) as url:
        EndpointStore.connected(url).close()
    expected = "sees earlier versions of sources; expected the current ones"
    with endpoint(earlier + b"<urn:a> <urn:b> <urn:c> .\n") as url, pytest.raises(QueryFailed, match=expected):
        EndpointStore.connected(url)

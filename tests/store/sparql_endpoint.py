"""A SPARQL 1.1 endpoint over a real socket: the query operation of the protocol, posted as a form.

It shares nothing with `store.remote`: Python's own HTTP server hands queries to Oxigraph.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat

from store.embedded import EmbeddedStore, is_aside

_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_TRIPLES = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


def _handler(store: pyoxigraph.Store) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))
            try:
                results = store.query(form["query"][0])
            except (SyntaxError, ValueError) as error:
                self.answer(400, "text/plain", str(error).encode())
                return
            accepted = self.headers["Accept"]
            if isinstance(results, QueryTriples):
                media_type = accepted if accepted in _TRIPLES else "text/turtle"
                body = results.serialize(format=_TRIPLES[media_type])
            else:
                media_type = accepted if accepted in _ROWS else "application/sparql-results+json"
                body = results.serialize(format=_ROWS[media_type])
            self.answer(200, f"{media_type}; charset=utf-8", body or b"")

        def answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the test's output is the test's."""

    return Handler


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on a free port of this machine and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def endpoint(nquads: bytes) -> Iterator[str]:
    """Serve a dataset and yield the endpoint's address."""
    store = pyoxigraph.Store()
    store.load(nquads, format=RdfFormat.N_QUADS)
    with serving(_handler(store)) as url:
        yield url


def nquads(store: EmbeddedStore) -> bytes:
    """All graphs of a store, and in the default graph what they hold together."""
    lines = []
    for iri in store.graph_iris():
        for triple in store.triples_of(iri):
            lines += [f"{triple} <{iri}> .", *([] if is_aside(iri) else [f"{triple} ."])]
    return "\n".join(lines).encode()

"""SPARQL 1.1 Protocol, query operation: GET, POST with a form, POST with the query as body."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.service.negotiation import accepted_format
from api.service.problem import Problem
from api.service.request_body import read_body
from store.graph_store import QueryFailed
from store.query_guard import QueryRefused, check_user_query
from store.query_process import LimitedQueries, QueryLimitReached
from store.query_text import Query
from store.result_formats import ROW_FORMATS, TRIPLE_FORMATS

_LARGEST_BODY = 200_000
_HOW_TO = (
    "Send it as GET /sparql?query=…, as a form field `query`, or as a body of type application/sparql-query. "
    "Example questions are listed at /examples."
)


@dataclass(frozen=True)
class SparqlProtocol:
    """Answers users' queries from a process with a deadline, and never on the event loop."""

    queries: LimitedQueries
    data_version: str

    async def __call__(self, request: Request) -> Response:
        """Answer one request; every failure is a Problem."""
        text = await _query_text(request)
        try:
            form = await to_thread.run_sync(check_user_query, text)
        except QueryRefused as error:
            raise Problem(400, "query-refused", str(error), _HOW_TO) from error
        offered = TRIPLE_FORMATS if form == "triples" else ROW_FORMATS[:2] if form == "truth" else ROW_FORMATS
        result_format = accepted_format(request, offered)
        try:
            body = await to_thread.run_sync(self.queries.serialise, Query("yours", text), result_format)
        except QueryFailed as error:
            raise Problem(400, "query-failed", str(error), _HOW_TO) from error
        except QueryLimitReached as error:
            raise Problem(503, "query-limit", str(error), "The limits are listed at /about.") from error
        headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*", "X-Data-Version": self.data_version}
        return Response(body, media_type=result_format.media_type, headers=headers)


async def _query_text(request: Request) -> str:
    if request.method in ("GET", "HEAD"):
        parameters = request.url.query
    else:
        body = await _body(request)
        content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if content_type == "application/sparql-query":
            return body
        if content_type != "application/x-www-form-urlencoded":
            raise Problem(
                415, "unsupported-media-type", f"A body of type {content_type or 'none'} holds no query.", _HOW_TO
            )
        parameters = body
    return _only_query(parse_qs(parameters, keep_blank_values=True))


async def _body(request: Request) -> str:
    received = await read_body(request, _LARGEST_BODY)
    try:
        return received.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", "The body is not UTF-8 text.", _HOW_TO) from error


def _only_query(parameters: dict[str, list[str]]) -> str:
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in parameters:
            raise Problem(
                400, "unsupported-parameter", f"{name} is not supported here.", "Name graphs with FROM in the query."
            )
    found = parameters.get("query", [])
    if len(found) != 1:
        raise Problem(400, "no-query", f"Found {len(found)} `query` parameters, expected one.", _HOW_TO)
    return found[0]

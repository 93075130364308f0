"""SPARQL 1.1 Protocol, query operation: GET, POST with a form, POST with the query as body."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.service.negotiation import accepted_format
from api.service.problem import DATA_VERSION, Problem
from api.service.request_body import read_body
from store.graph_store import QueryFailed
from store.query_guard import QueryForm, QueryRefused, check_user_query
from store.query_process import LimitedQueries, QueryLimitReached
from store.query_text import Query
from store.result_formats import ROW_FORMATS, TRIPLE_FORMATS, ResultFormat

_LARGEST_BODY = 200_000


@dataclass(frozen=True)
class SparqlProtocol:
    """Answers users' queries from a process with a deadline, and never on the event loop."""

    queries: LimitedQueries
    data_version: str

    async def __call__(self, request: Request) -> Response:
        """Answer one request; every failure is a Problem."""
        text = await query_text(request)
        form = await self.form(text)
        result_format = accepted_format(request, formats_of(form))
        body = await self.answer(text, result_format)
        headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*", DATA_VERSION: self.data_version}
        return Response(body, media_type=result_format.media_type, headers=headers)

    async def form(self, text: str) -> QueryForm:
        """What a query answers; a Problem if it must not run."""
        try:
            return await to_thread.run_sync(check_user_query, text)
        except QueryRefused as error:
            raise Problem(400, "query-refused", "query_refused", "sparql_how", said=str(error)) from error

    async def answer(self, text: str, result_format: ResultFormat) -> bytes:
        """The serialised answer of a query that was checked."""
        try:
            return await to_thread.run_sync(self.queries.serialise, Query("yours", text), result_format)
        except QueryFailed as error:
            raise Problem(400, "query-failed", "query_failed", "sparql_how", said=str(error)) from error
        except QueryLimitReached as error:
            raise _limit_reached(error, self.queries) from error


def formats_of(form: QueryForm) -> Sequence[ResultFormat]:
    """The serialisations of an answer of a form."""
    if form == "triples":
        return TRIPLE_FORMATS
    return ROW_FORMATS[:2] if form == "truth" else ROW_FORMATS


def _limit_reached(reached: QueryLimitReached, queries: LimitedQueries) -> Problem:
    seconds = f"{queries.limits.seconds:g}"
    return Problem(503, "query-limit", f"query_limit_{reached.limit}", "query_limit_hint", seconds=seconds)


async def query_text(request: Request) -> str:
    """The query that a request asks; a Problem if it asks none or several."""
    if request.method in ("GET", "HEAD"):
        parameters = request.url.query
    else:
        body = await _body(request)
        content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if content_type == "application/sparql-query":
            return body
        if content_type != "application/x-www-form-urlencoded":
            raise Problem(415, "unsupported-media-type", "no_sparql_type", "sparql_how", given=content_type or "none")
        parameters = body
    return _only_query(parse_qs(parameters, keep_blank_values=True))


async def _body(request: Request) -> str:
    received = await read_body(request, _LARGEST_BODY)
    try:
        return received.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", "not_utf_8", "sparql_how") from error


def _only_query(parameters: dict[str, list[str]]) -> str:
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in parameters:
            raise Problem(400, "unsupported-parameter", name=name)
    found = parameters.get("query", [])
    if len(found) != 1:
        raise Problem(400, "no-query", "query_parameters", "sparql_how", number=len(found))
    return found[0]

"""GraphQL over HTTP (the specification of the GraphQL Foundation) at /graphql, and GraphiQL there for a browser."""

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from anyio import to_thread
from graphql import ExecutionResult
from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from api.graphql.problems import RequestRefused, formatted
from api.graphql.schema import AnalystSchema, OperationNotAllowed
from api.service.problem import Problem
from api.service.request_body import read_body

LARGEST_BODY: Final = 1_000_000
RESPONSE_TYPE: Final = "application/graphql-response+json"
LEGACY_TYPE: Final = "application/json"
FIRST_QUERY: Final = "first_query.graphql"
_HINT: Final = "Send JSON with `query`, and if needed `variables`, `operationName` and `extensions`."


@dataclass(frozen=True)
class Parameters:
    """The parameters of a request, each of its right type."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


@dataclass(frozen=True)
class GraphQLEndpoint:
    """Answers requests on one state of the data, never on the event loop."""

    schema: AnalystSchema
    data_version: str

    async def answer(self, request: Request) -> Response:
        """Answer one request; a fault of HTTP is a Problem, a fault of the query stands in `errors`."""
        media_type = _media_type(request)
        if media_type == "text/html":
            return _graphiql()
        parameters = _from_url(request) if request.method == "GET" else await _from_body(request)
        etag = self._etag(parameters, media_type)
        if request.method == "GET" and etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": etag, "Vary": "Accept"})
        try:
            result = await to_thread.run_sync(
                self.schema.answer, parameters.query, parameters.variables, parameters.operation_name
            )
        except OperationNotAllowed as error:
            raise Problem(405, "not-allowed", str(error), "The graph is read only: write `query`.") from error
        return _response(result, media_type, etag if request.method == "GET" else None)

    def _etag(self, parameters: Parameters, media_type: str) -> str:
        asked = json.dumps([self.data_version, media_type, vars(parameters)], sort_keys=True, ensure_ascii=False)
        return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


def _response(result: ExecutionResult, media_type: str, etag: str | None) -> Response:
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [formatted(error) for error in result.errors]
    refused = isinstance(result, RequestRefused)
    if not refused:
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    if etag is not None and not result.errors:
        headers["ETag"] = etag
    # A legacy client takes anything but 200 for a fault of the transport.
    status = 400 if refused and media_type == RESPONSE_TYPE else 200
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, headers, media_type=f"{media_type}; charset=utf-8")


def _media_type(request: Request) -> str:
    accept = parse_accept_header(request.headers.get("accept") or "*/*", MIMEAccept)
    offered = [LEGACY_TYPE, RESPONSE_TYPE]
    if request.method == "GET" and "query" not in request.query_params:
        offered.append("text/html")
    best = accept.best_match(offered)
    if best is None:
        raise Problem(
            406,
            "not-acceptable",
            f"GraphQL is not answered as {request.headers['accept']}.",
            f"Accept {RESPONSE_TYPE}.",
        )
    return best


def _from_url(request: Request) -> Parameters:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(given[name], name)
    return _parameters(given)


async def _from_body(request: Request) -> Parameters:
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise Problem(
            415, "unsupported-media-type", f"A body of type {content_type or 'none'} holds no request.", _HINT
        )
    body = _json(await read_body(request, LARGEST_BODY), "the body")
    if not isinstance(body, dict):
        raise Problem(400, "bad-parameters", "The body is no JSON object.", _HINT)
    return _parameters(body)


def _json(text: str | bytes, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad-json", f"{what} is not JSON: {error}.", _HINT) from error


def _parameters(given: dict[str, Any]) -> Parameters:
    query = given.get("query")
    if not isinstance(query, str) or not query:
        raise Problem(400, "no-query", "The request holds no query text.", _HINT)
    for name, kind, words in (
        ("operationName", str, "a string"),
        ("variables", dict, "an object"),
        ("extensions", dict, "an object"),
    ):
        value = given.get(name)
        if value is not None and not isinstance(value, kind):
            raise Problem(400, "bad-parameters", f"`{name}` is {json.dumps(value)}, expected {words}.", _HINT)
    return Parameters(query, given.get("variables") or {}, given.get("operationName"))


def _graphiql() -> Response:
    templates = Environment(loader=PackageLoader("api.service", "templates"), autoescape=True)
    query = resources.files("api.graphql").joinpath(FIRST_QUERY).read_text(encoding="utf-8")
    return HTMLResponse(templates.get_template("graphiql.html").render(first_query=query), headers={"Vary": "Accept"})

"""GraphQL over HTTP (the specification of the GraphQL Foundation) at /graphql, and GraphiQL there for a browser."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from anyio import create_task_group, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from api.graphql.answer_cache import Answer, AnswerCache
from api.graphql.editor_page import editor_page
from api.graphql.guards import LARGEST_BODY
from api.graphql.input_guards import check_nesting
from api.graphql.large_answers import RESPONSE_TYPE, Asked, LargeAnswers, answer_request, written_answer
from api.graphql.persisted import PersistedQueries
from api.graphql.problems import GraphQLProblem, RequestRefused
from api.graphql.schema import AnalystSchema, OperationNotAllowed
from api.service.language import page_language
from api.service.problem import DATA_VERSION, Problem
from api.service.request_body import read_body
from api.service.words import problem_words
from shapes.trilingual import LANGUAGES, Language, Trilingual
from store.forking import GivenUp, Hold

LEGACY_TYPE: Final = "application/json"
# Pages of other addresses may ask too: the graph is public and read only.
_PREFLIGHT: Final = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True)
class Parameters:
    """The parameters of a request, each of its right type."""

    query: str | None
    variables: dict[str, Any]
    operation_name: str | None
    extensions: dict[str, Any]

    @property
    def explain(self) -> bool:
        """Whether the request asks for the queries, with `extensions: {"explain": true}`."""
        return self.extensions.get("explain") is True


@dataclass(frozen=True)
class GraphQLEndpoint:
    """Answers requests on one state of the data, never on the event loop."""

    schema: AnalystSchema
    persisted: PersistedQueries = field(default_factory=PersistedQueries)
    cache: AnswerCache = field(default_factory=AnswerCache)
    large: LargeAnswers | None = None

    async def answer(self, request: Request) -> Response:
        """Answer one request; a fault of HTTP is a Problem, a fault of the query stands in `errors`."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        media_type = _media_type(request)
        if media_type == "text/html":
            language = page_language(request)
            headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
            return HTMLResponse(editor_page(language), headers=headers)
        parameters = await _from_body(request) if request.method == "POST" else _from_url(request)
        language = _language(request, parameters.extensions)
        if over := check_nesting(parameters.variables):
            return self._refused(over, media_type, language)
        try:
            text = self.persisted.text(parameters.query, parameters.extensions)
        except GraphQLProblem as refused:
            return self._refused([refused], media_type, language)
        if text is None:
            raise Problem(400, "no-query", "no_query", "graphql_how")
        key = self._key(text, parameters, media_type)
        etag = {"ETag": f'"{key[:32]}"'} if request.method != "POST" else {}
        if etag and etag["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**etag, "Vary": "Accept, Accept-Language", **self._version})
        answer = self.cache.get(key)
        hit = "hit" if answer is not None else "fwd=miss"
        if answer is None:
            answer = await self._answer(request, asked_of(text, parameters, media_type, language))
            self.cache.keep(key, answer)
        headers = {"Cache-Status": f"batgraph; {hit}", **(etag if answer.lasting else {})}
        return self._response(answer, media_type, headers)

    @property
    def _version(self) -> dict[str, str]:
        return {DATA_VERSION: self.schema.data_version}

    def _refused(self, errors: list[GraphQLProblem], media_type: str, language: Language) -> Response:
        answer = written_answer(RequestRefused(errors), media_type, language, self.schema.data_version)
        return self._response(answer, media_type, {})

    def _response(self, answer: Answer, media_type: str, headers: dict[str, str]) -> Response:
        shared = {"Vary": "Accept, Accept-Language", "Access-Control-Allow-Origin": "*", **self._version, **headers}
        return Response(answer.body, answer.status, shared, media_type=f"{media_type}; charset=utf-8")

    async def _answer(self, request: Request, asked: Asked) -> Answer:
        """Answer and write it down; both take time, so both are done off the event loop."""
        try:
            if self.large is None:
                return await to_thread.run_sync(answer_request, self.schema, asked)
            answer = await to_thread.run_sync(self.large.begin, asked)
            return await _handed_over(request, self.large, asked) if answer is None else answer
        except OperationNotAllowed as error:
            raise Problem(405, "not-allowed", "operation_not_allowed", kind=str(error)) from error

    def _key(self, text: str, parameters: Parameters, media_type: str) -> str:
        """What an answer depends on, as a hash: the day too, because some questions are asked as of today.

        The language does not count: errors alone are worded, and an answer with errors is not kept.
        """
        asked = [self.schema.data_version, str(date.today()), media_type, parameters.explain]
        asked += [text, parameters.variables, parameters.operation_name]
        # With escapes, so that any text can be hashed.
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


async def _handed_over(request: Request, large: LargeAnswers, asked: Asked) -> Answer:
    """Have it answered elsewhere; once the client has gone, that is ended, and what is answered reaches nobody."""
    hold, answer, refused = Hold(), Answer(b"", 499, lasting=False), None

    async def end_when_client_goes() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        hold.give_up()
        tasks.cancel_scope.cancel()

    async with create_task_group() as tasks:
        tasks.start_soon(end_when_client_goes)
        try:
            answer = await large.hand_over(asked, hold)
        except (GivenUp, OperationNotAllowed) as error:
            refused = error
        tasks.cancel_scope.cancel()
    if isinstance(refused, OperationNotAllowed):
        raise refused
    return answer


def asked_of(text: str, parameters: Parameters, media_type: str, language: Language = "en") -> Asked:
    """What a request asks, without what is of HTTP."""
    return Asked(text, parameters.variables, parameters.operation_name, parameters.explain, media_type, language)


def _media_type(request: Request) -> str:
    accept = parse_accept_header(request.headers.get("accept") or "*/*", MIMEAccept)
    offered = [LEGACY_TYPE, RESPONSE_TYPE]
    if request.method != "POST" and not {"query", "extensions"} & request.query_params.keys():
        offered.append("text/html")
    best = accept.best_match(offered)
    if best is None:
        raise Problem(
            406, "not-acceptable", "graphql_not_acceptable", asked=request.headers["accept"], offered=RESPONSE_TYPE
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
            415, "unsupported-media-type", "unsupported_media_type", "graphql_how", given=content_type or "none"
        )
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise Problem(415, "unsupported-encoding", encoding=encoding)
    body = _json(await read_body(request, LARGEST_BODY), problem_words("the_body"))
    if not isinstance(body, dict):
        raise Problem(400, "bad-parameters", "no_object", "graphql_how")
    return _parameters(body)


def _json(text: str | bytes, what: str | Trilingual) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad-json", "bad_json", "graphql_how", what=what, said=_why(error)) from error


def _why(error: ValueError | RecursionError) -> str:
    """What is wrong with a text, in words that do not speak of the program that read it."""
    if isinstance(error, json.JSONDecodeError):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"the byte at {error.start} is not of {error.encoding.upper()}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"


def _parameters(given: dict[str, Any]) -> Parameters:
    query = given.get("query")
    if query is not None and not isinstance(query, str):
        raise _bad_parameter("query", query, problem_words("a_string"))
    for name, kind, expected in (
        ("operationName", str, "a_string"),
        ("variables", dict, "an_object"),
        ("extensions", dict, "an_object"),
    ):
        value = given.get(name)
        if value is not None and not isinstance(value, kind):
            raise _bad_parameter(name, value, problem_words(expected))
    variables, extensions = given.get("variables") or {}, given.get("extensions") or {}
    return Parameters(query or None, variables, given.get("operationName"), extensions)


def _bad_parameter(name: str, given: Any, expected: Trilingual | str) -> Problem:
    values = {"name": name, "given": json.dumps(given, ensure_ascii=False), "expected": expected}
    return Problem(400, "bad-parameters", "bad_parameter", "graphql_how", **values)


def _language(request: Request, extensions: dict[str, Any]) -> Language:
    """That of errors: as the request says in its extensions, else as it does for pages."""
    asked = extensions.get("language")
    if asked is None:
        return page_language(request)
    for language in LANGUAGES:
        if language == asked:
            return language
    raise _bad_parameter("extensions.language", asked, ", ".join(LANGUAGES))

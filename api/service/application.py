"""The HTTP application: which path answers what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from anyio import to_thread
from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.examples import load_examples
from api.service.linked_data import describe
from api.service.negotiation import accepted_format, page_language, prefers_html
from api.service.pages import Pages, document_rows, example_questions, load_pages
from api.service.problem import Problem, problem_response
from api.service.sparql_protocol import SparqlProtocol
from api.service.term_pages import is_term, term_groups, term_page
from ontology.namespaces import BASE
from store.graph_store import GraphStore
from store.query_process import LimitedQueries
from store.query_text import Query, load_query
from store.result_formats import ROW_FORMATS, TRIPLE_FORMATS

_IRI = re.compile(r"[!#-;=?-\[\]_a-z~%]+")
_LINKED = ("doc", "law", "technique", "code", "def", "graph", "determination", "rule-set", "ontology")


@dataclass(frozen=True)
class Service:
    """What the application serves: the graph in memory, and the process that runs users' queries on the same data."""

    store: GraphStore
    queries: LimitedQueries
    data_version: str


def make_application(service: Service, further_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the ASGI application. `further_routes` come before the pages."""
    endpoints = _Endpoints(service, load_pages(service.data_version))
    linked = [Route(f"/{step}/{{rest:path}}", endpoints.thing) for step in _LINKED]
    return Starlette(
        routes=[
            *further_routes,
            Route("/", endpoints.start),
            Route("/examples", endpoints.examples),
            Route("/about", endpoints.about),
            Route("/ontology", endpoints.ontology),
            Route("/def/", endpoints.namespace),
            Route("/sparql", endpoints.sparql, methods=["GET", "POST"]),
            *linked,
            Mount("/static", StaticFiles(directory=Path(str(resources.files("api.service"))) / "static")),
        ],
        exception_handlers={Problem: endpoints.problem, HTTPException: endpoints.http_error},
    )


class _Endpoints:
    """The handlers, sharing the service and the templates."""

    def __init__(self, service: Service, pages: Pages) -> None:
        self._service = service
        self._pages = pages
        self._protocol = SparqlProtocol(service.queries, service.data_version)

    async def problem(self, request: Request, error: Exception) -> Response:
        """An error as a page for a browser, else as JSON."""
        is_browser = "text/html" in request.headers.get("accept", "")
        if not isinstance(error, Problem) or not (is_browser and _wants_page(request)):
            return await problem_response(request, error)
        return self._page(request, "problem.html", error.status, problem=error)

    async def http_error(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else "The service failed."
        said = f"{request.method} {request.url.path}: {detail}."
        return await self.problem(request, Problem(status, f"http-{status}", said, "The start page is /."))

    async def start(self, request: Request) -> Response:
        language = page_language(request)
        rows = await to_thread.run_sync(document_rows, self._service.store, language)
        return self._page(request, "start.html", documents=rows)

    async def examples(self, request: Request) -> Response:
        return self._page(request, "examples.html", examples=example_questions(page_language(request)))

    async def about(self, request: Request) -> Response:
        return self._page(request, "about.html", limits=self._service.queries.limits)

    async def sparql(self, request: Request) -> Response:
        asks_nothing = request.method == "GET" and "query" not in request.query_params
        return self._sparql_form(request) if asks_nothing else await self._protocol(request)

    def _sparql_form(self, request: Request) -> Response:
        examples = {example.name: example.query.text for example in load_examples()}
        chosen = request.query_params.get("example", "levels-for-nox")
        if chosen not in examples:
            raise Problem(404, "no-example", f"There is no example {chosen}.", f"There are {', '.join(examples)}.")
        return self._page(
            request,
            "sparql.html",
            query=examples[chosen],
            formats=ROW_FORMATS + TRIPLE_FORMATS,
            examples=example_questions(page_language(request)),
        )

    async def ontology(self, request: Request) -> Response:
        groups = await to_thread.run_sync(term_groups, self._service.store, page_language(request))
        return self._page(request, "ontology.html", groups=groups)

    async def namespace(self, request: Request) -> Response:
        """The namespace of the ontology: its page, or all of it as triples."""
        if _wants_page(request):
            return RedirectResponse(f"/ontology?lang={page_language(request)}", 303, {"Vary": "Accept"})
        return await self._triples(request, load_query("api.service", "ontology"))

    async def thing(self, request: Request) -> Response:
        iri = BASE + request.url.path.lstrip("/")
        if not _IRI.fullmatch(iri):
            raise _unknown(iri)
        if _wants_page(request):
            return await to_thread.run_sync(self._page_of, request, iri)
        query = load_query("api.service", "description").bind(thing=[NamedNode(iri)])
        if not await to_thread.run_sync(self._service.store.construct, query):
            raise _unknown(iri)
        return await self._triples(request, query)

    def _page_of(self, request: Request, iri: str) -> Response:
        language = page_language(request)
        term = term_page(self._service.store, iri, language) if is_term(iri) else None
        if term is not None:
            return self._page(request, "term.html", page=term)
        described = describe(self._service.store, iri, language, self._pages.texts[language])
        if described is None:
            raise _unknown(iri)
        return self._page(request, "thing.html", thing=described)

    async def _triples(self, request: Request, query: Query) -> Response:
        result_format = accepted_format(request, TRIPLE_FORMATS)
        body = await to_thread.run_sync(self._service.store.serialise, query, result_format)
        return Response(body, media_type=result_format.media_type, headers={"Vary": "Accept"})

    def _page(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        language = page_language(request)
        html = self._pages.render(template, language, request.url.path, **values)
        headers = {"Content-Language": language, "Vary": "Accept, Accept-Language"}
        return HTMLResponse(html, status, headers)


def _wants_page(request: Request) -> bool:
    return prefers_html(request) and "format" not in request.query_params


def _unknown(iri: str) -> Problem:
    return Problem(404, "unknown", f"Nothing is known of {iri}.", "Documents and techniques are listed at /.")

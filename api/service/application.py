"""The HTTP application: which path answers what."""

from collections.abc import Callable, Sequence
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
from api.graphql.search import SearchIndex
from api.service.found import FoundPage, found_page
from api.service.language import page_language
from api.service.negotiation import accepted_format, prefers_html, wants_table
from api.service.pages import DocumentRow, Pages, document_rows, example_questions, load_pages
from api.service.problem import DATA_VERSION, Problem, problem_response
from api.service.reader import Readers
from api.service.sparql_answer import read_answer, read_as
from api.service.sparql_protocol import SparqlProtocol, formats_of, query_text
from api.service.term_pages import TermGroup, term_groups
from api.service.thing_pages import ThingPages
from ontology.namespaces import BASE
from store.graph_store import GraphStore
from store.query_process import LimitedQueries
from store.query_text import Query, load_query
from store.result_formats import ROW_FORMATS, TRIPLE_FORMATS


@dataclass(frozen=True)
class Service:
    """What the application serves: the graph in memory, and the process that runs users' queries on the same data.

    `search` gives the index of names; without it there is no search page.
    """

    store: GraphStore
    queries: LimitedQueries
    data_version: str
    search: Callable[[], SearchIndex] | None = None


def make_application(service: Service, further_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the ASGI application. `further_routes` come before the pages."""
    endpoints = _Endpoints(service, load_pages(service.data_version))
    search = [Route("/search", endpoints.search)] if service.search else []
    return Starlette(
        routes=[
            *further_routes,
            Route("/", endpoints.start),
            Route("/examples", endpoints.examples),
            Route("/about", endpoints.about),
            Route("/ontology", endpoints.ontology),
            Route("/def/", endpoints.namespace),
            Route("/sparql", endpoints.sparql, methods=["GET", "POST"]),
            *search,
            Mount("/static", StaticFiles(directory=Path(str(resources.files("api.service"))) / "static")),
            # Whatever the graph says something of has its page at the path of its IRI.
            Route("/{rest:path}", endpoints.thing),
        ],
        exception_handlers={
            Problem: endpoints.problem,
            HTTPException: endpoints.http_error,
            Exception: endpoints.http_error,
        },
    )


class _Endpoints:
    """The handlers, sharing the service and the templates."""

    def __init__(self, service: Service, pages: Pages) -> None:
        self._service = service
        self._pages = pages
        self._readers = Readers(service.store)
        self._things = ThingPages(service.store)
        self._document_rows: dict[str, Sequence[DocumentRow]] = {}
        self._term_groups: dict[str, Sequence[TermGroup]] = {}
        self._protocol = SparqlProtocol(service.queries, service.data_version)

    async def problem(self, request: Request, error: Exception) -> Response:
        """An error as a page for a browser, else as JSON; of which data, says a header."""
        answer = await self._said(request, error)
        answer.headers[DATA_VERSION] = self._service.data_version
        return answer

    async def _said(self, request: Request, error: Exception) -> Response:
        is_browser = "text/html" in request.headers.get("accept", "") and prefers_html(request)
        if not isinstance(error, Problem) or not is_browser:
            return await problem_response(request, error)
        said = error.in_words(page_language(request))
        return self._page(request, "problem.html", error.status, problem=error, said=said)

    async def http_error(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        known = status if status in (404, 405) else 500
        problem = Problem(status, f"http-{known}", method=request.method, path=request.url.path)
        answer = await self.problem(request, problem)
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    async def start(self, request: Request) -> Response:
        rows = await to_thread.run_sync(self._documents, page_language(request))
        return self._page(request, "start.html", documents=rows)

    def _documents(self, language: str) -> Sequence[DocumentRow]:
        if language not in self._document_rows:
            self._document_rows[language] = document_rows(self._service.store, language)
        return self._document_rows[language]

    async def search(self, request: Request) -> Response:
        """What is called alike what was typed, best first; the whole list with `all`."""
        found = await to_thread.run_sync(self._found, request)
        return self._page(request, "search.html", found=found, asked=request.query_params.get("q", ""))

    def _found(self, request: Request) -> FoundPage | None:
        asked = request.query_params.get("q", "").strip()
        if not asked or self._service.search is None:
            return None
        reader = self._readers.of(page_language(request))
        return found_page(self._service.search(), asked, reader, whole="all" in request.query_params)

    async def examples(self, request: Request) -> Response:
        return self._page(request, "examples.html", examples=example_questions(page_language(request)))

    async def about(self, request: Request) -> Response:
        return self._page(request, "about.html", limits=self._service.queries.limits)

    async def sparql(self, request: Request) -> Response:
        if request.method in ("GET", "HEAD") and "query" not in request.query_params:
            return self._sparql_form(request)
        if wants_table(request, ROW_FORMATS + TRIPLE_FORMATS):
            return await self._sparql_table(request)
        return await self._protocol(request)

    async def _sparql_table(self, request: Request) -> Response:
        """The answer, or what is wrong with the query, under the query itself."""
        text = await query_text(request)
        try:
            form = await self._protocol.form(text)
            body = await self._protocol.answer(text, read_as(form))
        except Problem as problem:
            said = problem.said.into(page_language(request))
            return self._sparql_page(request, text, problem.status, problem=problem, said=said)
        reader = self._readers.of(page_language(request))
        answer = await to_thread.run_sync(read_answer, body, form, reader)
        return self._sparql_page(request, text, answer=answer, downloads=formats_of(form))

    def _sparql_form(self, request: Request) -> Response:
        examples = {example.name: example.query.text for example in load_examples()}
        chosen = request.query_params.get("example", "levels-for-nox")
        if chosen not in examples:
            raise Problem(404, "no-example", asked=chosen, there=", ".join(examples))
        return self._sparql_page(request, examples[chosen])

    def _sparql_page(self, request: Request, query: str, status: int = 200, **values: object) -> Response:
        examples = example_questions(page_language(request))
        formats = ROW_FORMATS + TRIPLE_FORMATS
        shown = {"query": query, "formats": formats, "examples": examples, "limits": self._service.queries.limits}
        return self._page(request, "sparql.html", status, **shown, **values)

    async def ontology(self, request: Request) -> Response:
        groups = await to_thread.run_sync(self._terms, page_language(request))
        return self._page(request, "ontology.html", groups=groups)

    def _terms(self, language: str) -> Sequence[TermGroup]:
        if language not in self._term_groups:
            self._term_groups[language] = term_groups(self._service.store, language)
        return self._term_groups[language]

    async def namespace(self, request: Request) -> Response:
        """The namespace of the ontology: its page, or all of it as triples."""
        if _wants_page(request):
            return RedirectResponse(f"/ontology?lang={page_language(request)}", 303, {"Vary": "Accept"})
        return await self._triples(request, load_query("api.service", "ontology"))

    async def thing(self, request: Request) -> Response:
        iri = await to_thread.run_sync(self._things.meant, request.url.path)
        if _wants_page(request):
            return await to_thread.run_sync(self._page_of, request, iri)
        if not await to_thread.run_sync(self._things.is_known, iri):
            return await to_thread.run_sync(self._elsewhere, request, iri)
        return await self._triples(request, load_query("api.service", "description").bind(thing=[NamedNode(iri)]))

    def _page_of(self, request: Request, iri: str) -> Response:
        reader = self._readers.of(page_language(request))
        term = self._things.term(iri, reader, request.query_params)
        if term is not None:
            return self._page(request, "term.html", page=term)
        page = self._things.page(iri, reader, request.query_params)
        if page is None:
            return self._elsewhere(request, iri)
        return self._page(request, "thing.html", page=page, thing=page.thing)

    def _elsewhere(self, request: Request, iri: str) -> Response:
        """Send on from a path that ends with a slash too many; else say what is called alike."""
        without = iri.rstrip("/")
        if without != iri and self._things.is_known(without):
            path = request.url.replace(path=f"/{without.removeprefix(BASE)}")
            return RedirectResponse(str(path), 308)
        near = self._things.near(iri)
        if near:
            raise Problem(404, "unknown-but-near", iri=iri, near=", ".join(near))
        raise Problem(404, "unknown", iri=iri)

    async def _triples(self, request: Request, query: Query) -> Response:
        result_format = accepted_format(request, TRIPLE_FORMATS)
        body = await to_thread.run_sync(self._service.store.serialise, query, result_format)
        return Response(body, media_type=result_format.media_type, headers={"Vary": "Accept"})

    def _page(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        language = page_language(request)
        html = self._pages.render(
            template,
            language,
            request.url.path,
            searchable=self._service.search is not None,
            kept=[(name, value) for name, value in request.query_params.multi_items() if name != "lang"],
            **values,
        )
        headers = {"Content-Language": language, "Vary": "Accept, Accept-Language"}
        return HTMLResponse(html, status, headers)


def _wants_page(request: Request) -> bool:
    return prefers_html(request) and "format" not in request.query_params

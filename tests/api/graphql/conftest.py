"""A schema over any graph, and a real server over the shipped facts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from graphql import GraphQLSchema, build_schema
from rdflib import Graph, URIRef
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from api.graphql.http_endpoint import GraphQLEndpoint
from api.graphql.schema import AnalystSchema
from api.service.address import listen
from api.service.application import Service, make_application
from api.service.problem import Problem, problem_response
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess
from store.snapshot import SnapshotFolder

ILLUSTRATION = Path(__file__).parents[1] / "illustrative_graph.ttl"


@pytest.fixture(scope="session")
def empty_schema() -> AnalystSchema:
    """The schema over no data; the shapes and the ontology are read once."""
    factors = Path(__file__).resolve().parents[3] / "data" / "ecm"
    return AnalystSchema(load_shapes(["model"]), load_ontology(), EmbeddedStore.empty(), "no data", factors)


@pytest.fixture(scope="session")
def schema_text(empty_schema: AnalystSchema) -> str:
    """The schema as text."""
    return empty_schema.text


@pytest.fixture(scope="session")
def printed(schema_text: str) -> GraphQLSchema:
    """The schema as clients read it from its text."""
    return build_schema(schema_text, assume_valid_sdl=True)


@pytest.fixture(scope="session")
def schema_over(empty_schema: AnalystSchema) -> Callable[[Graph], AnalystSchema]:
    """Make a schema over a graph."""

    def make(graph: Graph) -> AnalystSchema:
        store = EmbeddedStore.empty()
        store.add_graph(URIRef("https://example.org/graph"), graph)
        return empty_schema.over(store, "test-version")

    return make


@pytest.fixture(scope="session")
def shipped(empty_schema: AnalystSchema, built_store: Path) -> AnalystSchema:
    """The schema over the graph that is built from the shipped facts."""
    snapshot = SnapshotFolder(built_store).current()
    schema = empty_schema.over(snapshot.open(), snapshot.data_version)
    # As a service does before its first request, so that to make the index is not in the time of one.
    assert schema.search_index is not None
    return schema


@pytest.fixture(scope="session")
def service(
    empty_schema: AnalystSchema, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, EmbeddedStore]]:
    """The whole service over the illustrative graph, and the store that it works on."""
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/graph"), Graph().parse(ILLUSTRATION))
    dataset = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store.write_nquads(dataset)
    endpoint = GraphQLEndpoint(empty_schema.over(store, "test-version"))
    route = Route("/graphql", endpoint.answer, methods=["GET", "POST"])
    with QueryProcess(dataset, QueryLimits(seconds=10.0, answer_bytes=5_000_000)) as queries:
        yield TestClient(make_application(Service(store, queries, "test-version"), [route])), store


@contextmanager
def served(schema: AnalystSchema) -> Iterator[str]:
    """Serve a schema from a thread; gives the address."""
    route = Route("/graphql", GraphQLEndpoint(schema).answer, methods=["GET", "POST", "OPTIONS"])
    application = Starlette(routes=[route], exception_handlers={Problem: problem_response})
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/graphql"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def address(schema_over: Callable[[Graph], AnalystSchema]) -> Iterator[str]:
    """The address of a server over the illustrative graph."""
    graph = Graph().parse(ILLUSTRATION)
    with served(schema_over(graph)) as found:
        yield found


@pytest.fixture(scope="session")
def shipped_address(shipped: AnalystSchema) -> Iterator[str]:
    """The address of a server over the shipped facts."""
    with served(shipped) as address:
        yield address


@pytest.fixture(scope="session")
def store(built_store: Path) -> EmbeddedStore:
    return SnapshotFolder(built_store).current().open()

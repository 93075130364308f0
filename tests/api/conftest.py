"""A service over a small illustrative graph."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from api.graphql.model import read_model
from api.graphql.search import SearchIndex
from api.service.application import Service, make_application
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an application that serves the illustrative graph, with short limits."""
    store = EmbeddedStore.empty()
    graph = Graph().parse(Path(__file__).parent / "illustrative_graph.ttl")
    store.add_graph(URIRef("https://w3id.org/batgraph/graph/illustrative"), graph)
    dataset = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store.write_nquads(dataset)
    with QueryProcess(dataset, QueryLimits(seconds=1.0, answer_bytes=20_000)) as queries:
        search = cache(lambda: SearchIndex(store, read_model(load_shapes(["model"]), load_ontology())))
        yield TestClient(make_application(Service(store, queries, "test-version", search)))

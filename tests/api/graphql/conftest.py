"""A schema over any graph."""

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from api.graphql.schema import AnalystSchema
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore


@pytest.fixture(scope="session")
def schema_over() -> Callable[[Graph], AnalystSchema]:
    """Make a schema over a graph; the shapes and the ontology are read once."""
    schema = AnalystSchema(load_shapes(["model"]), load_ontology(), EmbeddedStore.empty(), "no data")

    def make(graph: Graph) -> AnalystSchema:
        store = EmbeddedStore.empty()
        store.add_graph(URIRef("https://example.org/graph"), graph)
        return schema.over(store, "test-version")

    return make

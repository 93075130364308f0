"""Both engines find the same for random shapes over random data, result by result."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from rdflib import Graph

from tests.shapes.compilation.comparison import compiled_rows, reference_rows, store_of
from tests.shapes.compilation.random_graphs import data_graphs, shapes_graphs

pytestmark = pytest.mark.filterwarnings("ignore")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data_graphs(), shapes_graphs())
def test_core_constraints(data: Graph, shapes: Graph) -> None:
    note(data.serialize())
    note(shapes.serialize())
    store = store_of(data)
    assert compiled_rows(store, shapes) == reference_rows(store, shapes)

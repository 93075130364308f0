"""Both engines find the same in randomly mutated books. `python -m benchmarks.engine_comparison` makes hundreds."""

import random

import pytest
from rdflib import Graph

from benchmarks.engine_comparison import Comparison, mutated
from shapes.compilation.compiler import compile_shapes

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def comparison(all_shapes: Graph, vocabulary: Graph) -> Comparison:
    return Comparison(all_shapes, compile_shapes(all_shapes), vocabulary)


@pytest.mark.parametrize(("name", "seed"), [("cross_sectoral", 1), ("cross_sectoral", 2), ("sectoral", 3)])
def test_both_engines_find_the_same(name: str, seed: int, books: dict[str, Graph], comparison: Comparison) -> None:
    compared = comparison.of(name, mutated(books[name], random.Random(seed)))
    assert (compared.only_compiled, compared.only_pyshacl) == ((), ())
    assert compared.results > 10

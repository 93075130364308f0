"""Books to break, the shapes to break, and a fast engine for doing it a few hundred times."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from loaders.code_lists import load_shipped
from ontology.namespaces import GRAPH
from shapes.background import own_vocabulary
from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.engine import Engine, EngineFinding
from shapes.loading import load_shapes
from shapes.validation import validate
from shapes.validation_result import ValidationReport
from store.embedded import EmbeddedStore

from .planting import PlantedBook

BOOKS = Path(__file__).parent / "books"
REPOSITORY = Path(__file__).resolve().parents[2]

Validate = Callable[[Graph], ValidationReport]
Broken = Callable[[str, str], Graph]


@pytest.fixture(scope="session")
def all_shapes() -> Graph:
    """Every shipped shape and analysis."""
    return load_shapes()


@pytest.fixture(scope="session")
def vocabulary() -> Graph:
    """The ontology with all code lists."""
    return own_vocabulary() + load_shipped(REPOSITORY / "data").graph


@pytest.fixture(scope="session")
def books() -> dict[str, Graph]:
    """The complete books, by name; never changed by a test."""
    return {file.stem: Graph().parse(file) for file in BOOKS.glob("*.ttl")}


@pytest.fixture(scope="session")
def plan(all_shapes: Graph) -> Plan:
    """All shapes compiled, once."""
    return compile_shapes(all_shapes)


@pytest.fixture(scope="session")
def planted(books: dict[str, Graph], all_shapes: Graph, plan: Plan, vocabulary: Graph) -> dict[str, PlantedBook]:
    """The complete books, ready to have faults planted into them."""
    return {name: PlantedBook(book, all_shapes, plan, vocabulary) for name, book in books.items()}


@pytest.fixture(scope="session")
def fast_engine(all_shapes: Graph, plan: Plan) -> Engine:
    """The compiled engine with all shapes compiled once; test_complete_books holds it against pySHACL."""

    def run(data: Graph, shapes: Graph) -> list[EngineFinding]:
        assert shapes is all_shapes
        store = EmbeddedStore.empty()
        store.add_graph(GRAPH["tested"], data)
        return list(run_in_store(store, plan).findings)

    return run


@pytest.fixture(scope="session")
def check(all_shapes: Graph, vocabulary: Graph, fast_engine: Engine) -> Validate:
    """Validate a graph against everything."""
    return lambda data: validate(data, all_shapes, vocabulary=vocabulary, engine=fast_engine)


@pytest.fixture(scope="session")
def broken(books: dict[str, Graph]) -> Broken:
    """Return a copy of a book after a SPARQL update; fails where the update changes nothing."""

    def copy_and_break(name: str, update: str) -> Graph:
        book = books[name]
        copy = Graph()
        copy += book
        prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in book.namespaces())
        copy.update(prefixes + update)
        assert set(copy) != set(book), "this update changes nothing"
        return copy

    return copy_and_break

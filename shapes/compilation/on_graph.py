"""The compiled engine for data that are not in a store yet."""

from typing import Final

from rdflib import Graph, URIRef

from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.engine import EngineFinding
from store.embedded import EmbeddedStore

_PLACE: Final = URIRef("urn:x-batgraph:validated")


def run_compiled(data: Graph, shapes: Graph) -> list[EngineFinding]:
    """Run shapes over a graph, compiled where they compile; an `Engine` like `shapes.engine.run_pyshacl`."""
    store = EmbeddedStore.empty()
    store.add_graph(_PLACE, data)
    return list(run_in_store(store, compile_shapes(shapes)).findings)

"""The compiled engine for data that are not in a store yet."""

from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat
from rdflib import Graph

from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.engine import EngineFinding
from store.embedded import EmbeddedStore

_PLACE: Final = "urn:x-batgraph:validated"


def run_compiled(data: Graph, shapes: Graph) -> list[EngineFinding]:
    """Run shapes over a graph, compiled where they compile; an `Engine` like `shapes.engine.run_pyshacl`.

    Blank nodes keep their labels, so that findings are about those of `data`.
    """
    store = EmbeddedStore.empty()
    read = pyoxigraph.parse(data.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    store.change_graph(_PLACE, removed=(), added=(quad.triple for quad in read))
    return list(run_in_store(store, compile_shapes(shapes)).findings)

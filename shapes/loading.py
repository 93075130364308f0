"""Reading the shipped shapes, whole or by topic."""

from collections.abc import Iterable

from rdflib import Graph

from shapes.selection import FOLDER, GROUPS, shape_files


def load_shapes(selection: Iterable[str] = GROUPS) -> Graph:
    """Return the shapes of `selection` as one graph; see `shape_files` for how to select."""
    graph = Graph().parse(FOLDER / "prefixes.ttl", format="turtle")
    for file in shape_files(selection):
        graph.parse(file, format="turtle")
    return graph

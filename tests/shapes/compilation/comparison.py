"""Reports of both engines over the same store, brought into one form: results as plain rows that can be compared."""

from rdflib import SH, XSD, BNode, Graph, URIRef
from rdflib.term import Literal, Node

from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.compilation.paths import sparql_path
from shapes.compilation.terms import union_graph
from shapes.engine import EngineFinding, run_pyshacl_with_rdflib
from store.embedded import EmbeddedStore

# Focus node, path, value, component, source shape, severity.
Row = tuple[str, str, str, str, str, str]

PLACE = URIRef("https://example.org/graph")


def store_of(*graphs: Graph) -> EmbeddedStore:
    store = EmbeddedStore.empty()
    for number, graph in enumerate(graphs):
        store.add_graph(URIRef(f"{PLACE}/{number}"), graph)
    return store


def as_stored(graph: Graph) -> Graph:
    """A graph with its literals as the store writes them ("10.0" is "10"), so that they are compared by value."""
    return union_graph(store_of(graph))


def rows(findings: list[EngineFinding] | tuple[EngineFinding, ...], shapes: Graph) -> list[Row]:
    """Sorted, and each once: a result that equals another in all that it says is the same result."""
    return sorted({_row(finding, shapes) for finding in findings})


def compiled_rows(store: EmbeddedStore, shapes: Graph) -> list[Row]:
    """What the compiled engine finds; fails if it left any shape to the other one."""
    plan = compile_shapes(shapes)
    assert plan.declined == ()
    return rows(run_in_store(store, plan).findings, shapes)


def reference_rows(store: EmbeddedStore, shapes: Graph) -> list[Row]:
    """What pySHACL finds in the same triples."""
    return rows(run_pyshacl_with_rdflib(union_graph(store), as_stored(shapes)), shapes)


def _row(finding: EngineFinding, shapes: Graph) -> Row:
    path = finding.path
    if isinstance(path, BNode):
        # A path that is no single property: pySHACL copies it into its report, so the shape's own is shown.
        described = shapes.value(finding.source_shape, SH.path)
        assert described is not None
        path = Literal(sparql_path(shapes, described))
    return (
        _text(finding.focus_node),
        _text(path),
        _text(finding.value),
        finding.component.removeprefix(str(SH)),
        str(finding.source_shape),
        finding.severity,
    )


def _text(node: Node | None) -> str:
    # The long form: n3() may shorten numbers, and then 1 and "1"^^xsd:integer look different.
    if isinstance(node, Literal):
        return f'"{node}"' + (f"@{node.language}" if node.language else f"^^{node.datatype or XSD.string}")
    if isinstance(node, BNode):
        # pySHACL copies blank nodes into its report under new labels.
        return "a blank node"
    return "" if node is None else node.n3()

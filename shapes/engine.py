"""The one place where a SHACL engine runs: data and shapes in, plain findings out."""

from dataclasses import dataclass
from typing import Any, Final, Protocol
from typing import Literal as OneOf

import pyoxigraph
import pyshacl
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

Severity = OneOf["violation", "warning", "information"]

SEVERITIES: Final[dict[Node, Severity]] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "information",
}


class ShapesRefused(Exception):
    """Shapes that the engine cannot run: a fault of the shapes, or values that pySHACL cannot put in order."""


@dataclass(frozen=True)
class EngineFinding:
    """One `sh:ValidationResult` as an engine gives it.

    `path` is None for a node shape, and where the path is no single property it is the node that describes it.
    `value` is None where the fault is that a value is missing.
    """

    focus_node: Node
    source_shape: URIRef
    component: URIRef
    severity: Severity
    path: Node | None = None
    value: Node | None = None


class Engine(Protocol):
    """Anything that runs shapes over data."""

    def __call__(self, data: Graph, shapes: Graph) -> list[EngineFinding]:
        """Return every finding, in no particular order. Raises ShapesRefused if the shapes cannot be run."""


def run_pyshacl(data: Graph, shapes: Graph) -> list[EngineFinding]:
    """Run pySHACL, the reference engine, with Oxigraph evaluating its SPARQL.

    On an rdflib graph pySHACL parses and plans each SPARQL constraint anew for every focus node: over 60 constraints
    and 10 nodes that took 7.2 s against 0.1 s here. Oxigraph rewrites numbers ("10.0" to "10"), so numbers in
    findings are equal to those in `data` as values, not as text.
    """
    return _run(_InOxigraph(_oxigraph_copy(data)), shapes)


def run_pyshacl_with_rdflib(data: Graph, shapes: Graph) -> list[EngineFinding]:
    """Run pySHACL with rdflib evaluating its SPARQL: slow, and the only way for what Oxigraph's binding cannot do.

    That is a constraint component of the author's own, and a query that names `$this` only in inner groups.
    """
    return _run(data, shapes)


def _run(data: Any, shapes: Graph) -> list[EngineFinding]:
    try:
        outcome = pyshacl.validate(data, shacl_graph=shapes, ont_graph=None, inference="none")
    except NotImplementedError as error:
        raise ShapesRefused(str(error)) from error
    except TypeError as error:
        # It orders values with Python's `<=`, which numbers, dates and ill-formed literals do not all have in common.
        raise ShapesRefused(f"pySHACL cannot put two values of the data in order: {error}") from error
    report: Any = outcome[1]
    if not isinstance(report, Graph):
        raise ShapesRefused(f"pySHACL could not run the shapes: {outcome[2]}")
    return [_finding(report, result) for result in report.objects(None, SH.result)]


class _InOxigraph(OxigraphDataGraph):
    """Data in Oxigraph as pySHACL reads them. Nothing leads on from a text or number; its own class fails there."""

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        return iter(()) if isinstance(subject, Literal) else super().objects(subject, predicate, unique)

    def predicate_objects(self, subject: Any = None, unique: bool = False) -> Any:
        return iter(()) if isinstance(subject, Literal) else super().predicate_objects(subject, unique)


def _oxigraph_copy(data: Graph) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(data.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return store


def _finding(report: Graph, result: Node) -> EngineFinding:
    focus_node = report.value(result, SH.focusNode)
    source_shape = report.value(result, SH.sourceShape)
    component = report.value(result, SH.sourceConstraintComponent)
    severity = report.value(result, SH.resultSeverity)
    if focus_node is None or not isinstance(component, URIRef) or severity is None:
        raise ShapesRefused(f"a result of pySHACL is incomplete: {sorted(report.predicate_objects(result))}")
    if not isinstance(source_shape, URIRef):
        raise ShapesRefused(f"the shape that {focus_node} breaks has no IRI: give every shape a name")
    return EngineFinding(
        focus_node=focus_node,
        source_shape=source_shape,
        component=component,
        severity=SEVERITIES[severity],
        path=report.value(result, SH.resultPath),
        value=report.value(result, SH.value),
    )

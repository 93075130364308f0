"""Holding what an editor wrote against the shapes when it is loaded.

What breaks the model is refused: the product could not show or compare it. What breaks the Rules is reported and
loaded, since a draft is loaded in order to see what it lacks.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from pyoxigraph import NamedNode
from rdflib import Graph, URIRef
from rdflib.term import Node

from loaders.loaded_source import Finding, SourceRefused
from ontology.namespaces import CODE, GRAPH
from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.compilation.terms import as_node
from shapes.engine import EngineFinding
from shapes.loading import load_shapes
from shapes.validation import validate
from shapes.validation_result import ValidationResult
from store.embedded import EmbeddedStore
from store.graph_store import GraphStore, Term
from store.query_text import load_query

_SHOWN: Final = 20
_ONTOLOGY: Final = str(GRAPH["ontology"])
_CODE_LISTS: Final = str(GRAPH["code-lists"])


def check_against_model(store: EmbeddedStore, graph_iri: str, file: str) -> tuple[Finding, ...]:
    """Return what the things that a graph of the store describes lack under the Rules, and warnings of the model.

    Raises SourceRefused, naming `file`, where they break the model.
    """
    rows = store.select(load_query("api", "things_in_our_words").bind(graph=[NamedNode(graph_iri)]))
    focus = frozenset(row["thing"] for row in rows)
    if not focus:
        return ()
    broken = [found for found in _results(store, graph_iri, "model", focus) if found.severity == "violation"]
    if broken:
        raise SourceRefused(
            file=file,
            place=f"{_place(broken[0])}; in all {len(broken)} values that break the model",
            found="; ".join(_line(each) for each in broken[:_SHOWN]),
            expected="data that keep the model",
            mend=f"{broken[0].mend.en} `batgraph validate --rules model {file}` lists all of them.",
        )
    return tuple(map(_finding, _results(store, graph_iri, "law", focus)))


def _results(store: EmbeddedStore, graph_iri: str, group: str, focus: frozenset[Term]) -> tuple[ValidationResult, ...]:
    shapes, plan = _shapes(group)
    findings = list(run_in_store(store, plan, focus).findings)
    if not findings:
        return ()
    data = _said_of(store, graph_iri, findings)
    report = validate(data, shapes, vocabulary=_vocabulary(store, data), engine=lambda *_: findings)
    return report.results


@cache
def _shapes(group: str) -> tuple[Graph, Plan]:
    """Shapes and their plan, which no run changes: reading and compiling them takes longer than checking a draft."""
    shapes = load_shapes([group])
    return shapes, compile_shapes(shapes)


def _said_of(store: GraphStore, graph_iri: str, findings: Iterable[EngineFinding]) -> Graph:
    """What the graph says of the things that were found: enough for the wording, however large the graph is."""
    wanted: set[Node] = {
        node for each in findings for node in (each.focus_node, each.value) if isinstance(node, URIRef)
    }
    return _graph(store, graph_iri, wanted)


def _vocabulary(store: GraphStore, data: Graph) -> Graph:
    codes: set[Node] = {node for node in data.all_nodes() if isinstance(node, URIRef) and node.startswith(CODE)}
    return _graph(store, _ONTOLOGY) + _graph(store, _CODE_LISTS, codes)


def _graph(store: GraphStore, graph_iri: str, subjects: set[Node] | None = None) -> Graph:
    graph = Graph()
    for triple in store.triples_of(graph_iri):
        subject = as_node(triple.subject)
        if subjects is None or subject in subjects:
            graph.add((subject, as_node(triple.predicate), as_node(triple.object)))
    return graph


def _place(result: ValidationResult) -> str:
    return str(result.focus)


def _line(result: ValidationResult) -> str:
    return f"{result.focus}: {result.message.en} (found {result.found.en}, expected {result.expected.en})"


def _finding(result: ValidationResult) -> Finding:
    return Finding(
        severity=result.severity,
        place=f"{result.focus_label.en} ({result.rule.name})",
        found=f"{result.message.en} {result.found.en}",
        expected=result.expected.en,
        mend=result.mend.en,
    )

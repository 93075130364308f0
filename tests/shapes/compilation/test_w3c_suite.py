"""The W3C SHACL test suite through our engine: compiled where it compiles, delegated where it does not."""

from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.term import Literal, Node

from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.delegation import run_left
from shapes.compilation.evaluation import Evaluation
from shapes.compilation.focus import EVERY_TARGET
from shapes.compilation.terms import as_node
from shapes.engine import SEVERITIES, ShapesRefused
from store.embedded import EmbeddedStore

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
HERE = Path(__file__).parent
SUITE = HERE.parents[3] / "shared" / "suites" / "shacl"
FILES = sorted(
    str(file.relative_to(SUITE)) for file in SUITE.rglob("*.ttl") if "sht:Validate" in file.read_text("utf-8")
)
DELEGATED = dict(line.split("\t") for line in (HERE / "w3c_delegated.tsv").read_text("utf-8").splitlines())

# The standard leaves access to the shapes graph from a query to the engine (SHACL 5.3.1): ours refuses, and says so.
OPTIONAL = {"sparql/pre-binding/shapesGraph-001.ttl"}

# Focus node, path, value, component, severity; blank nodes have no name outside their file.
Found = Counter[tuple[str, str, str, str, str]]


def read(iri: Node) -> Graph:
    """A file with its literals as written: rdflib's own reader would make "1"^^xsd:boolean "true"."""
    path = Path(str(iri).removeprefix("file://"))
    graph = Graph()
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, base_iri=path.as_uri()):
        graph.add((as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)))
    return graph


def with_named_shapes(shapes: Graph) -> Graph:
    """Our engine reports shapes by name; the suite leaves some without."""
    names = {s: URIRef(f"urn:shape:{s}") for s in shapes.objects(None, SH.property) if isinstance(s, BNode)}
    renamed = Graph()
    for subject, predicate, value in shapes:
        renamed.add((names.get(subject, subject), predicate, names.get(value, value)))
    return renamed


def store_of(iri: Node) -> EmbeddedStore:
    engine = pyoxigraph.Store()
    path = Path(str(iri).removeprefix("file://"))
    place = pyoxigraph.NamedNode("urn:data")
    quads = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, base_iri=path.as_uri()))
    for graph in (place, pyoxigraph.DefaultGraph()):
        engine.extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
    return EmbeddedStore(engine)


def named(node: Node | None) -> str:
    if isinstance(node, Literal):
        # The store writes numbers in one way only (4.0 is 4), so both sides are written by it.
        engine = pyoxigraph.Store()
        engine.load(f"<urn:a> <urn:b> {node.n3()} .".encode(), format=pyoxigraph.RdfFormat.TURTLE)
        return str(next(iter(engine)).object)
    return "a blank node" if isinstance(node, BNode) else str(node)


def expected_results(manifest: Graph, report: Node) -> Found:
    properties = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)
    results = manifest.objects(report, SH.result)
    return Counter(
        tuple(named(manifest.value(result, p)) for p in properties)  # type: ignore[misc]
        for result in results
    )


def results_of(plan: Plan, store: EmbeddedStore) -> Found:
    found: Found = Counter()
    evaluation = Evaluation(store)
    for v in evaluation.violations(plan):
        path = as_node(v.path) if v.path is not None else v.source.path
        value = as_node(v.value) if v.value is not None else None
        found[
            named(as_node(v.this)), named(path), named(value), named(v.source.component), named(v.source.severity)
        ] += 1
    if plan.declined:
        iri_of = {severity: iri for iri, severity in SEVERITIES.items()}
        for f in run_left(store, plan, EVERY_TARGET, evaluation):
            severity = named(iri_of[f.severity])
            found[named(f.focus_node), named(f.path), named(f.value), named(f.component), severity] += 1
    return found


@pytest.mark.skipif(not FILES, reason="the W3C suite (../shared/suites/shacl) is not on this machine")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("file", FILES)
def test_the_whole_expected_report_comes_out(file: str) -> None:
    manifest = read(URIRef((SUITE / file).as_uri()))
    for test in manifest.subjects(RDF.type, SHT.Validate):
        action, report = manifest.value(test, MF.action), manifest.value(test, MF.result)
        assert action is not None
        assert report is not None
        data, shapes_iri = manifest.value(action, SHT.dataGraph), manifest.value(action, SHT.shapesGraph)
        assert data is not None
        assert shapes_iri is not None
        shapes = with_named_shapes(read(shapes_iri))
        plan = compile_shapes(shapes)
        reasons = "; ".join(sorted({declined.reason for declined in plan.declined}))
        assert reasons == DELEGATED.get(file, "")
        if report == SHT.Failure or file in OPTIONAL:
            with pytest.raises(ShapesRefused):
                results_of(plan, store_of(data))
        else:
            assert results_of(plan, store_of(data)) == expected_results(manifest, report)


def test_no_file_is_listed_as_delegated_that_the_suite_does_not_have() -> None:
    if FILES:
        assert set(DELEGATED) <= set(FILES)

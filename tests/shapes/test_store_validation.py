"""A store validated whole, in part after a change, over the network and from several threads at once."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from rdflib import Graph, URIRef

from benchmarks.engine_comparison import mutated
from loaders.decree.loading import load_shipped as load_law
from ontology.namespaces import GRAPH
from shapes.compilation.engine import run_in_store
from shapes.compilation.share import Taken, engines_of
from shapes.compilation.terms import as_node
from shapes.engine import Engine, EngineFinding
from shapes.store_validation import (
    OntologyMissing,
    Rules,
    focus_nodes,
    ready,
    replace_graph,
    validate_changed,
    validate_graph,
    validate_store,
)
from shapes.validation import validate
from store.embedded import EmbeddedStore
from store.remote import EndpointStore
from tests.store.sparql_endpoint import endpoint, nquads

from .conftest import REPOSITORY, Broken

BOOK, OTHER_BOOK = GRAPH["book/sectoral"], GRAPH["book/cross-sectoral"]


@pytest.fixture(scope="module")
def rules(all_shapes: Graph, vocabulary: Graph) -> Rules:
    return ready(all_shapes, vocabulary)


@pytest.fixture(scope="module")
def law() -> Graph:
    return load_law(REPOSITORY / "data").graph


@pytest.fixture(scope="module")
def terms(vocabulary: Graph, law: Graph) -> EmbeddedStore:
    """The ontology, the code lists and the law."""
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["ontology"], vocabulary)
    store.add_graph(GRAPH["law/kz-775"], law)
    return store


@pytest.fixture
def stored(terms: EmbeddedStore, books: dict[str, Graph]) -> Iterator[EmbeddedStore]:
    """The terms with both books, each in a graph of its own; a test may change the books."""
    terms.replace_graph(BOOK, books["sectoral"])
    terms.replace_graph(OTHER_BOOK, books["cross_sectoral"])
    yield terms
    for graph in (BOOK, OTHER_BOOK):
        terms.replace_graph(graph, Graph())


@pytest.fixture(scope="module")
def faulty(broken: Broken) -> Graph:
    return broken("sectoral", "DELETE { ?level bat:unit ?unit } WHERE { ?level a bat:EmissionLevel ; bat:unit ?unit }")


def found(store: EmbeddedStore, rules: Rules) -> set[EngineFinding]:
    return set(run_in_store(store, rules.plan).findings)


def test_a_book_in_a_store_has_the_results_that_it_has_alone(
    stored: EmbeddedStore,
    rules: Rules,
    faulty: Graph,
    all_shapes: Graph,
    vocabulary: Graph,
    law: Graph,
    fast_engine: Engine,
) -> None:
    stored.replace_graph(BOOK, faulty)
    report = validate_store(stored, rules)
    assert report == validate(faulty, all_shapes, vocabulary=vocabulary + law, engine=fast_engine)
    assert report.counts["violation"] > 0


def test_one_changed_value_is_looked_at_with_what_reads_it_and_nothing_else(
    stored: EmbeddedStore, rules: Rules, faulty: Graph
) -> None:
    everything = focus_nodes(stored, rules)
    part = validate_changed(stored, rules, BOOK, faulty)
    assert part.report.counts["violation"] > 0
    assert 0 < part.looked_at < len(everything) / 10


def test_a_graph_put_in_its_own_place_concerns_nothing(
    stored: EmbeddedStore, rules: Rules, books: dict[str, Graph]
) -> None:
    assert replace_graph(stored, rules, BOOK, books["sectoral"]) == frozenset()


def test_a_graph_is_looked_at_without_the_other_books(stored: EmbeddedStore, rules: Rules, faulty: Graph) -> None:
    stored.replace_graph(BOOK, faulty)
    whole = validate_store(stored, rules)
    assert validate_graph(stored, rules, str(BOOK)).report.results == whole.results
    other = validate_graph(stored, rules, str(OTHER_BOOK))
    assert other.report.results == ()
    assert 0 < other.looked_at < len(focus_nodes(stored, rules)) / 2


@pytest.mark.parametrize("seed", range(4))
def test_about_what_a_random_change_does_not_concern_the_rules_find_what_they_found(
    seed: int, stored: EmbeddedStore, rules: Rules, books: dict[str, Graph]
) -> None:
    before = found(stored, rules)
    changed = mutated(books["sectoral"], random.Random(seed), changes=1 + seed)
    nodes = replace_graph(stored, rules, BOOK, changed)
    concerned = {as_node(node) for node in nodes}
    after = found(stored, rules)
    assert {f for f in after if f.focus_node not in concerned} == {f for f in before if f.focus_node not in concerned}
    assert set(run_in_store(stored, rules.plan, nodes).findings) == {f for f in after if f.focus_node in concerned}


def test_over_an_endpoint_the_report_is_the_same(stored: EmbeddedStore, rules: Rules, faulty: Graph) -> None:
    stored.replace_graph(BOOK, faulty)
    with endpoint(nquads(stored)) as url, EndpointStore.connected(url) as remote:
        assert validate_store(remote, rules).results == validate_store(stored, rules).results


def test_several_validations_at_once_find_what_each_finds_alone(
    stored: EmbeddedStore, rules: Rules, faulty: Graph, vocabulary: Graph, law: Graph
) -> None:
    faulty_store = EmbeddedStore.empty()
    faulty_store.add_graph(GRAPH["ontology"], vocabulary + law)
    faulty_store.add_graph(BOOK, faulty)
    stores = [stored, faulty_store] * 2
    alone = [validate_store(store, rules) for store in stores[:2]]
    with ThreadPoolExecutor(len(stores)) as threads:
        at_once = list(threads.map(lambda store: validate_store(store, rules, threads=2), stores))
    assert at_once == alone * 2
    assert alone[0] != alone[1]


def test_a_store_without_the_ontology_is_refused(rules: Rules, books: dict[str, Graph]) -> None:
    store = EmbeddedStore.empty()
    store.add_graph(BOOK, books["sectoral"])
    with pytest.raises(OntologyMissing, match="load the ontology and its code lists into it"):
        validate_store(store, rules)


def test_every_shipped_shape_is_compiled(rules: Rules) -> None:
    assert rules.plan.declined == ()
    assert len(rules.plan.compiled) > 300


def test_a_shape_left_to_the_reference_engine_is_listed_with_the_reason() -> None:
    shapes = Graph().parse(
        data="""
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            <urn:narrow> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property <urn:byte> .
            <urn:byte> sh:path <urn:p> ; sh:datatype xsd:byte .
            <urn:wide> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:nodeKind sh:IRI .
        """
    )
    byte = "sh:datatype http://www.w3.org/2001/XMLSchema#byte, which the store keeps as xsd:integer"
    assert engines_of(shapes) == (
        Taken(URIRef("urn:narrow"), "pySHACL", byte),
        Taken(URIRef("urn:wide"), "compiled", None),
    )

"""Status of the techniques of a real decision, before and after a Kazakh conclusion for its sector (p53, p56)."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal

from analysis.determination.derive import derive, determine_all
from analysis.determination.determination_graph import DERIVED_GRAPH
from analysis.determination.explanation import explain
from analysis.determination.rule_set_file import load_rule_set
from loaders import reference_document
from loaders.official_journal.reading import load_decision
from ontology.namespaces import BAT, DOC, GRAPH, code
from store.embedded import EmbeddedStore

RULE_SETS = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]
SHIPPED_DATA = Path(__file__).resolve().parents[3] / "data"
DECISION = DOC["32019D2031"]


@pytest.fixture(scope="module")
def food_drink_milk(shared: Path) -> Graph:
    return load_decision(shared / "data" / "eu-bat-conclusions" / "FDM_2019-2031_EN.pdf").graph


def conclusion_from(day: date) -> Graph:
    graph = Graph()
    conclusion = DOC["kz-fdm"]
    graph.add((conclusion, RDF.type, BAT.BatConclusion))
    graph.add((conclusion, BAT.coversSector, code("sector", "FDM")))
    graph.add((conclusion, BAT.validFrom, Literal(day)))
    return graph


def statuses(store: EmbeddedStore, day: date) -> dict[tuple[str, str], int]:
    return Counter((found.rule_set, found.status.value) for found in determine_all(store, RULE_SETS, day))


def test_every_technique_of_the_decision_may_be_relied_on_until_a_kazakh_conclusion(food_drink_milk: Graph) -> None:
    entries = len(set(food_drink_milk.subjects(RDF.type, BAT.TechniqueEntry)))
    assert entries > 0
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["doc/32019D2031/en"], food_drink_milk)
    store.add_graph(GRAPH["test"], conclusion_from(date(2025, 1, 1)))
    assert statuses(store, date(2024, 12, 31)) == {("kz-775", "bat"): entries, ("eu-ecm", "bat"): entries}
    assert statuses(store, date(2025, 1, 1)) == {("kz-775", "not-determined"): entries, ("eu-ecm", "bat"): entries}


@pytest.mark.parametrize("book", ["CER", "SIC"])
def test_no_technique_of_a_reference_document_is_bat_without_a_claim(book: str) -> None:
    source = reference_document.load_shipped(SHIPPED_DATA / f"bref-{book}")
    store = EmbeddedStore.empty()
    store.add_graph(source.graph_iri, source.graph)
    entries = len(set(source.graph.subjects(RDF.type, BAT.TechniqueEntry)))
    assert entries > 30
    for found in determine_all(store, RULE_SETS, date(2024, 12, 31)):
        assert found.status == "not-determined"
        assert "no-claim" in [reason.situation.value for reason in found.reasons]
        assert not [reason for reason in found.reasons if reason.situation == "unassessed-pair"]  # all are candidates


def test_explanation_names_the_ground_and_the_decision(food_drink_milk: Graph) -> None:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["doc/32019D2031/en"], food_drink_milk)
    store.change_graph(str(DERIVED_GRAPH), [], derive(store, RULE_SETS, date(2024, 12, 31)))
    [determination] = explain(store, f"{DECISION}/bat/1/technique/n1", languages=["en"]).determinations
    [reason] = determination.reasons
    assert reason.rule.iri == str(code("rule", "claim-eu-decision-relied-on"))
    assert [paragraph.number for paragraph in reason.paragraphs] == ["56"]
    assert [(document.iri, document.label.value) for document in reason.documents] == [(str(DECISION), "FDM 2019/2031")]

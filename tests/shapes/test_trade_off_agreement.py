"""The shapes of p2.1 find fault with a claim exactly where the determination would not call the technique BAT."""

from itertools import product

import pytest
from rdflib import Graph

from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.determination.pairs import trade_off_cases
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.situations import Situation
from ontology.model import load_code_lists
from ontology.namespaces import GRAPH
from store.embedded import EmbeddedStore

from .planting import PlantedBook

ENTRY = "https://w3id.org/batgraph/doc/example-sectoral/entry-sorbent"
OUTCOME = "https://w3id.org/batgraph/code/trade-off-outcome"
UNRESOLVED = {Situation.UNASSESSED_PAIR, Situation.SUSPECTED_PAIR}
# What says that a pair is not resolved: by itself, or by what an assessment of it lacks.
SAY_UNRESOLVED = {
    "p2.1-bat-needs-assessment",
    "p2.1-assessment-has-evidence",
    "p54-companion-named",
    "p54-companion-within-combination",
}
CHANGES = {
    "outcome": ["does-not-pay-for", "below-threshold", "at-expense-of", "removed-by-companion"],
    "standing": ["stated", "candidate"],
    "evidence": [True, False],
    "entry": ["sorbent", "filter"],
}


@pytest.mark.parametrize(("outcome", "standing", "evidence", "entry"), list(product(*CHANGES.values())))
def test_shapes_and_determination_agree(
    outcome: str, standing: str, evidence: bool, entry: str, planted: dict[str, PlantedBook], books: dict[str, Graph]
) -> None:
    said = "bat:hasEvidence ex:evidence ;" if evidence else ""
    update = f"""
    DELETE WHERE {{ ex:sorbent-assessment ?p ?o }} ;
    INSERT DATA {{ ex:sorbent-assessment a bat:TradeOffAssessment ; {said} bat:ofEntry ex:entry-{entry} ;
      bat:benefit ex:sorbent-benefit ; bat:harm ex:sorbent-harm ; bat:standing standing:{standing} ;
      bat:outcome <{OUTCOME}/{outcome}> }}"""
    fault = planted["sectoral"].fault("p2.1", update)
    results = planted["sectoral"].results(fault)
    found = {each.rule.name for each in results} | {each.name for result in results for each in result.follows}
    book = Graph()
    for triple in (set(books["sectoral"]) - fault.removed) | fault.added:
        book.add(triple)
    situations = _situations(book)
    assert bool(found & SAY_UNRESOLVED) == bool(situations & UNRESOLVED)
    assert ("p2.1-not-bat-at-expense-of" in found) == (Situation.ACHIEVED_AT_EXPENSE in situations)


def _situations(book: Graph) -> set[Situation]:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["tested"], book)
    store.add_graph(GRAPH["code-lists"], load_code_lists())
    (facts,) = fetch_facts(store, [ENTRY])
    cases = trade_off_cases(facts, fetch_component_scheme(store), load_rule_set("kz-775"), [])
    return {case.situation for case in cases}

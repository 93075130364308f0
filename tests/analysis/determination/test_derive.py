"""From Turtle through the store to the derived graph, whole; and again only for what changed."""

import random
from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple
from rdflib import SKOS, Graph, URIRef

from analysis.determination.derive import derive, determine_all
from analysis.determination.determination_graph import DERIVED_GRAPH, determination_iri
from analysis.determination.errors import RuleSetNotInForce
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.update import known_of, update_determinations
from ontology.namespaces import BASE, BAT, CODE, GRAPH, code
from store.embedded import EmbeddedStore
from tests.analysis.determination.facts_graph import graph_of, statable
from tests.analysis.determination.scenarios import ENTRY, HIERARCHY, entries

DAY = date(2024, 5, 1)
RULE_SETS = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]
PREFIXES = """
@prefix bat: <https://w3id.org/batgraph/def/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/batgraph/> .
"""
FACTS = """
<doc/32019D2031> a bat:EuBatConclusions ; bat:validFrom "2019-12-04"^^xsd:date .
<doc/32019D2031/bat/5/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/32019D2031> ;
    bat:claimedStatus <code/status/bat> .
<doc/32019D2031/bat/5/technique/b> a bat:TechniqueEntry ; bat:inDocument <doc/32019D2031> ;
    bat:claimedStatus <code/status/bat> .
<b/effect/1> a bat:Effect ; bat:ofEntry <doc/32019D2031/bat/5/technique/b> ; bat:direction <code/direction/reduces> ;
    bat:component <code/component/air> ; bat:baseCase <base> ; bat:standing <code/standing/stated> ;
    bat:hasEvidence <b/evidence/1> .
<b/effect/2> a bat:Effect ; bat:ofEntry <doc/32019D2031/bat/5/technique/b> ; bat:direction <code/direction/increases> ;
    bat:component <code/component/surface-water> ; bat:baseCase <base> ; bat:standing <code/standing/stated> .
<b/effect/3> a bat:Effect ; bat:ofEntry <doc/32019D2031/bat/5/technique/b> ; bat:direction <code/direction/increases> ;
    bat:component <code/component/air> ; bat:standing <code/standing/candidate> .
<b/assessment/1> a bat:TradeOffAssessment ; bat:ofEntry <doc/32019D2031/bat/5/technique/b> ;
    bat:benefit <b/effect/1> ; bat:harm <b/effect/2> ; bat:outcome <code/trade-off-outcome/at-expense-of> ;
    bat:standing <code/standing/confirmed> ; bat:hasEvidence <b/evidence/2> .
<b/assessment/2> a bat:TradeOffAssessment ; bat:ofEntry <doc/32019D2031/bat/5/technique/b> ;
    bat:benefit <b/effect/1> ; bat:harm <b/effect/2> ; bat:outcome <code/trade-off-outcome/does-not-pay-for> ;
    bat:standing <code/standing/confirmed> .
"""
DERIVED = """
<rule-set/kz-775> a bat:RuleSet ; bat:ruleSetId "kz-775" ; bat:ruleSetVersion "2021-10-28.1" ;
    bat:validFrom "2021-10-28"^^xsd:date ; dcterms:source <law/kz-775> ; bat:paragraph <law/kz-775/p2.1> ;
    skos:prefLabel "Қазақстан Республикасы Үкіметінің 2021 жылғы 28 қазандағы № 775 қаулысы бойынша"@kk ,
        "По постановлению Правительства Республики Казахстан от 28 октября 2021 года № 775"@ru ,
        "Under Decree No. 775 of the Government of Kazakhstan of 28 October 2021"@en .

<determination/kz-775/doc/32019D2031/bat/5/technique/a> a bat:Determination ;
    bat:ofEntry <doc/32019D2031/bat/5/technique/a> ; bat:status <code/status/bat> ; bat:underRuleSet <rule-set/kz-775> ;
    bat:determinedOn "2024-05-01"^^xsd:date ; bat:suspected false ;
    bat:hasReason <determination/kz-775/doc/32019D2031/bat/5/technique/a/reason/1> .
<determination/kz-775/doc/32019D2031/bat/5/technique/a/reason/1> a bat:Reason ; bat:position 1 ;
    bat:rule <code/rule/claim-eu-decision-relied-on> ; bat:paragraph <law/kz-775/p56> ;
    bat:restsOnDocument <doc/32019D2031> .

<determination/kz-775/doc/32019D2031/bat/5/technique/b> a bat:Determination ;
    bat:ofEntry <doc/32019D2031/bat/5/technique/b> ; bat:status <code/status/not-bat> ;
    bat:underRuleSet <rule-set/kz-775> ; bat:determinedOn "2024-05-01"^^xsd:date ; bat:suspected false ;
    bat:hasReason <determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/1> ,
        <determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/2> ,
        <determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/3> .
<determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/1> a bat:Reason ; bat:position 1 ;
    bat:rule <code/rule/achieved-at-expense> ; bat:paragraph <law/kz-775/p2.1> ;
    bat:effect <b/effect/1> , <b/effect/2> ; bat:assessment <b/assessment/1> ;
    bat:hasEvidence <b/evidence/1> , <b/evidence/2> ;
    bat:subReason <determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/1/1> .
<determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/1/1> a bat:Reason ; bat:position 1 ;
    bat:rule <code/rule/assessment-without-evidence> ; bat:paragraph <law/kz-775/p2.1> ;
    bat:putsAside <b/assessment/2> .
<determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/2> a bat:Reason ; bat:position 2 ;
    bat:rule <code/rule/claim-eu-decision-relied-on> ; bat:paragraph <law/kz-775/p56> ;
    bat:restsOnDocument <doc/32019D2031> .
<determination/kz-775/doc/32019D2031/bat/5/technique/b/reason/3> a bat:Reason ; bat:position 3 ;
    bat:rule <code/rule/effect-without-base-case> ; bat:paragraph <law/kz-775/p2.1> ; bat:effect <b/effect/3> .
"""


def store_of(*graphs: Graph) -> EmbeddedStore:
    store = EmbeddedStore.empty()
    for number, graph in enumerate(graphs):
        store.add_graph(GRAPH[f"test/{number}"], graph)
    return store


def test_whole_derived_graph() -> None:
    facts = Graph().parse(data=PREFIXES + FACTS, format="turtle")
    derived = derive(store_of(facts), RULE_SETS[:1], DAY)
    expected = store_of(Graph().parse(data=PREFIXES + DERIVED, format="turtle"))
    assert set(derived) == set(expected.triples_of(str(GRAPH["test/0"])))


def test_derived_statements_change_no_determination() -> None:
    """Rebuilding over what was derived before gives the same: the derived graph is no source."""
    store = store_of(Graph().parse(data=PREFIXES + FACTS, format="turtle"))
    first = set(derive(store, RULE_SETS, DAY))
    store.change_graph(str(DERIVED_GRAPH), [], first)
    assert set(derive(store, RULE_SETS, DAY)) == first


def test_results_come_by_entry_then_by_rule_set() -> None:
    store = store_of(Graph().parse(data=PREFIXES + FACTS, format="turtle"))
    results = [(each.entry[-1], each.rule_set, each.status.value) for each in determine_all(store, RULE_SETS, DAY)]
    assert results == [
        ("a", "kz-775", "bat"),
        ("a", "eu-ecm", "bat"),
        ("b", "kz-775", "not-bat"),
        ("b", "eu-ecm", "not-determined"),
    ]


def test_day_before_a_rule_set_is_refused_before_anything_is_determined() -> None:
    with pytest.raises(RuleSetNotInForce):
        next(determine_all(EmbeddedStore.empty(), RULE_SETS, date(2020, 1, 1)))


def test_entry_of_a_foreign_namespace_has_a_determination_iri_of_its_own() -> None:
    one, other = (determination_iri("kz-775", f"https://example.org/{name}") for name in ("one", "other"))
    assert one.startswith(BASE + "determination/kz-775/foreign/")
    assert one != other


def several(drawn: Iterable[object]) -> Graph:
    """One graph of several random entries that share documents and combinations, merged as they come."""
    graph = Graph()
    for number, facts in enumerate(drawn):
        text = graph_of(statable(facts), HIERARCHY).serialize(format="nt")
        graph.parse(data=text.replace(ENTRY, f"{ENTRY}-{number}"), format="nt")
    return graph


def changed_version(graph: Graph, seed: int) -> Graph:
    """The graph with a few statements taken away, and a few moved to the subject or value of another."""
    draw = random.Random(seed)
    triples = sorted(graph)
    version = Graph() + graph
    for _ in range(draw.choice([1, 1, 3])):
        predicate = draw.choice(sorted({triple[1] for triple in triples}))  # each kind of statement as often as others
        triple = draw.choice([triple for triple in triples if triple[1] == predicate])
        version.remove(triple)
        if draw.random() < 0.5:
            version.add((triple[0], triple[1], draw.choice([t[2] for t in triples if t[1] == triple[1]])))
    return version


def determined(graph: Graph) -> EmbeddedStore:
    """A store of a graph with its determinations."""
    store = store_of(graph)
    update_determinations(store, RULE_SETS, DAY)
    return store


def held(store: EmbeddedStore) -> set[Triple]:
    return set(store.triples_of(str(DERIVED_GRAPH)))


@given(drawn=st.lists(entries, min_size=1, max_size=4), seed=st.integers())
@settings(max_examples=200, deadline=None)
def test_determining_what_changed_equals_determining_all(drawn: Sequence[object], seed: int) -> None:
    before = several(drawn)
    after = changed_version(before, seed)
    store = determined(before)
    known = known_of(store)
    store.replace_graph(GRAPH["test/0"], after)
    done = update_determinations(store, RULE_SETS, DAY, known)
    assert held(store) == set(derive(store_of(after), RULE_SETS, DAY))
    assert done.determined <= done.entries + len(drawn)


def test_only_the_changed_entries_are_determined_anew() -> None:
    """Shown by a determination of the other entry that is wrong, and stays."""
    facts = Graph().parse(data=PREFIXES + FACTS, format="turtle")
    store = determined(facts)
    entry_a, entry_b = (NamedNode(BASE + f"doc/32019D2031/bat/5/technique/{mark}") for mark in "ab")
    node = NamedNode(determination_iri("kz-775", entry_a.value))
    status = NamedNode(str(BAT.status))
    right, wrong = (Triple(node, status, NamedNode(str(code("status", name)))) for name in ("bat", "withdrawn"))
    store.change_graph(str(DERIVED_GRAPH), [right], [wrong])
    known = known_of(store)
    facts.set((URIRef(entry_b.value), BAT.claimedStatus, code("status", "bat-under-conditions")))
    store.replace_graph(GRAPH["test/0"], facts)
    assert update_determinations(store, RULE_SETS, DAY, known).determined == 1
    assert wrong in held(store)
    assert update_determinations(store, RULE_SETS, DAY).determined == 2
    assert wrong not in held(store)
    assert held(store) == set(derive(store_of(facts), RULE_SETS, DAY))


@pytest.mark.parametrize("rule_sets", [RULE_SETS, RULE_SETS[:1]])
@pytest.mark.parametrize("day", [DAY, date(2025, 1, 1)])
def test_another_day_or_rule_set_determines_all_anew(rule_sets: list, day: date) -> None:
    store = determined(Graph().parse(data=PREFIXES + FACTS, format="turtle"))
    done = update_determinations(store, rule_sets, day, known_of(store))
    assert done.determined == (0 if (rule_sets, day) == (RULE_SETS, DAY) else 2)
    assert held(store) == set(derive(store, rule_sets, day))


def test_another_component_scheme_determines_all_anew() -> None:
    facts = Graph().parse(data=PREFIXES + FACTS, format="turtle")
    store = determined(facts)
    known = known_of(store)
    narrower, broader = (code("component", name) for name in ("surface-water", "air"))
    facts.add((narrower, SKOS.broader, broader))
    facts.add((narrower, SKOS.inScheme, CODE["component"]))
    store.replace_graph(GRAPH["test/0"], facts)
    assert update_determinations(store, RULE_SETS, DAY, known).determined == 2
    assert held(store) == set(derive(store_of(facts), RULE_SETS, DAY))


def test_a_day_before_the_rules_changes_nothing() -> None:
    store = determined(Graph().parse(data=PREFIXES + FACTS, format="turtle"))
    before = held(store)
    with pytest.raises(RuleSetNotInForce):
        update_determinations(store, RULE_SETS, date(2020, 1, 1))
    assert held(store) == before


def test_removed_entry_loses_its_determinations() -> None:
    facts = Graph().parse(data=PREFIXES + FACTS, format="turtle")
    store = determined(facts)
    known = known_of(store)
    entry_a = "doc/32019D2031/bat/5/technique/a"
    facts.remove((URIRef(BASE + entry_a), None, None))
    store.replace_graph(GRAPH["test/0"], facts)
    assert update_determinations(store, RULE_SETS, DAY, known).determined == 1
    assert not [triple for triple in held(store) if entry_a in str(triple.subject)]
    assert held(store) == set(derive(store_of(facts), RULE_SETS, DAY))

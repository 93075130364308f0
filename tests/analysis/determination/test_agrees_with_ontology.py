"""Determinations of every status against the ontology, by the reasoner: consistent, and a planted contradiction not.

The rule itself is no axiom (it is computed on a closed snapshot); what it writes must be possible under the ontology.
"""

from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, Graph, URIRef

from analysis.determination.derive import derive
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.update import update_determinations
from ontology.model import load_ontology
from ontology.namespaces import BASE, BAT, GRAPH, code
from ontology.reasoning import JavaMissing, is_consistent, require_java, union
from store.embedded import EmbeddedStore
from tests.analysis.determination.facts_graph import graph_of, statable
from tests.analysis.determination.scenarios import DAYS, ENTRY, HIERARCHY, random_entry

RULE_SETS = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]


def java_is_missing() -> str:
    try:
        require_java()
    except JavaMissing as error:
        return str(error)
    return ""


needs_java = pytest.mark.skipif(bool(java_is_missing()), reason=java_is_missing() or "Java is here")


def determined(seed: int) -> tuple[Graph, set[str]]:
    """What is determined of one entry with random facts, and the statuses under both rule sets.

    Of the facts only what the entry is: the reasoner takes its time, and it is the determinations that are on trial.
    """
    text = graph_of(statable(random_entry(seed, 3, 3)), HIERARCHY).serialize(format="nt")
    facts = Graph().parse(data=text.replace(ENTRY, f"{ENTRY}-{seed}"), format="nt")
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["test"], facts)
    triples = list(derive(store, RULE_SETS, DAYS[2]))
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    statuses = {
        f"{t.subject.value.split('/')[5]} {t.object.value}" for t in triples if t.predicate.value == str(BAT.status)
    }
    graph = Graph().parse(data=data, format="nt")
    for entry in facts.subjects(RDF.type, BAT.TechniqueEntry):
        graph.add((entry, RDF.type, BAT.TechniqueEntry))
    return graph, statuses


def one_of_each_status() -> Iterator[Graph]:
    reached: set[str] = set()
    for seed in range(1000):
        derived, statuses = determined(seed)
        if not statuses <= reached:
            reached |= statuses
            yield derived
        if len(reached) == 12:  # six statuses under two rule sets
            return
    raise AssertionError(f"the generator reached only {sorted(reached)}")


@needs_java
def test_determinations_of_every_status_agree_with_the_ontology_and_a_second_status_does_not() -> None:
    agreed = union([load_ontology(), *one_of_each_status()])
    assert is_consistent(agreed)
    node = next(agreed.subjects(BAT.status, code("status", "not-bat")))
    agreed.add((node, BAT.status, code("status", "bat")))
    assert not is_consistent(agreed)


@needs_java
def test_a_determination_of_something_else_than_an_entry_contradicts_the_ontology() -> None:
    derived, _ = determined(1)
    node = next(derived.subjects(BAT.status))
    derived.set((node, BAT.ofEntry, URIRef(f"{BASE}rule-set/kz-775")))
    derived.add((URIRef(f"{BASE}rule-set/kz-775"), BAT.ofEntry, node))
    assert not is_consistent(union([load_ontology(), derived]))


def test_the_update_writes_what_was_derived() -> None:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["test"], graph_of(statable(random_entry(7, 3, 3)), HIERARCHY))
    update_determinations(store, RULE_SETS, DAYS[2])
    assert set(store.triples_of(str(GRAPH["derived/determination"]))) == set(derive(store, RULE_SETS, DAYS[2]))

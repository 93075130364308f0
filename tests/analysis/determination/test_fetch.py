"""Facts written as RDF are read back as they were, and unclear ones are read cautiously."""

from datetime import date

from hypothesis import given, settings
from rdflib import Graph

from analysis.determination.facts import (
    Claim,
    ComponentScheme,
    Direction,
    DocumentFacts,
    DocumentKind,
    EntryFacts,
    Standing,
    Status,
)
from analysis.determination.fetch import fetch_component_scheme, fetch_facts
from analysis.lookup.successors import Successor
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore
from tests.analysis.determination.facts_graph import graph_of, statable
from tests.analysis.determination.scenarios import edges, entries


def store_of(graph: Graph) -> EmbeddedStore:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["test"], graph)
    return store


def by_iri(facts: EntryFacts) -> EntryFacts:
    """The facts with every tuple in the order in which `fetch` gives them."""
    ordered = {
        name: tuple(sorted(values, key=lambda value: value.document.iri if isinstance(value, Claim) else value.iri))
        for name, values in vars(facts).items()
        if isinstance(values, tuple)
    }
    return EntryFacts(**{**vars(facts), **ordered})


@given(facts=entries, hierarchy=edges)
@settings(max_examples=200, deadline=None)
def test_facts_come_back_as_they_were_written(facts: EntryFacts, hierarchy: set[tuple[str, str]]) -> None:
    written = statable(facts)
    store = store_of(graph_of(written, hierarchy))
    read = [each for each in fetch_facts(store) if each.entry == facts.entry]
    assert read == [by_iri(written)]
    assert list(fetch_facts(store, [facts.entry, BASE + "doc/no-entry"])) == read
    assert fetch_component_scheme(store) == ComponentScheme.from_edges(hierarchy)


def turtle(text: str) -> EmbeddedStore:
    prefixes = (
        "@prefix bat: <https://w3id.org/batgraph/def/> . @prefix doc: <https://w3id.org/batgraph/doc/> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
        "@base <https://w3id.org/batgraph/> . "
    )
    return store_of(Graph().parse(data=prefixes + text, format="turtle"))


def test_what_is_unsaid_or_unreadable_is_read_cautiously() -> None:
    store = turtle("""
        <doc/b/section/1> a bat:TechniqueEntry ; bat:inDocument <doc/b> ; bat:claimedStatus <code/status/bat> .
        <doc/b> a bat:EuBatConclusions ; bat:validFrom "soon"^^xsd:date .
        <doc/b/section/1/effect/1> a bat:Effect ; bat:ofEntry <doc/b/section/1> ;
            bat:direction <code/direction/sideways> ; bat:quantity "much" .
        <doc/b/section/1/assessment/1> a bat:TradeOffAssessment ; bat:ofEntry <doc/b/section/1> ;
            bat:benefit <doc/b/section/1/effect/1> ; bat:harm <doc/b/section/1/effect/2> ;
            bat:outcome <code/trade-off-outcome/unheard-of> .
    """)
    [facts] = fetch_facts(store)
    assert (facts.effects[0].direction, facts.effects[0].standing, facts.effects[0].quantity) == (
        None,
        Standing.CANDIDATE,
        None,
    )
    assert facts.assessments == ()
    assert facts.document == DocumentFacts(BASE + "doc/b", DocumentKind.EU_DECISION)


def test_a_claim_holds_in_the_document_whose_numbered_bat_lists_the_entry() -> None:
    store = turtle("""
        <doc/book/section/1> a bat:TechniqueEntry ; bat:inDocument <doc/book> ; bat:claimedStatus <code/status/bat> ;
            bat:listedIn <doc/conclusion/bat/1> .
        <doc/conclusion/bat/1> a bat:NumberedBat ; bat:inDocument <doc/conclusion> .
        <doc/conclusion> a bat:BatConclusion ; bat:dateIssued "2024-03-11"^^xsd:date .
        <doc/book> a bat:SectoralReferenceBook .
    """)
    [facts] = fetch_facts(store)
    conclusion = DocumentFacts(BASE + "doc/conclusion", DocumentKind.KAZAKH_CONCLUSION, date(2024, 3, 11))
    book = DocumentFacts(BASE + "doc/book", DocumentKind.OTHER)
    assert facts.claims == (Claim(book, Status.BAT), Claim(conclusion, Status.BAT))


def test_a_finding_claims_a_technique_alone_or_within_a_combination() -> None:
    store = turtle("""
        <doc/book/entry/1> a bat:TechniqueEntry ; bat:inDocument <doc/book> .
        <doc/book/entry/2> a bat:TechniqueEntry ; bat:inDocument <doc/book> .
        <doc/book/combination/1> a bat:Combination ; bat:member <doc/book/entry/1> , <doc/book/entry/2> .
        <doc/conclusion/finding/1> a bat:BatFinding ; bat:inDocument <doc/conclusion> ;
            bat:findsBest <doc/book/entry/1> , <doc/book/combination/1> .
        <doc/conclusion> a bat:BatConclusion ; bat:approvedOn "2024-03-11"^^xsd:date .
    """)
    conclusion = DocumentFacts(BASE + "doc/conclusion", DocumentKind.KAZAKH_CONCLUSION, date(2024, 3, 11))
    alone, together = Claim(conclusion, Status.BAT), Claim(conclusion, Status.BAT_UNDER_CONDITIONS)
    assert [facts.claims for facts in fetch_facts(store)] == [(alone, together), (together,)]


def test_a_prospective_entry_is_an_entry() -> None:
    store = turtle("<doc/book/entry/1> a bat:ProspectiveTechniqueEntry ; bat:inDocument <doc/book> .")
    [facts] = fetch_facts(store)
    assert (facts.entry, facts.prospective) == (BASE + "doc/book/entry/1", True)


def test_a_draft_replaces_nothing_and_an_eu_document_without_a_day_may() -> None:
    store = turtle("""
        <doc/book/entry/1> a bat:TechniqueEntry ; bat:inDocument <doc/book> .
        <doc/book> a bat:SectoralReferenceBook ; bat:approvedOn "2024-03-11"^^xsd:date .
        <doc/draft> a bat:SectoralReferenceBook ; bat:supersedes <doc/book> .
        <doc/named> bat:supersedes <doc/book> .
        <doc/approved> a bat:SectoralReferenceBook ; bat:supersedes <doc/book> ; bat:approvedOn "2030-01-01"^^xsd:date .
    """)
    [facts] = fetch_facts(store)
    assert facts.document is not None
    assert facts.document.successors == {
        Successor(BASE + "doc/named", None),
        Successor(BASE + "doc/approved", date(2030, 1, 1)),
    }


def test_two_components_of_one_effect_make_two_sides_of_it() -> None:
    store = turtle("""
        <doc/b/section/1> a bat:TechniqueEntry .
        <doc/b/section/1/effect/1> a bat:Effect ; bat:ofEntry <doc/b/section/1> ;
            bat:direction <code/direction/increases> ; bat:component <code/component/air>, <code/component/water> .
    """)
    [facts] = fetch_facts(store)
    assert sorted(str(effect.component) for effect in facts.effects) == [
        BASE + "code/component/air",
        BASE + "code/component/water",
    ]
    assert {effect.direction for effect in facts.effects} == {Direction.INCREASES}

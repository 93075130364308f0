"""The explanation read back from the graph: whole trees in words, in several languages, and refusals."""

import json
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from analysis.determination.derive import derive
from analysis.determination.determination_graph import DERIVED_GRAPH
from analysis.determination.errors import NotDeterminedYet, UnknownRuleSet, UnknownTechnique
from analysis.determination.explanation import explain
from analysis.determination.explanation_text import as_values, lines
from analysis.determination.rule_set_file import load_rule_set
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore
from store.graph_store import Row
from store.query_text import Query

DAY = date(2024, 5, 1)
CODE_LISTS = Path(__file__).resolve().parents[3] / "ontology" / "code_lists"
RULE_SETS = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]
PREFIXES = """
@prefix bat: <https://w3id.org/batgraph/def/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/batgraph/> .
"""
FACTS = """
<law/kz-775/p2.1> eli:number "2.1" ; bat:summary "Trade-offs are no BAT."@en , "Компромисс не НДТ."@ru .
<law/kz-775/p54> eli:number "54" ; bat:summary "Levels of one BAT or a combination."@en .
<law/kz-775/p56> eli:number "56" ; bat:summary "Until then the EU documents."@en .

<doc/d> a bat:EuBatConclusions ; bat:validFrom "2019-12-04"^^xsd:date ; skos:prefLabel "A very long title"@en ;
    bat:documentCode "D" ; bat:decisionNumber "2019/2031" .
<doc/study> a bat:Document ; skos:prefLabel "Audit report 7"@en .
<technique/scr> a bat:Technique ; skos:prefLabel "selective catalytic reduction"@en , "СКВ"@ru .
<technique/scrubber> a bat:Technique ; skos:prefLabel "wet scrubber"@en .
<doc/d/bat/5/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/d> ; bat:technique <technique/scr> ;
    bat:claimedStatus <code/status/bat> ; skos:prefLabel "Catalytic {harm} reduction"@en .
<doc/d/bat/5/technique/b> a bat:TechniqueEntry ; bat:inDocument <doc/d> ; bat:technique <technique/scrubber> ;
    bat:claimedStatus <code/status/bat> ; skos:prefLabel "Wet scrubber"@en .
<combination/1> bat:member <doc/d/bat/5/technique/a> , <doc/d/bat/5/technique/b> .
<a/base> skos:prefLabel "plant without it"@en .
<a/effect/1> a bat:Effect ; bat:ofEntry <doc/d/bat/5/technique/a> ; bat:direction <code/direction/reduces> ;
    bat:component <code/component/air> ; bat:baseCase <a/base> ; bat:standing <code/standing/stated> ;
    bat:sectionNumber "4.2" ; bat:sourcePage 17 ; bat:sourceHeading "Benefits"@en .
<a/effect/2> a bat:Effect ; bat:ofEntry <doc/d/bat/5/technique/a> ; bat:direction <code/direction/increases> ;
    bat:component <code/component/surface-water> ; bat:baseCase <a/base> ; bat:standing <code/standing/confirmed> ;
    bat:hasEvidence <a/evidence/1> .
<a/evidence/1> a bat:Evidence ; bat:citesDocument <doc/study> ; bat:sourcePage 3 .
<a/evidence/2> a bat:Evidence ; bat:citesDocument <doc/study> ; bat:sectionNumber "2" ; bat:evidenceText "measured"@en .
<a/assessment/1> a bat:TradeOffAssessment ; bat:ofEntry <doc/d/bat/5/technique/a> ;
    bat:benefit <a/effect/1> ; bat:harm <a/effect/2> ; bat:outcome <code/trade-off-outcome/removed-by-companion> ;
    bat:companion <technique/scrubber> ; bat:withinCombination <combination/1> ;
    bat:standing <code/standing/confirmed> ; bat:hasEvidence <a/evidence/2> .
"""
OFFICIAL = '<law/kz-775/p54> bat:officialText "ресми мәтін"@kk .'
EXPLAINED = """\
Under Decree No. 775 of the Government of Kazakhstan of 28 October 2021 (kz-775, 2021-10-28.1)

Catalytic {harm} reduction – D 2019/2031
<https://w3id.org/batgraph/doc/d/bat/5/technique/a>
→ BAT under conditions (2024-05-01)
  1. The harm (increases (surface water)) beside the benefit (reduces (air)) is removed by the companion: \
wet scrubber. [p2.1, p54]
    p2.1: Trade-offs are no BAT.
    p54: Levels of one BAT or a combination.
    + reduces (air) [stated]; plant without it (§ 4.2, p. 17, Benefits)
    − increases (surface water) [confirmed]; plant without it
      § Audit report 7 (p. 3)
    = removed by a companion; wet scrubber [confirmed] <https://w3id.org/batgraph/a/assessment/1>
      § Audit report 7 (§ 2): measured
  2. No approved BAT conclusion of Kazakhstan covers the sector on this day, so operators may rely on D 2019/2031, \
which is in force and names the technique as best available (p56). [p56]
    p56: Until then the EU documents.
    · D 2019/2031 <https://w3id.org/batgraph/doc/d>"""


class CountingStore(EmbeddedStore):
    """The embedded store, counting the queries it answers."""

    asked = 0

    def select(self, query: Query) -> list[Row]:
        self.asked += 1
        return super().select(query)


def derived_store(text: str = FACTS) -> CountingStore:
    store = CountingStore.empty()
    for path in sorted(CODE_LISTS.glob("*.ttl")):
        store.add_graph(GRAPH["code-lists"], Graph().parse(path))
    store.add_graph(GRAPH["test"], Graph().parse(data=PREFIXES + text, format="turtle"))
    store.change_graph(str(DERIVED_GRAPH), [], derive(store, RULE_SETS, DAY))
    return store


@pytest.fixture(scope="module")
def store() -> CountingStore:
    return derived_store()


def test_whole_explanation_in_english(store: CountingStore) -> None:
    found = explain(store, BASE + "doc/d/bat/5/technique/a", languages=["en"])
    assert "\n".join(lines(found)) == EXPLAINED


def test_explanation_needs_the_same_few_queries_for_any_number_of_entries(store: CountingStore) -> None:
    counts = []
    for asked in ("Decision D's other", "Wet scrubber", "selective catalytic reduction"):
        before = store.asked
        try:
            explain(store, asked)
        except UnknownTechnique:
            counts.append(("refused", store.asked - before))
        else:
            counts.append(("explained", store.asked - before))
    assert counts[0] == ("refused", 2)
    assert all(count == ("explained", count[1]) and count[1] <= 10 for count in counts[1:])


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        (BASE + "doc/d/bat/5/technique/a", ["a"]),
        (BASE + "technique/scr", ["a"]),
        ("doc/d/bat/5/technique/a", ["a"]),
        ("/technique/scr", ["a"]),
        ("Selective  CATALYTIC reduction", ["a"]),
        ("скв", ["a"]),
        ("wet scrubber", ["b"]),
    ],
)
def test_asked_by_iri_or_by_any_name(store: CountingStore, asked: str, entries: list[str]) -> None:
    found = explain(store, asked)
    assert [determination.entry.iri[-1] for determination in found.determinations] == entries


def test_words_in_the_language_asked_for(store: CountingStore) -> None:
    russian = explain(store, "wet scrubber", languages=["ru", "en"]).determinations[0]
    assert (russian.status.label.language, russian.status_id) == ("ru", "bat")
    assert russian.reasons[0].sentence.language == "ru"
    assert "D 2019/2031" in russian.reasons[0].sentence.value
    kazakh = explain(store, "wet scrubber").determinations[0]
    assert kazakh.reasons[0].sentence.language == "kk"


def test_official_text_is_quoted_where_it_is_loaded() -> None:
    plain = explain(derived_store(), "catalytic {harm} reduction", languages=["en"])
    quoting = explain(derived_store(FACTS + OFFICIAL), "catalytic {harm} reduction", languages=["en"])
    paragraphs = [found.determinations[0].reasons[0].paragraphs[1] for found in (plain, quoting)]
    assert [(each.number, each.text and each.text.value, each.official) for each in paragraphs] == [
        ("54", "Levels of one BAT or a combination.", False),
        ("54", "ресми мәтін", True),
    ]


def test_two_rule_sets_side_by_side(store: CountingStore) -> None:
    statuses = {name: explain(store, "wet scrubber", name).determinations[0].status_id for name in ("kz-775", "eu-ecm")}
    assert statuses == {"kz-775": "bat", "eu-ecm": "bat"}
    [reason] = explain(store, "wet scrubber", "eu-ecm", ["en"]).determinations[0].reasons
    assert (reason.rule.label.value, reason.paragraphs) == ("named in an EU decision", ())


def test_plain_values_are_json_and_hold_the_same_tree(store: CountingStore) -> None:
    found = explain(store, BASE + "doc/d/bat/5/technique/a", languages=["en"])
    values = json.loads(json.dumps(as_values(found)))
    [determination] = values["determinations"]
    assert determination["determined_on"] == "2024-05-01"
    assert [reason["rule"]["iri"].rsplit("/", 1)[1] for reason in determination["reasons"]] == [
        "harm-removed-by-companion",
        "claim-eu-decision-relied-on",
    ]
    assert determination["reasons"][0]["effects"][1]["evidence"][0]["document"]["label"]["value"] == "Audit report 7"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("scrubber", ("Wet scrubber",)),
        ("wet scruber", ("Wet scrubber",)),
        ("catalytic", ("Catalytic {harm} reduction", "selective catalytic reduction")),
        (BASE + "technique/scrubbers", (BASE + "technique/scrubber", BASE + "technique/scr")),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_unknown_technique_names_near_matches(store: CountingStore, asked: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownTechnique) as caught:
        explain(store, asked)
    assert tuple(name.casefold() for name in caught.value.near[: len(near)]) == tuple(n.casefold() for n in near)
    assert bool(caught.value.near) == bool(near)


def test_rule_set_that_does_not_exist_or_was_not_derived(store: CountingStore) -> None:
    with pytest.raises(UnknownRuleSet, match="there are: eu-ecm, kz-775"):
        explain(store, "wet scrubber", "kz-776")
    bare = EmbeddedStore.empty()
    bare.add_graph(GRAPH["test"], Graph().parse(data=PREFIXES + FACTS, format="turtle"))
    with pytest.raises(NotDeterminedYet, match=r"none of its technique entries \(1\)"):
        explain(bare, "wet scrubber", "eu-ecm")


def test_sources_may_be_gone_and_the_reasons_still_stand() -> None:
    """The chain of reasons is in the derived graph itself: without the sources only names and texts are missing."""
    full = derived_store()
    alone = EmbeddedStore.empty()
    derived = derive(full, RULE_SETS, DAY)
    alone.change_graph(str(DERIVED_GRAPH), [], derived)
    entry = Graph().parse(data=PREFIXES + "<doc/d/bat/5/technique/a> a bat:TechniqueEntry .", format="turtle")
    alone.add_graph(GRAPH["test"], entry)
    asked = BASE + "doc/d/bat/5/technique/a"
    [kept], [whole] = (explain(each, asked).determinations for each in (alone, full))
    for reason, other in zip(kept.reasons, whole.reasons, strict=True):
        assert (reason.rule.iri, [each.iri for each in reason.effects]) == (
            other.rule.iri,
            [each.iri for each in other.effects],
        )
        assert [each.iri for each in reason.paragraphs] == [each.iri for each in other.paragraphs]
        assert [each.iri for each in reason.evidence] == [each.iri for each in other.evidence]

"""The page of a technique entry says why it has its status, and quotes a paragraph once."""

from datetime import date

import lxml.html
import pytest
from rdflib import Graph

from analysis.determination.derive import derive
from analysis.determination.determination_graph import DERIVED_GRAPH
from analysis.determination.rule_set_file import load_rule_set
from api.service.pages import load_pages
from api.service.reader import Readers
from api.service.thing_pages import ThingPages
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore

ENTRY = f"{BASE}doc/d/bat/5/technique/a"
FACTS = """
@prefix bat: <https://w3id.org/batgraph/def/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/batgraph/> .
<law/kz-775/p2.1> eli:number "2.1" ; bat:summary "Trade-offs are no BAT."@en .
<doc/d> a bat:EuBatConclusions ; bat:validFrom "2019-12-04"^^xsd:date ; skos:prefLabel "A title"@en ;
    bat:documentCode "D" ; bat:decisionNumber "2019/2031" .
<doc/d/bat/5/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/d> ; bat:namesExamplePlants false ;
    skos:prefLabel "Kiln"@en .
<a/base> skos:prefLabel "plant without it"@en .
<a/effect/1> a bat:Effect ; bat:ofEntry <doc/d/bat/5/technique/a> ; bat:direction <code/direction/increases> ;
    bat:baseCase <a/base> ; bat:standing <code/standing/candidate> .
<a/effect/2> a bat:Effect ; bat:ofEntry <doc/d/bat/5/technique/a> ; bat:direction <code/direction/increases> ;
    bat:baseCase <a/base> ; bat:standing <code/standing/candidate> .
"""


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["test"], Graph().parse(data=FACTS, format="turtle"))
    rule_sets = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]
    store.change_graph(str(DERIVED_GRAPH), [], derive(store, rule_sets, date(2024, 5, 1)))
    return store


def shown(store: EmbeddedStore, language: str) -> lxml.html.HtmlElement:
    page = ThingPages(store).page(ENTRY, Readers(store).of(language), {})
    assert page is not None
    values = {"page": page, "thing": page.thing, "searchable": False, "kept": []}
    return lxml.html.fromstring(load_pages("test-version").render("thing.html", language, "/path", **values))


def test_a_paragraph_is_quoted_where_it_is_met_first(store: EmbeddedStore) -> None:
    cited = [" ".join(each.text_content().split()) for each in shown(store, "en").xpath("//p[@class='quoted']")]
    of_definition = [each for each in cited if each.startswith("p2.1")]
    assert of_definition == ["p2.1: Trade-offs are no BAT.", "p2.1"]


@pytest.mark.parametrize(("language", "word"), [("kk", "Жоқ"), ("ru", "Нет"), ("en", "No")])
def test_yes_and_no_are_said_in_the_language(store: EmbeddedStore, language: str, word: str) -> None:
    values = [each.text for each in shown(store, language).xpath("//dd/span")]
    assert word in values
    assert "false" not in values

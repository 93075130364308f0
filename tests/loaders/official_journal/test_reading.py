"""From the pages of a decision to facts, CSV and graph: the same graph on both ways, texts only from a user's copy."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from loaders.loaded_source import SourceRefused
from loaders.official_journal.comparison import Difference, compare_readings
from loaders.official_journal.decision_graph import decision_graph
from loaders.official_journal.facts import DecisionFacts, SecondReading, TechniqueFact, without_texts
from loaders.official_journal.facts_csv import read_second_readings, write_second_reading
from loaders.official_journal.levels.facts import LevelFact, LevelFacts
from loaders.official_journal.reading import (
    decision_facts,
    load_shipped,
    load_shipped_readings,
    loaded,
    read_shipped,
    ship_facts,
    write_shipped,
)
from loaders.official_journal.second_reading import second_reading
from loaders.official_journal.technique_facts import mark_findings
from ontology.namespaces import BAT, DOC, TECHNIQUE, code
from tests.loaders.official_journal.printed_pages import TEXT_PROPERTIES, small_decision

# The small decision states no level, hence no note and no condition of one.
READ_TEXTS = {BAT.purpose, BAT.description, BAT.applicability, SKOS.definition}


@pytest.fixture(scope="module")
def facts() -> DecisionFacts:
    return decision_facts(small_decision())


def test_the_facts_of_a_decision(facts: DecisionFacts) -> None:
    assert [(bat.number, bat.section, bat.section_title, bat.page, bat.pressures) for bat in facts.bats] == [
        (1, "1.1", "Management", 3, ()),
        (2, "1.2", "Dust", 3, ("emission",)),
    ]
    assert facts.techniques == (
        TechniqueFact(
            1,
            "n1",
            "",
            1,
            "Environmental management system",
            3,
            technique="environmental-management-system",
        ),
        TechniqueFact(
            2,
            "a",
            "a",
            1,
            "Bag filter",
            3,
            group="Dry techniques",
            described_in="2.1",
            technique="bag-filter",
            description="See Section 2.1.",
            applicability="Generally applicable.",
        ),
        TechniqueFact(
            2,
            "b",
            "b",
            2,
            "Cyclone",
            3,
            group="Dry techniques",
            described_in="2.1",
            technique="cyclone",
            description="See Section 2.1.",
            applicability="Generally applicable.",
        ),
        TechniqueFact(
            2,
            "c",
            "c",
            3,
            "Spray of fine water, e.g. mist",
            3,
            group="Wet techniques",
            description="Water is sprayed.",
            applicability="Not where water freezes.",
        ),
    )


def test_a_letter_left_out_is_reported(facts: DecisionFacts) -> None:
    a, b, c = facts.techniques[1:]
    assert mark_findings((a, b, c)) == ()
    assert [(finding.place, finding.found) for finding in mark_findings((a, c))] == [("BAT 2, page 3", "c after a")]
    roman = tuple(replace(a, mark=mark) for mark in ("i", "ii", "v", "x"))
    assert mark_findings(roman) == ()


def test_facts_survive_the_csv(facts: DecisionFacts, tmp_path: Path) -> None:
    write_shipped(facts, tmp_path)
    assert read_shipped(tmp_path) == without_texts(facts)


def test_no_text_of_the_source_is_in_the_csv(facts: DecisionFacts, tmp_path: Path) -> None:
    write_shipped(facts, tmp_path)
    shipped = "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    texts = [one.description for one in (*facts.techniques, *facts.described)]
    texts += [one.applicability for one in facts.techniques]
    texts += [bat.purpose for bat in facts.bats] + [term.definition for term in facts.terms]
    assert [text for text in texts if text and text in shipped] == []


def test_the_graph_of_the_csv_is_that_of_the_pdf_without_its_texts(facts: DecisionFacts, tmp_path: Path) -> None:
    write_shipped(facts, tmp_path)
    whole = loaded(facts, "decision.pdf").graph
    shipped = load_shipped(tmp_path).graph
    texts = {triple for triple in whole if triple[1] in TEXT_PROPERTIES}
    assert {predicate for _, predicate, _ in texts} == READ_TEXTS
    assert set(shipped) == set(whole) - texts


def test_texts_are_tagged_with_the_language_of_the_decision(facts: DecisionFacts) -> None:
    graph = decision_graph(facts)
    assert {value.language for _, _, value in graph if isinstance(value, Literal) and value.language} == {
        "en",
        "nl",
        "kk",
        "ru",
    }
    entry = DOC["32019D2031/bat/2/technique/c"]
    assert set(graph.objects(entry, BAT.description)) == {Literal("Water is sprayed.", lang="en")}


def test_the_nodes_of_a_technique(facts: DecisionFacts) -> None:
    graph = decision_graph(without_texts(facts))
    entry = DOC["32019D2031/bat/2/technique/a"]
    assert set(graph.predicate_objects(entry)) == {
        (RDF.type, BAT.TechniqueEntry),
        (BAT.inDocument, DOC["32019D2031"]),
        (BAT.listedIn, DOC["32019D2031/bat/2"]),
        (BAT.technique, TECHNIQUE["bag-filter"]),
        (BAT.claimedStatus, code("status", "bat")),
        (BAT.position, Literal(1)),
        (BAT.sourcePage, Literal(3)),
        (SKOS.prefLabel, Literal("Bag filter", lang="en")),
        (BAT.mark, Literal("a")),
        (BAT.groupTitle, Literal("Dry techniques", lang="en")),
        (BAT.sectionNumber, Literal("2.1")),
    }
    assert {label.language: str(label) for label in graph.objects(TECHNIQUE["bag-filter"], SKOS.prefLabel)} == {
        "en": "Bag filter",
        "nl": "doekfilter",
        "kk": "қапшық сүзгі",
        "ru": "рукавный фильтр",
    }
    own = TECHNIQUE["32019D2031-bat-2-c"]
    assert set(graph.predicate_objects(own)) == {
        (RDF.type, BAT.Technique),
        (SKOS.prefLabel, Literal("Spray of fine water, e.g. mist", lang="en")),
    }


def test_related_documents_are_sectoral_or_cross_sectoral(facts: DecisionFacts) -> None:
    graph = decision_graph(facts)
    kinds = {
        str(document).rsplit("/", 1)[1]: set(graph.objects(document, BAT.documentKind))
        for document in graph.objects(None, BAT.refersTo)
    }
    assert kinds == {
        "bref-LCP": {code("document-kind", "sectoral")},
        "bref-ECM": {code("document-kind", "cross-sectoral")},
    }


def test_the_graph_has_no_blank_node_and_is_the_same_twice(facts: DecisionFacts) -> None:
    graph = decision_graph(facts)
    assert {type(subject) for subject in graph.subjects()} == {URIRef}
    assert set(graph) == set(decision_graph(decision_facts(small_decision())))


def in_dutch(facts: DecisionFacts) -> DecisionFacts:
    """Return the same decision as a second reading: names of techniques differ, marks do not."""
    return replace(
        facts,
        identity=replace(facts.identity, language="nl", title="tot vaststelling"),
        techniques=tuple(replace(one, name=f"nl {one.name}") for one in facts.techniques),
    )


def test_a_second_reading_states_labels_where_marks_agree(facts: DecisionFacts, tmp_path: Path) -> None:
    dutch = in_dutch(facts)
    assert compare_readings(facts, dutch) == ()
    reading = second_reading(facts, dutch)
    assert reading == SecondReading(
        "32019D2031",
        "nl",
        "tot vaststelling",
        (
            ("doc/32019D2031/bat/1/technique/n1", "nl Environmental management system"),
            ("doc/32019D2031/bat/2/technique/a", "nl Bag filter"),
            ("doc/32019D2031/bat/2/technique/b", "nl Cyclone"),
            ("doc/32019D2031/bat/2/technique/c", "nl Spray of fine water, e.g. mist"),
            ("technique/32019D2031-bat-2-c", "nl Spray of fine water, e.g. mist"),
            ("doc/32019D2031/section/2.1/technique/bag-filter", "Bag filter"),
        ),
    )
    folder = tmp_path / "32019D2031"
    write_shipped(facts, folder)
    write_second_reading(reading, folder)
    assert read_second_readings(folder, "32019D2031") == (reading,)
    record, labels = load_shipped_readings(folder)
    assert [str(source.graph_iri).rsplit("/graph/", 1)[1] for source in (record, labels)] == [
        "doc/32019D2031/en",
        "doc/32019D2031/nl",
    ]
    assert set(labels.graph.objects(DOC["32019D2031/bat/2/technique/a"])) == {Literal("nl Bag filter", lang="nl")}


def test_levels_are_compared_by_what_no_language_changes(facts: DecisionFacts) -> None:
    level = LevelFact(
        id="table/1/r1c1",
        kind="emission",
        standing="associated",
        bats=(2,),
        page=3,
        printed="< 2-5",
        lower=Decimal(2),
        lower_comparator="lt",
        upper=Decimal(5),
        parameter="Dust",
        pollutants=("dust",),
        unit="mg-per-nm3",
        plant_status="new",
    )
    one = replace(facts, levels=LevelFacts(levels=(level,)))
    same = replace(level, parameter="Stof", printed="< 2 – 5")
    assert compare_readings(one, replace(facts, levels=LevelFacts(levels=(same,)))) == ()
    other = replace(facts, levels=LevelFacts(levels=(replace(level, upper=Decimal(50)),)))
    said = "emission, associated, lt 2, to {}, mg-per-nm3, of dust, plants new, BAT 2"
    assert compare_readings(one, other) == (Difference("level table/1/r1c1", said.format(5), said.format(50)),)


def test_differences_are_listed_and_their_labels_left_out(facts: DecisionFacts) -> None:
    dutch = in_dutch(facts)
    changed = replace(dutch.techniques[1], mark="x", key="x", technique="")
    other = replace(
        dutch,
        identity=replace(dutch.identity, notified="C(2019) 1"),
        activities=(),
        techniques=(dutch.techniques[0], changed, *dutch.techniques[2:]),
    )
    assert compare_readings(facts, other) == (
        Difference("notified", "C(2019) 7989", "C(2019) 1"),
        Difference("activity 6.4.b", "covers", ""),
        Difference("technique BAT 2 a", "mark a, section 2.1, bag-filter", ""),
        Difference("technique BAT 2 x", "", "mark x, section 2.1"),
    )
    paths = [path for path, _ in second_reading(facts, other).labels]
    assert "doc/32019D2031/bat/2/technique/a" not in paths


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("bats.csv", "2,1.2", "two,1.2", "bats.csv: row 3, column number: found 'two'"),
        (
            "activities.csv",
            "covers",
            "touches",
            "column role: found 'touches'; expected one of covers, excludes",
        ),
        ("techniques.csv", "bat,key", "bat,kee", "row 1: found columns bat, kee"),
        ("terms.csv", "Dust,term,2", "Dust,term", "row 2: found another number of cells"),
        ("decision.csv", "2019-11-12", "12.11.2019", "row 2, column adopted: found '12.11.2019'"),
    ],
)
def test_a_damaged_folder_is_refused_with_file_row_and_column(
    facts: DecisionFacts, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    write_shipped(facts, tmp_path)
    path = tmp_path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceRefused) as refusal:
        load_shipped(tmp_path)
    assert message in str(refusal.value)


def test_a_missing_table_is_refused(facts: DecisionFacts, tmp_path: Path) -> None:
    write_shipped(facts, tmp_path)
    (tmp_path / "references.csv").unlink()
    with pytest.raises(SourceRefused, match=r"references\.csv: the file: found no such file"):
        load_shipped(tmp_path)


def test_a_folder_of_an_earlier_version_is_written_anew(facts: DecisionFacts, tmp_path: Path) -> None:
    """Of what an earlier version wrote, with other columns, only the language counts."""
    folder = tmp_path / facts.identity.celex
    folder.mkdir()
    (folder / "decision.csv").write_text("celex,language,dropped\nold,en,1\n", encoding="utf-8")
    (folder / "levels.csv").write_text("dropped\n1\n", encoding="utf-8")
    (folder / "places.csv").write_text("path,place\nbat/1,line 1\n", encoding="utf-8")
    ship_facts(facts, "decision.pdf", tmp_path)
    assert read_shipped(folder) == without_texts(facts)

"""Differences of constructed versions: planted changes are found, each as what it is, and nothing else."""

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from analysis.comparison.facts import Bound, Level, Source
from analysis.difference.difference import NothingToTellApart, SameVersion, SetChange, difference
from analysis.difference.difference_text import entry_words, lines
from analysis.difference.level_changes import Change, level_difference
from analysis.lookup.errors import UnknownName
from analysis.wording.speaker import ENGLISH
from loaders import code_lists
from loaders.official_journal.reading import load_shipped, loaded, read_decision
from ontology.namespaces import BASE, BAT
from tests.analysis.comparison.levels_graph import graph_of, store_of, turtle
from tests.analysis.comparison.made_levels import YEAR, G, any_levels, level

DATA = Path(__file__).resolve().parents[3] / "data"
IRI = f"{BASE}doc/"
GRAM = replace(G, iri=f"{BASE}code/unit/g")
MG = replace(level().unit, iri=f"{BASE}code/unit/mg")


def said(changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    return [(change.respect, ENGLISH.say(change.before), ENGLISH.say(change.after)) for change in changes]


def version(document: str, levels: list[Level]) -> list[Level]:
    """Levels as a document states them, each in a place of its own."""
    return [
        replace(
            each,
            iri=f"{IRI}{document}/table/1/r{row}c2",
            source=Source(
                f"{IRI}{document}", f"{document} 20{document[-1]}/1", 10 + row, "1", bats=(row,), printed="v"
            ),
        )
        for row, each in enumerate(levels, start=1)
    ]


@given(st.lists(any_levels(), max_size=6), st.randoms(use_true_random=False))
def test_a_version_with_levels_moved_about_differs_only_in_place(levels: list[Level], shuffle: random.Random) -> None:
    distinct = [replace(each, plant=f"plant {number}") for number, each in enumerate(levels)]
    turned = distinct.copy()
    shuffle.shuffle(turned)
    found = level_difference(version("A1", distinct), version("A2", turned))
    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert found.same + found.moved == len(levels)


def test_planted_changes_of_levels_are_found_each_as_what_it_is() -> None:
    before = version(
        "A1",
        [
            level("100", "50", plant="boiler"),
            level("5", plant="kiln"),
            level("7", plant="mill"),
            level("0.2", plant="oven", unit=GRAM),
            level("9", plant="dryer"),
        ],
    )
    after = version(
        "A2",
        [
            level("85", "50", plant="boiler"),
            level("5", plant="kiln", averaging=frozenset({YEAR})),
            level("3", plant="furnace"),
            level("200", plant="oven", unit=MG),
            level("9", plant="dryer"),
        ],
    )
    found = level_difference(before, after)
    assert [each.iri for each in found.added] == [after[2].iri]
    assert [each.iri for each in found.removed] == [before[2].iri]
    assert [(each.after.iri, said(each.changes), each.direction) for each in found.changed] == [
        (after[0].iri, [("value", "v", "v")], "stricter"),
        (after[1].iri, [("averaging", "day", "year")], "not-comparable"),
    ]
    assert (found.same, found.moved) == (2, 0)


TECHNIQUES = """
<doc/A1> a bat:EuBatConclusions ; bat:documentCode "A1" ; bat:decisionNumber "201/1" ; bat:celex "A1" ;
    bat:coversActivity <code/ied-activity/1.1> , <code/ied-activity/1.4> .
<doc/A2> a bat:EuBatConclusions ; bat:documentCode "A2" ; bat:decisionNumber "202/1" ; bat:celex "A2" ;
    bat:coversActivity <code/ied-activity/1.1> , <code/ied-activity/5.2> .
<doc/bref-X> a bat:EuReferenceDocument ; bat:documentCode "X" .
<doc/A1/bat/1> bat:batNumber 1 . <doc/A2/bat/1> bat:batNumber 1 . <doc/A2/bat/2> bat:batNumber 2 .
<doc/A1/bat/1/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/A1> ; bat:listedIn <doc/A1/bat/1> ; bat:mark "a" ;
    bat:technique <technique/bag-filter> ; skos:prefLabel "Bag filter"@en ; bat:sourcePage 3 .
<doc/A1/bat/1/technique/b> a bat:TechniqueEntry ; bat:inDocument <doc/A1> ; bat:listedIn <doc/A1/bat/1> ; bat:mark "b" ;
    bat:technique <technique/A1-bat-1-b> ; skos:prefLabel "Dry cleaning"@en ; bat:sourcePage 3 .
<doc/A1/bat/1/technique/c> a bat:TechniqueEntry ; bat:inDocument <doc/A1> ; bat:listedIn <doc/A1/bat/1> ; bat:mark "c" ;
    bat:technique <technique/scr> ; skos:prefLabel "SCR"@en ; bat:sourcePage 3 .
<doc/A2/bat/1/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/A2> ; bat:listedIn <doc/A2/bat/1> ; bat:mark "a" ;
    bat:technique <technique/bag-filter> ; skos:prefLabel "Fabric filter"@en ; bat:sourcePage 4 .
<doc/A2/bat/1/technique/b> a bat:TechniqueEntry ; bat:inDocument <doc/A2> ; bat:listedIn <doc/A2/bat/1> ; bat:mark "b" ;
    bat:technique <technique/A2-bat-1-b> ; skos:prefLabel "Dry  cleaning"@en ; bat:sourcePage 4 .
<doc/A2/bat/2/technique/a> a bat:TechniqueEntry ; bat:inDocument <doc/A2> ; bat:listedIn <doc/A2/bat/2> ; bat:mark "a" ;
    bat:technique <technique/sncr> ; skos:prefLabel "SNCR"@en ; bat:sourcePage 5 .
"""


def test_techniques_and_scope_are_told_apart_too() -> None:
    store = store_of(turtle(TECHNIQUES))
    found = difference(store, "A1", "A2")
    assert [entry_words(entry, ENGLISH) for entry in found.techniques.added] == ["SNCR (BAT 2.a, p. 5)"]
    assert [entry_words(entry, ENGLISH) for entry in found.techniques.removed] == ["SCR (BAT 1.c, p. 3)"]
    assert [said(each.changes) for each in found.techniques.changed] == [[("name", "Bag filter", "Fabric filter")]]
    assert found.techniques.same == 1
    assert found.scope == (SetChange("coversActivity", ("1.4",), ("5.2",)),)
    assert "  ~ Fabric filter (BAT 1.a, p. 4): name: Bag filter → Fabric filter" in list(lines(found))


def test_the_same_document_in_two_states_of_the_graph() -> None:
    [only] = version("A1", [level(unit=MG)])
    stricter = replace(only, upper=Bound(Decimal(80)))
    found = difference(store_of(graph_of([only])), "A1", "A1", store_of(graph_of([stricter])))
    [change] = found.levels.changed
    assert (change.direction, found.is_empty) == ("stricter", False)
    assert difference(store_of(graph_of([only])), "A1", "A1", store_of(graph_of([only]))).is_empty


def test_a_question_without_an_answer_says_why() -> None:
    store = store_of(turtle(TECHNIQUES))
    with pytest.raises(SameVersion, match="A1 201/1"):
        difference(store, "A1", "A1")
    with pytest.raises(NothingToTellApart, match="only by name"):
        difference(store, "A1", "bref-X")
    with pytest.raises(UnknownName, match="A1 201/1"):
        difference(store, "A1", "A9")


def test_two_readings_of_one_printed_decision_demand_the_same(shared: Path) -> None:
    """The English reading ships; the Dutch is read here. Each level and technique must have its like."""
    dutch = read_decision(shared / "data" / "eu-bat-conclusions" / "FDM_2019-2031_NL.pdf")
    units = code_lists.load_shipped(DATA).graph
    first = store_of(load_shipped(DATA / "32019D2031").graph + units)
    second = store_of(loaded(dutch, "FDM").graph + units)
    found = difference(first, "FDM", "FDM", second)
    assert found.is_empty
    assert (found.levels.same, found.techniques.same) == (71, 108)


@pytest.fixture(scope="module")
def combustion() -> dict[str, Graph]:
    """The two decisions on large combustion plants as shipped, and the code lists."""
    decisions = {celex: load_shipped(DATA / celex).graph for celex in ("32017D1442", "32021D2326")}
    return decisions | {"codes": code_lists.load_shipped(DATA).graph}


def test_the_decision_of_2021_on_combustion_demands_what_that_of_2017_did(combustion: dict[str, Graph]) -> None:
    """It was adopted again unchanged. Our English source of it lacks tables, footnotes and the scope: no difference."""
    found = difference(store_of(sum(combustion.values(), Graph())), "32017D1442", "32021D2326")
    levels, techniques = found.levels, found.techniques
    assert (levels.added, levels.removed, levels.changed) == ((), (), ())
    assert (techniques.added, techniques.removed, techniques.changed) == ((), (), ())
    assert (found.scope, found.scope_told) == ((), False)
    assert levels.same + levels.moved > 250
    assert techniques.same == 228
    assert {level.source.table for level in levels.not_told} > {"1", "6", "7", "8"}
    assert {entry.bat for entry in techniques.not_told} == {15, 23, 26, 30, 58, 59}


def test_a_change_planted_between_the_two_is_found_and_nothing_else(combustion: dict[str, Graph]) -> None:
    changed = Graph() + combustion["32021D2326"]
    level = URIRef(f"{IRI}32021D2326/table/3/r4c3")
    value = changed.value(level, BAT.upperBound)
    assert value is not None
    changed.set((level, BAT.upperBound, Literal(Decimal(1000))))
    changed.set((level, BAT.printedText, Literal("100-1000 mg/Nm3")))
    found = difference(
        store_of(combustion["32017D1442"] + combustion["32021D2326"] + combustion["codes"]),
        "32017D1442",
        "32021D2326",
        store_of(changed + combustion["codes"]),
    )
    [only] = found.levels.changed
    assert (only.after.iri, only.direction, [each.respect for each in only.changes]) == (str(level), "laxer", ["value"])

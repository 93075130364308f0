"""Gaps by hand on a constructed document, and of a complete book with one thing taken away."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph

from analysis.comparison.facts import Source
from analysis.gaps.gaps import Gaps, NothingHeld, gaps
from analysis.gaps.gaps_text import lines
from analysis.gaps.law_report import law_report
from analysis.lookup.codes import local
from analysis.lookup.errors import UnknownName
from analysis.plain_values import plain
from analysis.wording.speaker import Speaker
from ontology.namespaces import BASE, BAT, GRAPH, code
from shapes.background import own_vocabulary
from shapes.compilation.on_graph import run_compiled
from shapes.loading import load_shapes
from shapes.validation import validate
from tests.analysis.comparison.levels_graph import graph_of, store_of, turtle
from tests.analysis.comparison.made_levels import level

IRI = f"{BASE}doc/"
BOOK = Path(__file__).resolve().parents[2] / "shapes" / "books" / "sectoral.ttl"
SOURCE = Source(f"{IRI}D", "D 1/1", 9, "1", bats=(1,), printed="5-10")
LEVELS = (
    level("10", "5", iri=f"{IRI}D/table/1/r1c1", source=SOURCE),
    level("7", iri=f"{IRI}D/table/1/r2c1", source=replace(SOURCE, bats=()), averaging=frozenset(), conditions=None),
)
MORE = """
<doc/D> bat:coversActivity <code/ied-activity/1.1> .
<doc/D/bat/1> a bat:NumberedBat ; bat:inDocument <doc/D> ; bat:batNumber 1 ; bat:sourcePage 9 .
<doc/D/bat/2> a bat:NumberedBat ; bat:inDocument <doc/D> ; bat:batNumber 2 ; bat:sourcePage 10 .
<doc/D/t/1> a bat:TechniqueEntry ; bat:inDocument <doc/D> ; bat:listedIn <doc/D/bat/1> ; skos:prefLabel "SCR"@en ;
    bat:economics "Dear."@en ; bat:sourcePage 9 .
<doc/D/t/2> a bat:TechniqueEntry ; bat:inDocument <doc/D> ; bat:listedIn <doc/D/bat/1> ; skos:prefLabel "SNCR"@en .
<doc/other/t/1> a bat:TechniqueEntry ; bat:inDocument <doc/other> ; skos:prefLabel "not of this document"@en .
<doc/e/1> a bat:Effect ; bat:ofEntry <doc/D/t/2> . <doc/e/2> a bat:Determination ; bat:ofEntry <doc/D/t/1> .
<doc/bref-Z> a bat:EuReferenceDocument ; bat:documentCode "Z" .
"""
STORE = store_of(graph_of(LEVELS) + turtle(MORE))


def counted(found: Gaps) -> dict[tuple[str, str, str], tuple[int, int, Decimal]]:
    return {
        (local(gap.paragraph), gap.kind, gap.missing): (len(gap.lacking), gap.asked, gap.share) for gap in found.gaps
    }


def test_every_share_by_hand() -> None:
    none, half, all_ = Decimal("0.0"), Decimal("50.0"), Decimal("100.0")
    assert counted(gaps(STORE, "D")) == {
        ("p54", "level", "value"): (0, 2, none),
        ("p54", "level", "averaging-period"): (1, 2, half),
        ("p54", "level", "reference-conditions"): (1, 2, half),
        ("p54", "level", "lower-end-conditions"): (1, 1, all_),
        ("p54", "level", "bat"): (1, 2, half),
        ("p12.9", "level", "listed-unit"): (0, 2, none),
        ("p12.9", "level", "listed-pollutant"): (0, 2, none),
        ("p12.8", "technique", "description"): (2, 2, all_),
        ("p12.8", "technique", "applicability"): (2, 2, all_),
        ("p12.8", "technique", "economics"): (1, 2, half),
        ("p12.8", "technique", "operating-data"): (2, 2, all_),
        ("p12.8", "technique", "environmental-performance"): (1, 2, half),
        ("p2.1", "technique", "cross-media-effects"): (1, 2, half),
        ("p12.9", "numbered-bat", "listed-technique"): (1, 2, half),
        ("p12.9", "numbered-bat", "own-level"): (1, 2, half),
        ("p12.2", "document", "scope"): (0, 1, none),
        ("p12.2", "document", "excluded-activities"): (1, 1, all_),
        ("p12.1", "document", "references"): (1, 1, all_),
        ("p12.9", "document", "markers"): (1, 1, all_),
    }


def test_a_thing_goes_by_the_name_of_one_language() -> None:
    also = '<doc/D/t/1> skos:prefLabel "A name in another tongue"@nl .'
    found = gaps(store_of(graph_of(LEVELS) + turtle(MORE) + turtle(also)), "D")
    lacking = {missing.name for gap in found.gaps for missing in gap.lacking if missing.iri == f"{IRI}D/t/1"}
    assert lacking == {"SCR"}


def test_paragraphs_stand_in_the_order_of_the_law_with_their_shares() -> None:
    found = gaps(STORE, "D")
    assert [(local(each.paragraph), each.lacking, each.asked) for each in found.paragraphs] == [
        ("p2.1", 1, 2),
        ("p12.1", 1, 1),
        ("p12.2", 1, 2),
        ("p12.8", 8, 10),
        ("p12.9", 3, 9),
        ("p54", 4, 9),
    ]
    assert "    nox: 5-10, p. 9" in list(lines(found))
    assert json.loads(json.dumps(plain(found)))["paragraphs"][0]["share"] == "50.0"


def test_a_question_without_an_answer_says_why() -> None:
    with pytest.raises(UnknownName, match="D 1/1"):
        gaps(STORE, "E")
    with pytest.raises(NothingHeld, match="only by name"):
        gaps(STORE, "Z")


@pytest.mark.parametrize(
    ("taken", "paragraph"),
    [
        ("bat:hasMeasurementSpecifics ex:measurement-raw .", "p12.9"),
        ("    bat:hasAdjacentActivity ex:adjacent-glass ;", ""),
    ],
)
def test_a_validation_report_adds_the_rules_a_book_breaks(taken: str, paragraph: str) -> None:
    text = BOOK.read_text(encoding="utf-8")
    assert text.count(taken) == 1
    data = Graph().parse(data=text.replace(taken, "." if taken.endswith(".") else ""), format="turtle")
    report = validate(data, load_shapes(["law"]), engine=run_compiled)
    found = gaps(store_of(data), "EX-CLM", report)
    assert found.broken is not None
    assert found.rules_kept is not None
    broken = {local(rule.paragraph) for rule in found.broken if rule.severity == "violation"}
    assert (paragraph in broken) == bool(paragraph)
    assert (found.rules_kept < 100) == bool(broken)


def test_the_law_is_asked_of_books_that_it_governs_and_of_no_others() -> None:
    """A book without its scope: the element is missing (p8), and the report says so beside the shares."""
    book = Graph().parse(BOOK, format="turtle")
    element = next(book.subjects(BAT.elementKind, code("structural-element", "bibliography")))
    book.remove((element, None, None))
    book.remove((None, None, element))
    store = store_of(book + turtle("<doc/eu> a bat:EuBatConclusions ; bat:documentCode 'EU' ."))
    store.add_graph(GRAPH["ontology"], own_vocabulary())
    day = date(2026, 11, 23)
    assert law_report(store, "EU", day) is None
    found = gaps(store, "EX-CLM", law_report(store, "EX-CLM", day))
    assert found.broken is not None
    assert "p8" in {local(rule.paragraph) for rule in found.broken if rule.severity == "violation"}
    assert any("Соблюдено требований закона" in line for line in lines(found, speaker=Speaker("ru")))

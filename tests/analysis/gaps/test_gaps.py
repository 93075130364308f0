"""Gaps by hand on a constructed document, and of a complete book with one thing taken away."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph

from analysis.comparison.facts import Source
from analysis.cross_check.cross_check import cross_check
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
BOOKS = Path(__file__).resolve().parents[2] / "shapes" / "books"
BOOK = BOOKS / "sectoral.ttl"
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


@pytest.mark.parametrize(
    ("book", "asked"),
    [
        (
            "sectoral",
            {"p2.1": 5, "p2.9": 1, "p12.1": 1, "p12.2": 2, "p12.7": 1, "p12.8": 20, "p12.9": 9, "p12.10": 6, "p54": 16},
        ),
        (
            "cross_sectoral",
            {"p2.1": 2, "p2.9": 1, "p12.1": 1, "p12.2": 1, "p12.7": 1, "p12.8": 5, "p12.9": 5, "p54": 8},
        ),
    ],
)
def test_a_complete_book_lacks_only_the_effects_that_nobody_has_stated(book: str, asked: dict[str, int]) -> None:
    """Of five considered techniques, a general one and a prospective one each is asked what its own paragraph asks."""
    store = store_of(Graph().parse(BOOKS / f"{book}.ttl", format="turtle"))
    found = gaps(store, f"{IRI}example-{book.replace('_', '-')}/book")
    assert {local(each.paragraph): each.asked for each in found.paragraphs} == asked
    assert {local(gap.paragraph) for gap in found.gaps if gap.lacking} == {"p2.1"}


@pytest.mark.parametrize(
    ("taken", "kind", "missing", "lacking", "questions"),
    [
        ("bat:hasConsumptionFigure ex:filter-electricity ;", "not-applicable", "environmental-performance", 0, 3),
        ("bat:hasConsumptionFigure ex:filter-electricity ;", "not-yet-available", "environmental-performance", 1, 4),
        ("bat:hasConsumptionFigure ex:filter-electricity ;", "", "environmental-performance", 1, 4),
    ],
)
def test_what_is_stated_not_to_apply_is_not_asked(
    taken: str, kind: str, missing: str, lacking: int, questions: int
) -> None:
    text = BOOK.read_text(encoding="utf-8")
    for figure in ("bat:hasEmissionFigure ex:filter-dust ;", "bat:hasWasteFigure ex:filter-waste ;", taken):
        assert text.count(figure) == 1
        text = text.replace(figure, "")
    if kind:
        text += f"""
            ex:entry-filter bat:hasAbsence ex:no-figure .
            ex:no-figure a bat:Absence ; bat:absentProperty bat:hasConsumptionFigure ; bat:absenceKind absence:{kind} .
        """
    found = counted(gaps(store_of(Graph().parse(data=text, format="turtle")), "EX-CLM"))
    assert found["p12.8", "technique", missing][:2] == (lacking, questions)


def test_a_marker_has_a_level_if_an_emission_level_with_a_value_names_it() -> None:
    """Here as in the cross-check a level for something broader, of another kind or without a value is none for it."""
    text = """
        <doc/D> a bat:SectoralReferenceBook ; bat:documentCode "D" ; bat:coversSector <code/sector/CLM> .
        <doc/D/finding> bat:inDocument <doc/D> ; bat:hasMarkerDesignation <doc/D/m/1>, <doc/D/m/2>, <doc/D/m/3> .
        <doc/D/m/1> bat:markerPollutant <code/pollutant/so2> . <doc/D/m/2> bat:markerPollutant <code/pollutant/hg> .
        <doc/D/m/3> bat:markerPollutant <code/pollutant/cd> . <code/pollutant/so2> skos:broader <code/pollutant/sox> .
        <doc/D/l/1> a bat:EmissionLevel ; bat:inDocument <doc/D> ; bat:pollutant <code/pollutant/sox> ;
            bat:upperBound 5.0 .
        <doc/D/l/2> a bat:EmissionLevel ; bat:inDocument <doc/D> ; bat:pollutant <code/pollutant/hg> ;
            bat:upperBound 1.0 .
        <doc/D/l/3> a bat:EmissionLevel ; bat:inDocument <doc/D> ; bat:pollutant <code/pollutant/cd> .
        <doc/D/l/4> a bat:WasteLevel ; bat:inDocument <doc/D> ; bat:pollutant <code/pollutant/cd> ; bat:upperBound 2.0 .
    """
    store = store_of(turtle(text))
    [gap] = [each for each in gaps(store, "D").gaps if each.kind == "marker-pollutant"]
    assert ({each.name for each in gap.lacking}, gap.asked) == ({"so2", "cd"}, 3)
    checked = cross_check(store, "D", ["marker-without-level"])
    assert {each.subject for each in checked.findings} == {"so2", "cd"}


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

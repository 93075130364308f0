"""Levels in the graph and in CSV: every triple of a small decision typed by hand, and both ways give the same."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph

from loaders.loaded_source import SourceRefused
from loaders.official_journal.levels.facts import (
    FootnoteFact,
    LevelFact,
    LevelFacts,
    LevelTableFact,
    MonitoringFact,
    ReferenceConditionsFact,
    without_texts,
)
from loaders.official_journal.levels.level_graph import levels_graph
from loaders.official_journal.levels.levels_csv import read_levels_folder, write_levels

FACTS = LevelFacts(
    tables=(LevelTableFact("2", "2", "BAT-AELs for dust", 19, 17, "2.1", "emission", "associated"),),
    levels=(
        LevelFact(
            id="table/2/r3c4",
            kind="emission",
            standing="associated",
            bats=(17,),
            page=19,
            printed="< 2-5",
            lower=Decimal("2"),
            lower_comparator="lt",
            upper=Decimal("5"),
            table="2",
            row=3,
            column=4,
            pollutants=("dust",),
            parameter="Dust",
            medium="air",
            unit="mg-per-nm3",
            unit_text="mg/Nm3",
            averaging=("sampling-period",),
            averaging_text="average over the sampling period",
            plant_status="new",
            process="Grinding",
            measured_as="particles",
            reference="o2-16-k-273.15-kpa-101.3-dry",
            footnotes=("table/2/note/1",),
        ),
        LevelFact(
            id="table/2/r3c4/note/1",
            kind="emission",
            standing="associated",
            bats=(17,),
            page=19,
            printed="10 mg/Nm3",
            upper=Decimal("10.50"),
            note="table/2/note/1",
            modifies="table/2/r3c4",
            condition="The upper end is 10 mg/Nm3 for bakeries.",
        ),
        LevelFact("table/2/r4c4", "emission", "indicative", (), 20, "No BAT-AEL", no_level_stated=True),
    ),
    footnotes=(
        FootnoteFact("table/2/note/1", "2", "1", 19, ("sets-upper-bound",), "The upper end is 10 mg/Nm3."),
        FootnoteFact("table/bat-5-1/note/1", "bat-5-1", "1", 9, ("explains",)),
    ),
    reference_conditions=(
        ReferenceConditionsFact(
            "o2-16-k-273.15-kpa-101.3-dry", 5, "Drying", Decimal(16), Decimal("273.15"), Decimal("101.3"), True
        ),
        ReferenceConditionsFact(
            "o2-16-k-273.15-kpa-101.3-dry", 6, "Baking", Decimal(16), Decimal("273.15"), Decimal("101.3"), True
        ),
        ReferenceConditionsFact("no-oxygen-correction", 7, no_oxygen_correction=True),
    ),
    monitoring=(
        MonitoringFact(
            id="table/bat-5-1/r2",
            bat=5,
            table="bat-5-1",
            row=2,
            page=9,
            parameter="Dust",
            pollutants=("dust",),
            medium="air",
            process="Grinding",
            standard="EN 13284-1",
            frequencies=("yearly",),
            frequency_text="Once every year",
            associated_bats=(17, 20),
            footnotes=("table/bat-5-1/note/1",),
        ),
    ),
)

TURTLE = """
@prefix bat: <https://w3id.org/batgraph/def/> .
@prefix code: <https://w3id.org/batgraph/code/> .
@prefix doc: <https://w3id.org/batgraph/doc/> .
@base <https://w3id.org/batgraph/> .

<doc/32019D2031/table/2> a bat:LevelTable ;
    bat:inDocument doc:32019D2031 ;
    bat:tableNumber "2" ;
    bat:caption "BAT-AELs for dust"@en ;
    bat:sourcePage 19 .
<doc/32019D2031/table/2/note/1> a bat:Footnote ;
    bat:mark "1" ;
    bat:inTable <doc/32019D2031/table/2> ;
    bat:sourcePage 19 ;
    bat:footnoteEffect <code/footnote-effect/sets-upper-bound> ;
    bat:footnoteText "The upper end is 10 mg/Nm3."@en .
<doc/32019D2031/reference-conditions/o2-16-k-273.15-kpa-101.3-dry> a bat:ReferenceConditions ;
    bat:oxygenContent 16.0 ;
    bat:temperature 273.15 ;
    bat:gasPressure 101.3 ;
    bat:dryGas true ;
    bat:processText "Drying"@en, "Baking"@en ;
    bat:sourcePage 5 .
<doc/32019D2031/reference-conditions/no-oxygen-correction> a bat:ReferenceConditions ;
    bat:oxygenCorrected false ;
    bat:sourcePage 7 .
<doc/32019D2031/table/bat-5-1/r2> a bat:MonitoringRequirement ;
    bat:inDocument doc:32019D2031 ;
    bat:belongsToBat <doc/32019D2031/bat/5> ;
    bat:associatedBat <doc/32019D2031/bat/17>, <doc/32019D2031/bat/20> ;
    bat:pollutant <code/pollutant/dust> ;
    bat:medium <code/medium/air> ;
    bat:parameterText "Dust"@en ;
    bat:processText "Grinding"@en ;
    bat:measurementStandardText "EN 13284-1"@en ;
    bat:monitoringFrequency <code/monitoring-frequency/yearly> ;
    bat:monitoringFrequencyText "Once every year"@en ;
    bat:row 2 ;
    bat:sourcePage 9 ;
    bat:hasFootnote <doc/32019D2031/table/bat-5-1/note/1> .
<doc/32019D2031/table/bat-5-1/note/1> a bat:Footnote ;
    bat:mark "1" ;
    bat:sourcePage 9 ;
    bat:footnoteEffect <code/footnote-effect/explains> .
<doc/32019D2031/table/2/r3c4> a bat:EmissionLevel ;
    bat:inDocument doc:32019D2031 ;
    bat:belongsToBat <doc/32019D2031/bat/17> ;
    bat:levelStanding <code/level-standing/associated> ;
    bat:printedText "< 2-5" ;
    bat:lowerBound 2.0 ;
    bat:lowerComparator <code/comparator/lt> ;
    bat:upperBound 5.0 ;
    bat:unit <code/unit/mg-per-nm3> ;
    bat:unitText "mg/Nm3" ;
    bat:pollutant <code/pollutant/dust> ;
    bat:parameterText "Dust"@en ;
    bat:medium <code/medium/air> ;
    bat:averagingPeriod <code/averaging-period/sampling-period> ;
    bat:averagingPeriodText "average over the sampling period"@en ;
    bat:referenceConditions <doc/32019D2031/reference-conditions/o2-16-k-273.15-kpa-101.3-dry> ;
    bat:plantStatus <code/plant-status/new> ;
    bat:processText "Grinding"@en ;
    bat:measuredAs "particles" ;
    bat:inTable <doc/32019D2031/table/2> ;
    bat:row 3 ;
    bat:column 4 ;
    bat:sourcePage 19 ;
    bat:hasFootnote <doc/32019D2031/table/2/note/1> .
<doc/32019D2031/table/2/r3c4/note/1> a bat:EmissionLevel ;
    bat:inDocument doc:32019D2031 ;
    bat:belongsToBat <doc/32019D2031/bat/17> ;
    bat:levelStanding <code/level-standing/associated> ;
    bat:printedText "10 mg/Nm3" ;
    bat:upperBound 10.50 ;
    bat:sourcePage 19 ;
    bat:hasFootnote <doc/32019D2031/table/2/note/1> ;
    bat:modifies <doc/32019D2031/table/2/r3c4> ;
    bat:conditionText "The upper end is 10 mg/Nm3 for bakeries."@en .
<doc/32019D2031/table/2/r4c4> a bat:EmissionLevel ;
    bat:inDocument doc:32019D2031 ;
    bat:levelStanding <code/level-standing/indicative> ;
    bat:printedText "No BAT-AEL" ;
    bat:noLevelStated true ;
    bat:sourcePage 20 .
"""


def values(graph: Graph) -> set[tuple[object, object, object]]:
    """Return the triples with decimals compared by value, as print may set zeros at their end."""
    return {(s, p, o.toPython() if isinstance(getattr(o, "value", None), Decimal) else o) for s, p, o in graph}


def test_every_triple() -> None:
    expected = Graph().parse(data=TURTLE, format="turtle")
    found = levels_graph(FACTS, "32019D2031", "en")
    assert values(found) == values(expected)


def test_csv_gives_back_everything_but_sentences(tmp_path: Path) -> None:
    write_levels(FACTS, tmp_path)
    again = read_levels_folder(tmp_path)
    assert again == without_texts(FACTS)
    assert again != FACTS
    files = "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert "bakeries" not in files
    assert "The upper end" not in files


def test_the_graph_of_csv_is_the_graph_of_the_reading_without_its_sentences(tmp_path: Path) -> None:
    write_levels(FACTS, tmp_path)
    from_csv = levels_graph(read_levels_folder(tmp_path), "32019D2031", "en")
    from_reading = levels_graph(FACTS, "32019D2031", "en")
    only_read = {predicate.rsplit("/", 1)[1] for _, predicate, _ in from_reading - from_csv}
    assert only_read == {"footnoteText", "conditionText"}
    assert not from_csv - from_reading


def test_reading_twice_adds_nothing() -> None:
    once = levels_graph(FACTS, "32019D2031", "en")
    assert values(once + levels_graph(FACTS, "32019D2031", "en")) == values(once)


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("upper", "five", "a decimal number with a point"),
        ("row", "three", "row 2, column row"),
        ("kind", "omission", "one of emission"),
        ("understood", "perhaps", "one of True, False"),
    ],
)
def test_a_damaged_file_is_refused_with_row_and_column(tmp_path: Path, column: str, value: str, expected: str) -> None:
    write_levels(replace(FACTS, levels=FACTS.levels[:1]), tmp_path)
    path = tmp_path / "levels.csv"
    header, row = path.read_text(encoding="utf-8").splitlines()
    cells = row.split(",")
    cells[header.split(",").index(column)] = value
    path.write_text(f"{header}\n{','.join(cells)}\n", encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_levels_folder(tmp_path)
    assert expected in str(refused.value)
    assert "levels.csv: row 2" in str(refused.value)

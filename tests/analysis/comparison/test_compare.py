"""From names asked for to a comparison over a store; what does not exist is named with what does."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rdflib import Graph

from analysis.comparison.compare import NothingToCompare, compare, compare_levels
from analysis.comparison.comparison_text import lines, pair_lines
from analysis.comparison.conversion import UnitDoesNotConvert
from analysis.comparison.facts import Bound, Conditions, Level, Source
from analysis.comparison.fetch import fetch_levels
from analysis.comparison.pair import compare_pair
from analysis.lookup.errors import AmbiguousName, UnknownName
from analysis.plain_values import plain
from ontology.namespaces import BASE, code
from store.embedded import EmbeddedStore
from tests.analysis.comparison.levels_graph import graph_of, store_of, turtle
from tests.analysis.comparison.made_levels import WATER, YEAR, G, level

IRI = f"{BASE}doc/"
MG = replace(level().unit, iri=str(code("unit", "mg-per-nm3")))
GRAM = replace(G, iri=str(code("unit", "g-per-nm3")))
AT_11 = Conditions(Decimal(11), Decimal("273.15"), Decimal("101.3"), True)


def placed(document: str, table: str, printed: str, page: int) -> Source:
    return Source(f"{IRI}{document[1:]}", f"{document[0]} {document[1:]}", page, table, bats=(4,), printed=printed)


LEVELS = (
    level("100", "40", iri=f"{IRI}1/table/1/r2c2", unit=MG, source=placed("A1", "1", "40-100", 12), plant="boiler"),
    level("0.05", iri=f"{IRI}2/table/3/r1c2", unit=GRAM, conditions=AT_11, source=placed("B2", "3", "0.05", 7)),
    level("9", iri=f"{IRI}2/table/3/r2c2", unit=MG, averaging=frozenset({YEAR}), source=placed("B2", "3", "9", 7)),
    level("5", iri=f"{IRI}2/table/3/r3c2", unit=MG, averaging=frozenset(), source=placed("B2", "3", "5", 8)),
)
SECTORS = """
<code/sector/A> skos:inScheme <code/sector> . <code/sector/B> skos:inScheme <code/sector> .
<code/sector/C> skos:inScheme <code/sector> . <doc/1> bat:coversSector <code/sector/A> .
<doc/2> bat:coversSector <code/sector/B> . <code/plant-status/new> skos:inScheme <code/plant-status> .
<code/pollutant/nox> skos:prefLabel "Nitrogen oxides"@en . <code/pollutant/hg> skos:inScheme <code/pollutant> .
<code/unit/kg-per-t> skos:inScheme <code/unit> ; skos:notation "kg/t" ; bat:unitDimension "mass-per-mass" ;
    bat:unitFactor 1 .
"""


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    graph: Graph = graph_of(LEVELS)
    return store_of(graph + turtle(SECTORS))


def test_levels_come_back_from_the_store_as_they_were_stated(store: EmbeddedStore) -> None:
    assert fetch_levels(store) == LEVELS


OXYGEN_BY_ACTIVITY = """
<doc/1/reference-conditions/any> bat:dryGas true . <doc/1/reference-conditions/o8> bat:oxygenContent 8.0 .
<doc/1/reference-conditions/as-it-is> bat:oxygenCorrected false .
<doc/1/l/any> a bat:EmissionLevel ; bat:inDocument <doc/1> ; bat:referenceConditions <doc/1/reference-conditions/any> .
<doc/1/l/o8> a bat:EmissionLevel ; bat:inDocument <doc/1> ; bat:referenceConditions <doc/1/reference-conditions/o8> .
<doc/1/l/as-it-is> a bat:EmissionLevel ; bat:inDocument <doc/1> ;
    bat:referenceConditions <doc/1/reference-conditions/as-it-is> .
"""


@pytest.mark.parametrize(
    ("activity", "left_open"), [("", []), ('<doc/1/reference-conditions/o8> bat:processText "melting"@en .', ["any"])]
)
def test_where_contents_are_stated_by_activity_a_level_without_one_leaves_it_open(
    activity: str, left_open: list[str]
) -> None:
    read = fetch_levels(store_of(turtle(OXYGEN_BY_ACTIVITY + activity)))
    stated = {each.iri.removeprefix(f"{IRI}1/l/"): each.conditions for each in read}
    assert [name for name, each in stated.items() if each and each.oxygen_by_activity] == left_open
    assert stated["o8"]
    assert stated["o8"].oxygen == 8


@pytest.mark.parametrize(
    ("pollutant", "printed", "read"),
    [
        ('bat:chemicalFormula "HCl"', "HCl", ""),
        ('bat:chemicalFormula "NH3"', "NH4", "NH4"),
        ('bat:chemicalFormula "F-" ; bat:measuredAs "F"', "F–", "F"),
        ('bat:chemicalFormula "SO4 2-"', "SO42–", ""),
        ('bat:measuredAs "NO2"', None, "NO2"),
        ('bat:measuredAs "NO2"', "N", "N"),
    ],
)
def test_a_substance_expressed_as_itself_says_nothing(pollutant: str, printed: str | None, read: str) -> None:
    said = f"; bat:measuredAs '{printed}'" if printed else ""
    graph = turtle(
        f"<code/pollutant/p> {pollutant} . "
        f"<doc/1/l> a bat:EmissionLevel ; bat:inDocument <doc/1> ; bat:pollutant <code/pollutant/p> {said} ."
    )
    assert [each.measured_as for each in fetch_levels(store_of(graph))] == [read]


def test_a_bound_that_is_not_reached_is_no_factor_of_one() -> None:
    open_end = replace(LEVELS[0], upper=Bound(Decimal(100), "lt"))
    said = list(pair_lines(compare_pair(LEVELS[0], open_end)))
    assert "2 is stricter: the bound is the same, but its own value is not allowed." in said


def test_a_comparison_is_read_in_a_terminal(store: EmbeddedStore) -> None:
    assert "\n".join(lines(compare(store, "nitrogen OXIDES"))) == (
        "nox · air · average: day · plants: all · mg/Nm3 · 3 % oxygen\n"
        "  1. 90 (×1)  B 2, BAT 4, table 3, p. 7 [printed: 0.05 g/Nm3, 11 % oxygen]\n"
        "  2. 40–100 (×1.11111)  A 1, BAT 4, table 1, p. 12 [boiler]\n"
        "  laxest : strictest = 1.11111\n"
        "\n"
        "nox · air · average: year · plants: all · mg/Nm3 · 3 % oxygen\n"
        "  1. 9 (×1)  B 2, BAT 4, table 3, p. 7\n"
        "\n"
        "Not comparable (1 levels), because:\n"
        "  1 × averaging period not stated\n"
        "Paragraphs: p54, p2.13"
    )


def test_a_superseded_document_is_named_as_such_and_left_out_on_a_day_on_which_another_is_in_force() -> None:
    days = (
        "<doc/1> bat:dateIssued '2020-01-01' . "
        "<doc/c> a bat:EuBatConclusions ; bat:supersedes <doc/1> ; bat:dateIssued '2024-01-01' ."
    )
    at = store_of(graph_of(LEVELS) + turtle(SECTORS + days))
    found = compare(at, "nox")
    assert [(each.document.short, each.by) for each in found.superseded] == [("A 1", (f"{BASE}doc/c",))]
    told = list(lines(found))
    assert "  2. 40–100 (×1.11111)  A 1, BAT 4, table 1, p. 12 [boiler; superseded document]" in told
    assert "A 1: its place has been taken by c" in told
    assert compare(at, "nox", on=date(2023, 12, 31)).superseded == found.superseded
    later = compare(at, "nox", on=date(2024, 1, 1))
    assert later.superseded == ()
    assert {level.level.source.short for group in later.ranking.groups for level in group.ranked} == {"B 2"}
    with pytest.raises(NothingToCompare, match="in force on 2024-01-01"):
        compare(at, "nox", documents=["A 1"], on=date(2024, 1, 1))


def test_a_comparison_is_plain_values_for_a_program(store: EmbeddedStore) -> None:
    values = json.loads(json.dumps(plain(compare(store, "nox", sectors=["A"]))))
    [group] = values["ranking"]["groups"]
    assert group["ranked"][0]["range"]["upper"] == {"value": "100", "rounded": False, "comparator": None}
    assert values["ranking"]["paragraphs"] == [f"{BASE}law/kz-775/p54", f"{BASE}law/kz-775/p2.13"]


def test_two_levels_are_compared_by_iri(store: EmbeddedStore) -> None:
    assert "\n".join(pair_lines(compare_levels(store, LEVELS[0].iri, LEVELS[1].iri))) == (
        "1. nox: 40-100 mg/Nm3 (A 1, BAT 4, table 1, p. 12)\n"
        "2. nox: 0.05 g/Nm3 (B 2, BAT 4, table 3, p. 7)\n"
        "In mg/Nm3 at 3 % oxygen: 40–100 / 90\n"
        "2 is stricter, by a factor of 1.11111.\n"
        "  · for different plants: boiler / not stated\n"
        "Paragraphs: p54, p2.13"
    )


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"pollutant": "nitrogen oxide"}, UnknownName, "Nitrogen oxides (nox)"),
        ({"pollutant": "nox", "sectors": ["D"]}, UnknownName, "There are: A, B, C."),
        ({"pollutant": "nox", "sectors": ["C"]}, UnknownName, "There are: A, B."),
        ({"pollutant": "nox", "documents": ["A 3"]}, UnknownName, "A 1"),
        ({"pollutant": "nox", "unit": "kg/t"}, UnitDoesNotConvert, "mg/Nm3 (mass-per-normal-volume)"),
        ({"pollutant": "hg"}, NothingToCompare, "there are levels for: nox"),
        (
            {"pollutant": "nox", "medium": "air", "averaging": "year", "sectors": ["A"]},
            NothingToCompare,
            "A 1 air; B 2 air",
        ),
        ({"kind": "noise"}, UnknownName, "emission, performance, consumption, waste"),
    ],
)
def test_what_does_not_exist_is_a_typed_error_with_what_does(
    store: EmbeddedStore, asked: dict[str, object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as refused:
        compare(store, **asked)  # type: ignore[arg-type]
    assert says.replace("; ", ", ") in str(refused.value).replace("; ", ", ")


def test_an_unknown_level_is_answered_with_its_neighbours(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownName, match=r"table/3/r1c2; .*table/3/r2c2"):
        compare_levels(store, LEVELS[0].iri, f"{IRI}2/table/3/r9c9")
    with pytest.raises(UnknownName, match="no level 'nonsense'"):
        compare_levels(store, "nonsense", LEVELS[0].iri)


def test_a_name_of_two_documents_is_ambiguous() -> None:
    again: Level = level(iri=f"{IRI}3/table/1/r1c1", source=placed("A3", "1", "1", 1), medium=WATER)
    both = store_of(graph_of([*LEVELS, again]) + turtle(SECTORS))
    with pytest.raises(AmbiguousName, match=r"doc/1, .*doc/3"):
        compare(both, "nox", documents=["A"])

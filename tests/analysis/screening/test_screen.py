"""Screening: verdicts by hand for a whole file, against a plain calculation for random values, and refusals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.facts import Bound, Level, Source
from analysis.comparison.pair import NotComparable, compare_pair
from analysis.lookup.errors import UnknownName
from analysis.screening.screen import MeasurementNotUnderstood, NoDocumentNamed, NoLevelsToMeet, screen
from analysis.screening.screening_text import lines
from analysis.screening.verdicts import verdict
from analysis.wording.speaker import ENGLISH
from loaders.measurements.columns import COLUMNS
from loaders.measurements.measurement_file import read_measurements
from ontology.namespaces import BASE
from tests.analysis.comparison.levels_graph import graph_of, store_of, turtle
from tests.analysis.comparison.made_levels import amounts, any_levels, comparable_levels, level
from tests.analysis.screening.oracle import outcome, why_not

IRI = f"{BASE}doc/"
MG = replace(level().unit, iri=f"{BASE}code/unit/mg-per-nm3")


def at(row: int, bat: int) -> dict[str, object]:
    return {
        "iri": f"{IRI}L/table/1/r{row}c2",
        "source": Source(f"{IRI}L", "L 2020/1", 10 + row, "1", bats=(bat,), printed=f"cell {row}"),
        "unit": MG,
    }


LEVELS = [
    level("85", "50", plant_status="existing", plant="boiler", **at(1, 20)),
    level("200", plant_status="existing", plant="engine", **at(2, 21)),
    level("30", plant_status="new", **at(3, 20)),
    level("60", averaging=frozenset({f"{BASE}code/averaging-period/year"}), **at(4, 20)),
]
NAMES = """
<code/pollutant/nox> bat:measuredAs "NO2" ; skos:altLabel "NOx"@en .
<code/pollutant/dust> skos:inScheme <code/pollutant> . <doc/L> bat:coversSector <code/sector/LCP> .
<code/sector/LCP> skos:inScheme <code/sector> . <code/medium/water> skos:inScheme <code/medium> .
<code/unit/kg-per-year> skos:inScheme <code/unit> ; skos:notation "kg/yr" ; bat:unitFactor 1 ;
    bat:unitDimension "mass-per-time" .
<doc/L/bat/20> bat:batNumber 20 . <doc/L/bat/21> bat:batNumber 21 .
<doc/L/t/1> a bat:TechniqueEntry ; bat:inDocument <doc/L> ; bat:listedIn <doc/L/bat/20> ; skos:prefLabel "SCR"@en .
<doc/L/t/2> a bat:TechniqueEntry ; bat:inDocument <doc/L> ; bat:listedIn <doc/L/bat/21> ; skos:prefLabel "LNB"@en .
"""
STORE = store_of(graph_of(LEVELS) + turtle(NAMES))
DAY = date(2026, 5, 4)
VALID = "stack 1,NOx,air,150,mg/Nm3,day,11,273.15,101.3,yes,existing,"


def measured(folder: Path, *rows: str) -> Path:
    path = folder / "values.csv"
    path.write_text("\n".join((",".join(COLUMNS), *rows)), encoding="utf-8")
    return path


def test_a_facility_is_screened_by_hand(tmp_path: Path) -> None:
    """60 mg/Nm3 at 11 % oxygen is 60 × (21 − 3) / (21 − 11) = 108 mg/Nm3 at the 3 % of the levels."""
    rows = (
        VALID.replace("150", "60"),
        "site,NOx,air,2500000,kg/yr,year,,,,,existing,",
        "site,dust,air,5,mg/Nm3,,,,,,,",
    )
    found = screen(STORE, read_measurements(measured(tmp_path, *rows)), sectors=["lcp"], on=DAY)
    assert "\n".join(lines(found)) == (
        "Levels of L 2020/1\n"
        "\n"
        "stack 1, line 2: NOx 60 mg/Nm3, average: day\n"
        "  ✗ not met: 108 against cell 1 mg/Nm3 (L 2020/1, BAT 20, table 1, p. 11) [boiler]\n"
        "  ✓ met: 108 against cell 2 mg/Nm3 (L 2020/1, BAT 21, table 1, p. 12) [engine]\n"
        "  ? 1 levels not comparable: averages over different or unstated periods: day against year\n"
        "\n"
        "site, line 3: NOx 2500000 kg/yr, average: year\n"
        "  ? 3 levels not comparable: a load in kg/yr is no concentration or specific amount: without the flow or "
        "output of the same time it says nothing about mg/Nm3 (mass per normal volume of gas)\n"
        "\n"
        "site, line 4: dust 5 mg/Nm3, average: —\n"
        "  these documents set no level for it: neither met nor not met\n"
        "\n"
        "Techniques whose levels would be met: 1 of 2\n"
        "  LNB (BAT 21: 1 met, 1 not comparable)\n"
        "Paragraphs: p54, p55, p56"
    )


def test_of_a_sector_only_documents_in_force_on_the_day_of_a_value_count(tmp_path: Path) -> None:
    newer = level("100", iri=f"{IRI}M/table/1/r1c2", source=Source(f"{IRI}M", "M 2024/1", 9, "1", bats=(20,)), unit=MG)
    days = (
        "<doc/L> bat:dateIssued '2020-01-01' . "
        "<doc/M> bat:coversSector <code/sector/LCP> ; bat:supersedes <doc/L> ; bat:dateIssued '2024-01-01' ."
    )
    store = store_of(graph_of([*LEVELS[:1], newer]) + turtle(NAMES + days))
    rows = measured(
        tmp_path, *(f"{VALID}{day}" for day in ("2019-12-31", "2020-01-01", "2023-12-31", "2024-01-01", ""))
    )
    measurements = read_measurements(rows)

    def judged(on: str, **asked: list[str]) -> list[tuple[list[str], list[str]]]:
        return [
            (
                [each.level.source.short for each in one.verdicts],
                [each.short for each in one.not_in_force],
            )
            for one in screen(store, measurements, on=date.fromisoformat(on), **asked).screened
        ]

    before, first, second = ([], ["L 2020/1", "M 2024/1"]), (["L 2020/1"], ["M 2024/1"]), (["M 2024/1"], ["L 2020/1"])
    assert judged("2026-01-01", sectors=["LCP"]) == [before, first, first, second, second]
    assert judged("2021-01-01", sectors=["LCP"]) == [before, first, first, second, first]
    # One that is named counts on any day, and says so.
    found = screen(store, measurements[3:4], documents=["L"], on=DAY)
    [[judgement]] = [one.verdicts for one in found.screened]
    assert [ENGLISH.say(each) for each in judgement.caveats] == ["L 2020/1 was not in force on 2024-01-01"]
    told = "\n".join(lines(screen(store, measurements[3:4], sectors=["LCP"], on=DAY)))
    assert "  left out, not in force on 2024-01-01: L 2020/1\n" in told


def test_only_the_operator_knows_which_bat_are_for_its_plants(tmp_path: Path) -> None:
    found = screen(STORE, read_measurements(measured(tmp_path, VALID)), documents=["L"], bats=[21], on=DAY)
    assert [[each.level.iri for each in one.verdicts] for one in found.screened] == [[LEVELS[1].iri]]


@given(
    comparable_levels() | any_levels(),
    amounts,
    st.booleans(),
    comparable_levels() | any_levels(),
    st.sampled_from([Decimal("0.999"), Decimal(1), Decimal(2)]) | st.none(),
)
def test_a_verdict_is_the_plain_calculation(
    like: Level, value: Decimal, below: bool, limit: Level, near: Decimal | None
) -> None:
    """Against a second implementation, the value at, just below and above the limit, and anywhere."""
    if near is not None and limit.upper is not None:
        value, like = limit.upper.value * near, replace(like, unit=limit.unit, conditions=limit.conditions)
    one = replace(like, lower=None, upper=Bound(value, "lt" if below else None), excluded=False)
    found = compare_pair(one, limit)
    reasons = {str(reason.obstacle) for reason in found.reasons} if isinstance(found, NotComparable) else set()
    assert reasons == why_not(one, limit)
    assert verdict(one, limit).outcome == outcome(one, limit)


@pytest.mark.parametrize(
    ("old", "new", "column", "near"),
    [
        ("NOx", "NOz", "pollutant", "nox"),
        ("air", "aer", "medium", "air"),
        ("mg/Nm3", "mg/Nm4", "unit", "mg/Nm3"),
        # A million grams are no thousandth of one: of a unit the case of the first letter counts.
        ("mg/Nm3", "Mg/Nm3", "unit", "mg/Nm3"),
    ],
)
def test_a_word_of_no_code_list_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, column: str, near: str
) -> None:
    rows = read_measurements(measured(tmp_path, VALID, VALID.replace(old, new, 1)))
    with pytest.raises(MeasurementNotUnderstood) as refused:
        screen(STORE, rows, sectors=["LCP"], on=DAY)
    assert (refused.value.line, refused.value.column) == (3, column)
    assert near in str(refused.value)


def test_no_levels_to_meet_is_an_error(tmp_path: Path) -> None:
    rows = read_measurements(measured(tmp_path, VALID))
    with pytest.raises(NoDocumentNamed):
        screen(STORE, rows, on=DAY)
    with pytest.raises(UnknownName, match="LCP"):
        screen(STORE, rows, sectors=["LPC"], on=DAY)
    with pytest.raises(NoLevelsToMeet, match="under BAT 99"):
        screen(STORE, rows, sectors=["LCP"], bats=[99], on=DAY)


@pytest.mark.parametrize(
    ("limit", "lower", "upper", "outcome"),
    [
        ("10", None, Bound(Decimal(10)), "met"),
        ("10", None, Bound(Decimal(10), "lt"), "met"),
        ("10.1", None, Bound(Decimal(10)), "not-comparable"),
        ("10", Bound(Decimal(10), "ge"), None, "not-met"),
        ("10.1", Bound(Decimal(10), "ge"), None, "not-comparable"),
    ],
)
def test_a_value_below_the_limit_of_detection(
    limit: str, lower: Bound | None, upper: Bound | None, outcome: str
) -> None:
    """It meets a level that the limit itself meets; above that nobody can tell."""
    held = replace(level("1", **at(1, 20)), lower=lower, upper=upper)
    found = verdict(replace(level("1"), lower=None, upper=Bound(Decimal(limit), "lt"), unit=MG), held)
    assert found.outcome == outcome
    assert [reason.text for reason in found.reasons] == (
        ["screening/below-detection"] if outcome == "not-comparable" else []
    )

"""Levels that nothing measures: each way in which a monitoring table measures one, and each in which it does not."""

from dataclasses import replace

import pytest

from analysis.comparison.facts import Level, LevelKind, Source
from analysis.cross_check.findings import CrossFinding, NotTold
from analysis.cross_check.measurements import Measurement, Measurements, PollutantRelations, unmeasured_levels
from analysis.cross_check.scopes import Scopes
from analysis.difference.source_gaps import SourceGaps
from ontology.namespaces import BASE, code
from tests.analysis.comparison.made_levels import level

D = f"{BASE}doc/D"


def pollutant(*names: str) -> frozenset[str]:
    return frozenset(str(code("pollutant", name)) for name in names)


AIR, WATER, SEWER = (str(code("medium", name)) for name in ("air", "water", "wastewater"))
RELATIONS = PollutantRelations(
    broader={
        str(code("pollutant", "hf")): pollutant("fluorine"),
        str(code("pollutant", "cr-vi")): pollutant("cr"),
        str(code("pollutant", "cr")): pollutant("heavy-metals"),
    },
    parts={str(code("pollutant", "sum-cd-tl")): pollutant("cd", "tl")},
)
NO_SCOPES = Scopes({}, (), {}, {}, (), {}, {})


def of(*names: str, medium: str | None = AIR, **changed: object) -> Level:
    """A level of document D for the named pollutants."""
    source = Source(D, "D 1/1", 12, "1", printed="5-10")
    made = level("10", "5", iri=f"{D}/table/1/{'-'.join(names)}", source=source, medium=medium)
    return replace(made, pollutants=pollutant(*names), **changed)  # type: ignore[arg-type]


def row(*names: str, medium: str | None = AIR, parameter: str = "x", number: int = 1) -> Measurement:
    return Measurement(f"{D}/table/2/r{number}", D, pollutant(*names), medium, parameter, 4, 8)


def judged(
    levels: list[Level], rows: list[Measurement], gaps: SourceGaps | None = None, scopes: Scopes = NO_SCOPES
) -> list[CrossFinding | NotTold]:
    measurements = Measurements({D: tuple(rows)} if rows else {}, RELATIONS, {D: gaps} if gaps else {})
    return list(unmeasured_levels(levels, measurements, scopes))


@pytest.mark.parametrize(
    ("levels", "rows"),
    [
        pytest.param([of("nox")], [row("so2", "nox")], id="by its name"),
        pytest.param([of("hf")], [row("fluorine")], id="by a broader name"),
        pytest.param([of("cr-vi")], [row("heavy-metals")], id="by a name two steps broader"),
        pytest.param([of("cr")], [row("cr-vi")], id="by a narrower name"),
        pytest.param([of("sum-cd-tl")], [row("cd"), row("tl", number=2)], id="a sum by its parts"),
        pytest.param([of("tl")], [row("sum-cd-tl")], id="a part by its sum"),
        pytest.param([of("cd", medium=SEWER)], [row("cd", medium=WATER)], id="a sewer by the water"),
        pytest.param([of("cd")], [row("cd", medium=None)], id="by a row that says no medium"),
        pytest.param([of("nox", medium=None)], [row("so2")], id="no medium, as of hexane lost with the meal"),
        pytest.param([of("nox", excluded=True)], [row("so2")], id="stated that there is no level"),
        pytest.param([of("nox", lower=None, upper=None)], [row("so2")], id="no value read"),
        pytest.param([of("nox", kind=LevelKind.CONSUMPTION)], [row("so2")], id="no emission"),
        pytest.param([of("so2"), of("nox", modifies=f"{D}/x")], [row("so2")], id="set by a footnote"),
        pytest.param([replace(of("nox"), pollutants=frozenset())], [row("so2")], id="a parameter of no list"),
    ],
)
def test_measured_or_not_judged(levels: list[Level], rows: list[Measurement]) -> None:
    assert judged(levels, rows) == []


@pytest.mark.parametrize(
    ("levels", "rows", "subject"),
    [
        pytest.param([of("nox")], [row("so2")], "nox, air", id="not named"),
        pytest.param([of("sum-cd-tl")], [row("cd")], "sum-cd-tl, air", id="one part of a sum is not the sum"),
        pytest.param([of("nox")], [row("nox", medium=WATER), row("so2", number=2)], "nox, air", id="in another medium"),
        pytest.param([of("nox", "so2")], [row("so2")], "nox + so2, air", id="two of which one is measured"),
    ],
)
def test_not_measured(levels: list[Level], rows: list[Measurement], subject: str) -> None:
    (finding,) = judged(levels, rows)
    assert isinstance(finding, CrossFinding)
    assert (finding.subject, finding.severity, finding.proposed) == (subject, "warning", False)
    assert (finding.first.page, finding.second and finding.second.page, finding.second and finding.second.bats) == (
        12,
        8,
        (4,),
    )
    assert finding.documents == (D,)


def test_an_indication_is_for_information_and_all_levels_of_a_pollutant_are_one_finding() -> None:
    rows = [row("so2")]
    (finding,) = judged([of("nox", indicative=True)], rows)
    assert isinstance(finding, CrossFinding)
    assert finding.severity == "information"
    (finding,) = judged([of("nox", indicative=True), replace(of("nox"), iri=f"{D}/table/3/r1")], rows)
    assert isinstance(finding, CrossFinding)
    assert (finding.severity, finding.first.iri) == ("warning", f"{D}/table/3/r1")


def test_rows_that_name_no_listed_pollutant_are_said_and_have_to_be_looked_at() -> None:
    (finding,) = judged([of("nox")], [row("so2"), row(parameter="Smell", number=2)])
    assert isinstance(finding, CrossFinding)
    assert finding.proposed
    assert [each.words for each in finding.message.parameters if each.name == "unlisted"] == [("Smell",)]


def test_where_nothing_is_known_of_monitoring_nothing_is_found_and_that_is_said() -> None:
    levels = [of("nox"), of("cd", medium=WATER)]
    told = judged(levels, [row("so2")])
    assert [(type(each), each.documents) for each in told] == [(CrossFinding, (D,)), (NotTold, (D,))]
    assert [each.why.text for each in judged(levels, []) if isinstance(each, NotTold)] == [
        "cross_check/not-told-no-monitoring",
        "cross_check/not-told-no-monitoring",
    ]
    (gap, other) = judged(levels, [row("so2")], SourceGaps(missing=frozenset({"bat/4"})))
    assert gap == other
    assert gap.why.text == "cross_check/not-told-source-gaps"


def test_a_superseded_document_is_not_judged() -> None:
    assert judged([of("nox")], [row("so2")], scopes=replace(NO_SCOPES, superseded_by={D: (f"{BASE}doc/E",)})) == []

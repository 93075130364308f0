"""Bad input to every analysis: a typed error that names what was asked and what exists, never an empty answer."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from analysis.applicability.applicable import applicable
from analysis.applicability.errors import NothingApplies, RulesNotInForce
from analysis.applicability.permit import permit_conformity
from analysis.calendar.calendar import calendar
from analysis.calendar.errors import NoBooks
from analysis.comparison.compare import NothingToCompare, compare, compare_levels
from analysis.comparison.conversion import OxygenOutOfRange, UnitDoesNotConvert
from analysis.cross_check.cross_check import NothingToCheck, cross_check
from analysis.cross_media.assessment import assess, load_factors
from analysis.cross_media.inventory_file import read_inventory
from analysis.cross_media.what_if import Scenario, what_if
from analysis.determination.derive import determine_all
from analysis.determination.errors import NotDeterminedYet, RuleSetNotInForce, UnknownRuleSet, UnknownTechnique
from analysis.determination.explanation import explain
from analysis.determination.rule_set_file import load_rule_set
from analysis.difference.difference import NothingToTellApart, SameVersion, difference
from analysis.gaps.gaps import NothingHeld, gaps
from analysis.lookup.errors import AnalysisError, UnknownName
from analysis.screening.screen import MeasurementNotUnderstood, NoDocumentNamed, NoLevelsToMeet, screen
from analysis.wording.speaker import Speaker
from loaders import code_lists
from loaders.measurements.measurement_file import Measurement
from loaders.official_journal.reading import load_shipped
from ontology.model import load_code_lists
from shapes.trilingual import LANGUAGES
from store.embedded import EmbeddedStore
from tests.analysis.comparison.levels_graph import store_of

DATA = Path(__file__).resolve().parents[2] / "data"
DAY = date(2026, 11, 23)
INVENTORY = DATA / "ecm" / "annex-15-inventory.json"
MEASURED = Measurement(2, "outlet", "COD", "water", Decimal(80), "mg/l", "day")
Ask = Callable[[EmbeddedStore], object]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """A real decision and the code lists."""
    return store_of(load_shipped(DATA / "32019D2031").graph + code_lists.load_shipped(DATA).graph + load_code_lists())


def measuring(**changes: object) -> Ask:
    measured = Measurement(**{**vars(MEASURED), **changes})  # type: ignore[arg-type]
    return partial(screen, on=DAY, measurements=[measured], sectors=["FDM"])


def assessing(factor_set: str, mix: str | None = None) -> Ask:
    return lambda _: assess(read_inventory(INVENTORY), load_factors(DATA / "ecm"), factor_set, mix)


def what_if_of(factor_set: str) -> Ask:
    scenarios = Scenario("ecm-2006"), Scenario(factor_set)
    return lambda _: what_if(read_inventory(INVENTORY), load_factors(DATA / "ecm"), *scenarios)


# What is asked, the error, what it must name of what was asked, and what it must name of what there is.
CASES: list[tuple[str, Ask, type[AnalysisError], str, str]] = [
    ("pollutant", partial(compare, pollutant="NOy"), UnknownName, "NOy", "nox"),
    ("sector", partial(compare, pollutant="cod", sectors=["FDN"]), UnknownName, "FDN", "FDM"),
    ("sector without document", partial(compare, pollutant="cod", sectors=["GLS"]), UnknownName, "GLS", "FDM"),
    ("document", partial(compare, pollutant="cod", documents=["FDX"]), UnknownName, "FDX", "FDM 2019/2031"),
    ("medium", partial(compare, pollutant="cod", medium="waters"), UnknownName, "waters", "water"),
    ("averaging", partial(compare, pollutant="cod", averaging="dag"), UnknownName, "dag", "day"),
    ("plant status", partial(compare, pollutant="cod", plant_status="newer"), UnknownName, "newer", "new"),
    ("kind", partial(compare, pollutant="cod", kind="emissions"), UnknownName, "emissions", "emission"),
    ("unit", partial(compare, pollutant="cod", unit="mg/k"), UnknownName, "mg/k", "mg/kg"),
    ("unit of another kind", partial(compare, pollutant="cod", unit="kWh/t"), UnitDoesNotConvert, "kWh/t", "mg/l"),
    ("oxygen", partial(compare, pollutant="dust", oxygen=Decimal(21)), OxygenOutOfRange, "21", "0"),
    ("no level", partial(compare, pollutant="hg"), NothingToCompare, "hg", "cod"),
    ("level", partial(compare_levels, first="nowhere", second="nowhere"), UnknownName, "nowhere", "32019D2031"),
    ("checked document", partial(cross_check, document="FDX"), UnknownName, "FDX", "FDM 2019/2031"),
    ("rule", partial(cross_check, rules=["level-loser"]), UnknownName, "level-loser", "level-looser"),
    ("known by name", partial(cross_check, document="bref-ICS"), NothingToCheck, "ICS", "FDM 2019/2031"),
    ("gaps", partial(gaps, document="FDX"), UnknownName, "FDX", "FDM 2019/2031"),
    ("gaps of a name", partial(gaps, document="bref-ICS"), NothingHeld, "ICS", "only by name"),
    ("version", partial(difference, first="FDM", second="FDX"), UnknownName, "FDX", "FDM 2019/2031"),
    ("same version", partial(difference, first="FDM", second="32019D2031"), SameVersion, "FDM", "two versions"),
    ("version by name", partial(difference, first="FDM", second="bref-ICS"), NothingToTellApart, "ICS", "only by name"),
    (
        "nobody's levels",
        partial(screen, on=DAY, measurements=[MEASURED]),
        NoDocumentNamed,
        "measured values",
        "name the",
    ),
    ("screened sector", partial(screen, on=DAY, measurements=[MEASURED], sectors=["FDN"]), UnknownName, "FDN", "FDM"),
    (
        "BAT",
        partial(screen, on=DAY, measurements=[MEASURED], sectors=["FDM"], bats=[99]),
        NoLevelsToMeet,
        "BAT 99",
        "12",
    ),
    ("measured pollutant", measuring(pollutant="CODD"), MeasurementNotUnderstood, "CODD", "cod"),
    ("measured unit", measuring(unit="mgl"), MeasurementNotUnderstood, "line 2, column unit", "mg/L"),
    ("measured average", measuring(averaging="daily"), MeasurementNotUnderstood, "column averaging", "day"),
    ("applies to", partial(applicable, asked="FDN", on=DAY), UnknownName, "FDN", "FDM"),
    (
        "day before all rules",
        partial(applicable, asked="FDM", on=date(2020, 1, 1)),
        RulesNotInForce,
        "2020-01-01",
        "2021",
    ),
    ("nothing applies", partial(applicable, asked="GLS", on=DAY), NothingApplies, "GLS", "No document"),
    ("permit", partial(permit_conformity, permit="permit 7", on=DAY), UnknownName, "permit 7", "holds no permit"),
    ("calendar", partial(calendar, on=DAY), NoBooks, "no reference book", "Load the data of a book"),
    ("technique", partial(explain, asked="bag filtr"), UnknownTechnique, "bag filtr", "ag filter"),
    ("rule set", partial(explain, asked="bag filter", rule_set="kz-755"), UnknownRuleSet, "kz-755", "kz-775"),
    ("not determined", partial(explain, asked="bag filter"), NotDeterminedYet, "bag filter", "Build the graph"),
    (
        "day before the rule set",
        lambda store: list(determine_all(store, [load_rule_set("kz-775")], date(2020, 1, 1))),
        RuleSetNotInForce,
        "2020-01-01",
        "2021-10-28",
    ),
    ("rule set file", lambda _: load_rule_set("eu"), UnknownRuleSet, "'eu'", "eu-ecm"),
    ("factor set", assessing("ecm-2060"), UnknownName, "ecm-2060", "ecm-2006"),
    ("energy mix", assessing("ecm-2006", "windy"), UnknownName, "windy", "energy mix"),
    ("factor set instead", what_if_of("ecm"), UnknownName, "'ecm'", "ecm-2006"),
]


@pytest.mark.parametrize(("ask", "error", "asked", "exists"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_bad_input_is_a_typed_error(
    store: EmbeddedStore, ask: Ask, error: type[AnalysisError], asked: str, exists: str
) -> None:
    with pytest.raises(AnalysisError) as refused:
        ask(store)
    assert type(refused.value) is error
    assert asked in str(refused.value)
    assert exists in str(refused.value)
    said = {Speaker(language).say(refused.value.said) for language in LANGUAGES}
    assert len(said) == 3
    assert str(refused.value) in said

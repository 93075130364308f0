"""Assessment: the worked example of the source, a calculation by hand, and properties of any inventory."""

import csv
import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cross_media.assessment import assess, load_factors, rank
from analysis.cross_media.assessment_text import lines, what_if_lines
from analysis.cross_media.inventory import Inventory
from analysis.cross_media.inventory_file import inventory_of, read_inventory
from analysis.cross_media.results import AlternativeInTheme, Conflict, CrossMediaAssessment
from analysis.cross_media.substance_factors import Lack
from analysis.cross_media.what_if import Scenario, what_if
from analysis.lookup.errors import UnknownName
from analysis.wording.speaker import ENGLISH
from loaders.impact_factors.facts import Theme

SHIPPED = Path(__file__).parents[3] / "data" / "ecm"
EXPECTED = tomllib.loads((Path(__file__).parent / "annex15_expected.toml").read_text(encoding="utf-8"))
FACTORS = load_factors(SHIPPED)
with (SHIPPED / "factors.csv").open(encoding="utf-8", newline="") as table:
    PNEC = {
        row["substance"]: Fraction(row["factor"])
        for row in csv.DictReader(table)
        if row["theme"] == "aquatic-toxicity" and row["factor"]
    }


def _annex15() -> Inventory:
    return read_inventory(SHIPPED / "annex-15-inventory.json")


def _in_theme(assessment: CrossMediaAssessment, theme: Theme) -> tuple[AlternativeInTheme, ...]:
    return next(each.alternatives for each in assessment.themes if each.theme is theme)


@pytest.mark.parametrize("theme", sorted(EXPECTED["values"]))
def test_the_worked_example_comes_out_as_printed(theme: str) -> None:
    found = _in_theme(assess(_annex15(), FACTORS, "ecm-2006-annex-15"), Theme(theme))
    for alternative, text in zip(found, EXPECTED["values"][theme], strict=True):
        printed = Decimal(text)
        last_digit = Decimal(1).scaleb(printed.as_tuple().exponent)  # type: ignore[arg-type]
        assert alternative.value is not None
        # One unit of the last printed digit: 0.4655e13 is printed 0.46e13, cut off and not rounded.
        assert abs(alternative.value - printed) < last_digit
    if theme != "human-toxicity":
        half = [Decimal(1).scaleb(Decimal(text).as_tuple().exponent) / 2 for text in EXPECTED["values"][theme]]  # type: ignore[arg-type]
        values = [
            (each.value or 0) - Decimal(text) for each, text in zip(found, EXPECTED["values"][theme], strict=True)
        ]
        assert all(abs(value) <= limit for value, limit in zip(values, half, strict=True))


def test_the_ranks_of_the_worked_example_are_the_printed_ones() -> None:
    assessment = assess(_annex15(), FACTORS, "ecm-2006-annex-15")
    ranks = {
        str(each.theme): [alternative.rank for alternative in each.alternatives]
        for each in assessment.themes
        if each.how is not None
    }
    ranks["energy"] = [each.rank for each in assessment.energy]
    assert ranks == EXPECTED["ranks"]


def test_the_transcription_agrees_with_the_source(shared: Path) -> None:
    source = json.loads((shared / "data" / "ecm" / "annex15_worked_example.json").read_text(encoding="utf-8"))
    stated = {
        substance: [
            sum(float(each.tonnes) for each in alternative.releases if each.substance == substance)
            for alternative in _annex15().alternatives
        ]
        for substance in source["inventory_t_per_yr"]
    }
    assert stated == source["inventory_t_per_yr"]
    assert [float(each.energy[0].gigajoules) for each in _annex15().alternatives] == source["energy_GJ_per_yr"]
    keys = {
        "global-warming": "GWP_t_CO2eq",
        "acidification": "AP_t_SO2eq",
        "eutrophication": "EP_t_PO4eq",
        "photochemical-ozone-creation": "POCP_t_ethylene_eq",
        "human-toxicity": "HTP_m3_air",
    }
    printed = {theme: source["expected"][key]["values"] for theme, key in keys.items()}
    assert {theme: [float(each) for each in values] for theme, values in EXPECTED["values"].items()} == printed


def test_the_two_published_errors_are_found() -> None:
    findings = assess(_annex15(), FACTORS, "ecm-2006-annex-15").share_findings
    assert [(each.fault, each.printed_as, f"{each.correct:.4g}") for each in findings] == [
        ("units-not-converted", "percent", "0.00002715"),
        ("fraction-as-percent", "percent", "0.00002715"),
    ]


# A calculation by hand, with every mode, medium and kind of lack.
BY_HAND: dict[str, Any] = {
    "title": "by hand",
    "base_case": "now",
    "alternatives": [
        {
            "id": "now",
            "releases": [
                {"substance": "SO2", "medium": "air", "amount": 26, "unit": "t/yr", "data_quality": "A"},
                {"substance": "Methane", "medium": "air", "amount": "2000", "unit": "kg/yr", "data_quality": "C"},
                {"substance": "Zinc", "medium": "water", "amount": "66", "unit": "kg/yr"},
                {"substance": "HCFC-123", "medium": "air", "amount": 1, "unit": "t/yr"},
                {"substance": "Hydrogen fluoride", "medium": "air", "amount": 1, "unit": "t/yr"},
            ],
            "energy": [{"carrier": "electricity", "amount": 1, "unit": "MWh/yr", "data_quality": "B"}],
        },
        {
            "id": "scrubber",
            "releases": [
                {"substance": "Sulfur dioxide", "medium": "air", "amount": "2.6", "unit": "t/yr", "data_quality": "B"},
                {"substance": "Methane", "medium": "air", "amount": 2, "unit": "t/yr", "data_quality": "B"},
                {"substance": "Zinc", "medium": "water", "amount": "0.132", "unit": "t/yr"},
                {"substance": "Chloroform", "medium": "air", "amount": "0.5", "unit": "t/yr"},
                {"substance": "Amonia", "medium": "water", "amount": "0.1", "unit": "t/yr"},
            ],
            "energy": [{"carrier": "electricity", "amount": "720", "unit": "GJ/yr"}],
        },
    ],
    "energy_mixes": {
        "coal": [
            {"carrier": "electricity", "substance": "CO2", "medium": "air", "amount": "0.25", "unit": "t/GJ"},
            {"carrier": "electricity", "substance": "SO2", "medium": "air", "amount": "50", "unit": "kg/GJ"},
        ],
        "wind": [{"carrier": "electricity", "substance": "CO2", "medium": "air", "amount": "0.001", "unit": "t/GJ"}],
    },
    "european_totals": [
        {"theme": "acidification", "value": "2600", "unit": "t SO2-eq", "source": "made up"},
        {"theme": "global-warming", "value": "1", "unit": "kg CO2-eq", "source": "made up"},
    ],
}


def test_a_calculation_by_hand() -> None:
    assessment = assess(inventory_of(BY_HAND), FACTORS, "ecm-2006")
    sums = {
        str(each.theme): [(a.value, a.rank, a.change, a.quality, a.unrated) for a in each.alternatives]
        for each in assessment.themes
    }
    assert sums == {
        # 26 / 13; 2.6 / 13. Annex 1 has chloroform and hydrogen fluoride without a figure.
        "human-toxicity": [(Decimal(2), 2, Decimal(0), "A", 0), (Decimal("0.2"), 1, Decimal("-1.8"), "B", 0)],
        # 2 × 23 in both; HCFC-123 has 120, chloroform 30
        "global-warming": [(Decimal(166), 2, Decimal(0), "C", 1), (Decimal(61), 1, Decimal(-105), "B", 1)],
        # 0.066 t × 1e9 mg/t / 6.6e-3 mg/l / 1000 l/m3 = 1e7 m3; Amonia is misspelt
        "aquatic-toxicity": [
            (Decimal(10_000_000), 1, Decimal(0), None, 1),
            (Decimal(20_000_000), 2, Decimal(10_000_000), None, 1),
        ],
        "acidification": [(Decimal(26), 2, Decimal(0), "A", 0), (Decimal("2.6"), 1, Decimal("-23.4"), "B", 0)],
        "eutrophication": [(None, None, None, None, 0), (None, None, None, None, 0)],
        # HCFC-123 has two rows with other figures
        "ozone-depletion": [(None, None, None, None, 0), (None, None, None, None, 0)],
        # SO2 0.048 and methane 0.006; chloroform 0.017
        "photochemical-ozone-creation": [
            (Decimal("1.260"), 2, Decimal(0), "C", 0),
            (Decimal("0.1453"), 1, Decimal("-1.1147"), "B", 1),
        ],
    }
    assert assessment.conflicts == (
        Conflict(
            "scrubber",
            ("human-toxicity", "global-warming", "acidification", "photochemical-ozone-creation"),
            ("aquatic-toxicity", "energy"),
        ),
    )
    assert [(each.gigajoules, each.rank) for each in assessment.energy] == [(Decimal("3.6"), 1), (Decimal(720), 2)]


def test_what_has_no_factor_is_listed_with_the_reason() -> None:
    assessment = assess(inventory_of(BY_HAND), FACTORS, "ecm-2006")
    lacking = {(each.substance, each.lack) for each in _in_theme(assessment, Theme.HUMAN_TOXICITY)[0].not_characterised}
    assert lacking == {
        ("Methane", Lack.NOT_IN_TABLE),
        ("HCFC-123", Lack.NOT_IN_TABLE),
        ("Hydrogen fluoride", Lack.NO_USABLE_FIGURE),
    }
    several = _in_theme(assessment, Theme.OZONE_DEPLETION)[0].not_characterised
    assert (several[2].substance, several[2].lack) == ("HCFC-123", Lack.SEVERAL_FACTORS)
    assert several[2].rows == ("HCFC-123 C2HF3Cl2 0.02 - 0.06", "HCFC-123 CHCl2CF3 0.02")
    assert [(each.substance, "Ammonia" in each.near) for each in assessment.unknown_substances] == [("Amonia", True)]


def test_a_substance_that_only_another_alternative_states_is_not_zero() -> None:
    found = _in_theme(assess(inventory_of(BY_HAND), FACTORS, "ecm-2006"), Theme.OZONE_DEPLETION)
    assert [ENGLISH.say(each) for each in found[1].not_stated] == ["HCFC-123 to air", "Hydrogen fluoride to air"]
    assert not found[1].complete


def test_a_sum_is_normalised_only_by_a_total_in_its_own_unit() -> None:
    themes = {each.theme: each for each in assess(inventory_of(BY_HAND), FACTORS, "ecm-2006").themes}
    acidification = themes[Theme.ACIDIFICATION]
    assert [each.normalised for each in acidification.alternatives] == [Decimal("0.01"), Decimal("0.001")]
    assert themes[Theme.GLOBAL_WARMING].normalisation == "other-unit"
    assert "is in 'kg CO2-eq'" in ENGLISH.say(themes[Theme.GLOBAL_WARMING].normalisation_words)
    assert themes[Theme.HUMAN_TOXICITY].normalisation == "no-total"


def test_another_energy_mix_changes_places() -> None:
    result = what_if(inventory_of(BY_HAND), FACTORS, Scenario("ecm-2006", "wind"), Scenario("ecm-2006", "coal"))
    moved = {(each.theme, each.alternative): (each.rank_before, each.rank_after) for each in result.reranked}
    # Acidification: 26 against 2.6 with wind; 26 + 3.6 × 0.05 against 2.6 + 720 × 0.05 = 38.6 with coal.
    assert moved[("acidification", "now")] == (2, 1)
    assert moved[("acidification", "scrubber")] == (1, 2)
    after = _in_theme(result.after, Theme.ACIDIFICATION)
    assert [each.value for each in after] == [Decimal("26.18"), Decimal("38.6")]
    assert any("rank 1 → 2" in line for line in what_if_lines(result))


def test_another_factor_set_takes_its_place() -> None:
    result = what_if(_annex15(), FACTORS, Scenario("ecm-2006-annex-15"), Scenario("ecm-2006"))
    assert {each.theme for each in result.reranked} == {"photochemical-ozone-creation"}
    assert {each.theme for each in result.shifts} == {"photochemical-ozone-creation", "human-toxicity"}


@pytest.mark.parametrize(
    ("factor_set", "mix", "names"),
    [("ecm-2007", None, "ecm-2006, ecm-2006-annex-15"), ("ecm-2006", "nuclear", "coal, wind")],
)
def test_an_unknown_choice_names_what_there_is(factor_set: str, mix: str | None, names: str) -> None:
    with pytest.raises(UnknownName, match=names):
        assess(inventory_of(BY_HAND), FACTORS, factor_set, mix)


def test_a_carrier_that_the_mix_lacks_is_an_error_and_not_zero() -> None:
    inventory = inventory_of(BY_HAND)
    mixes = {"heat only": tuple(replace(each, carrier="heat") for each in inventory.energy_mixes["wind"])}
    with pytest.raises(UnknownName, match="energy carrier in the mix heat only 'electricity'"):
        assess(replace(inventory, energy_mixes=mixes), FACTORS, "ecm-2006", "heat only")


def test_the_text_says_what_is_missing() -> None:
    text = "\n".join(lines(assess(inventory_of(BY_HAND), FACTORS, "ecm-2006")))
    assert "not characterised: Hydrogen fluoride, 1 t (no usable figure in the table" in text
    assert "unknown substance 'Amonia'; near matches: " in text
    assert "scrubber against the base case: better in human toxicity" in text


AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False)


@given(amounts=st.lists(AMOUNTS, min_size=2, max_size=5), times=st.integers(2, 50))
def test_sums_grow_with_amounts_and_ranks_stay(amounts: list[Decimal], times: int) -> None:
    def assessed(factor: int) -> tuple[AlternativeInTheme, ...]:
        inventory = inventory_of(
            {
                "base_case": "0",
                "alternatives": [
                    {
                        "id": str(number),
                        "releases": [{"substance": "NH3", "medium": "air", "amount": amount * factor, "unit": "t/yr"}],
                    }
                    for number, amount in enumerate(amounts)
                ],
            }
        )
        return _in_theme(assess(inventory, FACTORS, "ecm-2006"), Theme.ACIDIFICATION)

    once, more = assessed(1), assessed(times)
    assert [each.value for each in once] == [amount * Decimal("1.6") for amount in amounts]
    assert [(each.value or 0) * times for each in once] == [each.value for each in more]
    assert [each.rank for each in once] == [each.rank for each in more]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(PNEC)), st.integers(1, 10**6)), min_size=1, max_size=6).flatmap(
        lambda releases: st.tuples(st.just(releases), st.permutations(releases))
    ),
    st.integers(1, 10**6),
)
def test_sums_and_ranks_are_exact_in_whatever_order(
    orders: tuple[list[tuple[str, int]], list[tuple[str, int]]], more: int
) -> None:
    """Against fractions from the table itself: tonnes a year over the PNEC in mg/l are a million cubic metres."""
    releases, permuted = orders
    alternatives = {"a": releases, "b": permuted, "c": [*releases, (releases[0][0], more)]}
    inventory = inventory_of(
        {
            "base_case": "a",
            "alternatives": [
                {
                    "id": name,
                    "releases": [
                        {"substance": substance, "medium": "water", "amount": kilograms, "unit": "kg/yr"}
                        for substance, kilograms in listed
                    ],
                }
                for name, listed in alternatives.items()
            ],
        }
    )
    found = _in_theme(assess(inventory, FACTORS, "ecm-2006"), Theme.AQUATIC_TOXICITY)
    sums = [sum(Fraction(kg, 1000) * 10**6 / PNEC[name] for name, kg in listed) for listed in alternatives.values()]
    assert [each.rank for each in found] == [1, 1, 3]
    assert [each.change == 0 for each in found] == [True, True, False]
    for each, exact in zip(found, sums, strict=True):
        assert each.value is not None
        assert abs(Fraction(each.value) / exact - 1) < Fraction(1, 10**27)


@given(st.dictionaries(st.text(max_size=3), st.none() | st.fractions(-9, 9, max_denominator=9), max_size=8))
def test_ranks_are_the_places_in_the_sorted_order(values: dict[str, Fraction | None]) -> None:
    ordered = sorted(value for value in values.values() if value is not None)
    expected = {name: None if value is None else ordered.index(value) + 1 for name, value in values.items()}
    assert rank(values) == expected

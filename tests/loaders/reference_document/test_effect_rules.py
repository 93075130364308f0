"""The rules on sentences of ours: what they find, and what they leave alone."""

from functools import cache

import pytest

from loaders.reference_document.effect_extraction import read_statement
from loaders.reference_document.effect_rules import EffectRules, read_effect_rules
from loaders.reference_document.statements import Statement

from .conftest import DATA

BENEFIT, HARM = "benefits", "cross-media"


@cache
def rules() -> EffectRules:
    return read_effect_rules(DATA)


def effects(heading: str, text: str) -> set[tuple[str, str, str, str]]:
    reading = read_statement(Statement(0, len(text), text), heading, rules())
    return {(c.direction, c.pressure, c.component, c.pollutant) for c in reading.candidates}


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            BENEFIT,
            "reduced emissions of SO2 and dust",
            {("reduces", "emission", "air", "so2"), ("reduces", "emission", "air", "dust")},
        ),
        (BENEFIT, "dust emissions are reduced", {("reduces", "emission", "air", "dust")}),
        (
            BENEFIT,
            "removal of copper and heavy metals from waste water",
            {("reduces", "emission", "water", "heavy-metals")},
        ),
        (
            BENEFIT,
            "reduction of emissions to the air, soil and groundwater",
            {("reduces", "emission", c, "") for c in ("air", "land-and-soil", "groundwater")},
        ),
        (BENEFIT, "lower CO2 emissions to air", {("reduces", "emission", "climate", "co2")}),
        (BENEFIT, "lower emissions of CO", {("reduces", "emission", "air", "co")}),
        (BENEFIT, "energy savings", {("reduces", "energy-use", "", "")}),
        (BENEFIT, "prevention of waste", {("prevents", "waste-generation", "", "")}),
        (BENEFIT, "no NOx from the new burner", {("prevents", "emission", "air", "nox")}),
        (
            HARM,
            "consumption of energy and chemicals",
            {("increases", "energy-use", "", ""), ("increases", "raw-material-use", "", "")},
        ),
        (
            HARM,
            "water and energy consumption",
            {("increases", "water-use", "water", ""), ("increases", "energy-use", "", "")},
        ),
        (HARM, "noise", {("increases", "noise", "", "")}),
        (HARM, "ammonia consumption", {("increases", "raw-material-use", "", "")}),
        (HARM, "ammonia slip", {("increases", "emission", "air", "nh3")}),
        (HARM, "generation of waste water", {("increases", "emission", "water", "")}),
        (HARM, "the dust has to be disposed of", {("increases", "waste-generation", "", "")}),
        (
            HARM,
            "release of contaminants to water and/or air",
            {("increases", "emission", "water", ""), ("increases", "emission", "air", "")},
        ),
        (HARM, "the water consumption increases in summer", {("increases", "water-use", "water", "")}),
        (HARM, "less dusty raw materials may increase energy consumption", {("increases", "energy-use", "", "")}),
        (HARM, "lines are\n wrapped and  energy use   increases", {("increases", "energy-use", "", "")}),
    ],
)
def test_found(heading: str, text: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert effects(heading, text.replace("\n", " ")) == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (HARM, "without additional energy"),
        (HARM, "no additional waste is produced"),
        (HARM, "the risk of emissions to water increases"),
        (HARM, "it reduces the amount of exportable steam"),
        (HARM, "dust is collected in the filter house"),
        (BENEFIT, "hydrogen peroxide, which is reduced to water and oxygen"),
        (BENEFIT, "the lower temperature, some emissions remain"),
        (BENEFIT, "dust has to be removed beforehand"),
        (BENEFIT, "protection of workers from dust emissions reduced by filters"),
        (BENEFIT, "emission levels of 20 mg/Nm3 of NOx are achieved"),
        (BENEFIT, "increased dust emissions"),
        (BENEFIT, "energy consumption"),
        (BENEFIT, "this could lead to tin and per day"),
    ],
)
def test_left_alone(heading: str, text: str) -> None:
    assert effects(heading, text) == set()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("None believed to be likely.", "none"),
        ("Not believed likely.", "none"),
        ("No issues.", "none"),
        ("none known.", "none-known"),
        ("None believed likely, if the liquid is recycled.", "none-under-condition"),
        ("If it is clean, no cross-media effects apply.", "none-under-condition"),
        ("See the referenced sections.", "elsewhere"),
        ("No information provided.", "no-information"),
        ("None of the residues can be used.", ""),
    ],
)
def test_what_is_said_of_effects_as_a_whole(text: str, whole: str) -> None:
    reading = read_statement(Statement(0, len(text), text), HARM, rules())
    assert (reading.whole, reading.candidates) == (whole, ())


def test_words_of_a_candidate_are_few() -> None:
    text = "a long introduction with many words leads to increased emissions of dust to the air of the town"
    reading = read_statement(Statement(0, len(text), text), HARM, rules())
    assert [(c.rule, c.cue, c.subject) for c in reading.candidates] == [
        ("increase+pollutant-dust", "increased", "dust")
    ]

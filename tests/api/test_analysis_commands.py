"""The commands of the analyses, run as a user runs them on the shipped facts; figures are read from the print."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.typed_command import run

MEASURED = """\
point,pollutant,medium,value,unit,averaging,oxygen,temperature,pressure,dry,plant,date
outlet,COD,water,120,mg/l,day,,,,,,2026-05-01
stack,NOx,air,2500000,kg/yr,year,,,,,,2026-05-01
"""


def answer(*arguments: object, store: Path, folder: Path) -> Any:
    done = run(*arguments, "--store", store, "--format", "json", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_levels_of_sectors_are_compared(built_store: Path, tmp_path: Path) -> None:
    """Table 1 of FDM prints 25-100 mg/l (p. 15), table 1 of LCP 60-150 mg/l (p. 25), both for COD as daily means."""
    arguments = ("compare", "COD", "--sector", "FDM", "--sector", "LCP", "--averaging", "day")
    found = answer(*arguments, store=built_store, folder=tmp_path)
    ranked = [
        (each["level"]["source"]["short"], each["level"]["source"]["page"], each["range"]["upper"]["value"])
        for each in found["ranking"]["groups"][0]["ranked"]
        if each["level"]["modifies"] is None
    ]
    assert ranked == [("FDM 2019/2031", 15, "100"), ("LCP 2017/1442", 25, "150")]


# Each looked up in the printed decisions by hand: rule, subject, first document and page, second document and page.
PRINTED = [
    ("levels-contradict", "hg, water, day", ("NFM 2016/1032", 18), ("LCP 2017/1442", 26)),
    ("levels-contradict", "sulphate, water, day", ("LCP 2017/1442", 25), ("WI 2019/2010", 31)),
    (
        "levels-contradict",
        "pcdd-f, air, sampling-period, existing plants",
        ("LVOC 2017/2117", 40),
        ("LCP 2017/1442", 73),
    ),
    ("level-looser", "pb, water, day", ("IS 2012/135", 29), ("LCP 2017/1442", 26)),
    ("level-looser", "ni, water, day", ("IS 2012/135", 35), ("LCP 2017/1442", 26)),
    ("level-looser", "dust, air, day, existing plants", ("CLM 2013/163", 37), ("IS 2012/135", 25)),
    ("level-looser", "cod, water, day", ("LCP 2017/1442", 25), ("FDM 2019/2031", 15)),
    ("shared-activity-without-reference", "6.11", ("CWW 2016/902", None), ("FDM 2019/2031", 3)),
    ("reference-to-superseded-document", "LCP 2017/1442", ("WI 2019/2010", 2), ("LCP 2021/2326", None)),
]


@pytest.fixture(scope="module")
def findings(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> set[tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("check")
    found = answer("cross-check", store=built_store, folder=folder)
    return {
        (
            each["rule"],
            each["subject"],
            (each["first"]["short"], each["first"]["page"]),
            (each["second"]["short"], each["second"]["page"]) if each["second"] else None,
        )
        for each in found["findings"]
    }


@pytest.mark.parametrize("expected", PRINTED)
def test_the_cross_check_finds_what_is_printed(findings: set[tuple[object, ...]], expected: tuple[object, ...]) -> None:
    assert expected in findings


def test_a_neighbour_that_is_named_is_no_finding(findings: set[tuple[object, ...]]) -> None:
    """The scope of LVOC names CWW as complementary, and that of CAK refers to it: nothing is missing there."""
    rules = {"cross-sectoral-document-not-referred-to", "shared-activity-without-reference"}
    assert not [each for each in findings if each[0] in rules and each[2][0] in ("LVOC 2017/2117", "CAK 2013/732")]  # type: ignore[index]


def test_measured_values_are_screened(built_store: Path, tmp_path: Path) -> None:
    (tmp_path / "measured.csv").write_text(MEASURED, encoding="utf-8")
    done = run("screen", "measured.csv", "--sector", "FDM", "--store", built_store, folder=tmp_path)
    assert done.returncode == 0
    assert "  ✗ not met: 120 against 25-100 mg/l (FDM 2019/2031, BAT 12, table 1, p. 15)" in done.stdout
    lcp = run("screen", "measured.csv", "--sector", "LCP", "--store", built_store, folder=tmp_path)
    assert "a load in kg/yr is no concentration or specific amount" in lcp.stdout


def test_gaps_have_shares(built_store: Path, tmp_path: Path) -> None:
    found = answer("gaps", "CWW", store=built_store, folder=tmp_path)
    shares = {(gap["kind"], gap["missing"]): (len(gap["lacking"]), gap["asked"]) for gap in found["gaps"]}
    assert shares["level", "averaging-period"][0] == 0
    assert shares["document", "scope"] == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("compare", "NOy"), "there is no pollutant 'NOy'; near matches: no; nox"),
        (("compare", "NOx", "--unit", "mg/l"), "mg/l (mass-per-volume-of-water)"),
        (("compare", "NOx", "--oxygen", "lots"), "--oxygen “lots” is not a number"),
        (("cross-check", "FDN"), "there is no document 'FDN'"),
        (("gaps", "bref-ICS"), "only by name"),
        (("difference", "FDM", "32019D2031"), "both names mean FDM 2019/2031"),
        (("screen", "nothing.csv", "--sector", "FDM"), "nothing.csv: the path: found no such file"),
    ],
)
def test_bad_input_is_one_line_that_says_what_there_is(
    built_store: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = run(*arguments, "--store", built_store, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_input_is_json_in_the_language_where_the_answer_would_be(built_store: Path, tmp_path: Path) -> None:
    """What was asked, near matches and what there is stand apart from the words, for a program to read."""
    done = run(
        *("explain", "bag filtre", "--rule-set", "kz-776", "--language", "ru", "--format", "json"),
        *("--store", built_store),
        folder=tmp_path,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(done.stderr) == {
        "error": {
            "kind": "UnknownRuleSet",
            "message": (
                "нет набора правил «kz-776»; похожие названия: kz-775; есть: eu-ecm, kz-775. Назовите один из них."
            ),
            "asked": "kz-776",
            "near": ["kz-775"],
            "known": ["eu-ecm", "kz-775"],
        }
    }
    refused = run(
        "screen", "nothing.csv", "--sector", "FDM", "--format", "json", "--store", built_store, folder=tmp_path
    )
    assert json.loads(refused.stderr)["error"].items() >= {"kind": "SourceRefused", "place": "the path"}.items()

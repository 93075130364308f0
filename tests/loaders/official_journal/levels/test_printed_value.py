"""The grammar of printed values, form by form as the decisions print them, and over random numbers."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.facts import Bounds, Comparator
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.printed_value import ParsedValue, parse

PHRASES = {language: LevelPhrases(phrases_of(language)) for language in ("en", "nl")}


def bounds(
    lower: str | None, upper: str | None, below: Comparator | None = None, above: Comparator | None = None
) -> Bounds:
    return Bounds(Decimal(lower) if lower else None, below, Decimal(upper) if upper else None, above)


def equal(value: str) -> Bounds:
    return bounds(value, value, "eq", "eq")


def only(parsed: ParsedValue) -> Bounds:
    assert parsed.outcome == "quantities", parsed
    (value,) = parsed.values
    return value.bounds


@pytest.mark.parametrize(
    ("language", "printed", "expected"),
    [
        ("en", "25-100", bounds("25", "100")),
        ("en", "15–50", bounds("15", "50")),
        ("en", "0,2-2", bounds("0.2", "2")),
        ("en", "1.3-2.4", bounds("1.3", "2.4")),
        ("en", "2 to 5", bounds("2", "5")),
        ("nl", "1‐3", bounds("1", "3")),
        ("nl", "0,9 - 3,0", bounds("0.9", "3.0")),
        ("nl", "< 30—140", bounds("30", "140", "lt")),
        ("nl", "5‹10", bounds("5", "10")),
        ("nl", "33,5 tot > 38", bounds("33.5", "38", None, "gt")),
        ("nl", "1 150-1 900", bounds("1150", "1900")),
        ("nl", "1\u00a0150-1\u202f900", bounds("1150", "1900")),
        ("nl", "400‐1\u2009000", bounds("400", "1000")),
        ("nl", "1 234 567", equal("1234567")),
        ("en", "< 2-5", bounds("2", "5", "lt")),
        ("en", "≤ 5-15", bounds("5", "15", "le")),
        ("en", "< 10", bounds(None, "10", None, "lt")),
        ("en", "<10", bounds(None, "10", None, "lt")),
        ("en", "≤ 10", bounds(None, "10", None, "le")),
        ("en", "> 99.5", bounds("99.5", None, "gt")),
        ("en", "≥ 39", bounds("39", None, "ge")),
        ("en", "0.05", equal("0.05")),
        ("nl", "85 %", equal("85")),
        ("nl", "85-95 %", bounds("85", "95")),
        ("nl", "85 %-95 %", bounds("85", "95")),
        ("nl", "< 0,3 – 1,5 × 10–3", bounds("0.0003", "0.0015", "lt")),
        ("nl", "2 × 10⁻³", equal("0.002")),
        ("en", "2.500", equal("2.5")),
        ("nl", "2,500", equal("2.5")),
        ("nl", "0,500", equal("0.5")),
    ],
)
def test_bounds_of_one_value(language: str, printed: str, expected: Bounds) -> None:
    assert only(parse(printed, PHRASES[language])) == expected


@pytest.mark.parametrize(
    ("language", "printed", "unit", "symbol"),
    [
        ("en", "25-100 mg/l", "mg/l", "mg/l"),
        ("nl", "0,025-0,08 ng I-TEQ/Nm3", "ng I-TEQ/Nm3", "ng I-TEQ/Nm3"),
        ("nl", "< 0,2 - 0,4 ng-I-TEQ/Nm3", "ng-I-TEQ/Nm3", "ng I-TEQ/Nm3"),
        ("nl", "1-10 g/t aan geproduceerde EO", "g/t aan geproduceerde EO", "g/t"),
        ("en", "> 99.5 %", "%", "%"),
    ],
)
def test_a_unit_in_the_cell(language: str, printed: str, unit: str, symbol: str) -> None:
    (value,) = parse(printed, PHRASES[language]).values
    assert value.unit is not None
    assert (value.unit.text, value.unit.symbol) == (unit, symbol)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "No BAT-AEL"),
        ("en", "Not applicable"),
        ("en", "—"),
        ("en", "-"),
        ("nl", "Geen BBT-GEN"),
        ("nl", "Geen BBT-GEEN."),
        ("nl", "Niet van toepassing"),
        ("nl", "NR"),
    ],
)
def test_no_level_in_words(language: str, printed: str) -> None:
    parsed = parse(printed, PHRASES[language])
    assert (parsed.outcome, parsed.values, parsed.printed) == ("no-level", (), printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "DS < 75 %: 0,8 - 1,4 DS 75 - 83 % : 1,0 - 1,6",
            [("DS < 75 %", "0,8 - 1,4", "", ""), ("DS 75 - 83 %", "1,0 - 1,6", "", "")],
        ),
        (
            "0,01 - 0,03 Eucalyptus: 0,02 - 0,11 kg/ADt",
            [("", "0,01 - 0,03", "", ""), ("Eucalyptus", "0,02 - 0,11 kg/ADt", "", "kg/ADt")],
        ),
        (
            "0,9 - 3,0 0,9 - 4,0 voor tissuepaper",
            [("", "0,9 - 3,0", "", ""), ("", "0,9 - 4,0 voor tissuepaper", "voor tissuepaper", "")],
        ),
        (
            "≤ 0,5 g/t MDI geproduceerd ≤ 0,7 g/t TDI geproduceerd",
            [
                ("", "≤ 0,5 g/t MDI geproduceerd", "", "g/t MDI geproduceerd"),
                ("", "≤ 0,7 g/t TDI geproduceerd", "", "g/t TDI geproduceerd"),
            ],
        ),
        ("0,05 voor papier > 30 g/m2", [("", "0,05 voor papier > 30 g/m2", "voor papier > 30 g/m2", "")]),
    ],
)
def test_several_values_and_what_each_is_for(printed: str, expected: list[tuple[str, str, str, str]]) -> None:
    parsed = parse(printed, PHRASES["nl"])
    assert parsed.outcome == "quantities"
    found = [(v.label, v.printed, v.qualifier, v.unit.text if v.unit else "") for v in parsed.values]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "printed", "reason"),
    [
        ("nl", "2.500", "'2.500' could be thousands or decimals"),
        ("en", "2,500", "'2,500' could be thousands or decimals"),
        ("nl", "5-3", "the range '5-3' runs backwards"),
        ("nl", "zie BBT", "no number in the cell"),
        ("en", "10 20", "several values, and nothing says what each is for"),
        ("en", "5-10 ABC 7", "left over after the value: 'ABC 7'"),
        ("en", "BAT 12 5-10", "several values, and nothing says what each is for"),
    ],
)
def test_what_is_unclear_is_said_so_and_kept(language: str, printed: str, reason: str) -> None:
    parsed = parse(printed, PHRASES[language])
    assert (parsed.outcome, parsed.values, parsed.printed) == ("not-understood", (), printed)
    assert reason in parsed.reason


def test_an_empty_cell_is_no_value() -> None:
    assert parse("  ", PHRASES["en"]).outcome == "empty"


# Random values, set the way the decisions print them.

DASHES = ["-", " - ", "–", " – ", "—", "‹", "‐"]
SPACES = [" ", "\u00a0", "\u2009", "\u202f"]
DECIMAL_SIGN = {"en": ".", "nl": ","}
numbers = st.decimals(min_value=0, max_value=9_999_999, places=3, allow_nan=False, allow_infinity=False)
languages = st.sampled_from(["en", "nl"])


@st.composite
def printed_numbers(draw: st.DrawFn, value: Decimal, language: str) -> str:
    """Print a number with either decimal sign and grouped thousands, but never in a form of two meanings."""
    sign = draw(st.sampled_from([".", ","]))
    whole, _, fraction = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", draw(st.sampled_from(SPACES)))
    if not fraction:
        return grouped
    fraction += draw(st.sampled_from(["", "0"])) if len(fraction) < 2 else ""
    if len(fraction) == 3 and int(whole) > 0:
        sign = DECIMAL_SIGN[language]
    return f"{grouped}{sign}{fraction}"


@settings(deadline=None)
@given(st.data(), languages, numbers, numbers)
def test_any_printed_range_gives_its_bounds_back(
    data: st.DataObject, language: str, one: Decimal, other: Decimal
) -> None:
    lower, upper = sorted((one, other))
    sign: Comparator | None
    sign, mark = data.draw(st.sampled_from([(None, ""), ("lt", "< "), ("lt", "<"), ("le", "≤ ")]))
    dash = data.draw(st.sampled_from(DASHES))
    unit = data.draw(st.sampled_from(["", " mg/l", " mg/Nm3", " %", " kg/t"]))
    low, high = (data.draw(printed_numbers(value, language)) for value in (lower, upper))
    assert only(parse(f"{mark}{low}{dash}{high}{unit}", PHRASES[language])) == Bounds(lower, sign, upper, None)


@settings(deadline=None)
@given(st.data(), languages, numbers, st.sampled_from(["", "< ", "≤ ", "> ", "≥ "]))
def test_any_single_number_gives_its_bound_back(data: st.DataObject, language: str, value: Decimal, mark: str) -> None:
    expected = {
        "": Bounds(value, "eq", value, "eq"),
        "< ": Bounds(upper=value, upper_comparator="lt"),
        "≤ ": Bounds(upper=value, upper_comparator="le"),
        "> ": Bounds(lower=value, lower_comparator="gt"),
        "≥ ": Bounds(lower=value, lower_comparator="ge"),
    }
    printed = data.draw(printed_numbers(value, language))
    assert only(parse(mark + printed, PHRASES[language])) == expected[mark]


@settings(deadline=None)
@given(languages, st.integers(1, 999), st.integers(0, 999))
def test_a_number_of_two_meanings_is_never_guessed(language: str, whole: int, group: int) -> None:
    other_sign = {"en": ",", "nl": "."}[language]
    assert parse(f"{whole}{other_sign}{group:03}", PHRASES[language]).outcome == "not-understood"


@settings(deadline=None)
@given(st.text(max_size=60), languages)
def test_any_text_is_read_or_said_to_be_unclear_and_kept(text: str, language: str) -> None:
    parsed = parse(text, PHRASES[language])
    assert parsed.printed == text
    assert bool(parsed.values) == (parsed.outcome == "quantities")
    assert bool(parsed.reason) == (parsed.outcome == "not-understood")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["5", "10-20", "< 3", "mg/l", "A:", "voor x", "en", "%", "×", "10–3", "(1)"]), max_size=6)
)
def test_every_digit_of_an_understood_cell_stands_in_a_value(parts: list[str]) -> None:
    text = " ".join(parts)
    parsed = parse(text, PHRASES["nl"])
    if parsed.outcome == "quantities":
        said = " ".join(f"{value.label} {value.printed}" for value in parsed.values)
        assert sorted(re.findall(r"\d", said)) == sorted(re.findall(r"\d", text))

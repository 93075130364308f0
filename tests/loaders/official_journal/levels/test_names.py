"""Pollutants and units by the names that print gives them, against the code lists that ship."""

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.units import UnitReader


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Chemical oxygen demand (COD)", ("cod",)),
        ("Total suspended solids (TSS)", ("tss",)),
        ("Dust", ("dust",)),
        ("NOX", ("nox",)),
        ("NOx, expressed as NO2", ("nox",)),
        ("CO", ("co",)),
        ("Co", ("co-metal",)),
        ("Cd+Tl", ("sum-cd-tl",)),
        ("Sb + As + Pb + Cr + Co + Cu + Mn + Ni + V", ("sum-9-metals",)),
        ("PM2.5 and PM10", ("pm2-5", "pm10")),
        ("Turnips", ()),
        ("", ()),
    ],
)
def test_a_cell_that_names_pollutants_in_english(
    english_codes: LevelCodes, printed: str, expected: tuple[str, ...]
) -> None:
    assert english_codes.pollutants.named(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Chemisch zuurstofverbruik (CZV)", ("cod",)),
        ("Sulfaat (SO4²⁻)", ("sulphate",)),
        ("Sulfide (S2⁻), gemakkelijk vrijkomend", ("sulphide-easily-released",)),
        ("Fluoride (F–)", ("fluorides",)),
        ("Kwik en zijn verbindingen, uitgedrukt als Hg", ("hg",)),
        ("Chroom (VI)", ("cr-vi",)),
        ("As", ("as",)),
        ("waterstofchloride (HCI)", ("hcl",)),
        ("PCDD's/PCDF's", ("pcdd-f",)),
        ("Σ (As, Co, Ni, Cd, Se, CrVI)", ("sum-6-metals-glass",)),
        (
            "zware metalen (som van arseen (As), cadmium (Cd), chroom (Cr), koper (Cu), kwik (Hg), nikkel (Ni), "
            "lood (Pb) en zink (Zn))",
            ("sum-8-heavy-metals",),
        ),
    ],
)
def test_a_cell_that_names_pollutants_in_dutch(
    dutch_codes: LevelCodes, printed: str, expected: tuple[str, ...]
) -> None:
    assert dutch_codes.pollutants.named(printed) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("BBT-GEN's voor NOX-emissies naar lucht afkomstig van de verbranding van steenkool", ("nox",)),
        ("HCl- en HF-emissies naar lucht", ("hcl", "hf")),
        ("stofemissies naar lucht", ("dust",)),
        ("kwikemissies naar lucht van ijzer- en staalproductie", ("hg",)),
        ("formaldehyde- en CH4-emissies", ("formaldehyde", "ch4")),
        ("voor lozing van afvalwater", ()),
        ("uitgedrukt als NO2", ()),
    ],
)
def test_pollutants_mentioned_in_a_caption(dutch_codes: LevelCodes, caption: str, expected: tuple[str, ...]) -> None:
    assert dutch_codes.pollutants.mentioned(caption) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Metalen en metalloïden (As, Cd, Co, V)", ("as", "cd", "co-metal", "v")),
        ("As Cd Cr Cu Ni Pb Zn", ("as", "cd", "cr", "cu", "ni", "pb", "zn")),
        ("NOx en SO2", ("nox", "so2")),
        ("Stikstofoxiden (NO en NO2)", ("nox",)),
        ("Andere metalen, indien relevant", ("metals",)),
    ],
)
def test_a_cell_that_lists_pollutants(dutch_codes: LevelCodes, printed: str, expected: tuple[str, ...]) -> None:
    assert dutch_codes.pollutants.listed(printed) == expected


@pytest.mark.parametrize(
    ("language", "printed", "text", "identifier"),
    [
        ("en", "Unit (mg/Nm3)", "mg/Nm3", "mg-per-nm3"),
        ("en", "MWh/tonne of raw materials", "MWh/tonne of raw materials", "mwh-per-t-raw-material"),
        ("en", "MWh/hl of products", "MWh/hl of products", "mwh-per-hl-product"),
        ("nl", "ng I‐TEQ/Nm3", "ng I-TEQ/Nm3", "ng-i-teq-per-nm3"),
        ("nl", "(\u00b5g/Nm3)", "\u00b5g/Nm3", "ug-per-nm3"),
        ("nl", "(\u03bcg/Nm3)", "\u00b5g/Nm3", "ug-per-nm3"),
        ("nl", "kg NH3/dierplaats/jaar", "kg NH3/dierplaats/jaar", "kg-nh3-per-animal-place-per-year"),
        ("nl", "kg/ton gesmolten glas", "kg/ton gesmolten glas", "kg-per-t-molten-glass"),
        ("nl", "kg/ADt", "kg/ADt", "kg-per-adt"),
        ("nl", "(%)", "%", "percent"),
        ("nl", "kg rapen/ton", "kg rapen/ton", "kg-per-t"),
        ("nl", "kg rapen/parsec", "kg rapen/parsec", ""),
        ("nl", "rapen per kop", "", ""),
    ],
)
def test_units(
    english: LevelPhrases,
    dutch: LevelPhrases,
    english_codes: LevelCodes,
    language: str,
    printed: str,
    text: str,
    identifier: str,
) -> None:
    unit = UnitReader({"en": english, "nl": dutch}[language]).within(printed)
    assert (unit.text, english_codes.units.of(unit)) == (text, identifier) if unit else (text, identifier) == ("", "")

"""Reference conditions and averaging periods that stand before the first BAT. The sentences are ours."""

from decimal import Decimal

import pytest

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.general_averaging import read_general_averaging, with_general_averaging
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.reference_conditions import read_conditions
from loaders.official_journal.page_content import Line
from tests.loaders.official_journal.levels.typed_levels import table

AIR = LevelFact("table/1/r2c2", "emission", "associated", (1,), 1, "1-2", medium="air", unit_text="mg/Nm3")
WATER = LevelFact("table/2/r2c2", "emission", "associated", (1,), 1, "1-2", medium="water", unit_text="mg/l")


def line(text: str, heading: bool = False) -> Line:
    return Line(text, 5, heading, "", ())


GENERAL = line("Alle waarden gelden voor droog gas bij een temperatuur van 273,15 K en een druk van 101,3 kPa.")


def test_temperature_pressure_and_dryness(dutch: LevelPhrases) -> None:
    general = read_conditions([GENERAL], [], dutch).general
    assert general is not None
    assert (general.key, general.page) == ("k-273.15-kpa-101.3-dry", 5)
    assert (general.temperature, general.pressure, general.dry, general.oxygen) == (
        Decimal("273.15"),
        Decimal("101.3"),
        True,
        None,
    )


def test_hectopascal_become_kilopascal(dutch: LevelPhrases) -> None:
    said = line("Alle waarden gelden voor droog gas bij een temperatuur van 273 K en een druk van 1 013 hPa.")
    general = read_conditions([said], [], dutch).general
    assert general is not None
    assert general.pressure == Decimal("101.3")


@pytest.mark.parametrize("said", ["bij het stoken van ovens", "bij stookprocessen in ovens"])
def test_a_kiln_is_meant_however_its_firing_is_called(said: str, dutch: LevelPhrases) -> None:
    rows = [["Ovenactiviteiten", "Cementindustrie", "Zuurstofgehalte van 10 volumeprocent"]]
    activities = table([["Activiteiten", "", "Referentieomstandigheden"], *rows], number=None)
    found = read_conditions([GENERAL], [activities], dutch).of_level(
        AIR, ["", f"Stof uit rookgassen die vrijkomen {said}", "BBT-conclusies voor de cementindustrie"], dutch
    )
    assert found is not None
    assert found.oxygen == Decimal(10)


def test_oxygen_by_activity(dutch: LevelPhrases) -> None:
    activities = table(
        [
            ["Activiteit", "Referentiezuurstofgehalte (OR)"],
            ["Verbranding van vaste brandstoffen", "6 vol-%"],
            ["Verbranding van vloeibare en/of gasvormige brandstoffen in een gasturbine of een motor", "15 vol-%"],
        ],
        number=None,
    )
    conditions = read_conditions([GENERAL], [activities], dutch)
    assert [(one.activity.split()[2], one.oxygen, one.key) for one in conditions.by_activity] == [
        ("vaste", Decimal(6), "o2-6-k-273.15-kpa-101.3-dry"),
        ("vloeibare", Decimal(15), "o2-15-k-273.15-kpa-101.3-dry"),
    ]
    coal = ["", "BBT-GEN's voor NOX-emissies van de verbranding van steen- en/of bruinkool"]
    found = conditions.of_level(AIR, coal, dutch)
    assert found is not None
    assert found.oxygen == Decimal(6)


def test_oxygen_printed_for_a_level_goes_first_and_water_has_no_conditions(dutch: LevelPhrases) -> None:
    conditions = read_conditions([GENERAL], [], dutch)
    printed = LevelFact(**{**AIR.__dict__, "oxygen": Decimal(16), "wet_gas": True})
    found = conditions.of_level(printed, [""], dutch)
    assert found is not None
    assert (found.key, found.oxygen, found.dry) == ("o2-16-k-273.15-kpa-101.3-wet", Decimal(16), False)
    assert conditions.of_level(WATER, [""], dutch) is None


def test_averaging_said_for_all_levels_of_a_medium(english: LevelPhrases, english_codes: LevelCodes) -> None:
    stated = read_general_averaging(
        [
            line("Emission levels for emissions to water", heading=True),
            line("The BAT-AELs for waste water refer to either of these cases:"),
            line("— in the case of continuous discharge, daily average values, i.e. 24-hour composite samples;"),
            line(
                "— in the case of batch discharge, average values over the release duration, or, provided that the "
                "effluent is mixed, a spot sample taken before discharge."
            ),
        ],
        english,
        english_codes.pollutants,
    )
    level = with_general_averaging(WATER, stated)
    assert (level.averaging, level.averaging_text) == (
        ("day",),
        "daily average; 24-hour composite samples; average values over the release duration",
    )
    assert with_general_averaging(AIR, stated) == AIR


def test_an_averaging_period_of_its_own_goes_first(dutch: LevelPhrases, dutch_codes: LevelCodes) -> None:
    stated = read_general_averaging(
        [line("De BBT-GEN's voor emissies naar water hebben betrekking op daggemiddelden.")],
        dutch,
        dutch_codes.pollutants,
    )
    own = LevelFact(**{**WATER.__dict__, "averaging": ("year",), "averaging_text": "jaargemiddelde"})
    assert with_general_averaging(own, stated) == own
    assert with_general_averaging(WATER, stated).averaging == ("day",)


def test_an_averaging_period_only_for_some_pollutants_of_some_process(
    dutch: LevelPhrases, dutch_codes: LevelCodes
) -> None:
    stated = read_general_averaging(
        [
            line("BBT-GEN's voor emissies naar water", heading=True),
            line(
                "Wat afvalwater van rookgasreiniging betreft, verwijzen de BBT-GEN's hetzij naar een steekproefmonster "
                "(alleen voor TSS), hetzij naar daggemiddelden."
            ),
        ],
        dutch,
        dutch_codes.pollutants,
    )
    solids, zinc, other = (
        LevelFact(**{**WATER.__dict__, "pollutants": (pollutant,), "process": process})
        for pollutant, process in (("tss", "Rookgasreiniging"), ("zn", "Rookgasreiniging"), ("zn", "Asbehandeling"))
    )
    assert [with_general_averaging(level, stated).averaging for level in (solids, zinc, other)] == [
        ("spot", "day"),
        ("day",),
        (),
    ]

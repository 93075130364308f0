"""The shipped factors against the annexes they are from, and tables that cannot be read."""

from decimal import Decimal
from pathlib import Path

import pytest

from loaders.impact_factors.annex_tables import contradictions, read_annexes
from loaders.impact_factors.facts import Note, Theme
from loaders.impact_factors.shipped import read_factor_sets, read_substance_names, ship_annexes
from loaders.loaded_source import SourceRefused

SHIPPED = Path(__file__).parents[3] / "data" / "ecm"


def _shipped(name: str) -> dict[tuple[Theme, str, str], tuple[Decimal | None, Note]]:
    factors = next(each for each in read_factor_sets(SHIPPED) if each.name == name).factors
    return {(each.theme, each.substance, each.formula): (each.value, each.note) for each in factors}


def test_the_shipped_factors_are_those_of_the_annexes(shared: Path) -> None:
    shipped = next(each for each in read_factor_sets(SHIPPED) if each.name == "ecm-2006")
    assert shipped.factors == read_annexes(shared / "data" / "ecm")


def test_shipping_again_changes_nothing(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "factors.csv").write_bytes((SHIPPED / "factors.csv").read_bytes())
    ship_annexes(shared / "data" / "ecm", tmp_path)
    assert (tmp_path / "factors.csv").read_bytes() == (SHIPPED / "factors.csv").read_bytes()


@pytest.mark.parametrize(
    ("theme", "substance", "formula", "value", "note"),
    [
        (Theme.HUMAN_TOXICITY, "Lead", "", "1.00", Note.AS_PRINTED),
        (Theme.HUMAN_TOXICITY, "Isocyanates (as NCO)", "", None, Note.PRINTED_ZERO),
        (Theme.HUMAN_TOXICITY, "Hydrogen fluoride", "", None, Note.NO_FIGURE),
        (Theme.GLOBAL_WARMING, "Nitrous oxide", "N2O", "296", Note.AS_PRINTED),
        (Theme.AQUATIC_TOXICITY, "Asbestos", "", None, Note.NO_FIGURE),
        (Theme.AQUATIC_TOXICITY, "Di(2-ethyl) hexylphthalate", "", "0.0026", Note.FIGURE_BEHIND_NAME),
        (Theme.OZONE_DEPLETION, "HCFC-121", "C2HFCl4", "0.04", Note.HIGHEST_OF_RANGE),
        (Theme.OZONE_DEPLETION, "C3H6FBr", "C3H6FBr", "0.7", Note.HIGHEST_OF_RANGE),
        (Theme.PHOTOCHEMICAL_OZONE, "Methanol", "", "0.140", Note.MARK_IN_NUMBER),
        (Theme.PHOTOCHEMICAL_OZONE, "Vinyl chloride", "", "0.272", Note.MARK_IN_NUMBER),
        (Theme.PHOTOCHEMICAL_OZONE, "Sulphur dioxide", "", "0.048", Note.AS_PRINTED),
    ],
)
def test_faults_of_the_tables_are_mended_and_noted(
    theme: Theme, substance: str, formula: str, value: str | None, note: Note
) -> None:
    found = _shipped("ecm-2006")[theme, substance, formula]
    assert found == (None if value is None else Decimal(value), note)


def test_no_factor_of_photochemical_ozone_has_more_decimals_than_the_table() -> None:
    decimals = {
        -value.as_tuple().exponent  # type: ignore[operator]
        for (theme, _, _), (value, _) in _shipped("ecm-2006").items()
        if theme is Theme.PHOTOCHEMICAL_OZONE and value is not None
    }
    assert max(decimals) == 3


def test_annex_3_contradicts_itself_in_six_rows(shared: Path) -> None:
    places = [found.place.split(" (line")[0] for found in contradictions(shared / "data" / "ecm")]
    assert places == [
        "Annex 3, Antimony",
        "Annex 3, Dichlorvos",
        "Annex 3, Ethylene",
        "Annex 3, Tetrabutyltin (salt water)",
        "Annex 3, Thiram",
        "Annex 3, Vinylchloride",
    ]


def test_no_name_means_two_substances() -> None:
    groups = read_substance_names(SHIPPED)
    names = [name for group in groups for name in group.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "found"),
    [
        ("themes.csv", ",divide,", ",halve,", "line 2", "mode 'halve'"),
        ("themes.csv", ",water,PNEC", ",soil,PNEC", "line 4", "media 'soil'"),
        ("themes.csv", ",1000000\n", ",0\n", "line 4", "scale 0"),
        ("factors.csv", "ecm-2006,human-toxicity,1,", "other,human-toxicity,1,", "the file", "factors of other"),
        ("factors.csv", ",296,296,", ",296,0,", "line", "a factor of zero"),
        ("factors.csv", ",296,296,", ",296,many,", "line", "factor 'many'"),
        ("factors.csv", "ecm-2006,human-toxicity,2,", "ecm-2006,human-toxicity,1,", "line 3", "again"),
    ],
)
def test_a_broken_table_is_refused_whole(tmp_path: Path, file: str, old: str, new: str, place: str, found: str) -> None:
    for name in ("themes.csv", "factors.csv"):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceRefused) as refusal:
        read_factor_sets(tmp_path)
    assert place in refusal.value.place
    assert found in refusal.value.found


def test_an_annex_with_a_figure_that_is_none_is_refused(shared: Path, tmp_path: Path) -> None:
    for file in (shared / "data" / "ecm").glob("annex*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    broken = tmp_path / "annex4_acidification.csv"
    broken.write_text(broken.read_text(encoding="utf-8").replace(",1.6", ",1.6 or so"), encoding="utf-8")
    with pytest.raises(SourceRefused, match=r"annex4_acidification\.csv: line 2"):
        read_annexes(tmp_path)

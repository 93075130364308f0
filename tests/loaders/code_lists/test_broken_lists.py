"""A faulty list is refused whole, with the place of the fault: a sound copy of the data plus one small change each."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.code_lists import load_shipped, pollutant_index, unit_index
from loaders.loaded_source import SourceRefused

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "code-lists", tmp_path / "code-lists")
    return tmp_path


def replace(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("file", "change", "place", "found"),
    [
        ("pollutants.csv", Path.unlink, "the path", "no such file in code-lists/"),
        ("units.csv", make_folder, "the path", "a folder"),
        ("media.csv", lambda p: p.write_text(""), "the file", "nothing in it"),
        ("media.csv", lambda p: p.write_text("id,eprtr_code,en,nl,kk,ru\n"), "line 2", "no row below the header"),
        ("media.csv", lambda p: p.write_bytes(b"id\xff"), "byte 2", "bytes that are not UTF-8"),
        ("media.csv", replace("id,eprtr_code", "id,code"), "line 1", "the header 'id,code,en,nl,kk,ru'"),
        ("media.csv", replace("water,WATER", "air,WATER"), "line 3", "'air' again (first on line 2)"),
        ("media.csv", replace("water,WATER", ",WATER"), "line 3", "an empty id"),
        ("media.csv", replace("Water,Water,", "Water,"), "line 3", "5 cells"),
        (
            "units.csv",
            replace("mass-per-normal-volume,1000,", "mass-per-normal-volume,many,"),
            "line 2",
            "factor 'many'",
        ),
        ("pollutants.csv", replace("greenhouse-gases,group", "greenhouse-gases,gas"), "line 2", "the kind 'gas'"),
        (
            "pollutants.csv",
            replace("NH3-slip|nl:ammoniakslip", "NH3-slip|ammoniakslip"),
            "line 19",
            "the alternative name 'ammoniakslip'",
        ),
        ("release-thresholds.csv", replace("ch4,air,100000,", "ch4,air,NaN,"), "line 2", "kg_per_year 'NaN'"),
        (
            "release-thresholds.csv",
            replace("ch4,air", "ch5,air"),
            "the row ch5, air",
            "a pollutant or medium that is not in its list",
        ),
        ("pollutant-elements.csv", replace("hg,", "hgg,"), "line 9", "pollutant 'hgg'"),
        ("pollutant-sums.csv", replace("sum-cd-tl,tl", "sum-cd-tl,tk"), "line 14", "part 'tk'"),
        ("nace.csv", replace("01,division", "0x,division"), "line 24", "broader '01'"),
    ],
)
def test_refused_with_the_place(
    copy: Path, file: str, change: Callable[[Path], object], place: str, found: str
) -> None:
    change(copy / "code-lists" / file)
    with pytest.raises(SourceRefused) as refusal:
        load_shipped(copy)
    assert (refusal.value.file, refusal.value.place, refusal.value.found) == (file, place, found)


def test_a_name_of_two_pollutants_is_refused(copy: Path) -> None:
    replace("en:BaP|", "en:BaP|en:Dust|")(copy / "code-lists" / "pollutants.csv")
    with pytest.raises(SourceRefused, match="'dust' names both 'bap' and 'dust'"):
        pollutant_index(copy, "en")


def test_a_printed_form_of_two_units_is_refused(copy: Path) -> None:
    replace("g-per-kg,g/kg,,", "g-per-kg,g/kg,mg/l,")(copy / "code-lists" / "units.csv")
    with pytest.raises(SourceRefused, match="'mg/l' names both"):
        unit_index(copy)


def test_missing_labels_are_counted_not_hidden(copy: Path) -> None:
    nace = copy / "code-lists" / "nace.csv"
    replace("Веб-порталдар,Веб-порталы,", ",,")(nace)
    replace("Такси қызметі,", ",")(nace)
    found = {(finding.place, finding.found) for finding in load_shipped(copy).report.findings}
    assert found == {
        ("code list nace", "2 of 996 entries without a label in kk"),
        ("code list nace", "1 of 996 entries without a label in ru"),
    }

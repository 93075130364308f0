"""Measured values: a valid file read whole, and one changed cell at a time refused with its line and column."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.measurements.columns import COLUMNS
from loaders.measurements.measurement_file import Measurement, read_measurements
from tests.loaders.refusals import assert_said_in_three_languages

HEADER = ",".join(COLUMNS)
VALID = "stack 1,NOx,air,180.5,mg/Nm3,day,3,273.15,101.3,yes,existing,2026-05-01"


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "values.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_valid_file_is_read_whole(tmp_path: Path) -> None:
    assert read_measurements(written(tmp_path, VALID, "", "outlet,COD,water,80,mg/l,,,,,,,")) == (
        Measurement(
            line=2,
            point="stack 1",
            pollutant="NOx",
            medium="air",
            value=Decimal("180.5"),
            unit="mg/Nm3",
            averaging="day",
            oxygen=Decimal(3),
            temperature=Decimal("273.15"),
            pressure=Decimal("101.3"),
            dry=True,
            plant="existing",
            day=date(2026, 5, 1),
        ),
        Measurement(line=4, point="outlet", pollutant="COD", medium="water", value=Decimal(80), unit="mg/l"),
    )


def test_a_value_below_the_limit_of_detection(tmp_path: Path) -> None:
    below, plain = read_measurements(written(tmp_path, VALID.replace("180.5", "< 0.5"), VALID))
    assert (below.value, below.below, plain.below) == (Decimal("0.5"), True, False)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="found a folder"):
        read_measurements(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ("stack 1,", ",", "line 3, column point", "an empty cell"),
        ("180.5", '"180,5"', "line 3, column value", "'180,5'"),
        ("180.5", "-1", "line 3, column value", "-1"),
        ("180.5", "<", "line 3, column value", "'<'"),
        ("180.5", "<-1", "line 3, column value", "-1"),
        ("180.5", "2-5", "line 3, column value", "'2-5'"),
        ("180.5", "1e999999", "line 3, column value", "1e999999"),
        ("180.5", "NaN", "line 3, column value", "'NaN'"),
        (",3,", ",21,", "line 3, column oxygen", "21"),
        ("273.15", "0", "line 3, column temperature", "0"),
        ("yes", "maybe", "line 3, column dry", "'maybe'"),
        ("existing", "old", "line 3, column plant", "'old'"),
        ("2026-05-01", "1.5.2026", "line 3, column date", "'1.5.2026'"),
        (",yes", "", "line 3", "11 cells"),
    ],
)
def test_a_fault_is_refused_with_its_line_and_column(
    tmp_path: Path, old: str, new: str, place: str, found: str
) -> None:
    with pytest.raises(SourceRefused) as refused:
        read_measurements(written(tmp_path, VALID, VALID.replace(old, new, 1)))
    assert (refused.value.place, refused.value.found) == (place, found)
    assert_said_in_three_languages(refused.value)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="no such file"):
        read_measurements(tmp_path / "missing.csv")
    with pytest.raises(SourceRefused, match="the header 'a,b'"):
        read_measurements(written(tmp_path, header="a,b"))
    with pytest.raises(SourceRefused, match="no row below the header"):
        read_measurements(written(tmp_path))
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceRefused, match="not UTF-8"):
        read_measurements(broken)

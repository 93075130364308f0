"""Counting as Kazakhstan counts: Nauryz, transferred days, worked Saturdays, years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapes.working_days import add, add_working_days, add_years, is_working_day

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        # Nauryz 2025: 21 to 23 March (Friday to Sunday), with two days given back on the 24th and 25th.
        (date(2025, 3, 20), 1, date(2025, 3, 26)),
        (date(2025, 3, 20), 5, date(2025, 4, 1)),
        # Ten working days over New Year 2025: 1, 2 and 7 January are off; the 3rd is off for
        # Sunday the 5th, which is worked.
        (date(2024, 12, 27), 10, date(2025, 1, 15)),
        # Saturday 4 May 2024 was worked for Wednesday the 8th; the 1st, 7th and 9th were holidays.
        (date(2024, 5, 3), 1, date(2024, 5, 4)),
        (date(2024, 5, 3), 4, date(2024, 5, 13)),
        # Kurban Ait, Friday 6 June 2025.
        (date(2025, 6, 5), 1, date(2025, 6, 9)),
        # An ordinary week; the day of the event is not counted.
        (date(2025, 9, 8), 5, date(2025, 9, 15)),
        # Backwards: five working days before Monday 20 June 2022.
        (date(2022, 6, 20), -5, date(2022, 6, 13)),
        # Backwards over Capital Day, Wednesday 6 July 2022.
        (date(2022, 7, 8), -3, date(2022, 7, 4)),
    ],
)
def test_working_days(start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count) == expected


@given(DAYS, st.integers(min_value=1, max_value=15))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    """The oracle counts day by day what the function jumps to."""
    end = add_working_days(start, count)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(is_working_day(day) for day in between) == count
    assert is_working_day(end)


@given(DAYS, st.integers(min_value=1, max_value=15))
def test_forth_and_back_from_a_working_day(start: date, count: int) -> None:
    if is_working_day(start):
        assert add_working_days(add_working_days(start, count), -count) == start


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2022, 12, 1), 8, date(2030, 12, 1)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 8, date(2032, 2, 29)),
        (date(2030, 12, 1), -3, date(2027, 12, 1)),
    ],
)
def test_years(start: date, count: int, expected: date) -> None:
    assert add_years(start, count) == add(start, count, "year") == expected


def test_before_independence_there_is_no_calendar() -> None:
    with pytest.raises(ValueError, match=r"1990-05-01.*1992"):
        is_working_day(date(1990, 5, 1))
    with pytest.raises(ValueError, match="1992"):
        add_working_days(date(1990, 5, 1), 3)

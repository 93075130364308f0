"""Counting time as the Rules do: in working days of Kazakhstan and in calendar years.

The day of the event itself is not counted: what happens within one working day of a Friday happens on Monday at the
latest. Public holidays, days off transferred to other days and Saturdays that are worked in exchange come from the
`holidays` package; feasts of the Islamic calendar in years to come are its estimates until they are announced.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import holidays

Unit = Literal["working-day", "year"]

# The earliest year for which the package knows the holidays of independent Kazakhstan.
FIRST_YEAR = 1992


def is_working_day(day: date) -> bool:
    """Return whether `day` is worked in Kazakhstan. Raises ValueError before 1992, where the calendar is unknown."""
    if day.year < FIRST_YEAR:
        raise ValueError(f"{day}: the working days of Kazakhstan are known from {FIRST_YEAR} on")
    return _is_worked(day)


@lru_cache(maxsize=4096)
def _is_worked(day: date) -> bool:
    """Days that are asked for lie together: filling the calendar of a year anew for each took a tenth of validation."""
    return holidays.country_holidays("KZ", years=day.year).is_working_day(day)


def add_working_days(start: date, count: int) -> date:
    """Return the working day that is `count` working days after `start`, or before it if `count` is negative."""
    step = timedelta(days=1 if count > 0 else -1)
    day = start
    for _ in range(abs(count)):
        day += step
        while not _is_worked(day):
            day += step
    if day.year < FIRST_YEAR or start.year < FIRST_YEAR:
        raise ValueError(f"{start}: the working days of Kazakhstan are known from {FIRST_YEAR} on")
    return day


def count_working_days(after: date, until: date) -> int:
    """Return how many working days there are after one day, up to and with another; 0 if it is not later.

    Raises ValueError before 1992.
    """
    if after.year < FIRST_YEAR:
        raise ValueError(f"{after}: the working days of Kazakhstan are known from {FIRST_YEAR} on")
    days = (date.fromordinal(number) for number in range(after.toordinal() + 1, until.toordinal() + 1))
    return sum(_is_worked(day) for day in days)


def add_years(start: date, count: int) -> date:
    """Return the same day `count` years later or, if negative, earlier; 29 February becomes the last of the month."""
    year = start.year + count
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def add(start: date, count: int, unit: Unit) -> date:
    """Return the day that is `count` units after `start`, or before it if `count` is negative."""
    return add_working_days(start, count) if unit == "working-day" else add_years(start, count)

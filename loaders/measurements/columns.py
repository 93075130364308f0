"""The columns of a CSV of measured values; measurement_file says what stands in each."""

from typing import Final

COLUMNS: Final = (
    "point",
    "pollutant",
    "medium",
    "value",
    "unit",
    "averaging",
    "oxygen",
    "temperature",
    "pressure",
    "dry",
    "plant",
    "date",
)

"""Measured values as a caller gives them: as objects, or as the text of a CSV file. Both are read by one reader."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import strawberry

from api.graphql.problems import problem
from loaders.measurements.columns import COLUMNS
from loaders.measurements.measurement_file import Measurement, parse_measurements

_DRY: Final = {True: "yes", False: "no", None: ""}


@strawberry.input(
    description="A measured value. Numbers of lines in errors count a header, so the first value is line 2."
)
class MeasurementInput:
    """One measured value."""

    point: str = strawberry.field(description="Where it was measured, e.g. the name of a stack.")
    pollutant: str = strawberry.field(description="The pollutant, by code or name.")
    medium: str = strawberry.field(description="The medium, e.g. `air`.")
    value: Decimal = strawberry.field(description="The value.")
    unit: str = strawberry.field(description="The unit, by code or symbol, e.g. `mg/Nm3`.")
    averaging: str | None = strawberry.field(default=None, description="The averaging period, e.g. `day`.")
    oxygen: Decimal | None = strawberry.field(
        default=None, description="The oxygen content at which it is stated, in per cent by volume."
    )
    temperature: Decimal | None = strawberry.field(default=None, description="The temperature, in kelvin.")
    pressure: Decimal | None = strawberry.field(default=None, description="The pressure, in kilopascal.")
    dry: bool | None = strawberry.field(default=None, description="Whether the gas is dry.")
    plant: str | None = strawberry.field(default=None, description="`new` or `existing`.")
    day: date | None = strawberry.field(default=None, description="The day it was measured.")
    below: bool = strawberry.field(
        default=False, description="Whether the value is a limit of detection that the measured one is below."
    )


def measurements_of(given: Sequence[MeasurementInput] | None, text: str | None) -> tuple[Measurement, ...]:
    """Return the values given in one of the two ways. Raises SourceRefused, or GraphQLProblem if not exactly one is."""
    if (given is None) == (text is None):
        raise problem("one-argument", "one_measurement", "give_one")
    return parse_measurements(_as_csv(given) if text is None else text, "measurements")


def _as_csv(given: Sequence[MeasurementInput] | None) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for each in given or ():
        cells = [
            *(
                each.point,
                each.pollutant,
                each.medium,
                f"{'<' if each.below else ''}{each.value:f}",
                each.unit,
                each.averaging,
            ),
            *(each.oxygen, each.temperature, each.pressure, _DRY[each.dry], each.plant, each.day),
        ]
        writer.writerow(["" if cell is None else str(cell) for cell in cells])
    return written.getvalue()

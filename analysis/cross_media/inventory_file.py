"""Reading an inventory that a user wrote, as JSON or CSV.

JSON, an object:

    title           text
    base_case       id of one alternative
    alternatives    list of {id, name, releases, energy}
      releases      list of {substance, medium (air or water), amount, unit (t/yr, kg/yr, …), data_quality, source}
      energy        list of {carrier, amount, unit (GJ/yr, MWh/yr, …), data_quality, source}; may be left out
    energy_mixes    {name: list of {carrier, substance, medium, amount, unit (t/GJ, kg/MWh, …)}}; may be left out
    european_totals list of {theme, value, unit, source}; may be left out
    printed_shares  list of {what, amount, unit, total, total_unit, printed, printed_as}; may be left out

CSV, one row an amount, with the header `alternative,kind,item,medium,amount,unit,data_quality,source`; `kind` is
release or energy, `item` the substance or carrier. The first alternative is the base case.

`data_quality` is A to E or left out. Numbers in JSON may be numbers or text; either way no digit is lost.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from analysis.cross_media.amounts import GIGAJOULES, TONNES
from analysis.cross_media.inventory import (
    Alternative,
    EnergyRelease,
    EnergyUse,
    EuropeanTotal,
    Inventory,
    PrintedAs,
    PrintedShare,
    Release,
)
from loaders.code_lists.csv_table import read_table
from loaders.fault_words import phrase, refusal, same
from loaders.impact_factors.facts import Theme
from loaders.loaded_source import SourceRefused
from shapes.trilingual import LANGUAGES, Trilingual

LIMIT_BYTES: Final = 5_000_000
CSV_COLUMNS: Final = ("alternative", "kind", "item", "medium", "amount", "unit", "data_quality", "source")

Steps = tuple[str | int, ...]
Place = Callable[[Steps], Trilingual]

# What pydantic found wrong, and the text that says what it expected.
_EXPECTED: Final = {
    "missing": "value-missing",
    "decimal_parsing": "value-number",
    "decimal_type": "value-number",
    "finite_number": "value-number",
    "string_type": "value-text",
    "string_too_short": "value-text",
    "tuple_type": "value-list",
    "dict_type": "value-table",
    "model_type": "value-table",
    "too_short": "value-too-short",
    "extra_forbidden": "value-unknown-key",
}
_Text = Annotated[str, Field(min_length=1)]
_Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
_AboveZero = Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]
_Quality = Literal["A", "B", "C", "D", "E"]
_Medium = Literal["air", "water"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Amounted(_Table):
    amount: _Amount
    unit: _Text
    data_quality: _Quality | None = None
    source: str = ""


class _ReleaseTable(_Amounted):
    substance: _Text
    medium: _Medium


class _EnergyTable(_Amounted):
    carrier: _Text


class _EnergyReleaseTable(_ReleaseTable):
    carrier: _Text


class _AlternativeTable(_Table):
    id: _Text
    name: str = ""
    releases: tuple[_ReleaseTable, ...]
    energy: tuple[_EnergyTable, ...] = ()


class _TotalTable(_Table):
    theme: Theme
    value: _AboveZero
    unit: _Text
    source: _Text


class _ShareTable(_Table):
    what: _Text
    amount: _Amount
    unit: _Text
    total: _AboveZero
    total_unit: _Text
    printed: _Amount
    printed_as: PrintedAs


class _InventoryTable(_Table):
    title: str = ""
    base_case: _Text
    alternatives: Annotated[tuple[_AlternativeTable, ...], Field(min_length=2)]
    energy_mixes: dict[_Text, tuple[_EnergyReleaseTable, ...]] = {}
    european_totals: tuple[_TotalTable, ...] = ()
    printed_shares: tuple[_ShareTable, ...] = ()


def read_inventory(path: Path) -> Inventory:
    """Return the inventory in a JSON or CSV file. Raises SourceRefused naming the place and what was found."""
    if path.suffix.lower() == ".csv":
        values, place = _from_csv(path)
        return inventory_of(values, path.name, place)
    if path.suffix.lower() == ".json":
        return inventory_of(_from_json(path), path.name)
    raise _refused(path, phrase("file-name"), phrase("ending", ending=path.suffix or "—"), phrase("endings"))


def inventory_of(values: Any, file: str = "inventory", place: Place | None = None) -> Inventory:
    """Return the inventory that plain values, such as a request's, describe. Raises SourceRefused.

    `place` says where in the file a step into the values stands; the steps themselves if it is left out.
    """
    try:
        table = _InventoryTable.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        given = first["input"]
        shown = str(given) if isinstance(given, Decimal) else repr(given)
        found = phrase("nothing") if first["type"] == "missing" else same(shown[:80])
        raise _refused(Path(file), (place or _json_place)(first["loc"]), found, _expected(first)) from error
    _require_sense(table, file)
    reading = _Reading(file)
    return Inventory(
        title=table.title,
        base_case=table.base_case,
        alternatives=tuple(reading.alternative(each) for each in table.alternatives),
        energy_mixes={name: tuple(map(reading.energy_release, rows)) for name, rows in table.energy_mixes.items()},
        european_totals=tuple(EuropeanTotal(**dict(total)) for total in table.european_totals),
        printed_shares=tuple(PrintedShare(**dict(share)) for share in table.printed_shares),
    )


class _Reading:
    """Units of a file turned into t and GJ."""

    def __init__(self, file: str) -> None:
        self._file = file

    def alternative(self, table: _AlternativeTable) -> Alternative:
        where = phrase("alternative", name=table.id)
        return Alternative(
            identifier=table.id,
            name=table.name or table.id,
            releases=tuple(
                Release(row.substance, row.medium, self._a_year(row, TONNES, where, row.substance), *_sourced(row))
                for row in table.releases
            ),
            energy=tuple(
                EnergyUse(row.carrier, self._a_year(row, GIGAJOULES, where, row.carrier), *_sourced(row))
                for row in table.energy
            ),
        )

    def energy_release(self, row: _EnergyReleaseTable) -> EnergyRelease:
        mass, _, energy = row.unit.partition("/")
        if mass not in TONNES or energy not in GIGAJOULES:
            place = phrase("energy-mix", item=f"{row.carrier}, {row.substance}")
            found = phrase("unit", unit=repr(row.unit))
            raise _refused(Path(self._file), place, found, phrase("mass-over-energy"))
        tonnes = row.amount * TONNES[mass] / GIGAJOULES[energy]
        return EnergyRelease(row.carrier, row.substance, row.medium, tonnes, *_sourced(row))

    def _a_year(self, row: _Amounted, units: Mapping[str, Decimal], where: Trilingual, item: str) -> Decimal:
        unit, _, period = row.unit.partition("/")
        if unit not in units or period not in ("yr", "y", "a"):
            expected = phrase("one-of", values=", ".join(f"{each}/yr" for each in units))
            found = phrase("unit", unit=repr(row.unit))
            raise _refused(Path(self._file), _within(where, item), found, expected)
        return row.amount * units[unit]


def _sourced(row: _Amounted) -> tuple[str | None, str]:
    return row.data_quality, row.source


def _require_sense(table: _InventoryTable, file: str) -> None:
    names = [each.id for each in table.alternatives]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _refused(Path(file), same("alternatives"), phrase("twice", name=repr(twice[0])), phrase("each-id-once"))
    if not any(each.releases or each.energy for each in table.alternatives):
        raise _refused(Path(file), same("alternatives"), phrase("no-amount"), phrase("one-amount"))
    if table.base_case not in names:
        expected = phrase("one-of", values=", ".join(names))
        raise _refused(Path(file), same("base_case"), same(repr(table.base_case)), expected)
    themes = [each.theme for each in table.european_totals]
    if len(set(themes)) < len(themes):
        raise _refused(Path(file), same("european_totals"), phrase("theme-twice"), phrase("each-theme-once"))


def _from_json(path: Path) -> Any:
    text = _text(path)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = phrase("line-column", line=error.lineno, column=error.colno)
        raise _refused(path, place, same(error.msg), same("JSON")) from error
    except (ValueError, RecursionError) as error:
        raise _refused(path, phrase("file"), same(error), phrase("finite-json")) from error


def _no_number(constant: str) -> None:
    raise ValueError(f"the constant {constant}")


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            most = phrase("at-most-bytes", number=LIMIT_BYTES)
            raise _refused(path, phrase("file"), phrase("bytes", number=size), most)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        found = phrase("no-such-file") if missing else same(error.strerror or "—")
        raise _refused(path, phrase("path"), found, phrase("readable-file")) from error
    except UnicodeDecodeError as error:
        raise _refused(path, phrase("byte", number=error.start), phrase("not-utf-8"), phrase("utf-8")) from error


def _from_csv(path: Path) -> tuple[dict[str, Any], Place]:
    try:
        rows = read_table(path, CSV_COLUMNS, key=())
    except SourceRefused as error:
        said = error.said
        if said is None:
            raise
        raise _refused(path, said.place, said.found, said.expected) from error
    alternatives: dict[str, dict[str, Any]] = {}
    lines: dict[tuple[str, str, int], int] = {}
    for row in rows:
        owner = alternatives.setdefault(row["alternative"], {"id": row["alternative"], "releases": [], "energy": []})
        stated: dict[str, Any] = {"amount": row["amount"], "unit": row["unit"], "source": row["source"]}
        if row["data_quality"]:
            stated["data_quality"] = row["data_quality"]
        if row["kind"] == "release":
            owner["releases"].append(stated | {"substance": row["item"], "medium": row["medium"]})
        elif row["kind"] == "energy":
            owner["energy"].append(stated | {"carrier": row["item"]})
        else:
            found = phrase("kind", kind=repr(row["kind"]))
            raise _refused(path, phrase("line", line=row.line), found, phrase("release-or-energy"))
        kind = "releases" if row["kind"] == "release" else "energy"
        lines[row["alternative"], kind, len(owner[kind]) - 1] = row.line

    def place(location: Steps) -> Trilingual:
        match location:
            case (_, int(number), str(kind), int(position), *rest):
                line = lines[list(alternatives)[number], kind, position]
                return _within(phrase("line", line=line), *map(str, rest))
            case (_, int(number), *_):
                return phrase("alternative", name=repr(list(alternatives)[number]))
        return phrase("alternatives")

    first = rows[0]["alternative"]
    return {"title": path.stem, "base_case": first, "alternatives": list(alternatives.values())}, place


def _json_place(location: Steps) -> Trilingual:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    path = "".join(steps).lstrip(".")
    return same(path) if path else phrase("file")


def _within(place: Trilingual, *steps: str) -> Trilingual:
    return Trilingual(*(", ".join((place.into(language), *steps)) for language in LANGUAGES))


def _expected(fault: ErrorDetails) -> Trilingual:
    """What was expected, by the type of the fault; in the words of pydantic where there are none of ours."""
    context = fault.get("ctx", {})
    if fault["type"] in _EXPECTED:
        return phrase(_EXPECTED[fault["type"]])
    if fault["type"] in ("literal_error", "enum"):
        return phrase("one-of", values=context["expected"].replace(" or ", ", "))
    for limit, name in (("ge", "value-at-least"), ("gt", "value-above")):
        if limit in context:
            return phrase(name, least=context[limit])
    return same(fault["msg"])


def _refused(path: Path, place: Trilingual, found: Trilingual, expected: Trilingual) -> SourceRefused:
    return refusal(path.name, place, found, expected, phrase("nothing-used"))

"""A user's own tables of Annexes 1 to 7 of the EU reference document on economics and cross-media effects.

A folder of CSV files, one an annex, as they stand beside the document. Each row becomes a factor with what is printed.
Three faults are mended by rule and noted, never in silence: in Annex 3 a row whose PNEC stands behind the name, with
its other figures one column too far left; in Annex 7 the mark of a footnote (`*` is 1,
`**` is 2) is run into the last digit of the number; in Annex 6 a range stands for its highest value, which the
Montreal Protocol, whose annexes it repeats, prescribes.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from loaders.code_lists.csv_table import TableRow, read_table, refused
from loaders.impact_factors.facts import Factor, Note, Theme
from loaders.loaded_source import Finding

_RANGE: Final = re.compile(r"(?P<low>[0-9.]+)\s*[-–]\s*(?P<high>[0-9.]+)")
_ISOMER_COUNT: Final = re.compile(r"\d+")
_FIGURE_BEHIND_NAME: Final = re.compile(r"(?P<name>.+\D) (?P<figure>\d+(\.\d+)?E[-+]\d+)")
_NO_FIGURE: Final = ("", "No data available")
# Two columns of Annex 3 say the same: 1 / PNEC. Both are rounded to one or two digits.
_TOLERANCE: Final = Decimal("0.25")


@dataclass(frozen=True)
class _Annex:
    """Where an annex's file keeps what. A column that it does not have is None."""

    theme: Theme
    file: str
    columns: tuple[str, ...]
    value: str
    substance: str
    formula: str | None = None
    cas: str | None = None
    page: str | None = None


ANNEXES: Final = (
    _Annex(
        Theme.HUMAN_TOXICITY,
        "annex1_human_toxicity.csv",
        ("no", "substance", "human_toxicity_factor_lead_eq"),
        value="human_toxicity_factor_lead_eq",
        substance="substance",
    ),
    _Annex(
        Theme.GLOBAL_WARMING,
        "annex2_gwp100.csv",
        ("group", "gas", "formula", "lifetime_years", "gwp100", "pdf_page"),
        value="gwp100",
        substance="gas",
        formula="formula",
        page="pdf_page",
    ),
    _Annex(
        Theme.AQUATIC_TOXICITY,
        "annex3_aquatic_pnec.csv",
        ("cas", "substance", "pnec_mg_l", "effect_factor_l_mg", "reliability"),
        value="pnec_mg_l",
        substance="substance",
        cas="cas",
    ),
    _Annex(
        Theme.ACIDIFICATION,
        "annex4_acidification.csv",
        ("substance", "cas", "kg_so2_eq_per_kg"),
        value="kg_so2_eq_per_kg",
        substance="substance",
        cas="cas",
    ),
    _Annex(
        Theme.EUTROPHICATION,
        "annex5_eutrophication.csv",
        ("substance", "cas", "kg_po4_eq_per_kg"),
        value="kg_po4_eq_per_kg",
        substance="substance",
        cas="cas",
    ),
    _Annex(
        Theme.OZONE_DEPLETION,
        "annex6_odp.csv",
        ("protocol_annex", "group", "formula", "substance", "odp"),
        value="odp",
        substance="substance",
        formula="formula",
    ),
    _Annex(
        Theme.PHOTOCHEMICAL_OZONE,
        "annex7_pocp.csv",
        ("group", "hydrocarbon", "pocp_ethylene_eq"),
        value="pocp_ethylene_eq",
        substance="hydrocarbon",
    ),
)


def read_annexes(folder: Path) -> tuple[Factor, ...]:
    """Return the factors of all seven annexes, by annex and row. Raises SourceRefused naming file and line."""
    return tuple(factor for annex in ANNEXES for factor in _read(folder, annex))


def contradictions(folder: Path) -> tuple[Finding, ...]:
    """Return the rows of Annex 3 whose two figures, PNEC and its inverse, cannot both be right."""
    annex = ANNEXES[2]
    path = folder / annex.file
    return tuple(found for row in read_table(path, annex.columns, key=("substance",)) for found in _inverse(row))


def _inverse(row: TableRow) -> Iterator[Finding]:
    divisor, effect = _number(row["pnec_mg_l"]), _number(row["effect_factor_l_mg"])
    if divisor is None or _FIGURE_BEHIND_NAME.fullmatch(row["substance"]) or not row["effect_factor_l_mg"]:
        return
    if effect is None or abs(effect * divisor - 1) > _TOLERANCE:
        yield Finding(
            severity="warning",
            place=f"Annex 3, {row['substance']} (line {row.line})",
            found=f"PNEC {row['pnec_mg_l']} mg/l beside {row['effect_factor_l_mg']} l/mg",
            expected="the second to be the inverse of the first",
            mend="The PNEC is used; look both up in print.",
        )


def _read(folder: Path, annex: _Annex) -> Iterator[Factor]:
    path = folder / annex.file
    for position, row in enumerate(read_table(path, annex.columns, key=_key(annex)), start=1):
        name, printed = row[annex.substance], row[annex.value]
        value, note = _value(path, row, annex, printed)
        if (behind := _FIGURE_BEHIND_NAME.fullmatch(name)) and annex.theme is Theme.AQUATIC_TOXICITY:
            name, printed = behind["name"], behind["figure"]
            value, note = Decimal(printed), Note.FIGURE_BEHIND_NAME
        formula = row[annex.formula] if annex.formula else ""
        yield Factor(
            theme=annex.theme,
            position=position,
            # Annex 6 gives some rows no name but the number of isomers: there the formula is the name.
            substance=formula if _ISOMER_COUNT.fullmatch(name) else name.rstrip("*").strip(),
            formula=formula,
            cas=row[annex.cas].strip("-") if annex.cas else "",
            printed=printed,
            value=value,
            note=note,
            page=int(row[annex.page]) if annex.page else None,
        )


def _key(annex: _Annex) -> tuple[str, ...]:
    """In Annex 6 the isomers of a substance are told apart by formula only."""
    if annex.theme is Theme.OZONE_DEPLETION and annex.formula:
        return (annex.substance, annex.formula)
    return (annex.substance,)


def _value(path: Path, row: TableRow, annex: _Annex, printed: str) -> tuple[Decimal | None, Note]:
    if printed in _NO_FIGURE:
        return None, Note.NO_FIGURE
    if (ends := _RANGE.fullmatch(printed)) and annex.theme is Theme.OZONE_DEPLETION:
        return Decimal(ends["high"]), Note.HIGHEST_OF_RANGE
    marks = len(row[annex.substance]) - len(row[annex.substance].rstrip("*"))
    if marks and printed.endswith(str(marks)) and annex.theme is Theme.PHOTOCHEMICAL_OZONE:
        return Decimal(printed[:-1]), Note.MARK_IN_NUMBER
    value = _number(printed)
    if value is None:
        raise refused(path, f"line {row.line}", f"{annex.value} {printed!r}", "a number, a range or nothing")
    return (None, Note.PRINTED_ZERO) if value == 0 else (value, Note.AS_PRINTED)


def _number(printed: str) -> Decimal | None:
    try:
        value = Decimal(printed.replace(" ", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def write_factors(path: Path, factors_by_set: Mapping[str, tuple[Factor, ...]], columns: tuple[str, ...]) -> None:
    """Write factors as the CSV that ships."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for name, factors in factors_by_set.items():
            writer.writerows(_cells(name, factor) for factor in factors)


def _cells(name: str, factor: Factor) -> tuple[str, ...]:
    return (
        name,
        factor.theme,
        str(factor.position),
        factor.substance,
        factor.formula,
        factor.cas,
        factor.printed,
        "" if factor.value is None else str(factor.value),
        factor.note,
        "" if factor.page is None else str(factor.page),
    )

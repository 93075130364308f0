"""A facility's tables as the register hands them out: five CSV files, `facilitydetail_….csv`, in one folder.

Two traps are told, never mended in silence. The table of waste holds rows of reports that the table of reports does not
have: earlier submissions for years that another report covers. They are left out and counted. And a report may state
the same transfer twice under two numbers: both are kept, and the second says which it repeats.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from loaders.code_lists.csv_table import TableRow, decimal_cell, read_table, refused
from loaders.code_lists.lists import EPRTR_ACTIVITIES, MEDIA, NACE
from loaders.code_lists.pollutants import read_pollutants
from loaders.facility.facts import Amount, FacilityFacts, PollutantTransfer, Release, Report, WasteTransfer
from loaders.facility.table_columns import ACTIVITY, DETAIL, RELEASE, TRANSFER, WASTE
from loaders.loaded_source import Finding, LoadReport

NONE: Final = "NULL"
UNITS: Final = {"KGM": "kg-per-year", "TNE": "t-per-year"}
METHODS: Final = {"M": "measured", "C": "calculated", "E": "estimated"}
WASTE_TYPES: Final = {
    "NON-HW": "non-hazardous",
    "HWIC": "hazardous-within-country",
    "HWOC": "hazardous-to-other-countries",
}
TREATMENTS: Final = {"R": "recovery", "D": "disposal", NONE: ""}
_POINT: Final = re.compile(r"POINT \((?P<longitude>-?[\d.]+) (?P<latitude>-?[\d.]+)\)")


class _Codes:
    """Codes of the register to ids of our lists."""

    def __init__(self, data: Path) -> None:
        self.pollutants = {entry.eprtr_code: entry.identifier for entry in read_pollutants(data) if entry.eprtr_code}
        self.media = _ids(data / "code-lists" / MEDIA.file, MEDIA.columns, "eprtr_code")
        self.activities = _ids(data / "code-lists" / EPRTR_ACTIVITIES.file, EPRTR_ACTIVITIES.columns, "code")
        self.nace = _ids(data / "code-lists" / NACE.file, NACE.columns, "id")


def _ids(path: Path, columns: tuple[str, ...], column: str) -> dict[str, str]:
    return {row[column]: row["id"] for row in read_table(path, columns) if row[column]}


def read_register(folder: Path, data: Path) -> tuple[FacilityFacts, LoadReport]:
    """Return the facts of the tables in `folder`, with the code lists of `data`. Raises SourceRefused."""
    codes = _Codes(data)
    reports = tuple(_reports(folder, codes))
    facilities = {report.facility for report in reports}
    if len(facilities) != 1:
        found = f"reports of {len(facilities)} facilities"
        raise refused(folder / DETAIL.file, "column FacilityID", found, "one facility", "Give each a folder.")
    years = {report.number: report.year for report in reports}
    if len(set(years.values())) != len(years):
        raise refused(folder / DETAIL.file, "column ReportingYear", "two reports for a year", "one", _ONE_A_YEAR)
    releases = tuple(_releases(folder, codes, years))
    transfers = tuple(_pollutant_transfers(folder, codes, years))
    waste, left_out = _waste(folder, years)
    facts = FacilityFacts(reports, releases, transfers, waste)
    return facts, LoadReport(folder.name, counts_of(facts), tuple(_findings(waste, left_out)))


_ONE_A_YEAR: Final = "Keep the report that is valid and take the other out of every table."


def counts_of(facts: FacilityFacts) -> dict[str, int]:
    """The figures of a load report."""
    return {
        "reports": len(facts.reports),
        "releases": len(facts.releases),
        "transfers of pollutants": len(facts.pollutant_transfers),
        "transfers of waste": len(facts.waste_transfers),
        "repeated transfers of waste": sum(bool(transfer.repeats) for transfer in facts.waste_transfers),
    }


def _reports(folder: Path, codes: _Codes) -> Iterator[Report]:
    activities: dict[str, list[tuple[int, bool, str]]] = {}
    path = folder / ACTIVITY.file
    for row in read_table(path, ACTIVITY.columns, key=("FacilityReportID", "RankingNumeric")):
        column = "SubActivityCode" if row["SubActivityCode"] != NONE else "ActivityCode"
        identifier = _code(path, row, column, codes.activities)
        rank = int(decimal_cell(path, row, "RankingNumeric"))
        activities.setdefault(row["FacilityReportID"], []).append(
            (rank, row["MainActivityIndicator"] == "1", identifier)
        )
    path = folder / DETAIL.file
    for row in read_table(path, DETAIL.columns, key=("FacilityReportID",)):
        listed = sorted(activities.get(row["FacilityReportID"], []))
        main = [identifier for _, is_main, identifier in listed if is_main]
        if len(main) != 1:
            place = f"report {row['FacilityReportID']}"
            found = f"{len(main)} main activities"
            raise refused(folder / ACTIVITY.file, place, found, "one main activity", "Mark one with 1.")
        yield _report(path, row, codes, main[0], tuple(i for _, is_main, i in listed if not is_main))


def _report(path: Path, row: TableRow, codes: _Codes, main: str, others: tuple[str, ...]) -> Report:
    point = _POINT.fullmatch(row["Coordinates"])
    if point is None and row["Coordinates"] != NONE:
        raise refused(path, f"line {row.line}, column Coordinates", row["Coordinates"], "POINT (longitude latitude)")
    place = (
        _said(row, "Address"),
        f"{_said(row, 'PostalCode')} {_said(row, 'City')}".strip(),
        _said(row, "CountryCode"),
    )
    return Report(
        number=row["FacilityReportID"],
        year=int(decimal_cell(path, row, "ReportingYear")),
        facility=row["FacilityID"],
        name=row["FacilityName"],
        national_identifier=_said(row, "NationalID"),
        operator=_said(row, "ParentCompanyName"),
        address=", ".join(filter(None, place)),
        latitude=Decimal(point["latitude"]) if point else None,
        longitude=Decimal(point["longitude"]) if point else None,
        # Reports before 2007 give a code of the first revision, which is another classification.
        nace=codes.nace.get(row["NACESubActivityCode"], ""),
        main_activity=main,
        other_activities=others,
    )


def _releases(folder: Path, codes: _Codes, years: Mapping[str, int]) -> Iterator[Release]:
    path = folder / RELEASE.file
    for row in read_table(path, RELEASE.columns, key=("FacilityReportID", "PollutantTo", "PollutantCode")):
        _require_report(path, row, years)
        if row["TotalQuantityUnitCode"] != row["AccidentalQuantityUnitCode"]:
            place = f"line {row.line}, column AccidentalQuantityUnitCode"
            raise refused(path, place, row["AccidentalQuantityUnitCode"], row["TotalQuantityUnitCode"])
        yield Release(
            report=row["FacilityReportID"],
            medium=_code(path, row, "PollutantTo", codes.media),
            pollutant=_code(path, row, "PollutantCode", codes.pollutants),
            amount=_amount(path, row, "TotalQuantity", "TotalQuantityUnitCode"),
            accidental=decimal_cell(path, row, "AccidentalQuantity"),
        )


def _pollutant_transfers(folder: Path, codes: _Codes, years: Mapping[str, int]) -> Iterator[PollutantTransfer]:
    path = folder / TRANSFER.file
    if path.is_file() and len(path.read_text(encoding="utf-8-sig").split()) == 1:
        return
    for row in read_table(path, TRANSFER.columns, key=("FacilityReportID", "PollutantCode")):
        _require_report(path, row, years)
        pollutant = _code(path, row, "PollutantCode", codes.pollutants)
        yield PollutantTransfer(row["FacilityReportID"], pollutant, _amount(path, row, "Quantity", "UnitCode"))


def _waste(folder: Path, years: Mapping[str, int]) -> tuple[tuple[WasteTransfer, ...], Counter[str]]:
    """The transfers of the reports there are, and how many rows other reports have."""
    path = folder / WASTE.file
    found: list[WasteTransfer] = []
    left_out: Counter[str] = Counter()
    first: dict[tuple[object, ...], str] = {}
    for row in read_table(path, WASTE.columns, key=("WasteTransferID",)):
        if row["FacilityReportID"] not in years:
            left_out[row["FacilityReportID"]] += 1
            continue
        transfer = WasteTransfer(
            report=row["FacilityReportID"],
            number=row["WasteTransferID"],
            waste_type=_code(path, row, "WasteTypeCode", WASTE_TYPES),
            treatment=_code(path, row, "WasteTreatmentCode", TREATMENTS),
            amount=_amount(path, row, "Quantity", "UnitCode"),
            receiver=", ".join(filter(None, (_said(row, c) for c in ("WHPName", "WHPSiteCity", "WHPSiteCountryCode")))),
            repeats="",
        )
        key = (transfer.report, transfer.waste_type, transfer.treatment, transfer.amount.value, transfer.amount.unit)
        repeats = first.setdefault(key, transfer.number)
        found.append(transfer if repeats == transfer.number else _repeating(transfer, repeats))
    return tuple(found), left_out


def _repeating(transfer: WasteTransfer, repeats: str) -> WasteTransfer:
    return WasteTransfer(**{**vars(transfer), "repeats": repeats})


def _amount(path: Path, row: TableRow, column: str, unit: str) -> Amount:
    value = decimal_cell(path, row, column)
    if value < 0:
        raise refused(path, f"line {row.line}, column {column}", row[column], "an amount of at least 0")
    return Amount(
        printed=row[column],
        unit=_code(path, row, unit, UNITS),
        method=_code(path, row, "MethodCode", METHODS),
        method_text=" ".join(filter(None, (_said(row, "MethodTypeCode"), _said(row, "MethodDesignation")))),
        line=row.line,
    )


def _code(path: Path, row: TableRow, column: str, known: Mapping[str, str]) -> str:
    if row[column] not in known:
        expected = f"one of {', '.join(sorted(known)[:12])}{' …' if len(known) > 12 else ''}"
        raise refused(path, f"line {row.line}, column {column}", repr(row[column]), expected)
    return known[row[column]]


def _said(row: TableRow, column: str) -> str:
    return "" if row[column] in (NONE, "ND", "-", "UNKNOWN") else row[column]


def _require_report(path: Path, row: TableRow, years: Mapping[str, int]) -> None:
    if row["FacilityReportID"] not in years:
        place = f"line {row.line}, column FacilityReportID"
        raise refused(path, place, row["FacilityReportID"], f"a report of {DETAIL.file}")


def _findings(waste: tuple[WasteTransfer, ...], left_out: Counter[str]) -> Iterator[Finding]:
    if left_out:
        yield Finding(
            "warning",
            f"{WASTE.file}, column FacilityReportID",
            f"{left_out.total()} rows of {len(left_out)} reports that {DETAIL.file} does not have",
            "rows of the reports there are",
            "They are left out: nothing says for which year they are.",
        )
    for transfer in waste:
        if transfer.repeats:
            yield Finding(
                "warning",
                f"{WASTE.file}, line {transfer.amount.line}",
                f"transfer {transfer.number}, which says the same as {transfer.repeats}",
                "each transfer once",
                "Both are kept, and the second says which it repeats; do not count it twice.",
            )


def recognises(folder: Path) -> bool:
    """Whether a folder holds a facility's tables."""
    return (folder / DETAIL.file).is_file()

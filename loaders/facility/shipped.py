"""The facts of a facility as CSV in `data/eprtr-<number>`, and back."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from loaders.code_lists.csv_table import TableRow, read_table
from loaders.facility.facts import Amount, FacilityFacts, PollutantTransfer, Release, Report, WasteTransfer

_AMOUNT: Final = ("quantity", "unit", "method", "method_text", "line")
REPORTS: Final = (
    "number",
    "year",
    "facility",
    "name",
    "national_identifier",
    "operator",
    "address",
    "latitude",
    "longitude",
    "nace",
    "main_activity",
    "other_activities",
)
RELEASES: Final = ("report", "medium", "pollutant", *_AMOUNT, "accidental")
TRANSFERS: Final = ("report", "pollutant", *_AMOUNT)
WASTE: Final = ("report", "number", "waste_type", "treatment", *_AMOUNT, "receiver", "repeats")


def write_facts(facts: FacilityFacts, folder: Path) -> None:
    """Write the facts into `folder`, a file a table; a table without rows has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "reports.csv", REPORTS, (_report_cells(report) for report in facts.reports))
    _write(
        folder / "releases.csv",
        RELEASES,
        ((r.report, r.medium, r.pollutant, *_amount_cells(r.amount), r.accidental) for r in facts.releases),
    )
    transfers = [(t.report, t.pollutant, *_amount_cells(t.amount)) for t in facts.pollutant_transfers]
    (folder / "pollutant-transfers.csv").unlink(missing_ok=True)
    if transfers:
        _write(folder / "pollutant-transfers.csv", TRANSFERS, transfers)
    _write(
        folder / "waste-transfers.csv",
        WASTE,
        (
            (t.report, t.number, t.waste_type, t.treatment, *_amount_cells(t.amount), t.receiver, t.repeats)
            for t in facts.waste_transfers
        ),
    )


def read_facts(folder: Path) -> FacilityFacts:
    """Return the facts that `write_facts` wrote. Raises SourceRefused naming file and line."""
    transfers = folder / "pollutant-transfers.csv"
    return FacilityFacts(
        reports=tuple(map(_report, read_table(folder / "reports.csv", REPORTS, ("number",)))),
        releases=tuple(
            Release(row["report"], row["medium"], row["pollutant"], _amount(row), Decimal(row["accidental"]))
            for row in read_table(folder / "releases.csv", RELEASES, ("report", "medium", "pollutant"))
        ),
        pollutant_transfers=tuple(
            PollutantTransfer(row["report"], row["pollutant"], _amount(row))
            for row in (read_table(transfers, TRANSFERS, ("report", "pollutant")) if transfers.exists() else ())
        ),
        waste_transfers=tuple(
            WasteTransfer(
                row["report"],
                row["number"],
                row["waste_type"],
                row["treatment"],
                _amount(row),
                row["receiver"],
                row["repeats"],
            )
            for row in read_table(folder / "waste-transfers.csv", WASTE, ("number",))
        ),
    )


def _report_cells(report: Report) -> Sequence[object]:
    cells = {**vars(report), "other_activities": "|".join(report.other_activities)}
    return ["" if cells[column] is None else cells[column] for column in REPORTS]


def _report(row: TableRow) -> Report:
    return Report(
        number=row["number"],
        year=int(row["year"]),
        facility=row["facility"],
        name=row["name"],
        national_identifier=row["national_identifier"],
        operator=row["operator"],
        address=row["address"],
        latitude=Decimal(row["latitude"]) if row["latitude"] else None,
        longitude=Decimal(row["longitude"]) if row["longitude"] else None,
        nace=row["nace"],
        main_activity=row["main_activity"],
        other_activities=tuple(filter(None, row["other_activities"].split("|"))),
    )


def _amount_cells(amount: Amount) -> Sequence[object]:
    return (amount.printed, amount.unit, amount.method, amount.method_text, amount.line)


def _amount(row: TableRow) -> Amount:
    return Amount(row["quantity"], row["unit"], row["method"], row["method_text"], int(row["line"]))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

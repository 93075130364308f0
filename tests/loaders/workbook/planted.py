"""Faults that a person can make in the workbook of the complete sectoral book, each with the one cell to be named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW, EXAMPLE_ROW = 4, 6


@dataclass(frozen=True)
class Planted:
    """A fault: how it is made, its kind, and where it must be reported (sheet and cell)."""

    name: str
    plant: Callable[[Workbook], tuple[str, str]]
    kind: str


def sheet_of(book: Workbook, cls: str) -> Worksheet:
    """The sheet of a class, by the machine name in its hidden row."""
    return next(sheet for sheet in book.worksheets if sheet.cell(1, 1).value == f"bat:{cls}")


def column_of(sheet: Worksheet, machine: str) -> int:
    """The number of a column, by its machine name; 1 for the key."""
    if machine == "key":
        return 1
    return next(cell.column for cell in sheet[1] if cell.value == machine)


def cell_of(book: Workbook, cls: str, key: str, machine: str) -> Any:
    """A cell, by class, key of its row and property."""
    sheet = sheet_of(book, cls)
    row = next(row for row in range(HEADER_ROW + 2, sheet.max_row + 1) if sheet.cell(row, 1).value == key)
    return sheet.cell(row, column_of(sheet, machine))


def _place(cell: Any) -> tuple[str, str]:
    return cell.parent.title, cell.coordinate


def change(name: str, kind: str, cls: str, key: str, machine: str, value: object) -> Planted:
    """Another value in a cell."""

    def plant(book: Workbook) -> tuple[str, str]:
        cell = cell_of(book, cls, key, machine)
        assert cell.value != value, f"{name}: this changes nothing"
        cell.value = value
        return _place(cell)

    return Planted(name, plant, kind)


def empty(name: str, kind: str, cls: str, key: str, machine: str) -> Planted:
    """A cell made empty that the rules want filled."""
    return change(name, kind, cls, key, machine, None)


def _header(cls: str, machine: str, value: str | None) -> Callable[[Workbook], tuple[str, str]]:
    def plant(book: Workbook) -> tuple[str, str]:
        sheet = sheet_of(book, cls)
        cell: Any = sheet.cell(HEADER_ROW, column_of(sheet, machine))
        cell.value = value
        return _place(cell)

    return plant


def _new_column(book: Workbook) -> tuple[str, str]:
    sheet = sheet_of(book, "Person")
    cell: Any = sheet.cell(HEADER_ROW, sheet.max_column + 1, "Телефон")
    sheet.cell(HEADER_ROW + 2, cell.column, "8 700 000 00 00")
    return _place(cell)


def _column_twice(book: Workbook) -> tuple[str, str]:
    sheet = sheet_of(book, "PollutantGroup")
    number, source = sheet.max_column + 1, column_of(sheet, "bat:groupMember")
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, number, sheet.cell(row, source).value)
    cell: Any = sheet.cell(HEADER_ROW, number)
    return _place(cell)


def _new_sheet(book: Workbook) -> tuple[str, str]:
    book.create_sheet("Черновик")["B2"] = "подумать"
    return "Черновик", "A1"


def _merge(book: Workbook) -> tuple[str, str]:
    cell = cell_of(book, "AuditDataGroup", "data-economic", "bat:hasMeasuredFigure")
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1)
    return _place(cell)


def _example(book: Workbook) -> tuple[str, str]:
    sheet = sheet_of(book, "MaterialFlow")
    cell: Any = sheet.cell(EXAMPLE_ROW, column_of(sheet, "bat:quantity"))
    cell.value = 44
    return _place(cell)


def _serial_number(book: Workbook) -> tuple[str, str]:
    cell = cell_of(book, "IntegratedPermit", "permit", "bat:dateIssued")
    cell.value, cell.number_format = 44256, "General"
    return _place(cell)


def _row_without_key(book: Workbook) -> tuple[str, str]:
    sheet = sheet_of(book, "Recommendation")
    row = sheet.max_row + 1
    sheet.cell(row, column_of(sheet, "bat:commentText"), "Ещё одно пожелание")
    return sheet.title, f"A{row}"


# What keeps the workbook from being read whole.
READING: tuple[Planted, ...] = (
    change("a unit that no list has", "concept-unknown", "EmissionFigure", "overall-dust", "bat:unit", "мг/куб"),
    change("a slip in a code", "concept-unknown", "WasteFigure", "raw-generated", "bat:wasteHandling", "оброзовано"),
    change("a sector of one's own", "concept-unknown", "EuReferenceDocument", "eu-book", "bat:coversSector", "цемент!"),
    change("words for a number", "decimal-bad", "EmissionFigure", "raw-dust", "bat:quantity", "около шестидесяти"),
    change("number with its unit", "decimal-bad", "ConsumptionFigure", "overall-water", "bat:quantity", "0,4 м3/т"),
    change("two numbers in a cell", "decimal-bad", "WasteFigure", "filter-waste", "bat:quantity", "20-25"),
    change("fraction of a day", "date-bad", "TechnologicalAudit", "audit", "bat:completedOn",
           datetime(2022, 3, 31, 14)),
    change("a day of no calendar", "date-bad", "Membership", "seat-left", "bat:leavingRequestedOn", "31.02.2022"),
    Planted("serial number of a day", _serial_number, "date-bad"),
    change("month in words", "date-bad", "PublicHearing", "hearing", "bat:heldOn", "15 сентября 2022"),
    change("half an enterprise", "integer-bad", "GeneralInformation", "general", "bat:enterpriseCount", 12.5),
    change("words for a count", "integer-bad", "Vote", "vote-3", "bat:votesAgainst", "двое"),
    change("year of two digits", "year-bad", "ProgrammeResults", "results-2025", "bat:referenceYear", 25),
    change("neither yes nor no", "boolean-bad", "Technique", "technique-filter", "bat:usedInKazakhstan", "местами"),
    change("a text that became a day", "text-became-date", "ConsumptionLevel", "energy-level-raw", "bat:printedText",
           date(2026, 5, 10)),
    change("a key that no row has", "reference-dangling", "TechniqueEntry", "entry-filter", "bat:hasLimit",
           "filter-limt"),
    change("one of two keys wrong", "reference-dangling", "Scope", "scope", "bat:coversProcess",
           "stage-raw; stage-milling"),
    change("a key of another sheet", "reference-elsewhere", "MarkerDesignation", "marker-dust", "bat:standsForGroup",
           "stage-raw"),
    change("a person for a body", "reference-elsewhere", "ScheduledBook", "scheduled-first", "bat:ofBook", "person-1"),
    change("a key that another has", "key-twice", "Person", "person-8", "key", "person-7"),
    change("a key without letters", "key-bad", "Minutes", "minutes-5", "key", "???"),
    Planted("a row without a key", _row_without_key, "key-missing"),
    change("a language that is none", "language-unknown", "Operator", "operator", "skos:prefLabel", "[рус] Пример"),
    change("two texts in a language", "language-twice", "Facility", "facility", "skos:prefLabel", "[en] One\n[en] Two"),
    change("a mark without a text", "text-missing", "BaseCase", "base-case", "skos:prefLabel", "[en]"),
    change("absence where none can be", "absence-not-here", "ApplicabilityLimit", "filter-limit", "bat:limitText",
           "[неприменимо] не бывает"),
    change("value and absence at once", "absence-mixed", "ProspectiveTechniqueEntry", "entry-oxyfuel", "bat:economics",
           "Высокие\n[неприменимо] дорого"),
    change("a property of no column", "property-unknown", "Absence", "scrubber-no-waste", "bat:absentProperty",
           "Отходики"),
    change("a formula", "formula", "EconomicFigure", "output-share", "bat:quantity", "=1+0.2"),
    change("an error value", "error-value", "EmissionFigure", "scrubber-dust", "bat:quantity", "#N/A"),
    Planted("merged cells", _merge, "merged"),
    Planted("a changed header", _header("Evidence", "bat:sourcePage", "Стр."), "header-changed"),
    Planted("a new column", _new_column, "column-unknown"),
    Planted("a column twice", _column_twice, "column-twice"),
    Planted("a new sheet", _new_sheet, "sheet-unknown"),
    Planted("data in the example", _example, "example-changed"),
)  # fmt: skip

# What is read, and breaks the model or a paragraph of the Rules.
RULES: tuple[Planted, ...] = (
    change("lower bound above upper", "p54-lower-not-above-upper", "EmissionLevel", "level-burning",
           "bat:lowerBound", 200),
    change("more than all of capacity", "GeneralInformation-capacityUse", "GeneralInformation", "general",
           "bat:capacityUse", 171.5),
    change("colder than nothing", "ReferenceConditions-temperature", "ReferenceConditions", "conditions",
           "bat:temperature", -5),
    change("no CELEX number", "EuBatConclusions-celex", "EuBatConclusions", "eu-decision", "bat:celex", "2013D163"),
    empty("no name of a flow", "Flow-flowName", "MaterialFlow", "clinker-out", "bat:flowName"),
    empty("no direction of a flow", "Flow-flowDirection", "EnergyFlow", "fuel-in", "bat:flowDirection"),
    empty("no amount", "MeasuredFigure-quantity", "WasteFigure", "kiln-buried", "bat:quantity"),
    empty("no unit", "MeasuredFigure-unit", "EmissionFigure", "kiln-dust-emission", "bat:unit"),
    empty("no text of a provision", "p12.3", "Provision", "provision-mandatory", "bat:provisionText"),
    empty("no summary", "p12.1", "Preface", "preface", "bat:bookSummary"),
    empty("no status of the document", "p12.3", "ApplicationPrinciples", "principles", "bat:documentStatusText"),
    empty("no economic method", "p12.5", "BatMethodology", "methodology", "bat:economicMethod"),
    empty("no benefits of a finding", "p12.9", "BatFinding", "finding-raw", "bat:environmentalBenefits"),
    empty("no measurement", "p12.9", "BatFinding", "finding-burning", "bat:hasMeasurementSpecifics"),
    empty("no stage of a waste", "p2.10", "MainProductionWaste", "kiln-dust", "bat:wasteOfStage"),
    empty("no sources", "p12.12", "Bibliography", "bibliography", "bat:hasReference"),
    empty("no kind of member", "p2.5-kind-stated", "Membership", "seat-chamber", "bat:stakeholderKind"),
    empty("no ground of a criterion", "CriterionAssessment-met", "CriterionAssessment", "control-available", "bat:met"),
)  # fmt: skip


def all_at_once(book: Workbook, faults: Iterable[Planted]) -> dict[tuple[str, str], Planted]:
    """Plant faults in a workbook; the place of each."""
    planted: dict[tuple[str, str], Planted] = {}
    for fault in faults:
        place = fault.plant(book)
        assert place not in planted, f"{fault.name} and {planted[place].name} share a cell"
        planted[place] = fault
    return planted

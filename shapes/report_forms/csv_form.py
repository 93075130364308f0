"""The report as a table."""

import csv
import io
from collections.abc import Mapping
from typing import Final

from shapes.report_forms.flat_result import flat
from shapes.trilingual import Language
from shapes.validation_result import ValidationReport

COLUMNS: Final = (
    "severity",
    "gap",
    "paragraph",
    "rule",
    "book",
    "book_label",
    "element",
    "element_label",
    "thing",
    "thing_label",
    "property",
    "value",
    "file",
    "sheet",
    "sheet_row",
    "sheet_column",
    "page",
    "section",
    "table",
    "row",
    "column",
    "message",
    "found",
    "expected",
    "mend",
    "follows",
    "judged_on",
)
# A cell that begins so would be a formula to a spreadsheet.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def to_csv(report: ValidationReport, language: Language) -> str:
    """Return the whole report as CSV (RFC 4180) with a header row, texts in `language`.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(_row({**flat(result), "judged_on": report.on}, language) for result in report.results)
    return table.getvalue()


def _row(values: Mapping[str, object], language: Language) -> list[str]:
    return [_cell(values[name], language) for name in COLUMNS]


def _cell(value: object, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "; ".join(str(each["rule"]).rsplit("/", 1)[-1] for each in value)
    text = str(value[language]) if isinstance(value, dict) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text

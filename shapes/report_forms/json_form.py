"""The report as JSON."""

import json

from shapes.report_forms.flat_result import flat
from shapes.validation_result import ValidationReport


def to_json(report: ValidationReport) -> str:
    """Return the whole report as one JSON object; texts in all three languages."""
    whole = {
        "conforms": report.conforms,
        "judged_on": None if report.on is None else report.on.isoformat(),
        "counts": dict(report.counts),
        "results": [flat(result) for result in report.results],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

"""One result as plain values, for the forms that programs read."""

from dataclasses import asdict

from rdflib.term import Node

from shapes.trilingual import Trilingual
from shapes.validation_result import ValidationResult

PlainText = dict[str, str]


def flat(result: ValidationResult) -> dict[str, object]:
    """Return a result as JSON-ready values; texts in all three languages, nothing left out."""
    place = result.place
    return {
        "severity": result.severity,
        "gap": result.is_gap,
        "rule": str(result.rule.iri),
        "paragraph": None if result.why is None else result.why.number,
        "paragraph_iri": None if result.why is None else str(result.why.paragraph),
        "paragraph_summary": _text(None if result.why is None else result.why.summary),
        "paragraph_official_text": None if result.why is None else result.why.official_text,
        "thing": str(result.focus),
        "thing_label": _text(result.focus_label),
        "property": _node(result.path),
        "property_label": _text(result.path_label),
        "value": _node(result.value),
        "constraint": str(result.component),
        "book": _node(place.book),
        "book_label": _text(place.book_label),
        "element": _node(place.element),
        "element_label": _text(place.element_label),
        "page": place.page,
        "section": place.section,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "file": place.file,
        "sheet": place.sheet,
        "sheet_row": place.sheet_row,
        "sheet_column": place.sheet_column,
        "message": _text(result.message),
        "found": _text(result.found),
        "expected": _text(result.expected),
        "mend": _text(result.mend),
        "follows": [{"rule": str(rule.iri), "paragraph": rule.paragraph_number} for rule in result.follows],
    }


def _node(node: Node | None) -> str | None:
    return None if node is None else str(node)


def _text(text: Trilingual | None) -> PlainText | None:
    return None if text is None else asdict(text)

"""The JSON-LD context of drafts: every class and property by its short name, made from the plan."""

from typing import Any, Final

from rdflib import XSD

from loaders.workbook.plan import Column, WorkbookPlan
from ontology.namespaces import BASE, BAT, CODE, DOC

_PREFIXES: Final = {
    "bat": str(BAT),
    "code": str(CODE),
    "doc": str(DOC),
    "law": f"{BASE}law/kz-775/",
    "technique": f"{BASE}technique/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": str(XSD),
}
_TYPES: Final = {
    "integer": "xsd:integer",
    "decimal": "xsd:decimal",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
    "year": "xsd:gYear",
    "code": "@id",
    "reference": "@id",
    "property": "@vocab",
}


def context_of(plan: WorkbookPlan, base: str) -> dict[str, Any]:
    """Return the context. `base` is what the identifiers of the book's own things are added to."""
    return {
        "@version": 1.1,
        "@base": base,
        "@vocab": str(BAT),
        **_PREFIXES,
        "id": "@id",
        "type": "@type",
        **{name: _definition(column) for name, column in sorted(terms(plan).items())},
        **{name: curied for name, curied in sorted(classes(plan).items()) if not curied.startswith("bat:")},
    }


def terms(plan: WorkbookPlan) -> dict[str, Column]:
    """Return the columns by the short name of their property."""
    found: dict[str, Column] = {}
    for sheet in plan.sheets:
        for column in sheet.columns:
            local = column.machine.split(":")[1]
            name = local if found.get(local, column).predicate == column.predicate else column.machine.replace(":", "_")
            found.setdefault(name, column)
    return found


def classes(plan: WorkbookPlan) -> dict[str, str]:
    """Return prefix and name of each class by its short name."""
    return {sheet.machine.split(":")[1]: sheet.machine for sheet in plan.sheets}


def _definition(column: Column) -> dict[str, str]:
    if column.kind == "text":
        return {"@id": column.machine, "@container": "@language"}
    # A plain string is written by other programs as xsd:string; with no type it reads as what the other forms state.
    return {"@id": column.machine} | ({"@type": _TYPES[column.kind]} if column.kind in _TYPES else {})

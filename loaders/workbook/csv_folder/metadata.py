"""CSVW metadata of a draft: what each file is about and each column states, made from the same plan as the files."""

from collections.abc import Mapping
from typing import Any, Final

from rdflib import RDF, URIRef

from loaders.workbook.draft import Draft, Table, TableColumn
from loaders.workbook.keys import book_base
from loaders.workbook.plan import PREFIXES
from loaders.workbook.sheet_words import sheet_words
from shapes.trilingual import LANGUAGES, Language, Trilingual

METADATA_FILE: Final = "csv-metadata.json"
UNNAMED: Final = "unnamed"
"""The code in IRIs of a draft that has none yet."""
_TYPES: Final = {
    "integer": "integer", "decimal": "decimal", "boolean": "string", "date": "date", "year": "gYear",
}  # fmt: skip
_DELIMITERS: Final[Mapping[Language, str]] = {"kk": ";", "ru": ";", "en": ","}


def delimiter(language: Language) -> str:
    """Return what parts columns where a language is spoken: Excel there opens such files with a double click."""
    return _DELIMITERS[language]


def file_name(table: Table) -> str:
    """Return the name of a table's file, e.g. `EmissionLevel.csv`."""
    return f"{table.plan.machine.split(':')[1]}.csv"


def metadata_of(draft: Draft) -> dict[str, Any]:
    """Return the metadata of all tables, as JSON values."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": draft.language}],
        "dc:identifier": draft.code,
        "dc:type": draft.kind,
        "dc:language": draft.language,
        "dialect": {"header": True, "delimiter": delimiter(draft.language), "encoding": "utf-8", "trim": True},
        "tables": [_table(draft, table) for table in draft.tables],
    }


def _table(draft: Draft, table: Table) -> dict[str, Any]:
    base = book_base(draft.code or UNNAMED)
    return {
        "url": file_name(table),
        "dc:title": _texts(table.plan.label, draft.language),
        "dc:description": _texts(table.plan.definition, draft.language),
        "dc:subject": str(table.plan.cls),
        "tableSchema": {
            "aboutUrl": f"{base}{{key}}",
            "primaryKey": "key",
            "columns": [_column(column, table, draft.language) for column in table.columns],
        },
    }


def _column(column: TableColumn, table: Table, language: Language) -> dict[str, Any]:
    plan = None if column.predicate is None else table.plan.column(column.predicate)
    if column.predicate is None:
        words = sheet_words().words
        return {
            "name": "key",
            "titles": words["key"].into(language),
            "dc:title": _texts(words["key"], language),
            "dc:description": _texts(words["key_asks"], language),
            "required": True,
            "datatype": "string",
        }
    if plan is None:
        return {"name": "type", "titles": str(column.header), "propertyUrl": str(RDF.type), "separator": ";"}
    described: dict[str, Any] = {
        "name": _name(plan.predicate, table),
        "titles": plan.label.into(language),
        "dc:title": _texts(plan.label, language),
        "dc:description": _texts(plan.definition, language),
        "propertyUrl": str(plan.predicate),
        "datatype": _TYPES.get(plan.kind, "string"),
    }
    if plan.required and not plan.means_book:
        described["required"] = True
    if plan.many:
        described["separator"] = "\n" if plan.kind in ("text", "string") else ";"
    if plan.paragraphs:
        described["dc:source"] = ", ".join(plan.paragraphs)
    if plan.scheme is not None:
        described["valueUrl"] = f"{plan.scheme}/{{{_name(plan.predicate, table)}}}"
    return described


def _name(predicate: URIRef, table: Table) -> str:
    """The local name of a property; with its prefix where another property of the sheet has the same."""
    local = {column.predicate: _local(column.predicate) for column in table.plan.columns}
    name = local[predicate]
    if sum(other == name for other in local.values()) == 1:
        return name
    prefix = next(prefix for prefix, namespace in PREFIXES.items() if predicate.startswith(namespace))
    return f"{prefix}_{name}"


def _local(predicate: URIRef) -> str:
    return str(predicate).replace("#", "/").rsplit("/", 1)[-1]


def _texts(text: Trilingual, language: Language) -> dict[str, str]:
    """The text in all languages, that of the draft first: it is the header that stands in the file."""
    ordered = (language, *(other for other in LANGUAGES if other != language))
    return {each: text.into(each) for each in ordered}

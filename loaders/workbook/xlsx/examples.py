"""The example row of a sheet: what a filled row looks like, made from the columns."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from rdflib import URIRef

from loaders.workbook.draft import CellValue, Table
from loaders.workbook.plan import Column
from loaders.workbook.sheet_words import sheet_words
from loaders.workbook.vocabulary import YES, Vocabulary
from shapes.trilingual import Language

_MOST: Final = 12
_NUMBERS: Final[Mapping[str, CellValue]] = {"decimal": 12.5, "integer": 3, "year": 2025, "date": date(2026, 1, 31)}


def example_row(
    table: Table, language: Language, vocabulary: Vocabulary, titles: Mapping[URIRef, str]
) -> dict[int, CellValue]:
    """Return the cells of the example by column number: the key says what the row is."""
    cells: dict[int, CellValue] = {1: sheet_words().words["example"].into(language)}
    for column in table.columns:
        plan = None if column.predicate is None else table.plan.column(column.predicate)
        if plan is not None and len(cells) < _MOST:
            value = _value(plan, language, vocabulary, titles)
            if value is not None:
                cells[column.number] = value
    return cells


def _value(plan: Column, language: Language, vocabulary: Vocabulary, titles: Mapping[URIRef, str]) -> CellValue:
    if plan.kind in _NUMBERS:
        return _NUMBERS[plan.kind]
    match plan.kind:
        case "boolean":
            return YES.into(language)
        case "code" if plan.scheme is not None:
            shown = sorted(vocabulary.schemes[plan.scheme].shown[language].values(), key=str.casefold)
            return shown[0] if shown else None
        case "reference":
            title = next((titles[cls] for cls in plan.targets if cls in titles), None)
            return None if title is None or plan.means_book else f"{sheet_words().words['key'].into(language)}: {title}"
        case "text" | "string":
            return f"… {plan.label.into(language).lower()} …"
        case _:
            return None

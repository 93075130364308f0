"""Drop-down lists: the labels of codes on a hidden sheet, and the keys of other sheets as they grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import URIRef

from loaders.workbook.plan import Column, WorkbookPlan
from loaders.workbook.sheet_words import sheet_words
from loaders.workbook.vocabulary import Vocabulary
from loaders.workbook.xlsx.layout import FIRST_ROW, LAST_ROW, LISTS_SHEET
from shapes.trilingual import Language

_PROMPT: Final = 250
_PROMPT_TITLE: Final = 32
_PROPERTIES: Final = URIRef("urn:x-batgraph:properties")


@dataclass
class Lists:
    """The lists of one workbook. `sheet_titles` are the names of the sheets by class."""

    book: Workbook
    plan: WorkbookPlan
    vocabulary: Vocabulary
    language: Language
    sheet_titles: Mapping[URIRef, str]
    _ranges: dict[URIRef, str] = field(default_factory=dict)

    def validation(self, column: Column, prompt: str) -> DataValidation | None:
        """Return what a spreadsheet checks in the cells of a column while they are filled, and says beside them.

        It warns and does not forbid where a cell can also say why there is no value; where a cell can hold several
        values a list is a help alone.
        """
        words, language = sheet_words(), self.language
        formula = self._formula(column)
        if formula is not None:
            made = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=not column.many)
            made.error = words.words["not_in_list"].into(language)[:_PROMPT]
        elif column.kind in ("decimal", "integer", "date", "year") and not column.many:
            made = _of_kind(column)
            made.error = words.words["not_of_kind"].into(language)[:_PROMPT]
        else:
            made = DataValidation(allow_blank=True)
        made.errorStyle = "warning"
        made.errorTitle = words.words["check_value"].into(language)[:_PROMPT_TITLE]
        made.promptTitle = column.label.into(language)[:_PROMPT_TITLE]
        made.prompt = prompt if len(prompt) <= _PROMPT else prompt[: _PROMPT - 1] + "…"
        made.showInputMessage = True
        return made

    def _formula(self, column: Column) -> str | None:
        if column.kind == "boolean":
            return f'"{sheet_words().words["yes_no"].into(self.language)}"'
        if column.kind == "code" and column.scheme is not None:
            return self._range(column.scheme)
        if column.kind == "property":
            return self._range(_PROPERTIES)
        if column.kind == "reference":
            titles = [t for cls, t in self.sheet_titles.items() if self.plan.is_a(cls, column.targets)]
            title = next((self.sheet_titles[cls] for cls in column.targets if cls in self.sheet_titles), None)
            title = title or (titles[0] if titles else None)
            return None if title is None else keys_of(title)
        return None

    def _range(self, scheme: URIRef) -> str:
        if scheme not in self._ranges:
            names = self.vocabulary.properties if scheme == _PROPERTIES else self.vocabulary.schemes[scheme]
            shown = sorted(names.shown[self.language].values(), key=str.casefold)
            sheet = self._sheet()
            number = len(self._ranges) + 1
            for row, text in enumerate([str(scheme), *shown], 1):
                cell = sheet.cell(row, number, text)
                cell.data_type = "s"
            letter = get_column_letter(number)
            last = max(len(shown) + 1, 2)
            self._ranges[scheme] = f"{quote_sheetname(LISTS_SHEET)}!${letter}$2:${letter}${last}"
        return self._ranges[scheme]

    def _sheet(self) -> Worksheet:
        if LISTS_SHEET not in self.book.sheetnames:
            sheet: Worksheet = self.book.create_sheet(LISTS_SHEET)
            sheet.sheet_state = "hidden"
        return self.book[LISTS_SHEET]


def keys_of(title: str) -> str:
    """Return the formula of the keys that a sheet has so far, without the empty rows below."""
    keys = f"{quote_sheetname(title)}!$A${FIRST_ROW}"
    whole = f"{keys}:$A${LAST_ROW}"
    return f"OFFSET({keys},0,0,MAX(1,COUNTA({whole})),1)"


def _of_kind(column: Column) -> DataValidation:
    if column.kind == "date":
        return DataValidation(type="date", operator="between", formula1="1", formula2="109574", allow_blank=True,
                              showErrorMessage=True)  # fmt: skip
    if column.kind == "decimal":
        return DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15",
                              allow_blank=True, showErrorMessage=True)  # fmt: skip
    low, high = ("1000", "9999") if column.kind == "year" else ("-999999999", "999999999")
    return DataValidation(type="whole", operator="between", formula1=low, formula2=high, allow_blank=True,
                          showErrorMessage=True)  # fmt: skip

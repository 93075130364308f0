"""How the workbook looks: few colours, each with one meaning, explained on the first sheet."""

from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from loaders.workbook.plan import SELDOM, Column, rank

FONT: Final = "Calibri"
_DARK, _MIDDLE, _LIGHT, _KEY = "1F4E79", "9DC3E6", "DEEAF6", "385723"
_YELLOW, _EXAMPLE, _MISSING, _TWICE = "FFF2CC", "F2F2F2", "FCE4D6", "F8CBAD"
_TABS: Final = ("1F4E79", "2E75B6", "548235", "BF8F00", "C55A11", "7030A0", "00808A", "843C0C", "5B5B5B")

_THIN = Side(style="thin", color="BFBFBF")
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE: Final = Font(name=FONT, size=15, bold=True, color=_DARK)
HEAD: Final = Font(name=FONT, size=12, bold=True, color=_DARK)
PLAIN: Final = Font(name=FONT, size=11)
SMALL: Final = Font(name=FONT, size=9, color="595959")
DEMAND: Final = Font(name=FONT, size=9, bold=True, color="C55A11")
LINK: Final = Font(name=FONT, size=11, color="0563C1", underline="single")
EXAMPLE: Final = Font(name=FONT, size=10, italic=True, color="7F7F7F")
TOP: Final = Alignment(vertical="top", wrap_text=True)
MIDDLE: Final = Alignment(vertical="center", wrap_text=True)
ONE_LINE: Final = Alignment(vertical="center")

YELLOW_FILL: Final = PatternFill("solid", start_color=_YELLOW)
EXAMPLE_FILL: Final = PatternFill("solid", start_color=_EXAMPLE)
ASK_FILL: Final = PatternFill("solid", start_color="F7FAFD")
MISSING: Final = DifferentialStyle(fill=PatternFill("solid", bgColor=_MISSING))
TWICE: Final = DifferentialStyle(fill=PatternFill("solid", bgColor=_TWICE), font=Font(bold=True, color="9C0006"))
MISSING_FILL: Final = PatternFill("solid", start_color=_MISSING)
TWICE_FILL: Final = PatternFill("solid", start_color=_TWICE)

_WIDTHS: Final = {
    "text": 38, "string": 22, "code": 26, "reference": 26, "property": 30,
    "decimal": 13, "integer": 12, "boolean": 12, "date": 14, "year": 11,
}  # fmt: skip
_FORMATS: Final = {"text": "@", "string": "@", "code": "@", "reference": "@", "property": "@", "date": "dd.mm.yyyy"}


def header_look(column: Column | None) -> tuple[PatternFill, Font]:
    """Return fill and font of a header: of the key, of required, asked and optional columns."""
    if column is None:
        colour, text = _KEY, "FFFFFF"
    elif column.required and not column.means_book:
        colour, text = _DARK, "FFFFFF"
    elif column.asked:
        colour, text = _MIDDLE, "000000"
    else:
        colour, text = _LIGHT, "000000"
    return PatternFill("solid", start_color=colour), Font(name=FONT, size=11, bold=True, color=text)


def width(column: Column | None) -> int:
    """Return the width of a column in characters: of its values, and no narrower than words of its header."""
    if column is None:
        return 30
    longest = max(len(word) for text in (column.label.kk, column.label.ru) for word in text.split())
    return max(_WIDTHS[column.kind], longest + 4)


def number_format(column: Column | None) -> str:
    """Return the number format of a column's cells. Texts are texts: a spreadsheet makes a day of 5-10 otherwise."""
    return "@" if column is None else _FORMATS.get(column.kind, "General")


def tab_colour(group: int) -> str:
    """Return the colour of the tabs of a group of sheets."""
    return _TABS[group % len(_TABS)]


def is_seldom(column: Column) -> bool:
    """Whether neither the model nor a paragraph asks for a column."""
    return rank(column) == SELDOM

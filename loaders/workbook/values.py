"""Values of cells: what is read from one, and how it is written."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from rdflib import XSD, Literal

from loaders.workbook.draft import CellValue
from loaders.workbook.plan import ValueKind
from loaders.workbook.vocabulary import NO, YES, truth
from shapes.trilingual import Language

_THIN: Final = "[ \u00a0\u202f\u2009']"
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:{_THIN}[0-9]{{3}})+(?:[.,][0-9]+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_DOTTED_DAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})(?:\s*(?:г\.?|ж\.?))?")
_YEAR = re.compile(r"[0-9]{4}")
_WHOLE_LIMIT: Final = 10**15
_MOST_DIGITS: Final = 60


class NotAValue(ValueError):
    """A cell that holds no value of the kind that its column asks for."""


def read_value(kind: ValueKind, cell: CellValue) -> Literal:
    """Return the literal that one value of a cell states. Raises NotAValue."""
    return _READERS[kind](cell)


def as_text(cell: CellValue) -> str:
    """Return what a cell shows, as a text."""
    match cell:
        case None:
            return ""
        case bool():
            return YES.en if cell else NO.en
        case datetime():
            return cell.date().isoformat() if _is_midnight(cell) else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer() and abs(cell) < _WHOLE_LIMIT:
            return str(int(cell))
        case _:
            return str(cell)


def canonical_decimal(number: Decimal) -> str:
    """Return the canonical form of XML Schema: at least one digit on each side of the point, no zeros too many."""
    text = format(number.normalize(), "f")
    text = text if "." in text else f"{text}.0"
    return "0.0" if Decimal(text) == 0 else text


def _decimal(cell: CellValue) -> Literal:
    return Literal(canonical_decimal(_number(cell)), datatype=XSD.decimal)


def _integer(cell: CellValue) -> Literal:
    number = _number(cell)
    if number != number.to_integral_value():
        raise NotAValue
    return Literal(str(int(number)), datatype=XSD.integer)


def _number(cell: CellValue) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise NotAValue
    text = str(cell).strip().replace("\u2212", "-")
    if _GROUPED.fullmatch(text):
        text = re.sub(_THIN, "", text)
    if not _NUMBER.fullmatch(text) or len(text) > _MOST_DIGITS:
        raise NotAValue
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise NotAValue from error


def _boolean(cell: CellValue) -> Literal:
    value = cell if isinstance(cell, bool) else truth(as_text(cell))
    if value is None:
        raise NotAValue
    return Literal("true" if value else "false", datatype=XSD.boolean)


def _date(cell: CellValue) -> Literal:
    if isinstance(cell, datetime):
        if not _is_midnight(cell):
            raise NotAValue
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    text = cell.strip() if isinstance(cell, str) else ""
    iso, dotted = _ISO_DAY.fullmatch(text), _DOTTED_DAY.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted:
        return _day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    raise NotAValue


def _day(year: int, month: int, day: int) -> Literal:
    try:
        return Literal(date(year, month, day).isoformat(), datatype=XSD.date)
    except ValueError as error:
        raise NotAValue from error


def _year(cell: CellValue) -> Literal:
    text = as_text(cell).strip()
    if isinstance(cell, bool | date) or not _YEAR.fullmatch(text):
        raise NotAValue
    return Literal(text, datatype=XSD.gYear)


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


_READERS: Final[Mapping[ValueKind, Callable[[CellValue], Literal]]] = {
    "decimal": _decimal,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "year": _year,
}
LITERAL_KINDS: Final = frozenset(_READERS)


def written(kind: ValueKind, value: Literal, language: Language) -> CellValue:
    """Return the cell in which a literal stands, as a person would write it."""
    text = str(value)
    match kind:
        case "decimal":
            number = float(text)
            return number if canonical_decimal(Decimal(repr(number))) == canonical_decimal(Decimal(text)) else text
        case "integer":
            return int(text) if abs(int(text)) < _WHOLE_LIMIT else text
        case "boolean":
            return (YES if text in ("true", "1") else NO).into(language)
        case "date":
            return date.fromisoformat(text)
        case "year":
            return int(text)
        case _:
            return text

"""Whether the text of a literal is one of its datatype: `"abc"^^xsd:integer` is no number."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pyoxigraph import Literal

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ZONE: Final = r"(?:Z|[+-]\d\d:\d\d)?"
_INTEGER: Final = r"[+-]?\d+"
_FLOAT: Final = r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)"
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    XSD + name: re.compile(form)
    for name, form in {
        "integer": _INTEGER,
        "int": _INTEGER,
        "long": _INTEGER,
        "nonNegativeInteger": r"\+?\d+|-0+",
        "positiveInteger": r"\+?0*[1-9]\d*",
        "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "double": _FLOAT,
        "float": _FLOAT,
        "boolean": "true|false|1|0",
        "date": rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}",
        "dateTime": rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}",
        "gYear": rf"-?\d{{4,}}{_ZONE}",
        "gYearMonth": rf"-?\d{{4,}}-\d\d{_ZONE}",
    }.items()
}
_DAYS: Final = (XSD + "date", XSD + "dateTime")


def is_broken(literal: Literal) -> bool:
    """Whether the text is none of the datatype, among the datatypes of XML Schema that data of ours use."""
    return is_broken_text(literal.value, literal.datatype.value)


def is_broken_text(text: str, datatype: str) -> bool:
    """See `is_broken`; `datatype` is an IRI."""
    form = _FORMS.get(datatype)
    if form is None:
        return False
    return not form.fullmatch(text) or (datatype in _DAYS and not _is_a_day(text))


def _is_a_day(text: str) -> bool:
    """Whether the first ten characters are a day of the calendar; other eras are not looked up."""
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return len(text.split("-")[0]) != 4
    return True

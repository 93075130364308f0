"""sh:datatype: which literals have a datatype and are well-formed, as a SPARQL condition.

The standard asks for well-formed text for the datatypes that SPARQL 1.1 knows; the other datatypes of XML Schema whose
texts can be told by a pattern are held to it too, as pySHACL does. Anything else needs to have the datatype, no more.
"""

from collections.abc import Mapping
from typing import Final

from rdflib import RDF, XSD, URIRef
from rdflib.term import Literal, Node

from shapes.compilation.declined import Declined
from shapes.compilation.targets import written

# Casting the text says whether it belongs to the datatype.
_CAST: Final = {
    XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.boolean, XSD.dateTime, XSD.date, XSD.time,
}  # fmt: skip

# The store keeps each of these as xsd:integer, so that it cannot tell them apart.
_KEPT_AS_INTEGER: Final = {
    XSD.long, XSD.int, XSD.short, XSD.byte, XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte,
    XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger, XSD.negativeInteger,
}  # fmt: skip
_ZONE: Final = "(Z|[+-][0-9]{2}:[0-9]{2})?"
_YEAR: Final = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_MONTH: Final = "(0[1-9]|1[0-2])"
_DAY: Final = "(0[1-9]|[12][0-9]|3[01])"
_SECONDS: Final = "[0-9]+([.][0-9]+)?S"
_CLOCK: Final = f"T([0-9]+H([0-9]+M)?({_SECONDS})?|[0-9]+M({_SECONDS})?|{_SECONDS})"
_PATTERNS: Final[Mapping[URIRef, str]] = {
    XSD.gYear: _YEAR + _ZONE,
    XSD.gYearMonth: f"{_YEAR}-{_MONTH}{_ZONE}",
    XSD.gMonth: f"--{_MONTH}{_ZONE}",
    XSD.gDay: f"---{_DAY}{_ZONE}",
    XSD.gMonthDay: f"--{_MONTH}-{_DAY}{_ZONE}",
    XSD.hexBinary: "([0-9a-fA-F]{2})*",
    XSD.yearMonthDuration: "-?P([0-9]+Y([0-9]+M)?|[0-9]+M)",
    XSD.dayTimeDuration: f"-?P([0-9]+D({_CLOCK})?|{_CLOCK})",
}
# Their well-formedness is no matter of a pattern.
_UNTOLD: Final = {RDF.XMLLiteral, XSD.duration, XSD.base64Binary}


def datatype_condition(parameter: Node, v: str) -> str:
    """Return the condition that keeps the values that do not have the datatype; Declined where it cannot tell."""
    if parameter in _UNTOLD or not isinstance(parameter, URIRef):
        raise Declined(f"sh:datatype {parameter}")
    if parameter in _KEPT_AS_INTEGER:
        raise Declined(f"sh:datatype {parameter}, which the store keeps as xsd:integer")
    right = f"isLiteral({v}) && DATATYPE({v}) = {written(parameter)}"
    if parameter in _CAST:
        # NaN is the one legal value that does not equal itself.
        cast = f"{written(parameter)}(STR({v}))"
        right += f" && ({cast} = {cast} || STR({v}) = 'NaN')"
    elif parameter in _PATTERNS:
        right += f" && REGEX(STR({v}), {Literal(f'^({_PATTERNS[parameter]})$').n3()})"
    return f"FILTER(!COALESCE({right}, false))"

"""Constraints that look at one value node at a time (SHACL 4.1, 4.3, 4.4, 4.8.3), as SPARQL conditions of violation."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph
from rdflib import SH, Graph, URIRef
from rdflib.term import Literal, Node

from shapes.compilation.datatypes import datatype_condition
from shapes.compilation.declined import Declined
from shapes.compilation.parameters import members, whole_number
from shapes.compilation.targets import NEAR, SUBCLASSES, written

# A pattern that keeps the violating values of a variable.
Condition = Callable[[Graph, Node, str], str]

_NODE_KIND: Final = {
    SH.IRI: "isIRI({v})",
    SH.BlankNode: "isBlank({v})",
    SH.Literal: "isLiteral({v})",
    SH.BlankNodeOrIRI: "(isBlank({v}) || isIRI({v}))",
    SH.BlankNodeOrLiteral: "(isBlank({v}) || isLiteral({v}))",
    SH.IRIOrLiteral: "(isIRI({v}) || isLiteral({v}))",
}
# What regular expressions of XPath and those of stores do not share: groups with a question mark, references to
# groups, classes of XML names, and what stands for sets inside brackets.
_UNSHARED_PATTERN: Final = re.compile(r"\(\?|\\[1-9icIC]|-\[|\[\[|&&|--|~~")


def _class(_: Graph, parameter: Node, v: str) -> str:
    # MINUS and not NOT EXISTS: the pattern is a join, and NOT EXISTS would run it anew for every value.
    return f"MINUS {{ {NEAR} {v} {SUBCLASSES} {written(parameter)} }}"


def _datatype(_: Graph, parameter: Node, v: str) -> str:
    return datatype_condition(parameter, v)


def _node_kind(_: Graph, parameter: Node, v: str) -> str:
    kind = _NODE_KIND.get(URIRef(str(parameter)))
    if kind is None:
        raise Declined(f"sh:nodeKind {parameter}")
    return f"FILTER(!{kind.format(v=v)})"


def _comparison(operator: str) -> Condition:
    def condition(_: Graph, parameter: Node, v: str) -> str:
        if isinstance(parameter, Literal) and parameter.language:
            raise Declined("a comparison with a text in a language")
        return f"FILTER(!COALESCE({v} {operator} {written(parameter)}, false))"

    return condition


def _length(operator: str) -> Condition:
    def condition(_: Graph, parameter: Node, v: str) -> str:
        return f"FILTER(isBlank({v}) || !(STRLEN(STR({v})) {operator} {whole_number(parameter)}))"

    return condition


def pattern_condition(parameter: Node, flags: Node | None, v: str) -> str:
    """Return the condition of sh:pattern; Declined where the dialects of regular expressions differ."""
    if _UNSHARED_PATTERN.search(str(parameter)):
        raise Declined(f"sh:pattern {parameter}")
    options = f", {Literal(str(flags)).n3()}" if flags is not None else ""
    matches = f"{Literal(str(parameter)).n3()}{options}"
    if not _is_pattern(matches):
        raise Declined(f"sh:pattern {parameter}, which is no regular expression here")
    return f"FILTER(isBlank({v}) || !COALESCE(REGEX(STR({v}), {matches}), false))"


def _is_pattern(written_pattern: str) -> bool:
    # A faulty pattern is an error for each value, which a filter would take for no violation.
    ask = f"ASK {{ BIND(REGEX('', {written_pattern}) AS ?found) FILTER(BOUND(?found)) }}"
    return bool(pyoxigraph.Store().query(ask))


def _language_in(shapes: Graph, parameter: Node, v: str) -> str:
    matches = " || ".join(f"LANGMATCHES(LANG({v}), {Literal(str(tag)).n3()})" for tag in members(shapes, parameter))
    return f"FILTER(!COALESCE(isLiteral({v}) && LANG({v}) != '' && ({matches or 'false'}), false))"


def _in(shapes: Graph, parameter: Node, v: str) -> str:
    allowed = " ".join(written(member) for member in members(shapes, parameter))
    return f"MINUS {{ VALUES {v} {{ {allowed} }} }}"


CONDITIONS: Final[Mapping[URIRef, tuple[URIRef, Condition]]] = {
    SH["class"]: (SH.ClassConstraintComponent, _class),
    SH.datatype: (SH.DatatypeConstraintComponent, _datatype),
    SH.nodeKind: (SH.NodeKindConstraintComponent, _node_kind),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, _comparison(">")),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, _comparison(">=")),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, _comparison("<")),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, _comparison("<=")),
    SH.minLength: (SH.MinLengthConstraintComponent, _length(">=")),
    SH.maxLength: (SH.MaxLengthConstraintComponent, _length("<=")),
    SH.languageIn: (SH.LanguageInConstraintComponent, _language_in),
    SH["in"]: (SH.InConstraintComponent, _in),
}

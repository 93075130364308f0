"""Which properties and classes a rule reads, told from its shape."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

_PREFIXED: Final = re.compile(r"(?<![\w<])([A-Za-z][\w-]*):([\w.-]*\w)")
_WHOLE: Final = re.compile(r"<([^<>\s]+)>")
# What leads from a shape to its parts; everything else is said about the shape.
_PARTS: Final = frozenset(
    {
        SH.path,
        SH.property,
        SH.node,
        SH["class"],
        SH["not"],
        SH["or"],
        SH["and"],
        SH.xone,
        SH.hasValue,
        SH["in"],
        SH.qualifiedValueShape,
        SH.inversePath,
        SH.alternativePath,
        SH.zeroOrMorePath,
        SH.oneOrMorePath,
        SH.zeroOrOnePath,
        SH.lessThan,
        SH.lessThanOrEquals,
        SH.equals,
        SH.disjoint,
        SH.sparql,
        RDF.first,
        RDF.rest,
    }
)


class ReadTerms:
    """The terms that each rule of one shapes graph reads."""

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self._prefixes = {
            str(shapes.value(declared, SH.prefix)): str(shapes.value(declared, SH.namespace))
            for declared in shapes.objects(None, SH.declare)
        }
        self._known: dict[URIRef, frozenset[URIRef]] = {}

    def by(self, rule: URIRef) -> frozenset[URIRef]:
        """Return the properties, classes and codes that the shape or analysis `rule` names."""
        if rule not in self._known:
            self._known[rule] = frozenset(self._terms(rule))
        return self._known[rule]

    def _terms(self, node: Node) -> Iterator[URIRef]:
        for text in self._shapes.objects(node, SH.select):
            if isinstance(text, Literal):
                yield from self._named(str(text))
        for part, value in self._shapes.predicate_objects(node):
            if part not in _PARTS:
                continue
            if isinstance(value, URIRef):
                yield value
            elif isinstance(value, BNode):
                yield from self._terms(value)

    def _named(self, text: str) -> Iterator[URIRef]:
        for prefix, name in _PREFIXED.findall(text):
            if prefix in self._prefixes:
                yield URIRef(self._prefixes[prefix] + name)
        for iri in _WHOLE.findall(text):
            yield URIRef(iri)

"""Turtle for people to read: with the usual prefixes, of which those are declared that are used."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from ontology.serialisation import PREFIXES

# What follows these namespaces has slashes in it (a code, part of a paragraph), which a short name holds only escaped.
_SLASHED: Final = ("code", "law")
_PREFIXES: Final = {prefix: namespace for prefix, namespace in sorted(PREFIXES.items()) if prefix not in _SLASHED}
_DECLARES: Final = b"@prefix "


def readable_turtle(triples: Iterable[Triple]) -> bytes:
    """Return triples as Turtle, in their order."""
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
    start = 0
    declared = []
    while written.startswith(_DECLARES, start):
        end = written.index(b"\n", start) + 1
        declared.append(written[start:end])
        start = end
    body = written[start:]
    # `xsd:` in a text declares a prefix too many, which is no fault.
    used = sorted(line for line in declared if line.split()[1] in body)
    return b"".join([*used, b"\n", body] if used else [body])

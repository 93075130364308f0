"""Names of things for a reader, in the language asked for where the data have it."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from rdflib import RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import BASE
from shapes.trilingual import LANGUAGES, Trilingual

_PREFIXES: Final = (
    (BASE + "def/", ""),
    (BASE, ""),
    ("http://www.w3.org/2004/02/skos/core#", "skos:"),
    ("http://data.europa.eu/eli/ontology#", "eli:"),
    ("http://www.w3.org/2001/XMLSchema#", "xsd:"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
)


def short(iri: str) -> str:
    """Return `iri` without the part that all IRIs of its namespace share."""
    for start, prefix in _PREFIXES:
        if iri.startswith(start):
            return prefix + iri.removeprefix(start)
    return iri


def label(node: Node, *graphs: Graph) -> Trilingual:
    """Return what a reader calls `node`.

    A literal is its text. A resource is its `skos:prefLabel` or `rdfs:label`, each language falling back to ru, en, kk,
    then any other, from the first graph that has one; a borrowed property is called as the workbook calls it; what has
    no name is its shortened IRI.
    """
    if isinstance(node, Literal):
        return Trilingual.same(str(node))
    for graph in graphs:
        for name in (SKOS.prefLabel, RDFS.label):
            found = in_languages(graph.objects(node, name))
            if found is not None:
                return found
    called = short(str(node)) if isinstance(node, URIRef) else str(node)
    return borrowed()[called]["label"] if called in borrowed() else Trilingual.same(called)


@cache
def borrowed() -> Mapping[str, Mapping[str, Trilingual]]:
    """Return `label` and `definition` of properties of other vocabularies, by their shortened IRI."""
    read = tomllib.loads(resources.files("shapes").joinpath("texts", "borrowed.toml").read_text(encoding="utf-8"))
    return {name: {part: Trilingual(*said) for part, said in texts.items()} for name, texts in read.items()}


def in_languages(values: Iterable[Node]) -> Trilingual | None:
    """Return literals as one text in the three languages, each falling back to another one; None if there are none."""
    literals = [v for v in values if isinstance(v, Literal)]
    texts = {v.language: str(v) for v in sorted(literals, key=lambda v: (v.language or "", str(v)), reverse=True)}
    if not texts:
        return None
    order = ("ru", "en", "kk", *sorted(tag for tag in texts if tag))
    fallback = next((texts[tag] for tag in order if tag in texts), None) or next(iter(texts.values()))
    return Trilingual(*(texts.get(language, fallback) for language in LANGUAGES))

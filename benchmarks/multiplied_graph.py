"""Graphs of any size: the shipped facts and the complete books of the tests, copied with fresh IRIs."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from rdflib import Graph

from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore

_BOOKS: Final = Path(__file__).resolve().parents[1] / "tests" / "shapes" / "books"
# What all copies share: terms, codes and the law.
_SHARED: Final = (str(GRAPH["ontology"]), str(GRAPH["code-lists"]), str(GRAPH["law/kz-775"]))
_OF_DOCUMENT: Final = re.compile(f"<{re.escape(BASE)}[^>]*doc/([^/>]+)/")
_IRI: Final = re.compile(f"<{re.escape(BASE)}([^>]*)>")


def multiplied(built: EmbeddedStore, copies: int) -> EmbeddedStore:
    """Return a store with the terms, codes and law of a built graph once, and everything else `copies` times.

    The first copy is the original; in the others every IRI of a thing that is described has a step of its own.
    """
    engine = pyoxigraph.Store()
    graphs = {iri: _lines(built, iri) for iri in built.graph_iris()}
    graphs |= {str(GRAPH[f"example/{file.stem}"]): _book(file) for file in sorted(_BOOKS.glob("*.ttl"))}
    described = frozenset(
        found.group(1)
        for iri, text in graphs.items()
        if iri not in _SHARED
        for line in text.splitlines()
        if (found := _IRI.match(line))
    )
    for iri, text in graphs.items():
        for number in range(1 if iri in _SHARED else copies):
            written = (_renamed(text, number, described) if number else text).encode()
            for place in (NamedNode(f"{iri}/copy-{number}" if number else iri), DefaultGraph()):
                engine.bulk_load(written, format=RdfFormat.N_TRIPLES, to_graph=place)
    return EmbeddedStore(engine)


def _lines(store: EmbeddedStore, iri: str) -> str:
    return "".join(f"{triple} .\n" for triple in store.triples_of(iri))


def _book(file: Path) -> str:
    return str(Graph().parse(file).serialize(format="nt"))


def _renamed(text: str, number: int, described: frozenset[str]) -> str:
    def fresh(found: re.Match[str]) -> str:
        step = found.group(1)
        return f"<{BASE}copy-{number}/{step}>" if step in described else found.group(0)

    return _IRI.sub(fresh, text)


def graph_parts(built: EmbeddedStore) -> Iterator[tuple[str, Graph]]:
    """Yield each named graph by the end of its IRI, and each complete book of the tests.

    What is derived comes document by document (`derived/… of bref-CER`): all of it is too much for pySHACL.
    """
    for iri in built.graph_iris():
        name = iri.removeprefix(GRAPH)
        lines = _lines(built, iri)
        if name.startswith("derived/"):
            parts = _by_document(lines)
            yield from ((f"{name} of {document}", part) for document, part in parts)
        else:
            yield name, Graph().parse(data=lines, format="nt")
    for file in sorted(_BOOKS.glob("*.ttl")):
        yield f"book {file.stem}", Graph().parse(file)


def _by_document(lines: str) -> Iterator[tuple[str, Graph]]:
    """Yield the statements about things under the IRI of each document, with those about things under none."""
    by_document: dict[str | None, list[str]] = defaultdict(list)
    for line in lines.splitlines(keepends=True):
        found = _OF_DOCUMENT.match(line)
        by_document[found and found.group(1)].append(line)
    of_all = "".join(by_document.pop(None, []))
    for document, own in sorted((str(document), own) for document, own in by_document.items()):
        yield document, Graph().parse(data=of_all + "".join(own), format="nt")

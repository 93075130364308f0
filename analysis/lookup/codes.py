"""Codes of the code lists: pollutants, media, units, sectors, averaging periods."""

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import NamedNode

from analysis.lookup.names import Named, find, folded
from ontology.namespaces import CODE
from store.graph_store import GraphStore
from store.query_text import load_query


def code_meant(store: GraphStore, scheme: str, asked: str) -> str:
    """Return the IRI of the concept of a scheme (`pollutant`, `unit`, …) that an IRI, id, notation or name means.

    Raises UnknownName with near matches, AmbiguousName if several concepts have the name.
    """
    return find_code(scheme, asked, codes_of(store, scheme)).iri


def find_code(scheme: str, asked: str, codes: Sequence[Named]) -> Named:
    """Return the one of `codes`, those of a scheme, that is meant. Raises UnknownName or AmbiguousName."""
    return find(scheme, asked, codes, _folded_unit if scheme == "unit" else folded)


def _folded_unit(name: str) -> str:
    """Mg is a tonne and mg is not: the first letter of a symbol keeps its case. mg/L is mg/l."""
    return folded(name) if " " in name.strip() else name.strip()[:1] + folded(name)[1:]


def codes_of(store: GraphStore, scheme: str) -> tuple[Named, ...]:
    """Return every concept of a scheme with its names, by IRI."""
    iri = str(CODE[scheme])
    names: dict[str, set[str]] = defaultdict(set)
    for row in store.select(load_query("analysis.lookup", "codes").bind(scheme=[NamedNode(iri)])):
        names[row["concept"].value].update({row["name"].value} if "name" in row else ())
    return tuple(
        Named(concept, concept.removeprefix(f"{iri}/"), tuple(sorted(names[concept]))) for concept in sorted(names)
    )


def local(iri: str) -> str:
    """Return the last step of an IRI: the id of a concept within its scheme."""
    return iri.rsplit("/", 1)[-1]

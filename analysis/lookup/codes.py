"""Codes of the code lists: pollutants, media, units, sectors, averaging periods."""

from collections import defaultdict

from pyoxigraph import NamedNode

from analysis.lookup.names import Named, find
from ontology.namespaces import CODE
from store.graph_store import GraphStore
from store.query_text import load_query


def code_meant(store: GraphStore, scheme: str, asked: str) -> str:
    """Return the IRI of the concept of a scheme (`pollutant`, `unit`, …) that an IRI, id, notation or name means.

    Raises UnknownName with near matches, AmbiguousName if several concepts have the name.
    """
    return find(scheme, asked, codes_of(store, scheme)).iri


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

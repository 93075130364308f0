"""Which version of which source the graph holds, and what the graph itself says of that.

A source is one named graph, `graph/doc/32019D2031/en`; its name always means the current version. Each version has an
IRI of its own, `<graph>/version/<digest of its statements>`, which never changes meaning. An earlier version is a graph
of that name, beside the default graph. `bat:heldInGraph` leads from a version to the graph that holds its statements,
whether it is current or not. Where each is from stands in the named graph `graph/sources`; no time of a clock is in it,
so that the same sources are the same data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version as installed_version
from typing import Any, Final

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import PROV
from rdflib.term import Node

from api.readings import Reading
from ontology.namespaces import BASE, BAT, GRAPH

SOURCES_GRAPH: Final = GRAPH["sources"]
RELEASE: Final = installed_version("batgraph")


@dataclass(frozen=True)
class SourceVersion:
    """One version of a source: its graph, a digest of its statements, how many they are, and what read it.

    `file` and `file_digest` (SHA-256) are those of the user's file; both are empty for facts that ship.
    """

    graph: str
    version: str
    statements: int
    loader: str
    release: str
    file: str = ""
    file_digest: str = ""

    @property
    def iri(self) -> str:
        """The version's own name."""
        return f"{self.graph}/version/{self.version}"

    @property
    def ships(self) -> bool:
        """Whether it is of the facts that ship with the project."""
        return not self.file_digest

    @property
    def source(self) -> str:
        """The source in short, e.g. `doc/32019D2031/en`."""
        return self.graph.removeprefix(GRAPH)


_FIELDS: Final = {field.name for field in fields(SourceVersion)}


def version_of(reading: Reading, file: str = "", file_digest: str = "") -> SourceVersion:
    """The version that a reading is, read by this release."""
    return SourceVersion(reading.graph, reading.version, reading.statements, reading.loader, RELEASE, file, file_digest)


def with_newest(versions: Iterable[SourceVersion], newest: SourceVersion) -> tuple[SourceVersion, ...]:
    """The versions with one more, which is the current one of its graph; an equal one before it goes."""
    return (*(each for each in versions if each.iri != newest.iri), newest)


def current_versions(versions: Iterable[SourceVersion]) -> dict[str, SourceVersion]:
    """The current version of each graph: the last one in order."""
    return {each.graph: each for each in versions}


def as_manifest(versions: Iterable[SourceVersion]) -> list[dict[str, Any]]:
    """The versions for the manifest of a snapshot, in their order."""
    return [asdict(each) for each in versions]


def from_manifest(manifest: Mapping[str, object]) -> tuple[SourceVersion, ...] | None:
    """The versions that a snapshot holds, or None if another release wrote it, which listed them otherwise."""
    listed = manifest.get("sources")
    if not isinstance(listed, list) or any(each.keys() != _FIELDS for each in listed):
        return None
    return tuple(SourceVersion(**each) for each in listed)


def sources_graph(versions: Iterable[SourceVersion]) -> Graph:
    """What the graph says of its own sources."""
    graph = Graph()
    listed = list(versions)
    current = current_versions(listed)
    for each in listed:
        held = each.graph if current[each.graph] == each else each.iri
        for triple in (*_source_triples(each, current[each.graph]), *_version_triples(each, held)):
            graph.add(triple)
    return graph


def _source_triples(each: SourceVersion, current: SourceVersion) -> Iterator[tuple[Node, Node, Node]]:
    source = URIRef(each.graph)
    yield source, RDF.type, BAT.Source
    yield source, SKOS.notation, Literal(each.source)
    yield source, BAT.currentVersion, URIRef(current.iri)


def _version_triples(each: SourceVersion, held: str) -> Iterator[tuple[Node, Node, Node]]:
    node = URIRef(each.iri)
    software = URIRef(f"{BASE}software/batgraph/{each.release}/{each.loader}")
    yield node, RDF.type, BAT.SourceVersion
    yield node, RDF.type, PROV.Entity
    yield node, BAT.versionOf, URIRef(each.graph)
    yield node, SKOS.notation, Literal(each.version)
    yield node, BAT.heldInGraph, URIRef(held)
    yield node, BAT.statementCount, Literal(str(each.statements), datatype=XSD.integer)
    yield node, BAT.readBy, software
    yield node, PROV.wasAttributedTo, software
    if not each.ships:
        yield node, BAT.sourceFile, Literal(each.file)
        yield node, BAT.fileDigest, Literal(each.file_digest)
    yield software, RDF.type, BAT.LoaderSoftware
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, SKOS.notation, Literal(f"batgraph {each.release} {each.loader}")
    yield software, BAT.softwareVersion, Literal(each.release)

"""From sources to a finished graph: shipped facts, the user's own loaded files, and what is derived from them.

A user's file is kept beside the snapshots once it has been read whole, so the graph can always be built again.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.term import Node

from analysis.determination.rule_set_file import available_rule_sets, load_rule_set
from analysis.determination.update import Known, known_of, update_determinations
from api.sources import load_file, load_shipped
from loaders.loaded_source import LoadedSource, LoadReport
from ontology.model import NODE_BASE, load_code_lists, load_ontology
from ontology.namespaces import GRAPH
from store.embedded import EmbeddedStore
from store.snapshot import Snapshot, SnapshotFolder

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """A published state and the report of every source that was read for it."""

    snapshot: Snapshot
    reports: tuple[LoadReport, ...]


def build(data: Path, folder: SnapshotFolder, as_of: date, progress: Progress) -> Built:
    """Build the graph from the shipped facts and the user's kept files, and publish it."""
    with folder.writing():
        store = EmbeddedStore.empty()
        progress("ontology")
        store.add_graph(GRAPH["ontology"], ontology_graph())
        sources = list(load_shipped(data, progress))
        sources += [load_file(file, data, progress) for file in _kept_files(folder)]
        return _publish(store, sources, folder, as_of, progress)


def load(files: Sequence[Path], data: Path, folder: SnapshotFolder, as_of: date, progress: Progress) -> Built:
    """Add files to the current graph and publish it: all of them, or none if one is refused."""
    with folder.writing():
        store = folder.current().open()
        before = known_of(store)
        sources = [load_file(file, data, progress) for file in files]
        built = _publish(store, sources, folder, as_of, progress, before)
        for file, source in zip(files, sources, strict=True):
            _keep(file, source, folder)
        return built


def check(files: Sequence[Path], data: Path, progress: Progress) -> tuple[LoadReport, ...]:
    """Read files and report on them, without touching the graph."""
    return tuple(load_file(file, data, progress).report for file in files)


def ontology_graph() -> Graph:
    """Return the ontology and the model's code lists as the built graph holds them: without blank nodes."""
    graph = load_ontology()
    for triple in load_code_lists():
        graph.add(triple)
    return _with_named_nodes(graph)


def _with_named_nodes(graph: Graph) -> Graph:
    """Give the nodes of class expressions names made from their content: the same ontology is then the same data."""
    named = Graph()
    for triple in to_canonical_graph(graph):
        subject, predicate, value = (_named(node) for node in triple)
        named.add((subject, predicate, value))
    return named


def _named(node: Node) -> Node:
    return URIRef(NODE_BASE + node) if isinstance(node, BNode) else node


def _publish(
    store: EmbeddedStore,
    sources: Sequence[LoadedSource],
    folder: SnapshotFolder,
    as_of: date,
    progress: Progress,
    before: Known | None = None,
) -> Built:
    for source in sources:
        store.replace_graph(source.graph_iri, source.graph)
    progress("determination of status")
    rule_sets = [load_rule_set(name) for name in available_rule_sets()]
    update_determinations(store, rule_sets, as_of, before)
    progress("writing the snapshot")
    snapshot = folder.publish(store, {"asOf": as_of.isoformat(), "graphs": store.graph_iris()})
    return Built(snapshot, tuple(source.report for source in sources))


def _kept_files(folder: SnapshotFolder) -> list[Path]:
    return sorted(file for file in (folder.path / "sources").glob("*/*") if file.is_file())


def _keep(file: Path, source: LoadedSource, folder: SnapshotFolder) -> None:
    """Copy a file that was read, one per named graph: a newer file of the same graph takes the older one's place."""
    place = folder.path / "sources" / str(source.graph_iri).removeprefix(GRAPH).replace("/", "_")
    if file.resolve().parent == place.resolve():
        return
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    shutil.copyfile(file, place / file.name)

"""From sources to a finished graph: shipped facts, the user's own loaded files, and what is derived from them.

Every way to change the graph ends in one publication: the list of sources stands in the manifest of the snapshot, so
that graph and list change in the same step, and whoever is killed before it has changed nothing.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

from analysis.determination.rule_set_file import available_rule_sets, load_rule_set
from analysis.determination.update import Known, known_of, update_determinations
from api.kept_sources import KeptSources, digest_of, reader_key
from api.model_check import check_against_model
from api.readings import Reading, Task, read_all
from api.source_versions import (
    SOURCES_GRAPH,
    SourceVersion,
    as_manifest,
    current_versions,
    from_manifest,
    sources_graph,
    version_of,
    with_newest,
)
from api.sources import kind_of, shipped_sources
from loaders.loaded_source import Finding, LoadReport
from loaders.rdf_file.blank_nodes import named
from ontology.model import NODE_BASE, code_list_files, module_files
from ontology.namespaces import GRAPH
from store.embedded import EmbeddedStore
from store.snapshot import Snapshot, SnapshotFolder, SnapshotMissing

Progress = Callable[[str], None]
Versions = tuple[SourceVersion, ...]

CODE: Final = Path(__file__).resolve().parents[1]
READING_MEMORY: Final = 4_000_000_000


class UnknownSource(Exception):
    """A source or version that is not loaded."""


@dataclass(frozen=True)
class Built:
    """A published state and the report of every source that was read for it."""

    snapshot: Snapshot
    reports: tuple[LoadReport, ...]


def build(data: Path, folder: SnapshotFolder, as_of: date, progress: Progress) -> Built:
    """Build the graph from the shipped facts and the user's kept files, and publish it."""
    with folder.writing(), folder.workplace() as place:
        kept = KeptSources(folder.path)
        loaded = _loaded_before(folder)
        key = reader_key(data, CODE)
        stale = [each for each in current_versions(loaded).values() if kept.reader_of(each) != key]
        tasks = [Task(shipped=shipped.name) for shipped in shipped_sources(data)]
        tasks += [Task(file=kept.file_of(each)) for each in stale]
        store = EmbeddedStore.empty()
        with ThreadPoolExecutor(1) as beside:
            reading = beside.submit(read_all, tasks, data, place, READING_MEMORY, progress)
            progress("ontology")
            add_ontology(store)
            read = reading.result()
        shipped = [each for readings in read[: len(tasks) - len(stale)] for each in readings]
        versions: Versions = tuple(map(version_of, shipped))
        triples = {version.iri: each.triples for version, each in zip(versions, shipped, strict=True)}
        reports = [each.report for each in shipped]
        for each in loaded:
            versions = with_newest(versions, each)
            triples[each.iri] = kept.reading_of(each).triples
        for old, [fresh] in zip(stale, read[len(tasks) - len(stale) :], strict=True):
            again = version_of(fresh, old.file, old.file_digest)
            kept.keep(kept.file_of(old), again, fresh, key)
            if again.iri != old.iri:
                versions = with_newest(versions, again)
            triples[again.iri] = fresh.triples
        reports += [kept.reading_of(each).report for each in current_versions(versions).values() if not each.ships]
        progress("filling the store")
        current = current_versions(versions)
        for each in versions:
            store.add_triples(each.graph if current[each.graph] == each else each.iri, triples[each.iri])
        return _publish(store, versions, tuple(reports), folder, as_of, progress)


def load(files: Sequence[Path], data: Path, folder: SnapshotFolder, as_of: date, progress: Progress) -> Built:
    """Add files to the current graph and publish it: all of them, or none if one is refused."""
    with folder.writing(), folder.workplace() as place:
        snapshot = folder.current()
        versions = _versions_of(snapshot)
        kept = KeptSources(folder.path)
        key = reader_key(data, CODE)
        digests = [digest_of(file) if file.exists() else "" for file in files]
        read = read_all([Task(file=file) for file in files], data, place, READING_MEMORY, progress)
        progress("reading the graph")
        store = snapshot.open()
        before = known_of(store)
        reports = []
        for file, digest, [reading] in zip(files, digests, read, strict=True):
            fresh = version_of(reading, file.name, digest)
            versions = _put(store, versions, fresh, reading)
            findings: tuple[Finding, ...] = ()
            if kind_of(file).checked:
                progress(f"{file.name}: checking against the model")
                findings = check_against_model(store, reading.graph, file.name)
            report = reading.report
            reports.append(LoadReport(report.source, report.counts, (*report.findings, *findings)))
            progress(f"{file.name}: keeping it")
            kept.keep(file, fresh, reading, key)
        return _publish(store, versions, tuple(reports), folder, as_of, progress, before)


def unload(source: str, version: str | None, folder: SnapshotFolder, as_of: date, progress: Progress) -> Built:
    """Take the loaded versions of a source, or one of them, out of the graph; what ships with the project stays.

    `source` is its short name or the name of a loaded file. Raises UnknownSource naming what there is.
    """
    with folder.writing():
        snapshot = folder.current()
        versions = _versions_of(snapshot)
        leaving = _meant(versions, source, version)
        progress("reading the graph")
        store = snapshot.open()
        known = known_of(store)
        before = current_versions(versions)
        for each in leaving:
            store.remove_graph(each.graph if before[each.graph] == each else each.iri)
        left = tuple(each for each in versions if each not in leaving)
        for graph, now in current_versions(left).items():
            if before[graph] != now:
                store.bring_back(now.iri, graph)
        return _publish(store, left, (), folder, as_of, progress, known)


def check(files: Sequence[Path], data: Path, progress: Progress) -> tuple[LoadReport, ...]:
    """Read files and report on them, without touching the graph."""
    with TemporaryDirectory(prefix="batgraph-") as place:
        read = read_all([Task(file=file) for file in files], data, Path(place), READING_MEMORY, progress)
        return tuple(reading.report for readings in read for reading in readings)


def sources_of(folder: SnapshotFolder) -> Versions:
    """Every version of every source in the current graph; the last one of a graph is its current one."""
    return _versions_of(folder.current())


def _loaded_before(folder: SnapshotFolder) -> Versions:
    try:
        versions = from_manifest(folder.current().manifest) or ()
    except SnapshotMissing:
        return ()
    return tuple(each for each in versions if not each.ships)


def _versions_of(snapshot: Snapshot) -> Versions:
    versions = from_manifest(snapshot.manifest)
    if versions is None:
        raise SnapshotMissing("this graph was built by an earlier release: run `batgraph build` first")
    return versions


def _put(store: EmbeddedStore, versions: Versions, fresh: SourceVersion, reading: Reading) -> Versions:
    """Make a version the current one of its graph; the one before it is set aside."""
    held = current_versions(versions).get(fresh.graph)
    if held is not None and held.iri == fresh.iri:
        return versions
    if held is not None:
        store.set_aside(held.graph, held.iri)
    store.remove_graph(fresh.iri)
    store.add_triples(fresh.graph, reading.triples)
    return with_newest(versions, fresh)


def _meant(versions: Versions, source: str, version: str | None) -> Versions:
    loaded = [each for each in versions if not each.ships]
    found = tuple(
        each for each in loaded if source in (each.source, each.graph, each.file) and version in (None, each.version)
    )
    if not found:
        known = ", ".join(f"{each.source} ({each.file}, version {each.version})" for each in loaded) or "none"
        asked = source if version is None else f"{source}, version {version}"
        raise UnknownSource(f"no loaded source is called {asked}; loaded are: {known}. What ships stays")
    return found


def add_ontology(store: EmbeddedStore) -> None:
    """Add modules and code lists. Nodes of class expressions get names made from their content."""
    files = (*module_files(), *code_list_files())
    triples = [q.triple for file in files for q in pyoxigraph.parse(path=str(file), format=RdfFormat.TURTLE)]
    with TemporaryDirectory(prefix="batgraph-") as place:
        target = Path(place) / "ontology.nt"
        pyoxigraph.serialize(named(triples, NODE_BASE), str(target), RdfFormat.N_TRIPLES)
        store.add_triples(str(GRAPH["ontology"]), target)


def _publish(
    store: EmbeddedStore,
    versions: Versions,
    reports: tuple[LoadReport, ...],
    folder: SnapshotFolder,
    as_of: date,
    progress: Progress,
    before: Known | None = None,
) -> Built:
    """`before`: what was known when the determinations in the store were made; without it all are made anew."""
    store.replace_graph(SOURCES_GRAPH, sources_graph(versions))
    progress("determination of status")
    rule_sets = [load_rule_set(name) for name in available_rule_sets()]
    update_determinations(store, rule_sets, as_of, before)
    progress("writing the snapshot")
    manifest = {"asOf": as_of.isoformat(), "graphs": store.graph_iris(), "sources": as_manifest(versions)}
    snapshot = folder.publish(store, manifest)
    progress("clearing up")
    needed = [each for manifest in folder.manifests() for each in from_manifest(manifest) or ()]
    KeptSources(folder.path).drop_all_but(needed)
    return Built(snapshot, reports)

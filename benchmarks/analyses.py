"""How fast the analyses are, as ratios to the time of the bare SPARQL queries that they ask.

    python -m benchmarks.analyses [--times 4 20] [--json]

Measured in one run: the full cross-check matrix and the full determination over the shipped graph, and over graphs so
many times as large. Each copy is a world of its own: its documents have fresh IRIs, codes, names, sectors and
activities and refer to each other, so that findings grow with the graph. All share pollutants and units.
"""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from analysis.cross_check.cross_check import cross_check
from analysis.determination.derive import determine_all
from analysis.determination.rule_set_file import available_rule_sets, load_rule_set
from analysis.determination.update import update_determinations
from analysis.difference.source_gaps import fetch_gaps
from api.settings import Settings
from ontology.namespaces import BASE
from store.embedded import EmbeddedStore
from store.graph_store import Row
from store.query_text import Query
from store.snapshot import SnapshotFolder

_SHARED_GRAPHS: Final = tuple(f"{BASE}graph/{name}" for name in ("ontology", "code-lists", "law/kz-775"))
_DERIVED: Final = f"{BASE}graph/derived/"
# What makes a document's world: its documents and what is below them, its own techniques, sectors, activities, codes.
_WORLD: Final = re.compile(
    rb"(<" + BASE.encode() + rb"(?:doc|technique|combination|code/sector|code/ied-activity)/)([^>]+>)"
)
_CODE: Final = re.compile(rb'(/def/documentCode> ")')
_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz"
_ESCAPE: Final = re.compile(rb"\\.")
_NAME: Final = re.compile(rb'(?<=core#prefLabel> ")(?:[^"\\]|\\.)*')


@dataclass
class Recording:
    """A store that keeps what it was asked."""

    store: EmbeddedStore
    asked: list[Query] = field(default_factory=list)

    def select(self, query: Query) -> list[Row]:
        """Ask, and keep the question."""
        self.asked.append(query)
        return self.store.select(query)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@dataclass(frozen=True)
class Figure:
    """One analysis over one graph: processor seconds, of the analysis and of its bare queries, and their ratio.

    Processor time, because on a machine with other work elapsed time says more about the neighbours; `elapsed` seconds
    are those of the analysis, and `load` is the load average of a minute at its end. `with_gaps` counts the documents
    whose source has gaps.
    """

    analysis: str
    times: int
    triples: int
    queries: int
    results: int
    seconds: float
    bare_seconds: float
    ratio: float
    elapsed: float
    load: float
    with_gaps: int


def multiplied(snapshot: EmbeddedStore, times: int) -> EmbeddedStore:
    """The graph of a snapshot with so many worlds of documents; the first is the one there is."""
    engine = pyoxigraph.Store()
    for graph in snapshot.graph_iris():
        if graph.startswith(_DERIVED):
            continue
        data = pyoxigraph.serialize(snapshot.triples_of(graph), format=RdfFormat.N_TRIPLES) or b""
        for number in range(times if graph not in _SHARED_GRAPHS else 1):
            place = NamedNode(graph if number == 0 else f"{graph}/copy/{number}")
            for target in (place, DefaultGraph()):
                engine.bulk_load(_world(data, number), format=RdfFormat.N_TRIPLES, to_graph=target)
    for number in range(1, times):
        activities = pyoxigraph.serialize(_activities(snapshot), format=RdfFormat.N_TRIPLES) or b""
        engine.bulk_load(_world(activities, number), format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    return EmbeddedStore(engine)


def _world(data: bytes, number: int) -> bytes:
    """The triples with fresh names for everything that belongs to one world."""
    if number == 0:
        return data
    mark = f"copy{number}-".encode()
    turned = bytes.maketrans(_LETTERS, _LETTERS[number % 26 :] + _LETTERS[: number % 26])
    named = _NAME.sub(lambda name: _ESCAPE.sub(b" ", name[0]).lower().translate(turned), data)
    return _CODE.sub(rb"\1" + mark, _WORLD.sub(rb"\1" + mark + rb"\2", named))


def _activities(snapshot: EmbeddedStore) -> Iterator[pyoxigraph.Triple]:
    for graph in _SHARED_GRAPHS:
        for triple in snapshot.triples_of(graph):
            if "/code/ied-activity/" in str(triple.subject):
                yield triple


def measured(name: str, store: EmbeddedStore, times: int, analysis: Callable[[Any], int]) -> Figure:
    """Run an analysis, then the queries it asked alone."""
    recording = Recording(store)
    start, begin = time.process_time(), time.perf_counter()
    results = analysis(recording)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - begin
    start = time.process_time()
    for query in recording.asked:
        store.select(query)
    bare = time.process_time() - start
    return Figure(
        analysis=name,
        times=times,
        triples=store.triple_count(),
        queries=len(recording.asked),
        results=results,
        seconds=seconds,
        bare_seconds=bare,
        ratio=seconds / bare if bare else 0.0,
        elapsed=elapsed,
        load=os.getloadavg()[0],
        with_gaps=len(fetch_gaps(store)),
    )


def figures(folder: Path, times: Sequence[int], day: date) -> Iterator[Figure]:
    """The figures of the shipped graph and of each larger one."""
    snapshot = SnapshotFolder(folder).current().open()
    rule_sets = [load_rule_set(name) for name in available_rule_sets()]
    for size in dict.fromkeys((1, *times)):
        store = multiplied(snapshot, size)

        def determination(recording: Any) -> int:
            return sum(1 for _ in determine_all(recording, rule_sets, day))

        yield measured("determination", store, size, determination)
        update_determinations(store, rule_sets, day)
        yield measured("cross-check", store, size, lambda recording: len(cross_check(recording).findings))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--times", type=int, nargs="+", default=[4, 20], help="how many times as large larger graphs are"
    )
    parser.add_argument("--store", type=Path, default=Settings().store, help="folder of the built graph")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    found = []
    for figure in figures(arguments.store, arguments.times, date.today()):
        found.append(figure)
        if not arguments.json:
            print(
                f"{figure.analysis:14} {figure.times:3}× {figure.triples:9,} triples  {figure.results:7,} results  "
                f"{figure.queries:2} queries  {figure.seconds:7.2f} s / {figure.bare_seconds:6.2f} s = "
                f"{figure.ratio:5.2f}  elapsed {figure.elapsed:7.2f} s at load {figure.load:.1f}, "
                f"{figure.with_gaps} documents with source gaps",
                flush=True,
            )
    if arguments.json:
        json.dump([asdict(figure) for figure in found], sys.stdout, indent=2)


if __name__ == "__main__":
    main()

"""How fast a graph is validated: the compiled engine against pySHACL, in one run.

    python -m benchmarks.validation [--store .batgraph] [--copies 1 2 3 6] [--reference NAME ...] [--json]

Compiled: the whole built graph, then graphs that hold its documents, what is derived from them and the complete books
of the tests several times over (six copies are a million triples), on one thread and on two, with the memory that a
run takes beyond the store. One changed document: what is looked at, and how long that takes.

pySHACL: single documents with the terms they need, as it comes (rdflib evaluates) and with Oxigraph evaluating its
queries. Its time for the whole graph is hours; how it grows shows in these. Seconds are of the processor, except where
threads are compared.
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from rdflib import Graph

from benchmarks.engine_comparison import comparison
from benchmarks.multiplied_graph import graph_parts, multiplied
from shapes.background import background
from shapes.compilation.engine import run_in_store
from shapes.compilation.reached import reached_nodes
from shapes.compilation.terms import union_graph
from shapes.engine import run_pyshacl, run_pyshacl_with_rdflib
from shapes.store_validation import Rules, focus_nodes, ready, validate_nodes
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder
from tests.shapes.compilation.comparison import as_stored, rows, store_of

T = TypeVar("T")


@dataclass(frozen=True)
class WholeGraph:
    """One run of the compiled engine over a whole graph; `memory_mib` is what it took beyond the store."""

    copies: int
    triples: int
    results: int
    processor_seconds: float
    one_thread_seconds: float
    two_threads_seconds: float
    memory_mib: float


@dataclass(frozen=True)
class Reference:
    """Seconds of the processor of each engine over one document with its terms, and whether they found the same."""

    name: str
    triples: int
    results: int
    compiled: float
    pyshacl: float
    pyshacl_with_oxigraph: float
    is_equal: bool


@dataclass(frozen=True)
class Changed:
    """One document of the built graph taken as changed: nodes looked at, of all that shapes target, and seconds."""

    name: str
    triples: int
    looked_at: int
    of: int
    seconds: float


def measure_whole(copies: int, store: EmbeddedStore, rules: Rules) -> WholeGraph:
    """Validate a store whole, on one thread and on two."""
    with _memory() as grown:
        findings, processor, one = timed(lambda: run_in_store(store, rules.plan).findings)
    again, _, two = timed(lambda: run_in_store(store, rules.plan, threads=2).findings)
    assert again == findings
    return WholeGraph(copies, store.triple_count(), len(findings), processor, one, two, grown())


def measure_reference(name: str, data: Graph, vocabulary: Graph, rules: Rules) -> Reference:
    """Run both engines over one document."""
    store = store_of(data + background(data, vocabulary))
    whole, shapes = union_graph(store), as_stored(rules.shapes)
    compiled, fast, _ = timed(lambda: run_in_store(store, rules.plan).findings)
    with_oxigraph, middling, _ = timed(lambda: run_pyshacl(whole, shapes))
    alone, slow, _ = timed(lambda: run_pyshacl_with_rdflib(whole, shapes))
    found = rows(compiled, shapes)
    is_equal = found == rows(with_oxigraph, shapes) == rows(alone, shapes)
    return Reference(name, len(whole), len(found), fast, slow, middling, is_equal)


def measure_changed(store: EmbeddedStore, rules: Rules) -> Iterator[Changed]:
    """Take each document of a store as changed as a whole."""
    everything = len(focus_nodes(store, rules))
    for iri in store.graph_iris():
        if "/graph/doc/" in iri:
            triples = list(store.triples_of(iri))
            nodes, walked, _ = timed(partial(reached_nodes, store, rules.reach, triples))
            part, looked, _ = timed(partial(validate_nodes, store, rules, nodes))
            name = iri.split("/graph/doc/")[1]
            yield Changed(name, len(triples), part.looked_at, everything, walked + looked)


def timed(run: Callable[[], T]) -> tuple[T, float, float]:
    """What a run returns, and its seconds of the processor and of the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    result = run()
    return result, time.process_time() - processor, time.perf_counter() - clock


@contextmanager
def _memory() -> Iterator[Callable[[], float]]:
    """MiB by which the process was largest while it ran, beyond what it was before."""
    before = largest = _resident()
    ended = threading.Event()

    def watch() -> None:
        nonlocal largest
        while not ended.wait(0.01):
            largest = max(largest, _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: (largest - before) / 2**20
    finally:
        ended.set()
        watcher.join()


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def main() -> int:
    """Print the figures; code 1 if the engines differ."""
    parser = argparse.ArgumentParser("python -m benchmarks.validation", description="How fast a graph is validated.")
    parser.add_argument("--store", type=Path, default=Path(".batgraph"), help="folder of the built graph")
    parser.add_argument("--copies", type=int, nargs="*", default=[1, 2, 3, 6], help="sizes of generated graphs")
    parser.add_argument(
        "--reference",
        nargs="*",
        default=["doc/32013D0732/nl", "doc/bref-CER", "doc/bref-SIC"],
        help="documents that pySHACL checks too, by the end of the name of their graph",
    )
    parser.add_argument("--json", action="store_true", help="for a program")
    given = parser.parse_args()
    built = SnapshotFolder(given.store).current().open()
    engines = comparison()
    rules = ready(engines.shapes, engines.vocabulary)
    figures: list[WholeGraph | Reference | Changed] = []

    def show(figure: WholeGraph | Reference | Changed) -> None:
        figures.append(figure)
        if not given.json:
            said = (f"{n} {v:.2f}" if isinstance(v, float) else f"{n} {v}" for n, v in asdict(figure).items())
            print(f"{type(figure).__name__}: {', '.join(said)}", flush=True)

    show(measure_whole(0, built, rules))
    for copies in given.copies:
        show(measure_whole(copies, multiplied(built, copies), rules))
    for changed in measure_changed(built, rules):
        show(changed)
    for name, graph in graph_parts(built):
        if name in given.reference:
            show(measure_reference(name, graph, engines.vocabulary, rules))
    if given.json:
        print(json.dumps([{"figure": type(f).__name__, **asdict(f)} for f in figures], indent=2))
    return 0 if all(f.is_equal for f in figures if isinstance(f, Reference)) else 1


if __name__ == "__main__":
    sys.exit(main())

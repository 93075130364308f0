"""How long building and loading take, and how much memory reading needs, against the store's own bulk load.

    python benchmarks/loading.py [--statements 700000] [PDF …]

Times of one run on one machine are compared with each other: the ratios carry over, the seconds do not. Each step runs
in a process of its own, so that the greatest memory of each is known.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from api.graph_build import build, load
from api.readings import Task, read_task
from store.snapshot import SnapshotFolder

PROJECT: Final = Path(__file__).resolve().parents[1]
DATA: Final = PROJECT / "data"
DAY: Final = date(2026, 11, 23)


def measured(step: Callable[[], object]) -> dict[str, float]:
    """Run a step in a child of this process; its seconds and the greatest memory (MB) that it or its children held."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        started, cpu = time.perf_counter(), time.process_time()
        step()
        most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        below = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = time.process_time() - cpu + below.ru_utime + below.ru_stime
        figures = {"seconds": time.perf_counter() - started, "cpu": spent, "megabytes": most / 1024}
        os.write(writer, json.dumps(figures).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        figures = json.loads(answer.read() or b"{}")
    os.waitpid(child, 0)
    return figures


def write_statements(target: Path, count: int) -> None:
    """A file of N-Triples: things with a name, two links and a number, four statements each."""
    site, term = "https://example.org/site", "https://example.org/vocabulary"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    with target.open("w", encoding="utf-8") as out:
        for number in range(count // 4):
            thing = f"<{site}/measurement/{number}>"
            out.write(f'{thing} <{term}/label> "measurement number {number}"@en .\n')
            out.write(f"{thing} <{term}/of> <{site}/stack/{number % 997}> .\n")
            out.write(f"{thing} <{term}/next> <{site}/measurement/{number + 1}> .\n")
            out.write(f'{thing} <{term}/value> "{number}.5"^^<{decimal}> .\n')


def raw_load(file: Path) -> None:
    """What the store needs alone: the statements in a named graph and in the default graph."""
    store = pyoxigraph.Store()
    for place in (NamedNode("https://example.org/graph"), DefaultGraph()):
        store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=place)


def parse(file: Path) -> None:
    """Parsing alone, statement by statement."""
    for _ in pyoxigraph.parse(path=str(file), format=RdfFormat.N_TRIPLES):
        pass


def quiet(_: str) -> None:
    """Show no progress."""


def main() -> None:
    """Measure, and print one line a step."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--statements", type=int, default=700_000)
    arguments.add_argument("pdfs", nargs="*", type=Path)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = SnapshotFolder(place / "store")
        show("build of all shipped facts", measured(lambda: build(DATA, folder, DAY, quiet)))
        file = place / "statements.nt"
        write_statements(file, asked.statements)
        print(f"{asked.statements:,} statements, {file.stat().st_size / 1e6:.0f} MB of N-Triples")
        raw = show("the store's bulk load alone", measured(lambda: raw_load(file)))
        parsed = show("parsing alone", measured(lambda: parse(file)))
        read = show("reading and checking", measured(lambda: read_task(Task(file), DATA, place / "read", quiet)))
        small = place / "small.nt"
        write_statements(small, 4)
        least = show("load of 4 statements into that graph", measured(lambda: load([small], DATA, folder, DAY, quiet)))
        whole = show("load of the file into that graph", measured(lambda: load([file], DATA, folder, DAY, quiet)))
        # Of the processor: what else the machine does counts in the seconds of the clock.
        bound = 2 * raw["cpu"] + parsed["cpu"]
        added = whole["cpu"] - least["cpu"]
        print(f"added by the file: {added:.1f} s of CPU; twice the bulk load and parsing: {bound:.1f} s", end="; ")
        print(f"ratio {added / bound:.2f}; of it reading {read['cpu']:.1f} s")
        for pdf in asked.pdfs:
            show(f"reading {pdf.name}", measured(lambda pdf=pdf: read_task(Task(pdf), DATA, place / pdf.stem, quiet)))


def show(step: str, figures: dict[str, float]) -> dict[str, float]:
    """Print the figures of a step and return them."""
    if not figures:
        sys.exit(f"{step}: failed")
    line = f"{figures['seconds']:6.1f} s {figures['cpu']:6.1f} s of CPU {figures['megabytes']:6.0f} MB"
    print(f"{step:45} {line}", flush=True)
    return figures


if __name__ == "__main__":
    main()

"""The compiled engine against pySHACL, result by result.

    python -m benchmarks.engine_comparison [--store .batgraph] [--mutations 50] [--from-seed 0]
                                           [--only TEXT]

Every named graph of the built graph, each with the terms it needs, and both complete books; then books with random
statements taken away, doubled, moved to another thing or given another value. What is derived is taken document by
document, of which pySHACL needs minutes for each. It ends with code 1 at a difference and prints it.
"""

import argparse
import logging
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from benchmarks.multiplied_graph import graph_parts
from loaders.code_lists import load_shipped
from shapes.background import background, own_vocabulary
from shapes.compilation.checks import Plan
from shapes.compilation.compiler import compile_shapes
from shapes.compilation.engine import run_in_store
from shapes.compilation.terms import union_graph
from shapes.engine import ShapesRefused, run_pyshacl
from shapes.loading import load_shapes
from store.snapshot import SnapshotFolder
from tests.shapes.compilation.comparison import Row, as_stored, rows, store_of

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True)
class Compared:
    """Both engines over one graph: triples, results, seconds of the processor, and what only one of them found.

    `unordered`: without the rules that put two values in order, at which pySHACL had ended without a report.
    """

    name: str
    triples: int
    results: int
    compiled_seconds: float
    pyshacl_seconds: float
    only_compiled: tuple[Row, ...]
    only_pyshacl: tuple[Row, ...]
    unordered: bool = False

    @property
    def is_equal(self) -> bool:
        """Whether both found the same."""
        return not self.only_compiled and not self.only_pyshacl

    def __str__(self) -> str:
        verdict = "equal" if self.is_equal else "DIFFERENT"
        verdict += " without rules of order" if self.unordered else ""
        ratio = self.pyshacl_seconds / max(self.compiled_seconds, 1e-9)
        return (
            f"{self.name:32} {self.triples:8} triples {self.results:6} results  compiled {self.compiled_seconds:8.2f} s"
            f"  pySHACL {self.pyshacl_seconds:9.2f} s  {ratio:7.0f} ×  {verdict}"
        )


@dataclass(frozen=True)
class Comparison:
    """Shapes made ready for both engines."""

    shapes: Graph
    plan: Plan
    vocabulary: Graph
    unordered: "Comparison | None" = None

    def of(self, name: str, data: Graph) -> Compared:
        """Run both engines over data with the terms that they need."""
        store = store_of(data + background(data, self.vocabulary))
        whole, shapes = union_graph(store), as_stored(self.shapes)
        started = time.process_time()
        compiled = rows(run_in_store(store, self.plan).findings, self.shapes)
        between = time.process_time()
        try:
            reference = rows(run_pyshacl(whole, shapes), shapes)
        except ShapesRefused:
            if self.unordered is None:
                raise
            return replace(self.unordered.of(name, data), unordered=True)
        ended = time.process_time()
        return Compared(
            name, len(whole), len(compiled), between - started, ended - between,
            only_compiled=tuple(sorted(set(compiled) - set(reference))),
            only_pyshacl=tuple(sorted(set(reference) - set(compiled))),
        )  # fmt: skip


def comparison() -> Comparison:
    """All shipped shapes, with the ontology and all code lists."""
    shapes, vocabulary = load_shapes(), own_vocabulary() + load_shipped(DATA).graph
    unordered = Graph()
    unordered += (triple for triple in shapes if triple[1] not in (SH.lessThan, SH.lessThanOrEquals))
    without = Comparison(unordered, compile_shapes(unordered), vocabulary)
    return Comparison(shapes, compile_shapes(shapes), vocabulary, without)


def mutated(book: Graph, chance: random.Random, changes: int = 12) -> Graph:
    """Return a copy of a book with statements taken away, doubled, moved to another thing or given another value."""
    triples = sorted(book, key=str)
    things = sorted({thing for thing in book.subjects() if isinstance(thing, URIRef)})
    values = sorted(set(book.objects()), key=str)
    kinds = sorted({kind for kind in book.objects(None, RDF.type) if isinstance(kind, URIRef)})
    copy = Graph()
    copy += book
    for _ in range(changes):
        subject, predicate, value = chance.choice(triples)
        other = chance.choice(values)
        if chance.random() < 0.4:
            copy.remove((subject, predicate, value))
        new: tuple[Node, Node, Node] = chance.choice(
            [
                (subject, predicate, other),
                (subject, predicate, _like(value, chance)),
                (chance.choice(things), predicate, value),
                (subject, RDF.type, chance.choice(kinds)),
                (subject, predicate, value),
            ]
        )
        copy.add(new)
    return copy


def _like(value: Node, chance: random.Random) -> Node:
    """Another value of the same kind: a text that is empty or no number, another language, an unknown thing."""
    if isinstance(value, Literal):
        texts = ["", "x", "-1", "0.5", "2026-02-30", "2031-01-01", str(value) * 2]
        if value.language:
            return Literal(str(value), lang=chance.choice(["kk", "ru", "en", "nl"]))
        return Literal(chance.choice(texts), datatype=value.datatype, normalize=False)
    return URIRef(f"{value}-unknown")


def compared(store: Path, seeds: range, only: str) -> Iterator[Compared]:
    """Compare graph by graph, then mutation by mutation."""
    engines = comparison()
    parts = list(graph_parts(SnapshotFolder(store).current().open()))
    for name, graph in sorted(parts, key=lambda part: len(part[1])):
        if only in name:
            yield engines.of(name, graph)
    books = [graph for name, graph in parts if name.startswith("book ")]
    for seed in seeds:
        yield engines.of(f"mutation {seed}", mutated(books[seed % len(books)], random.Random(seed)))


def main() -> int:
    """Compare, print a line for each graph, and every difference."""
    parser = argparse.ArgumentParser("python -m benchmarks.engine_comparison", description="Both engines, all data.")
    parser.add_argument("--store", type=Path, default=Path(".batgraph"), help="folder of the built graph")
    parser.add_argument("--mutations", type=int, default=50, help="how many random mutations of complete books")
    parser.add_argument("--from-seed", type=int, default=0, help="of the first mutation, to go on where a run ended")
    parser.add_argument("--only", default="", help="only graphs with this in their name")
    given = parser.parse_args()
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it tells of each ill-formed literal, which is the point
    seeds = range(given.from_seed, given.from_seed + given.mutations)
    different = 0
    results = 0
    for each in compared(given.store, seeds, given.only):
        print(each, flush=True)
        results += each.results
        different += not each.is_equal
        for row in each.only_compiled:
            print(f"   only compiled: {row}")
        for row in each.only_pyshacl:
            print(f"   only pySHACL:  {row}")
    print(f"{results} results compared; graphs that differ: {different}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

"""How many results one fault gives, for every kind of `tests/shapes/fault_kinds.py`, planted everywhere in both books.

    python -m benchmarks.single_faults [--kind days_moved] [--show]

Prints for each book and kind how many faults gave no result, one, two and so on; `--show` names those that gave
several. Some minutes for all.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction
from pathlib import Path

from rdflib import Graph

from loaders.code_lists import load_shipped
from shapes.background import own_vocabulary
from shapes.compilation.compiler import compile_shapes
from shapes.loading import load_shapes
from tests.shapes import fault_kinds
from tests.shapes.planting import Fault, PlantedBook

PROJECT = Path(__file__).resolve().parents[1]
BOOKS = PROJECT / "tests" / "shapes" / "books"

Kind = Callable[[Graph], Iterator[Fault]]


def kinds(wanted: str) -> dict[str, Kind]:
    """The kinds of fault by name, all or those with `wanted` in their name."""
    found = getmembers(fault_kinds, isfunction)
    return {name: kind for name, kind in found if kind.__module__ == fault_kinds.__name__ and _is(name, wanted)}


def _is(name: str, wanted: str) -> bool:
    return not name.startswith("_") and wanted in name


def main() -> None:
    """Plant every fault and count."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.single_faults", description="How many results a fault gives."
    )
    parser.add_argument("--kind", default="", help="only kinds with this in their name")
    parser.add_argument("--show", action="store_true", help="name the faults that give several results")
    given = parser.parse_args()
    shapes, vocabulary = load_shapes(), own_vocabulary() + load_shipped(PROJECT / "data").graph
    plan = compile_shapes(shapes)
    for file in sorted(BOOKS.glob("*.ttl")):
        book = Graph().parse(file)
        planted = PlantedBook(book, shapes, plan, vocabulary)
        for name, kind in kinds(given.kind).items():
            counts = {fault.name: len(planted.results(fault)) for fault in kind(book)}
            told = ", ".join(f"{number} with {results}" for results, number in sorted(Counter(counts.values()).items()))
            print(f"{file.stem:16} {name:24} {len(counts):6} faults: {told}", flush=True)
            for fault, results in counts.items() if given.show else ():
                if results > 1:
                    print(f"    {results}  {fault}")


if __name__ == "__main__":
    main()

"""One fault planted into a complete book gives exactly the results written down for it, and every shape has a fault."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from shapes.rules import law_rules

from .planting import PlantedBook

FOLDER = Path(__file__).parent / "faults"


def _planted() -> list[Any]:
    return [
        pytest.param(fault, id=f"{file.stem}-{number}-{fault['expect'][0][1]}")
        for file in sorted(FOLDER.glob("*.toml"))
        for number, fault in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["fault"])
    ]


def _last_step(node: Node | None) -> str:
    """The name by which a fault's file calls a thing or property; `path` where a path is no single property."""
    if node is None:
        return ""
    return str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1] if isinstance(node, URIRef) else "path"


@pytest.mark.parametrize("fault", _planted())
def test_a_planted_fault_is_reported_as_what_it_is(fault: dict[str, Any], planted: dict[str, PlantedBook]) -> None:
    book = planted[fault["base"]]
    found = [
        [result.severity, result.rule.name, _last_step(result.focus), _last_step(result.path)]
        for result in book.results(book.fault(fault["update"], fault["update"]))
    ]
    assert sorted(found) == sorted(fault["expect"])


def test_every_shape_and_analysis_of_the_law_has_a_planted_fault(all_shapes: Graph) -> None:
    planted = {param.values[0]["expect"][0][1] for param in _planted()}
    assert {rule.name for rule in law_rules(all_shapes)} - planted == set()


def test_no_fault_is_planted_twice() -> None:
    planted = [(param.values[0]["base"], param.values[0]["update"]) for param in _planted()]
    assert len(planted) == len(set(planted))

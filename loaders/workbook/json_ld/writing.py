"""A graph as JSON-LD that people can read: one object per thing, short names, texts by language."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.workbook.draft import Draft
from loaders.workbook.json_ld.context import context_of, terms
from loaders.workbook.keys import key_step
from loaders.workbook.plan import Column, WorkbookPlan, curie
from loaders.workbook.values import canonical_decimal
from loaders.workbook.writing import PLACES
from ontology.namespaces import BAT, CODE


def write_json_ld(graph: Graph, draft: Draft, plan: WorkbookPlan, base: URIRef) -> str:
    """Return the JSON-LD text of a graph; its things stand in the order of the tables of `draft`."""
    names = {column.predicate: (name, column) for name, column in terms(plan).items()}
    order = {table.plan.cls: number for number, table in enumerate(draft.tables)}
    things = {thing for thing in graph.subjects() if isinstance(thing, URIRef)}
    written = [thing for thing in things if (thing, RDF.type, BAT.SheetColumn) not in graph]
    objects = [_object(graph, thing, names, base) for thing in sorted(written, key=lambda t: _order(graph, t, order))]
    document = {"@context": context_of(plan, str(base)), "@graph": objects}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _order(graph: Graph, thing: URIRef, order: Mapping[URIRef, int]) -> tuple[int, float, str]:
    places = [order[cls] for cls in graph.objects(thing, RDF.type) if isinstance(cls, URIRef) and cls in order]
    position = str(graph.value(thing, BAT.position) or "")
    return (min(places, default=len(order)), float(position) if position.isdigit() else 0.0, str(thing))


def _object(graph: Graph, thing: URIRef, names: Mapping[URIRef, tuple[str, Column]], base: URIRef) -> dict[str, Any]:
    types = sorted(curie(URIRef(str(cls))).removeprefix("bat:") for cls in graph.objects(thing, RDF.type))
    written: dict[str, Any] = {"id": _identifier(thing, base), "type": types[0] if len(types) == 1 else types}
    stated = {URIRef(str(predicate)) for predicate in graph.predicates(thing)} - {RDF.type, *PLACES}
    for predicate in sorted(stated):
        name, column = names[predicate]
        values = sorted(graph.objects(thing, predicate), key=str)
        written[name] = _texts(values) if column.kind == "text" else _one(
            [_value(value, column, base) for value in values]
        )  # fmt: skip
    return written


def _texts(values: Iterable[Node]) -> dict[str, Any]:
    by_language: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal) and value.language:
            by_language.setdefault(value.language, []).append(str(value))
    return {language: _one(texts) for language, texts in sorted(by_language.items())}


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(value: Node, column: Column, base: URIRef) -> Any:
    if column.kind == "property":
        return curie(URIRef(str(value))).removeprefix("bat:")
    if isinstance(value, URIRef):
        return _identifier(value, base)
    text = str(value)
    if column.kind == "integer":
        return int(text)
    if column.kind == "decimal":
        # A store may have rewritten 10.0 to 10: all forms state a number in one way.
        return canonical_decimal(Decimal(text))
    return text == "true" if column.kind == "boolean" else text


def _identifier(thing: URIRef, base: URIRef) -> str:
    if thing.startswith(CODE):
        return f"code:{thing.removeprefix(CODE)}"
    step = thing.removeprefix(base)
    return step if thing.startswith(base) and step and all(key_step(s) == s for s in step.split("/")) else str(thing)

"""Measured values as a named graph, `graph/measurements/<name of the file>`: one thing a row, named by its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.code_lists.lists import MEDIA, read_plain_list
from loaders.code_lists.name_index import fold_name
from loaders.code_lists.pollutants import LANGUAGES, read_pollutants
from loaders.code_lists.units import read_units, unit_index
from loaders.loaded_source import LoadedSource, LoadReport, SourceRefused
from loaders.measurements.measurement_file import Measurement, read_measurements
from ontology.model import load_code_lists
from ontology.namespaces import BASE, BAT, CODE, GRAPH, code, file_slug

_Triple = tuple[Node, Node, Node]
_Names = Mapping[str, frozenset[str]]


def load_measurements(path: Path, data: Path) -> LoadedSource:
    """Read a file of measured values; codes are those of `data`. Raises SourceRefused with line and column."""
    measurements = read_measurements(path)
    for each in measurements:
        if each.below:
            raise SourceRefused(
                file=path.name,
                place=f"line {each.line}, column value",
                found=f"<{each.value}, a value below the limit of detection",
                expected="a figure, because the graph states what was measured",
                mend="Screen the file without loading it, or leave the row out; no row of the file was used.",
            )
    codes = _Codes(path.name, _pollutants(data), _media(data), _units(data), _periods())
    name = file_slug(path.stem)
    graph = Graph()
    for measurement in measurements:
        node = URIRef(f"{BASE}measurements/{name}/line/{measurement.line}")
        for triple in _triples(node, measurement, codes, path.name):
            graph.add(triple)
    points = {measurement.point for measurement in measurements}
    counts = {"measured values": len(measurements), "points": len(points)}
    return LoadedSource(GRAPH[f"measurements/{name}"], graph, LoadReport(path.name, counts))


@dataclass(frozen=True)
class _Codes:
    """Names to ids, by list; units also by their printed forms, in which case matters."""

    file: str
    pollutant: _Names
    medium: _Names
    unit: _Names
    averaging: _Names

    def find(self, measurement: Measurement, column: str, asked: str) -> str:
        """The id of the one entry that is called so. Raises SourceRefused."""
        names: _Names = getattr(self, column)
        # Mg is not mg: of units the case counts.
        found = names.get(asked if column == "unit" else fold_name(asked), frozenset())
        if len(found) == 1:
            return next(iter(found))
        raise SourceRefused(
            file=self.file,
            place=f"line {measurement.line}, column {column}",
            found=f"{asked!r}, which is {'the name of ' + ', '.join(sorted(found)) if found else 'in no code list'}",
            expected="a name, formula, CAS number or id of one entry",
            mend="Write the id of the entry as the code list has it; no row of the file was used.",
        )


def _named(entries: Iterator[tuple[str, str]]) -> _Names:
    names: dict[str, set[str]] = {}
    for name, identifier in entries:
        if name:
            names.setdefault(fold_name(name), set()).add(identifier)
    return {name: frozenset(identifiers) for name, identifiers in names.items()}


def _pollutants(data: Path) -> _Names:
    def entries() -> Iterator[tuple[str, str]]:
        for entry in read_pollutants(data):
            names = [name for language in LANGUAGES for name in entry.names(language)]
            for name in (entry.identifier, entry.formula, entry.cas, entry.element_cas, *names):
                yield name, entry.identifier

    return _named(entries())


def _media(data: Path) -> _Names:
    concepts = read_plain_list(data, MEDIA)
    return _named((name, c.identifier) for c in concepts for name in (c.identifier, *c.labels.values()))


def _units(data: Path) -> _Names:
    index = unit_index(data)
    exact: dict[str, frozenset[str]] = {}
    for unit in read_units(data):
        for form in (unit.symbol, *unit.alternatives):
            exact[form] = frozenset({index.find(form) or unit.identifier})
        exact[unit.identifier] = frozenset({unit.identifier})
    return exact


def _periods() -> _Names:
    graph = load_code_lists()
    scheme = CODE["averaging-period"]
    concepts = list(graph.subjects(SKOS.inScheme, scheme))
    return _named(
        (str(name), str(concept).rpartition("/")[2])
        for concept in concepts
        for name in (*graph.objects(concept, SKOS.prefLabel), *graph.objects(concept, SKOS.notation))
    )


def _triples(node: URIRef, measured: Measurement, codes: _Codes, file: str) -> Iterator[_Triple]:
    yield node, RDF.type, BAT.MeasuredValue
    yield node, BAT.measurementPoint, Literal(measured.point)
    yield node, BAT.pollutant, code("pollutant", codes.find(measured, "pollutant", measured.pollutant))
    yield node, BAT.medium, code("medium", codes.find(measured, "medium", measured.medium))
    yield node, BAT.quantity, _decimal(measured.value)
    yield node, BAT.unit, code("unit", codes.find(measured, "unit", measured.unit))
    yield node, BAT.printedText, Literal(f"{measured.value} {measured.unit}")
    if measured.averaging:
        yield node, BAT.averagingPeriod, code("averaging-period", codes.find(measured, "averaging", measured.averaging))
    if measured.plant:
        yield node, BAT.plantStatus, code("plant-status", measured.plant)
    if measured.day:
        yield node, BAT.measuredOn, Literal(measured.day)
    yield node, BAT.sourceFile, Literal(file)
    yield node, BAT.sourceRow, Literal(measured.line)
    yield from _conditions(node, measured)


def _conditions(node: URIRef, measured: Measurement) -> Iterator[_Triple]:
    stated = {
        BAT.oxygenContent: None if measured.oxygen is None else _decimal(measured.oxygen),
        BAT.temperature: None if measured.temperature is None else _decimal(measured.temperature),
        BAT.gasPressure: None if measured.pressure is None else _decimal(measured.pressure),
        BAT.dryGas: None if measured.dry is None else Literal(measured.dry),
    }
    known = {predicate: value for predicate, value in stated.items() if value is not None}
    if known:
        conditions = URIRef(f"{node}/conditions")
        yield node, BAT.referenceConditions, conditions
        yield conditions, RDF.type, BAT.ReferenceConditions
        yield from ((conditions, predicate, value) for predicate, value in known.items())


def _decimal(value: Decimal) -> Literal:
    return Literal(format(value, "f"), datatype=XSD.decimal, normalize=False)

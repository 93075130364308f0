"""Levels written as RDF, as a loader would state them: the way back from what `fetch` reads."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from analysis.comparison.facts import Conditions, Level, Unit
from ontology.namespaces import BAT, CODE, GRAPH, code
from store.embedded import EmbeddedStore

Triple = tuple[Node, Node, Node]


def graph_of(levels: Iterable[Level]) -> Graph:
    """All triples a store must hold for `fetch` to find these levels, their documents and units."""
    graph = Graph()
    for level in levels:
        for triple in _triples(level):
            graph.add(triple)
    return graph


def store_of(graph: Graph) -> EmbeddedStore:
    """A store that holds one graph."""
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["test"], graph)
    return store


def turtle(text: str) -> Graph:
    """Turtle with the usual prefixes, IRIs relative to the base."""
    prefixes = (
        "@prefix bat: <https://w3id.org/batgraph/def/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://w3id.org/batgraph/> .\n"
    )
    return Graph().parse(data=prefixes + text, format="turtle")


def _triples(level: Level) -> Iterator[Triple]:
    node, document = URIRef(level.iri), URIRef(level.source.document)
    yield node, RDF.type, BAT[level.kind]
    yield node, BAT.inDocument, document
    yield document, RDF.type, BAT.EuBatConclusions
    yield document, BAT.documentCode, Literal(level.source.short.split(" ")[0])
    yield document, BAT.decisionNumber, Literal(level.source.short.split(" ")[1])
    yield node, BAT.printedText, Literal(level.source.printed)
    yield node, BAT.sourcePage, Literal(level.source.page)
    if level.source.table:
        table = URIRef(f"{document}/table/{level.source.table}")
        yield node, BAT.inTable, table
        yield table, BAT.tableNumber, Literal(level.source.table)
    for number in level.source.bats:
        bat = URIRef(f"{document}/bat/{number}")
        yield node, BAT.belongsToBat, bat
        yield bat, BAT.batNumber, Literal(number)
    for end, bound in (("lower", level.lower), ("upper", level.upper)):
        if bound is not None:
            yield node, BAT[f"{end}Bound"], _decimal(bound.value)
            if bound.comparator:
                yield node, BAT[f"{end}Comparator"], code("comparator", bound.comparator)
    yield from _subject(node, level)
    yield from _circumstances(node, level)


def _subject(node: URIRef, level: Level) -> Iterator[Triple]:
    for pollutant in level.pollutants:
        yield node, BAT.pollutant, URIRef(pollutant)
        yield URIRef(pollutant), SKOS.inScheme, CODE["pollutant"]
    if level.parameter:
        yield node, BAT.parameterText, Literal(level.parameter, lang="en")
    if level.measured_as:
        yield node, BAT.measuredAs, Literal(level.measured_as)
    if level.medium:
        yield node, BAT.medium, URIRef(level.medium)
        yield URIRef(level.medium), SKOS.inScheme, CODE["medium"]
    if level.unit:
        yield node, BAT.unit, URIRef(level.unit.iri)
        yield from _unit(level.unit)
    if level.unit_text:
        yield node, BAT.unitText, Literal(level.unit_text)


def _unit(unit: Unit) -> Iterator[Triple]:
    node = URIRef(unit.iri)
    yield node, SKOS.inScheme, CODE["unit"]
    yield node, SKOS.notation, Literal(unit.symbol)
    yield node, BAT.unitDimension, Literal(unit.dimension)
    yield node, BAT.unitFactor, _decimal(unit.factor)
    if unit.per:
        yield node, BAT.unitPer, Literal(unit.per)
    if unit.measured_as:
        yield node, BAT.measuredAs, Literal(unit.measured_as)


def _circumstances(node: URIRef, level: Level) -> Iterator[Triple]:
    for period in level.averaging:
        yield node, BAT.averagingPeriod, URIRef(period)
        yield URIRef(period), SKOS.inScheme, CODE["averaging-period"]
    yield from _conditions(node, level.conditions)
    yield node, BAT.plantStatus, code("plant-status", level.plant_status)
    for predicate, text in ((BAT.plantCategoryText, level.plant), (BAT.sizeText, level.size)):
        if text:
            yield node, predicate, Literal(text, lang="en")
    if level.excluded:
        yield node, BAT.noLevelStated, Literal(True)
    if level.modifies:
        yield node, BAT.modifies, URIRef(level.modifies)
    if level.indicative:
        yield node, BAT.levelStanding, code("level-standing", "indicative")


def _conditions(node: URIRef, stated: Conditions | None) -> Iterator[Triple]:
    if stated is None:
        return
    conditions = URIRef(f"{node}/conditions")
    yield node, BAT.referenceConditions, conditions
    yield conditions, RDF.type, BAT.ReferenceConditions
    numbers = (
        (BAT.oxygenContent, stated.oxygen),
        (BAT.temperature, stated.temperature),
        (BAT.gasPressure, stated.pressure),
    )
    for predicate, number in numbers:
        if number is not None:
            yield conditions, predicate, _decimal(number)
    if stated.dry is not None:
        yield conditions, BAT.dryGas, Literal(stated.dry)


def _decimal(number: Decimal) -> Literal:
    return Literal(number)

"""Levels of a decision as a graph: tables, notes, reference conditions, n-ary levels and the monitoring required."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from loaders.official_journal.decision_graph import bat_iri, decision_iri
from loaders.official_journal.levels.facts import (
    FootnoteFact,
    LevelFact,
    LevelFacts,
    LevelKind,
    LevelTableFact,
    MonitoringFact,
    ReferenceConditionsFact,
)
from ontology.namespaces import BAT, DOC, code

Triple = tuple[Node, Node, Node]
_CLASSES: Final[dict[LevelKind, URIRef]] = {
    "emission": BAT.EmissionLevel,
    "performance": BAT.PerformanceLevel,
    "consumption": BAT.ConsumptionLevel,
    "waste": BAT.WasteLevel,
}


def levels_graph(facts: LevelFacts, celex: str, language: str) -> Graph:
    """Return the triples of the levels of decision `celex` as read in `language`."""
    graph = Graph()
    for triple in _LevelTriples(celex, language).of(facts):
        graph.add(triple)
    return graph


class _LevelTriples:
    def __init__(self, celex: str, language: str) -> None:
        self._celex = celex
        self._language = language
        self._decision = decision_iri(celex)
        self._in_document = Namespace(f"{DOC}{celex}/")

    def of(self, facts: LevelFacts) -> Iterator[Triple]:
        for table in facts.tables:
            yield from self._table(table)
        level_tables = {table.key for table in facts.tables}
        for note in facts.footnotes:
            yield from self._footnote(note, level_tables)
        for conditions in facts.reference_conditions:
            yield from self._conditions(conditions)
        # Conditions that hold for several activities are one thing: its page is that of the first.
        for conditions in {one.key: one for one in reversed(facts.reference_conditions)}.values():
            yield self._conditions_iri(conditions.key), BAT.sourcePage, _integer(conditions.page)
        for level in facts.levels:
            yield from self._level(level)
        for requirement in facts.monitoring:
            yield from self._monitoring(requirement)

    def _table(self, table: LevelTableFact) -> Iterator[Triple]:
        node = self._in_document[f"table/{table.key}"]
        yield node, RDF.type, BAT.LevelTable
        yield node, BAT.inDocument, self._decision
        yield node, BAT.sourcePage, _integer(table.page)
        if table.number:
            yield node, BAT.tableNumber, Literal(table.number)
        yield from self._text(node, BAT.caption, table.caption)

    def _footnote(self, note: FootnoteFact, level_tables: set[str]) -> Iterator[Triple]:
        node = self._in_document[note.id]
        yield node, RDF.type, BAT.Footnote
        yield node, BAT.mark, Literal(note.mark)
        yield node, BAT.sourcePage, _integer(note.page)
        if note.table in level_tables:
            yield node, BAT.inTable, self._in_document[f"table/{note.table}"]
        for effect in note.effects:
            yield node, BAT.footnoteEffect, code("footnote-effect", effect)
        yield from self._text(node, BAT.footnoteText, note.text)

    def _conditions(self, conditions: ReferenceConditionsFact) -> Iterator[Triple]:
        node = self._conditions_iri(conditions.key)
        yield node, RDF.type, BAT.ReferenceConditions
        yield from self._text(node, BAT.processText, conditions.activity)
        yield from _number(node, BAT.oxygenContent, conditions.oxygen)
        yield from _number(node, BAT.temperature, conditions.temperature)
        yield from _number(node, BAT.gasPressure, conditions.pressure)
        if conditions.dry is not None:
            yield node, BAT.dryGas, Literal(conditions.dry)
        if conditions.no_oxygen_correction:
            yield node, BAT.oxygenCorrected, Literal(False)

    def _level(self, level: LevelFact) -> Iterator[Triple]:
        node = self._in_document[level.id]
        yield node, RDF.type, _CLASSES[level.kind]
        yield node, BAT.inDocument, self._decision
        yield node, BAT.levelStanding, code("level-standing", level.standing)
        yield node, BAT.printedText, Literal(level.printed)
        yield node, BAT.sourcePage, _integer(level.page)
        for number in level.bats:
            yield node, BAT.belongsToBat, bat_iri(self._celex, number)
        if level.no_level_stated:
            yield node, BAT.noLevelStated, Literal(True)
        yield from self._value(node, level)
        yield from self._place(node, level)
        yield from self._circumstances(node, level)
        for note in (*level.footnotes, *([level.note] if level.note else [])):
            yield node, BAT.hasFootnote, self._in_document[note]
        if level.modifies:
            yield node, BAT.modifies, self._in_document[level.modifies]

    def _value(self, node: URIRef, level: LevelFact) -> Iterator[Triple]:
        yield from _number(node, BAT.lowerBound, level.lower)
        yield from _number(node, BAT.upperBound, level.upper)
        if level.lower_comparator:
            yield node, BAT.lowerComparator, code("comparator", level.lower_comparator)
        if level.upper_comparator:
            yield node, BAT.upperComparator, code("comparator", level.upper_comparator)
        if level.unit:
            yield node, BAT.unit, code("unit", level.unit)
        if level.unit_text:
            yield node, BAT.unitText, Literal(level.unit_text)

    def _place(self, node: URIRef, level: LevelFact) -> Iterator[Triple]:
        if level.table:
            yield node, BAT.inTable, self._in_document[f"table/{level.table}"]
        if level.row is not None:
            yield node, BAT.row, _integer(level.row)
        if level.column is not None:
            yield node, BAT.column, _integer(level.column)

    def _circumstances(self, node: URIRef, level: LevelFact) -> Iterator[Triple]:
        for pollutant in level.pollutants:
            yield node, BAT.pollutant, code("pollutant", pollutant)
        for period in level.averaging:
            yield node, BAT.averagingPeriod, code("averaging-period", period)
        if level.medium:
            yield node, BAT.medium, code("medium", level.medium)
        if level.plant_status:
            yield node, BAT.plantStatus, code("plant-status", level.plant_status)
        if level.reference:
            yield node, BAT.referenceConditions, self._conditions_iri(level.reference)
        if level.measured_as:
            yield node, BAT.measuredAs, Literal(level.measured_as)
        yield from self._text(node, BAT.parameterText, level.parameter)
        yield from self._text(node, BAT.averagingPeriodText, level.averaging_text)
        yield from self._text(node, BAT.plantCategoryText, level.plant_category)
        yield from self._text(node, BAT.sizeText, level.size)
        yield from self._text(node, BAT.processText, level.process)
        yield from self._text(node, BAT.conditionText, level.condition)

    def _monitoring(self, requirement: MonitoringFact) -> Iterator[Triple]:
        node = self._in_document[requirement.id]
        yield node, RDF.type, BAT.MonitoringRequirement
        yield node, BAT.inDocument, self._decision
        yield node, BAT.sourcePage, _integer(requirement.page)
        if requirement.row:
            yield node, BAT.row, _integer(requirement.row)
        if requirement.bat is not None:
            yield node, BAT.belongsToBat, bat_iri(self._celex, requirement.bat)
        for number in requirement.associated_bats:
            yield node, BAT.associatedBat, bat_iri(self._celex, number)
        for pollutant in requirement.pollutants:
            yield node, BAT.pollutant, code("pollutant", pollutant)
        if requirement.medium:
            yield node, BAT.medium, code("medium", requirement.medium)
        for frequency in requirement.frequencies:
            yield node, BAT.monitoringFrequency, code("monitoring-frequency", frequency)
        for note in requirement.footnotes:
            yield node, BAT.hasFootnote, self._in_document[note]
        yield from self._text(node, BAT.parameterText, requirement.parameter)
        yield from self._text(node, BAT.processText, requirement.process)
        yield from self._text(node, BAT.measurementStandardText, requirement.standard)
        yield from self._text(node, BAT.monitoringFrequencyText, requirement.frequency_text)

    def _conditions_iri(self, key: str) -> URIRef:
        return self._in_document[f"reference-conditions/{key}"]

    def _text(self, node: URIRef, says: URIRef, text: str) -> Iterator[Triple]:
        if text:
            yield node, says, Literal(text, lang=self._language)


def _number(node: URIRef, says: URIRef, value: Decimal | None) -> Iterator[Triple]:
    if value is not None:
        yield node, says, Literal(value, datatype=XSD.decimal)


def _integer(value: int) -> Literal:
    return Literal(value, datatype=XSD.integer)

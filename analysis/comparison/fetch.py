"""Levels out of a store: four queries, however many levels."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import Final

from pyoxigraph import NamedNode

from analysis.comparison.facts import Bound, Conditions, Level, LevelKind, Source, Unit
from analysis.lookup.codes import local
from analysis.lookup.documents import DocumentName, all_documents
from ontology.namespaces import BAT
from store.graph_store import GraphStore
from store.query_text import Query, load_query

_PACKAGE: Final = "analysis.comparison"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NOTATION: Final = "http://www.w3.org/2004/02/skos/core#notation"
# As text and once: rdflib makes and checks an IRI each time a term of a namespace is named.
_SAY: Final = SimpleNamespace(
    averagingPeriod=str(BAT.averagingPeriod),
    averagingPeriodText=str(BAT.averagingPeriodText),
    batNumber=str(BAT.batNumber),
    belongsToBat=str(BAT.belongsToBat),
    chemicalFormula=str(BAT.chemicalFormula),
    column=str(BAT.column),
    dryGas=str(BAT.dryGas),
    gasPressure=str(BAT.gasPressure),
    inDocument=str(BAT.inDocument),
    inTable=str(BAT.inTable),
    levelStanding=str(BAT.levelStanding),
    lowerBound=str(BAT.lowerBound),
    lowerComparator=str(BAT.lowerComparator),
    measuredAs=str(BAT.measuredAs),
    medium=str(BAT.medium),
    modifies=str(BAT.modifies),
    noLevelStated=str(BAT.noLevelStated),
    oxygenContent=str(BAT.oxygenContent),
    oxygenCorrected=str(BAT.oxygenCorrected),
    parameterText=str(BAT.parameterText),
    plantCategoryText=str(BAT.plantCategoryText),
    plantStatus=str(BAT.plantStatus),
    pollutant=str(BAT.pollutant),
    printedText=str(BAT.printedText),
    processText=str(BAT.processText),
    referenceConditions=str(BAT.referenceConditions),
    row=str(BAT.row),
    sizeText=str(BAT.sizeText),
    sourcePage=str(BAT.sourcePage),
    tableNumber=str(BAT.tableNumber),
    temperature=str(BAT.temperature),
    unit=str(BAT.unit),
    unitDimension=str(BAT.unitDimension),
    unitFactor=str(BAT.unitFactor),
    unitPer=str(BAT.unitPer),
    unitText=str(BAT.unitText),
    upperBound=str(BAT.upperBound),
    upperComparator=str(BAT.upperComparator),
)

Said = Mapping[str, list[str]]


def fetch_levels(store: GraphStore, documents: Iterable[str] | None = None) -> tuple[Level, ...]:
    """Return the levels of the documents with these IRIs, or of all, by IRI."""
    query = load_query(_PACKAGE, "levels_of_documents")
    if documents is not None:
        query = query.bind(document=[NamedNode(iri) for iri in documents])
    return _levels(store, query)


def fetch_levels_of_pollutant(store: GraphStore, pollutant: str) -> tuple[Level, ...]:
    """Return every level for a pollutant, alone or in a sum, by IRI."""
    return _levels(store, load_query(_PACKAGE, "levels_of_pollutant").bind(pollutant=[NamedNode(pollutant)]))


def fetch_level(store: GraphStore, iri: str) -> Level | None:
    """Return the level with an IRI; None if the graph has no such level."""
    found = _levels(store, load_query(_PACKAGE, "level").bind(level=[NamedNode(iri)]))
    return found[0] if found else None


def fetch_unit(store: GraphStore, iri: str) -> Unit | None:
    """Return a unit of the code list; None if what the list says does not make a unit."""
    return _unit(iri, _statements(store, load_query(_PACKAGE, "nodes").bind(node=[NamedNode(iri)])).get(iri, {}))


def fetch_measured_as(store: GraphStore, pollutant: str) -> str:
    """Return what amounts of a pollutant are usually expressed as (NOx as NO2); empty if the list says nothing."""
    said = _statements(store, load_query(_PACKAGE, "nodes").bind(node=[NamedNode(pollutant)]))
    return _first(said.get(pollutant, {}), _SAY.measuredAs) or ""


def _levels(store: GraphStore, query: Query) -> tuple[Level, ...]:
    said = _statements(store, query)
    pointed_to = {
        node
        for statements in said.values()
        for predicate in (_SAY.inTable, _SAY.unit, _SAY.referenceConditions, _SAY.belongsToBat, _SAY.pollutant)
        for node in statements.get(predicate, ())
    }
    nodes = _statements(store, load_query(_PACKAGE, "nodes").bind(node=[NamedNode(iri) for iri in sorted(pointed_to)]))
    documents = {document.iri: document for document in all_documents(store)}
    by_activity = {
        _document_of(row["conditions"].value) for row in store.select(load_query(_PACKAGE, "oxygen_by_activity"))
    }
    return tuple(_level(iri, said[iri], nodes, documents, by_activity) for iri in sorted(said))


def _statements(store: GraphStore, query: Query) -> dict[str, dict[str, list[str]]]:
    """What is said of each node, by predicate, the values sorted."""
    said: dict[str, dict[str, list[str]]] = {}
    for row in store.select(query):
        values = said.setdefault(row["node"].value, {}).setdefault(row["predicate"].value, [])
        if row["value"].value not in values:
            values.append(row["value"].value)
    for statements in said.values():
        for values in statements.values():
            values.sort()
    return said


def _level(
    iri: str, said: Said, nodes: Mapping[str, Said], documents: Mapping[str, DocumentName], by_activity: Set[str]
) -> Level:
    unit_iri = _first(said, _SAY.unit)
    unit = _unit(unit_iri, nodes.get(unit_iri, {})) if unit_iri else None
    pollutants = frozenset(said.get(_SAY.pollutant, ()))
    return Level(
        iri=iri,
        kind=_kind(said),
        source=_source(said, nodes, documents),
        lower=_bound(said, "lower"),
        upper=_bound(said, "upper"),
        pollutants=pollutants,
        parameter=_first(said, _SAY.parameterText) or "",
        measured_as=_measured_as(said, unit, [nodes.get(pollutant, {}) for pollutant in sorted(pollutants)]),
        medium=_first(said, _SAY.medium),
        unit=unit,
        unit_text=_first(said, _SAY.unitText) or "",
        averaging=frozenset(said.get(_SAY.averagingPeriod, ())),
        averaging_text=_first(said, _SAY.averagingPeriodText) or "",
        conditions=_conditions(said, nodes, by_activity),
        plant_status=local(_first(said, _SAY.plantStatus) or "all"),
        plant=_first(said, _SAY.plantCategoryText) or "",
        size=_first(said, _SAY.sizeText) or "",
        process=_first(said, _SAY.processText) or "",
        indicative=local(_first(said, _SAY.levelStanding) or "") == "indicative",
        excluded=_first(said, _SAY.noLevelStated) in ("true", "1"),
        modifies=_first(said, _SAY.modifies),
    )


def _kind(said: Said) -> LevelKind:
    classes = {local(each) for each in said.get(_TYPE, ())}
    return next((kind for kind in LevelKind if kind in classes), LevelKind.OTHER)


def _source(said: Said, nodes: Mapping[str, Said], documents: Mapping[str, DocumentName]) -> Source:
    document = _first(said, _SAY.inDocument) or ""
    table = nodes.get(_first(said, _SAY.inTable) or "", {})
    bats = (_integer(nodes.get(bat, {}), _SAY.batNumber) for bat in said.get(_SAY.belongsToBat, ()))
    return Source(
        document=document,
        short=documents[document].short if document in documents else document,
        page=_integer(said, _SAY.sourcePage),
        table=_first(table, _SAY.tableNumber),
        row=_integer(said, _SAY.row),
        column=_integer(said, _SAY.column),
        bats=tuple(sorted(number for number in bats if number is not None)),
        printed=_first(said, _SAY.printedText) or "",
    )


def _unit(iri: str, said: Said) -> Unit | None:
    factor, dimension = _decimal(said, _SAY.unitFactor), _first(said, _SAY.unitDimension)
    if factor is None or factor <= 0 or dimension is None:
        return None
    return Unit(
        iri=iri,
        symbol=_first(said, _NOTATION) or local(iri),
        dimension=dimension,
        factor=factor,
        per=_first(said, _SAY.unitPer) or "",
        measured_as=_first(said, _SAY.measuredAs) or "",
    )


def _measured_as(said: Said, unit: Unit | None, pollutants: list[Said]) -> str:
    """What is printed at the level goes before the unit, the unit before the pollutant's usual expression.

    Several pollutants that differ in it have none in common. `HCl, expressed as HCl` says nothing, and `as F–` no other
    than `as F`.
    """
    usual = {_first(pollutant, _SAY.measuredAs) or "" for pollutant in pollutants}
    of_pollutant = usual.pop() if len(usual) == 1 else ""
    stated = _first(said, _SAY.measuredAs) or (unit.measured_as if unit else "")
    itself = of_pollutant or (_first(pollutants[0], _SAY.chemicalFormula) or "" if len(pollutants) == 1 else "")
    return of_pollutant if not stated or _uncharged(stated) == _uncharged(itself) else stated


def _uncharged(formula: str) -> str:
    return re.sub(r"[\s+–-]", "", formula)


def _conditions(said: Said, nodes: Mapping[str, Said], by_activity: Set[str]) -> Conditions | None:
    """All conditions stated; two that differ in the same respect state nothing in it."""
    found = [
        _one_condition(nodes.get(iri, {}), _document_of(iri) in by_activity)
        for iri in said.get(_SAY.referenceConditions, ())
    ]
    if not found:
        return None
    merged = found[0]
    for other in found[1:]:
        agreed = {name: value for name, value in vars(merged).items() if value == vars(other)[name]}
        merged = replace(Conditions(), **agreed)
    return merged


def _document_of(conditions: str) -> str:
    """What comes before `/reference-conditions/` in their IRI."""
    return conditions.rsplit("/", 2)[0]


def _one_condition(said: Said, by_activity: bool) -> Conditions:
    dry = _first(said, _SAY.dryGas)
    oxygen = _decimal(said, _SAY.oxygenContent)
    return Conditions(
        oxygen=oxygen,
        temperature=_decimal(said, _SAY.temperature),
        pressure=_decimal(said, _SAY.gasPressure),
        dry=None if dry is None else dry in ("true", "1"),
        oxygen_by_activity=by_activity and oxygen is None and _SAY.oxygenCorrected not in said,
    )


def _bound(said: Said, end: str) -> Bound | None:
    value = _decimal(said, _SAY.upperBound if end == "upper" else _SAY.lowerBound)
    comparator = _first(said, _SAY.upperComparator if end == "upper" else _SAY.lowerComparator)
    return None if value is None else Bound(value, local(comparator) if comparator else None)


def _first(said: Said, predicate: str) -> str | None:
    return next(iter(said.get(predicate, ())), None)


def _decimal(said: Said, predicate: str) -> Decimal | None:
    try:
        found = _first(said, predicate)
        number = None if found is None else Decimal(found)
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _integer(said: Said, predicate: str) -> int | None:
    found = _first(said, predicate)
    return int(found) if found is not None and found.lstrip("-").isdigit() else None

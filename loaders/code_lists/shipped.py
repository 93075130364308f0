"""The graph of all shipped code lists."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.code_lists.concepts import Concept, add_scheme
from loaders.code_lists.lists import PLAIN_LISTS, ReleaseThreshold, read_plain_list, read_release_thresholds
from loaders.code_lists.pollutants import Pollutant, read_pollutants
from loaders.code_lists.units import Unit, read_units
from loaders.loaded_source import Finding, LoadedSource, LoadReport, SourceRefused
from ontology.namespaces import BAT, CODE, GRAPH, code

CODE_LISTS_GRAPH = GRAPH["code-lists"]
QUDT_UNIT = "http://qudt.org/vocab/unit/"

_POLLUTANT_TITLES = {
    "en": "Pollutants and parameters",
    "kk": "Ластаушы заттар мен параметрлер",
    "ru": "Загрязняющие вещества и параметры",
}
_UNIT_TITLES = {"en": "Units of measurement", "kk": "Өлшем бірліктері", "ru": "Единицы измерения"}
_AUTHENTIC_LANGUAGES = ("kk", "ru")


def load_shipped(data_folder: Path) -> LoadedSource:
    """Return the code lists under `data_folder`/code-lists as SKOS in `graph/code-lists`.

    Raises SourceRefused if a list is missing or faulty. Labels missing in Kazakh or Russian are counted and reported.
    """
    graph = Graph(identifier=CODE_LISTS_GRAPH)
    lists: dict[str, tuple[Concept, ...]] = {
        "pollutant": tuple(_pollutant_concept(entry) for entry in read_pollutants(data_folder)),
        "unit": tuple(_unit_concept(unit) for unit in read_units(data_folder)),
        **{plain.scheme: read_plain_list(data_folder, plain) for plain in PLAIN_LISTS},
    }
    titles = {"pollutant": _POLLUTANT_TITLES, "unit": _UNIT_TITLES, **{p.scheme: p.titles for p in PLAIN_LISTS}}
    for scheme, concepts in lists.items():
        add_scheme(graph, scheme, titles[scheme], concepts)
    thresholds = read_release_thresholds(data_folder)
    _require_known(thresholds, lists)
    for threshold in thresholds:
        _add_threshold(graph, threshold)
    counts = {scheme: len(concepts) for scheme, concepts in lists.items()} | {"release-threshold": len(thresholds)}
    return LoadedSource(CODE_LISTS_GRAPH, graph, LoadReport("code lists", counts, tuple(_label_findings(lists))))


def _pollutant_concept(entry: Pollutant) -> Concept:
    facts: list[tuple[URIRef, Node]] = [(BAT.pollutantKind, Literal(entry.kind))]
    texts = (
        (BAT.casNumber, entry.cas),
        (BAT.elementCasNumber, entry.element_cas),
        (BAT.eprtrCode, entry.eprtr_code),
        (BAT.chemicalFormula, entry.formula),
        (BAT.measuredAs, entry.measured_as),
    )
    facts.extend((predicate, Literal(text)) for predicate, text in texts if text)
    facts.extend((BAT.sumOf, code("pollutant", part)) for part in entry.sum_of)
    return Concept(
        identifier=entry.identifier,
        labels=entry.labels,
        notations=tuple(dict.fromkeys(filter(None, (entry.eprtr_code, entry.cas)))),
        alternatives=entry.alternatives,
        printed_forms=(entry.formula,) if entry.formula else (),
        broader=entry.broader,
        facts=tuple(facts),
    )


def _unit_concept(unit: Unit) -> Concept:
    facts: list[tuple[URIRef, Node]] = [
        (BAT.unitDimension, Literal(unit.dimension)),
        (BAT.unitFactor, _decimal(unit.factor)),
    ]
    texts = ((BAT.unitPer, unit.per), (BAT.measuredAs, unit.measured_as))
    facts.extend((predicate, Literal(text)) for predicate, text in texts if text)
    if unit.qudt:
        facts.append((SKOS.exactMatch, URIRef(QUDT_UNIT + unit.qudt)))
    return Concept(
        identifier=unit.identifier,
        labels=unit.labels,
        notations=(unit.symbol,),
        printed_forms=unit.alternatives,
        broader=unit.broader,
        facts=tuple(facts),
    )


def _require_known(thresholds: tuple[ReleaseThreshold, ...], lists: dict[str, tuple[Concept, ...]]) -> None:
    pollutants, media = ({concept.identifier for concept in lists[scheme]} for scheme in ("pollutant", "medium"))
    for threshold in thresholds:
        if threshold.pollutant not in pollutants or threshold.medium not in media:
            raise SourceRefused(
                file="release-thresholds.csv",
                place=f"the row {threshold.pollutant}, {threshold.medium}",
                found="a pollutant or medium that is not in its list",
                expected="ids of pollutants.csv and media.csv",
                mend="Correct the id, or add the entry to its list.",
            )


def _add_threshold(graph: Graph, threshold: ReleaseThreshold) -> None:
    iri = CODE[f"release-threshold/{threshold.pollutant}-to-{threshold.medium}"]
    graph.add((iri, RDF.type, BAT.ReleaseThreshold))
    graph.add((iri, BAT.pollutant, code("pollutant", threshold.pollutant)))
    graph.add((iri, BAT.medium, code("medium", threshold.medium)))
    graph.add((iri, BAT.quantity, _decimal(threshold.kg_per_year)))
    graph.add((iri, BAT.unit, code("unit", "kg-per-year")))


def _decimal(value: Decimal) -> Literal:
    return Literal(format(value, "f"), datatype=XSD.decimal, normalize=False)


def _label_findings(lists: dict[str, tuple[Concept, ...]]) -> Iterable[Finding]:
    for scheme, concepts in lists.items():
        for language in _AUTHENTIC_LANGUAGES:
            missing = sum(1 for concept in concepts if not concept.labels.get(language))
            if missing:
                yield Finding(
                    severity="information",
                    place=f"code list {scheme}",
                    found=f"{missing} of {len(concepts)} entries without a label in {language}",
                    expected=f"a label in {language} for each entry that is shown",
                    mend="Readers see the label in another language, marked with that language.",
                )

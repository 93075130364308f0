"""What is missing from the two complete books with statements taken out at random, against a second implementation."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, URIRef
from rdflib.term import Node

from analysis.gaps.gaps import gaps
from analysis.lookup.codes import local
from ontology.namespaces import BASE, BAT, code
from tests.analysis.comparison.levels_graph import store_of

BOOKS = Path(__file__).resolve().parents[2] / "shapes" / "books"
LEVELS = ("EmissionLevel", "ConsumptionLevel", "WasteLevel", "PerformanceLevel", "AssociatedLevel")
# What the Rules ask of each technique, by the element that describes it (p12.7, p12.8, p12.10).
ASKED: Final = {
    "technique": {
        ("p12.8", "description"): ("description",),
        ("p12.8", "applicability"): ("applicability", "hasLimit"),
        ("p12.8", "economics"): ("economics", "hasEconomicFigure"),
        ("p12.8", "operating-data"): ("operationalData", "hasMeasuredFigure"),
    },
    "general-technique": {("p12.7", "reequipment"): ("requiresReequipment",)},
    "prospective-technique": {
        ("p12.10", "description"): ("description",),
        ("p12.10", "readiness"): ("readiness",),
        ("p12.10", "environmental-benefits"): ("environmentalBenefits",),
        ("p12.10", "economics"): ("economics", "hasEconomicFigure"),
        ("p12.10", "introduction-aspects"): ("introductionAspects",),
        ("p12.10", "reference-material"): ("referenceMaterial",),
    },
}
PERFORMANCE = ("environmentalBenefits", "hasEmissionFigure", "hasWasteFigure", "hasConsumptionFigure")
Missing = dict[tuple[str, str, str], tuple[int, frozenset[str]]]


class Oracle:
    """Plain loops over the triples of one book."""

    def __init__(self, graph: Graph, book: URIRef) -> None:
        self.graph, self.book = graph, book
        self.found: Missing = {}
        self.members = {each for each in graph.subjects(BAT.inDocument, book) if (each, RDF.type, None) in graph}

    def has(self, thing: Node, *properties: str) -> bool:
        return any((thing, BAT[name], None) in self.graph for name in properties)

    def of_class(self, *classes: str) -> set[Node]:
        return {each for each in self.members if any((each, RDF.type, BAT[name]) in self.graph for name in classes)}

    def described_by(self, entry: Node, element: str) -> bool:
        return any(
            (each, RDF.type, BAT[element]) in self.graph for each in self.graph.subjects(BAT.describesEntry, entry)
        )

    def effects(self, entry: Node) -> bool:
        return any((each, RDF.type, BAT.Effect) in self.graph for each in self.graph.subjects(BAT.ofEntry, entry))

    def waived(self, thing: Node, properties: Iterable[str]) -> bool:
        """Whether the book states that one of the properties does not apply."""
        wanted = {BAT[name] for name in properties}
        return any(
            (absence, RDF.type, BAT.Absence) in self.graph
            and (absence, BAT.absenceKind, code("absence-kind", "not-applicable")) in self.graph
            and wanted & {*self.graph.objects(absence, BAT.absentProperty)}
            for absence in self.graph.objects(thing, BAT.hasAbsence)
        )

    def ask(
        self,
        key: tuple[str, str, str],
        things: Iterable[Node],
        met: Callable[[Node], bool],
        properties: Iterable[str] = (),
    ) -> None:
        names = tuple(properties)
        asked = {each for each in things if met(each) or not self.waived(each, names)}
        if asked:
            self.found[key] = len(asked), frozenset(str(each) for each in asked if not met(each))

    def techniques(self) -> Missing:
        entries = self.of_class("TechniqueEntry", "ProspectiveTechniqueEntry")
        prospective = {
            each
            for each in entries
            if (each, RDF.type, BAT.ProspectiveTechniqueEntry) in self.graph
            or self.described_by(each, "ProspectiveTechniques")
        }
        general = {
            each
            for each in entries - prospective
            if self.described_by(each, "GeneralBat") and not self.described_by(each, "TechniquesConsidered")
        }
        kinds = {
            "technique": entries - prospective - general,
            "general-technique": general,
            "prospective-technique": prospective,
        }
        for kind, questions in ASKED.items():
            for (paragraph, what), names in questions.items():
                self.ask((paragraph, kind, what), kinds[kind], lambda each, names=names: self.has(each, *names), names)  # type: ignore[misc]
        self.ask(
            ("p12.8", "technique", "environmental-performance"),
            kinds["technique"],
            lambda each: self.has(each, *PERFORMANCE) or self.effects(each),
            PERFORMANCE,
        )
        said = ("crossMediaText", "crossMediaStatement")
        for kind in ("technique", "general-technique"):
            self.ask(
                ("p2.1", kind, "cross-media-effects"),
                kinds[kind],
                lambda each: self.has(each, *said) or self.effects(each),
                said,
            )
        return self.found

    def levels_and_markers(self) -> Missing:
        levels = self.of_class(*LEVELS)
        valued = {each for each in levels if self.has(each, "lowerBound", "upperBound")}
        emission = valued & self.of_class("EmissionLevel")
        self.ask(("p54", "level", "value"), levels, valued.__contains__)
        self.ask(("p54", "level", "averaging-period"), emission, lambda each: self.has(each, "averagingPeriod"))
        self.ask(("p12.9", "level", "listed-unit"), valued, lambda each: self.has(each, "unit"))
        self.ask(("p12.9", "level", "listed-pollutant"), emission, lambda each: self.has(each, "pollutant"))
        self.ask(
            ("p54", "level", "bat"),
            levels,
            lambda each: self.has(each, "belongsToBat") or (None, BAT.hasLevel, each) in self.graph,
        )
        with_level = {each for level in emission for each in self.graph.objects(level, BAT.pollutant)}
        holders = {self.book, *self.members}
        markers = {each for holder in holders for each in self.graph.objects(holder, BAT.hasMarkerDesignation)}
        named = {each for each in markers if self.has(each, "markerPollutant")}
        self.ask(
            ("p2.9", "marker-pollutant", "level"),
            named,
            lambda each: bool({*self.graph.objects(each, BAT.markerPollutant)} & with_level),
        )
        missing = frozenset[str]() if markers else frozenset({str(self.book)})
        self.found["p12.9", "document", "markers"] = 1, missing
        return self.found


@pytest.mark.parametrize("name", ["sectoral", "cross_sectoral"])
def test_shares_and_lists_are_those_of_plain_loops(name: str) -> None:
    whole = Graph().parse(BOOKS / f"{name}.ttl", format="turtle")
    book = URIRef(f"{BASE}doc/example-{name.replace('_', '-')}/book")
    statements = sorted(
        triple
        for triple in whole
        if not isinstance(triple[0], BNode)
        and triple[0] != book
        and triple[1] not in (RDF.type, BAT.inDocument, BAT.partOf)
    )

    @settings(max_examples=6)
    @given(st.sets(st.sampled_from(statements), min_size=10, max_size=120))
    def check(taken: set[tuple[Node, Node, Node]]) -> None:
        graph = Graph()
        for triple in whole:
            if triple not in taken:
                graph.add(triple)
        oracle = Oracle(graph, book)
        expected = oracle.techniques() | oracle.levels_and_markers()
        found = {
            (local(gap.paragraph), gap.kind, gap.missing): (gap.asked, frozenset(each.iri for each in gap.lacking))
            for gap in gaps(store_of(graph), str(book)).gaps
        }
        assert {key: found.get(key) for key in expected} == expected

    check()

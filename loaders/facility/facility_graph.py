"""The facts of a facility as a named graph.

<facility/eprtr-7019> a bat:Facility
<facility/eprtr-7019/report/2007> a bat:FacilityReport ; bat:ofFacility, bat:referenceYear, bat:mainActivity …
<…/report/2007/release/air/nox> a bat:Release ; bat:inReport, bat:pollutant, bat:medium, bat:quantity …
<…/report/2007/waste/1130369> a bat:WasteTransfer …
"""

from collections.abc import Collection, Iterator
from decimal import Decimal

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.facility.facts import Amount, FacilityFacts, Report
from loaders.facility.table_columns import RELEASE, TRANSFER, WASTE
from ontology.namespaces import BASE, BAT, CODE, GRAPH, code

_Triple = tuple[Node, Node, Node]


def facility_iri(number: str) -> URIRef:
    """The facility with this number in the register."""
    return URIRef(f"{BASE}facility/eprtr-{number}")


def graph_iri(number: str) -> URIRef:
    """The named graph of a facility."""
    return GRAPH[f"facility/eprtr-{number}"]


def facility_graph(facts: FacilityFacts, thresholds: Collection[tuple[str, str]]) -> Graph:
    """Return all facts as triples; `thresholds` are the (pollutant, medium) pairs for which there is one."""
    graph = Graph(identifier=graph_iri(facts.facility))
    for triple in (*_reports(facts), *_releases(facts, thresholds), *_transfers(facts), *_waste(facts)):
        graph.add(triple)
    return graph


def _reports(facts: FacilityFacts) -> Iterator[_Triple]:
    facility = facility_iri(facts.facility)
    newest = max(facts.reports, key=lambda report: report.year)
    yield facility, RDF.type, BAT.Facility
    yield facility, SKOS.notation, Literal(facts.facility)
    # The register does not say in which language a name is.
    yield facility, SKOS.prefLabel, Literal(newest.name, lang="und")
    for report in facts.reports:
        yield from _report(facility, report)


def _report(facility: URIRef, report: Report) -> Iterator[_Triple]:
    node = _report_iri(facility, report.year)
    yield node, RDF.type, BAT.FacilityReport
    yield node, BAT.ofFacility, facility
    yield node, BAT.referenceYear, Literal(str(report.year), datatype=XSD.gYear)
    yield node, BAT.mainActivity, code("eprtr-activity", report.main_activity)
    for activity in report.other_activities:
        yield node, BAT.otherActivity, code("eprtr-activity", activity)
    if report.nace:
        yield node, BAT.economicActivity, code("nace", report.nace)
    for predicate, text in (
        (BAT.reportNumber, report.number),
        (BAT.nationalIdentifier, report.national_identifier),
        (BAT.operatorText, report.operator),
        (BAT.addressText, report.address),
    ):
        if text:
            yield node, predicate, Literal(text)
    if report.latitude is not None and report.longitude is not None:
        yield node, BAT.latitude, _decimal(report.latitude)
        yield node, BAT.longitude, _decimal(report.longitude)


def _releases(facts: FacilityFacts, thresholds: Collection[tuple[str, str]]) -> Iterator[_Triple]:
    for release in facts.releases:
        report = _report_iri(facility_iri(facts.facility), facts.years[release.report])
        node = URIRef(f"{report}/release/{release.medium}/{release.pollutant}")
        yield node, RDF.type, BAT.Release
        yield node, BAT.inReport, report
        yield node, BAT.pollutant, code("pollutant", release.pollutant)
        yield node, BAT.medium, code("medium", release.medium)
        yield node, BAT.accidentalQuantity, _decimal(release.accidental)
        if (release.pollutant, release.medium) in thresholds:
            threshold = CODE[f"release-threshold/{release.pollutant}-to-{release.medium}"]
            yield node, BAT.releaseThreshold, threshold
        yield from _amount(node, release.amount, RELEASE.file)


def _transfers(facts: FacilityFacts) -> Iterator[_Triple]:
    for transfer in facts.pollutant_transfers:
        report = _report_iri(facility_iri(facts.facility), facts.years[transfer.report])
        node = URIRef(f"{report}/transfer/{transfer.pollutant}")
        yield node, RDF.type, BAT.PollutantTransfer
        yield node, BAT.inReport, report
        yield node, BAT.pollutant, code("pollutant", transfer.pollutant)
        yield from _amount(node, transfer.amount, TRANSFER.file)


def _waste(facts: FacilityFacts) -> Iterator[_Triple]:
    for transfer in facts.waste_transfers:
        report = _report_iri(facility_iri(facts.facility), facts.years[transfer.report])
        node = URIRef(f"{report}/waste/{transfer.number}")
        yield node, RDF.type, BAT.WasteTransfer
        yield node, BAT.inReport, report
        yield node, BAT.wasteType, code("waste-type", transfer.waste_type)
        if transfer.treatment:
            yield node, BAT.wasteTreatment, code("waste-treatment", transfer.treatment)
        if transfer.receiver:
            yield node, BAT.receiverText, Literal(transfer.receiver)
        if transfer.repeats:
            yield node, BAT.repeats, URIRef(f"{report}/waste/{transfer.repeats}")
        yield from _amount(node, transfer.amount, WASTE.file)


def _amount(node: URIRef, amount: Amount, file: str) -> Iterator[_Triple]:
    yield node, BAT.quantity, _decimal(amount.value)
    yield node, BAT.printedText, Literal(amount.printed)
    yield node, BAT.unit, code("unit", amount.unit)
    yield node, BAT.quantityMethod, code("quantity-method", amount.method)
    if amount.method_text:
        yield node, BAT.methodText, Literal(amount.method_text)
    yield node, BAT.sourceFile, Literal(file)
    yield node, BAT.sourceRow, Literal(amount.line)


def _report_iri(facility: URIRef, year: int) -> URIRef:
    return URIRef(f"{facility}/report/{year}")


def _decimal(value: Decimal) -> Literal:
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal, normalize=False)

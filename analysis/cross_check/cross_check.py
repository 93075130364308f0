"""The cross-check: all rules over all documents, or what concerns one document, and the matrix of pairs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.comparison.fetch import fetch_levels
from analysis.cross_check.activities import activity_findings
from analysis.cross_check.entries import fetch_entries
from analysis.cross_check.findings import SEVERITIES, CrossFinding, NotTold, Rule, Severity
from analysis.cross_check.footnotes import fetch_footnotes
from analysis.cross_check.levels import Remarks, level_findings
from analysis.cross_check.markers import marker_findings, task_findings
from analysis.cross_check.measurements import fetch_measurements, unmeasured_levels
from analysis.cross_check.names import name_findings
from analysis.cross_check.references import reference_findings
from analysis.cross_check.scopes import Scopes, fetch_scopes
from analysis.cross_check.superseded_levels import levels_that_stand
from analysis.cross_check.techniques import status_findings
from analysis.cross_check.versions import fetch_differences, version_findings
from analysis.difference.source_gaps import fetch_gaps
from analysis.lookup.codes import codes_of
from analysis.lookup.documents import DocumentName, document_meant
from analysis.lookup.errors import AnalysisError, or_nothing
from analysis.lookup.names import Named, find
from analysis.lookup.validity import Validity, fetch_validity
from analysis.wording.message import message
from store.graph_store import GraphStore


class NothingToCheck(AnalysisError):
    """A document that is known by name only: a cross-check of it would find nothing and prove nothing."""

    def __init__(self, asked: DocumentName, known: Sequence[DocumentName]) -> None:
        there = or_nothing([document.short for document in known])
        super().__init__(message("errors/nothing-to-check", asked=asked.short, known=there))
        self.asked = asked
        self.known = tuple(known)


@dataclass(frozen=True)
class Cell:
    """What was found between two documents, by severity. Findings without a second document stand on the diagonal."""

    first: str
    second: str
    violations: int
    warnings: int
    informations: int


@dataclass(frozen=True)
class CrossCheck:
    """The documents checked and everything found, gravest first. `matrix` has a cell for each pair with findings.

    `not_told` says of which documents a rule could not be asked: silence there is no clean bill.
    """

    documents: tuple[DocumentName, ...]
    findings: tuple[CrossFinding, ...]
    matrix: tuple[Cell, ...]
    not_told: tuple[NotTold, ...] = ()


def cross_check(store: GraphStore, document: str | None = None, rules: Sequence[str] = ()) -> CrossCheck:
    """Check all documents against each other, or show what concerns one, by some rules or all.

    Raises UnknownName or AmbiguousName for a document or rule, NothingToCheck for a document known by name only.
    """
    wanted = {find("rule", rule, [Named(each, each, ()) for each in Rule]).iri for rule in rules}
    validity = fetch_validity(store)
    scopes = fetch_scopes(store, validity)
    meant = None if document is None else document_meant(store, document)
    if meant is not None and meant.iri not in {own.iri for own in scopes.own}:
        raise NothingToCheck(meant, scopes.own)
    found = {
        each
        for each in _all(store, scopes, validity)
        if (not wanted or each.rule in wanted) and (meant is None or meant.iri in each.documents)
    }
    findings = sorted((each for each in found if isinstance(each, CrossFinding)), key=lambda finding: finding.sort_key)
    not_told = sorted((each for each in found if isinstance(each, NotTold)), key=lambda each: each.sort_key)
    return CrossCheck(scopes.own, tuple(findings), tuple(_matrix(findings)), tuple(not_told))


def _all(store: GraphStore, scopes: Scopes, validity: Mapping[str, Validity]) -> Iterator[CrossFinding | NotTold]:
    levels = fetch_levels(store)
    differences = fetch_differences(store, levels, scopes)
    gaps = fetch_gaps(store)
    measurements = fetch_measurements(store, gaps)
    entries = fetch_entries(store)
    yield from reference_findings(scopes, validity)
    yield from activity_findings(store, scopes, gaps)
    standing, of_documents = levels_that_stand(levels, differences, scopes)
    yield from level_findings(standing, Remarks(of_documents, fetch_footnotes(store)), scopes)
    yield from unmeasured_levels(levels, measurements, scopes)
    yield from status_findings(entries, scopes)
    yield from name_findings(entries, codes_of(store, "medium"), scopes)
    yield from marker_findings(store, scopes, measurements)
    yield from task_findings(store, scopes)
    yield from version_findings(differences)


def _matrix(findings: Sequence[CrossFinding]) -> Iterator[Cell]:
    pairs: dict[tuple[str, str], Counter[Severity]] = {}
    for finding in findings:
        second = finding.second or finding.first
        pairs.setdefault((finding.first.document, second.document), Counter())[finding.severity] += 1
    for (first, other), counts in sorted(pairs.items()):
        yield Cell(first, other, *(counts[severity] for severity in SEVERITIES))

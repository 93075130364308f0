"""What applies on a day (p53, p56, p57), field by field.

A field is a sector with its documents. To a sector belongs its own field; to an activity, the fields of the documents
that cover it. Cross-sectoral documents that cover an activity of the sector are fields of their own beside it. In each
field the approved Kazakh conclusion applies; until there is one, operators may rely on the EU documents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.applicability.errors import NothingApplies, RulesNotInForce
from analysis.applicability.rules_file import Rules, load_rules
from analysis.applicability.subject import Subject, subject_meant
from analysis.applicability.versions import Force, Kind, Version, Versions
from analysis.lookup.activities import Activities, Coverage
from analysis.lookup.fields import Plot, uncovered
from analysis.wording.message import Message, message
from ontology.namespaces import LAW
from store.graph_store import GraphStore


class Basis(StrEnum):
    """Why a document applies."""

    KAZAKH_CONCLUSION = "kazakh-conclusion"
    EU_DECISION = "eu-decision"
    EU_REFERENCE_DOCUMENT = "eu-reference-document"


@dataclass(frozen=True)
class ChainLink:
    """One version in a chain, the oldest first, and whether it is in force on the day."""

    document: str
    title: str
    start: date | None
    end: date | None
    force: Force


@dataclass(frozen=True)
class ApplicableDocument:
    """A document that applies, or (`uncertain`) may apply, with the paragraphs it applies by.

    `coverage`: the whole of what was asked for, or a part of it. An EU document counts as covering its sector whole.
    """

    document: str
    title: str
    basis: Basis
    force: Force
    sectors: tuple[str, ...]
    reach: str | None
    coverage: Coverage
    start: date | None
    end: date | None
    paragraphs: tuple[str, ...]
    chain: tuple[ChainLink, ...]
    remarks: tuple[Message, ...]


@dataclass(frozen=True)
class Displaced:
    """An EU document that may no longer be relied on, because a Kazakh conclusion is approved for its field (p56)."""

    document: str
    title: str
    by: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PermitRule:
    """What p57 says of a permit of a day. `deferred`: conformity is assessed after the BAT programme is carried out."""

    issued: date
    deferred: bool
    paragraphs: tuple[str, ...]
    says: Message


@dataclass(frozen=True)
class Applicability:
    """What applies to a sector or activity on a day."""

    asked: str
    subject: str
    on: date
    documents: tuple[ApplicableDocument, ...]
    displaced: tuple[Displaced, ...]
    permit: PermitRule | None


def applicable(store: GraphStore, asked: str, on: date, permit_issued: date | None = None) -> Applicability:
    """Return what applies to a sector or Annex I activity, given by code, name or IRI, on a day.

    Raises UnknownName or AmbiguousName; RulesNotInForce for a day before the decree; NothingApplies, which names the
    documents there are, if none of them is in force.
    """
    rules = load_rules()
    if on < rules.applies_from:
        raise RulesNotInForce(rules.name, on, rules.applies_from)
    activities = Activities(store)
    subject = subject_meant(store, activities, asked, on)
    field = _Fields(Versions(store, activities), activities, subject, on, rules)
    documents = tuple(field.applying())
    if not documents:
        raise NothingApplies(asked, on, [_dated(version) for version in field.candidates])
    return Applicability(
        asked=asked,
        subject=subject.iri,
        on=on,
        documents=documents,
        displaced=tuple(field.displaced()),
        permit=None if permit_issued is None else _permit(permit_issued, bool(field.conclusions), rules),
    )


class _Fields:
    """The documents that cover the subject, and those of them in force."""

    def __init__(self, versions: Versions, activities: Activities, subject: Subject, on: date, rules: Rules) -> None:
        self._versions = versions
        self._activities = activities
        self._subject = subject
        self._on = on
        self._rules = rules
        self._coverage = {version.iri: self._covered(version) for version in versions.all.values()}
        self._inherited: set[str] = set()
        for iri in [iri for iri, coverage in self._coverage.items() if coverage]:
            self._inherit(versions.all[iri])
        sectors = frozenset[str]().union(*(each.sectors for each in versions.all.values() if self._coverage[each.iri]))
        for each in versions.all.values():
            if each.kind is Kind.KAZAKH_CONCLUSION and not each.covers and each.sectors & sectors:
                self._coverage[each.iri] = self._coverage[each.iri] or "whole"
        self.candidates = [each for each in versions.all.values() if self._coverage[each.iri]]
        self._force = {each.iri: versions.force(each, on) for each in self.candidates}
        self.conclusions = [
            each
            for each in self.candidates
            if each.kind is Kind.KAZAKH_CONCLUSION and self._force[each.iri] is Force.IN_FORCE
        ]

    def applying(self) -> Iterator[ApplicableDocument]:
        """The documents that apply or may apply: conclusions first, then EU decisions, then reference documents."""
        order = list(Kind)
        for version in sorted(self.candidates, key=lambda each: (order.index(each.kind), each.iri)):
            if self._force[version.iri] in (Force.IN_FORCE, Force.UNCERTAIN) and not self._displaces(version):
                yield self._document(version)

    def displaced(self) -> Iterator[Displaced]:
        """EU documents in force whose field has a conclusion."""
        for version in self.candidates:
            by = self._displaces(version)
            if by and self._force[version.iri] in (Force.IN_FORCE, Force.UNCERTAIN):
                yield Displaced(version.iri, version.title, by, _law(self._rules.until_conclusion_paragraphs))

    def _covered(self, version: Version) -> Coverage | None:
        if self._subject.kind == "sector":
            if self._subject.iri in version.sectors:
                partly = version.kind is Kind.KAZAKH_CONCLUSION and Plot(self._subject.iri) not in version.plots
                return "part" if partly else "whole"
            return "part" if version.reach == "cross-sectoral" and self._shares_activity(version) else None
        found = {self._activities.coverage(self._subject.iri, point) for point in version.covers}
        excluded = {self._activities.coverage(self._subject.iri, point) for point in version.excludes}
        if "whole" in excluded and self._subject.iri not in version.covers:
            return None
        if "whole" in found:
            return "part" if "part" in excluded else "whole"
        return "part" if "part" in found else None

    def _shares_activity(self, version: Version) -> bool:
        own = (
            point for each in self._versions.all.values() if self._subject.iri in each.sectors for point in each.covers
        )
        return any(self._activities.coverage(mine, point) for mine in set(own) for point in version.covers)

    def _inherit(self, version: Version) -> None:
        """A successor of which the graph does not hold what it covers is taken to cover what the other covered."""
        for later in self._versions.successors(version):
            if not self._states_scope(later) and not self._coverage[later.iri]:
                self._coverage[later.iri] = self._coverage[version.iri]
                self._inherited.add(later.iri)
                self._inherit(later)

    def _states_scope(self, version: Version) -> bool:
        """Whether it says if it is for what was asked. A Kazakh conclusion always does, by its book or its sector."""
        if version.kind is Kind.KAZAKH_CONCLUSION or version.covers:
            return True
        return self._subject.kind == "sector" and bool(version.sectors)

    def _displaces(self, version: Version) -> tuple[str, ...]:
        """The conclusions that together leave nothing of its field; none if they leave a part (p56)."""
        sharing = self._sharing(version)
        left = uncovered(self._plots(version), (each.plots for each in sharing))
        return () if left else tuple(each.iri for each in sharing)

    def _sharing(self, version: Version) -> list[Version]:
        """The conclusions for a part of the field of an EU document, as far as it was asked about."""
        if version.kind is Kind.KAZAKH_CONCLUSION:
            return []
        plots = self._plots(version)
        return [each for each in self.conclusions if each.plots & plots]

    def _plots(self, version: Version) -> frozenset[Plot]:
        """What a document is for, of what was asked; one known by name only is for what its other versions are for."""
        chain = (each.plots for each in self._versions.chain(version))
        plots = version.plots or frozenset[Plot]().union(*chain)
        if self._subject.kind == "sector":
            asked = {plot for plot in plots if plot.sector == self._subject.iri}
        else:
            asked = {
                plot for plot in plots if plot.activity and self._activities.coverage(self._subject.iri, plot.activity)
            }
        return frozenset(asked) or plots

    def _document(self, version: Version) -> ApplicableDocument:
        chain = self._versions.chain(version)
        before = next((each for each in reversed(chain) if each.kind is not Kind.UNKNOWN), version)
        conclusion = version.kind is Kind.KAZAKH_CONCLUSION
        paragraphs = self._rules.conclusion_paragraphs if conclusion else self._rules.until_conclusion_paragraphs
        if version.reach == "cross-sectoral":
            paragraphs += self._rules.cross_sectoral_paragraphs
        return ApplicableDocument(
            document=version.iri,
            title=version.title,
            basis=_basis(version if version.kind is not Kind.UNKNOWN else before),
            force=self._force[version.iri],
            sectors=tuple(sorted(version.sectors or before.sectors)),
            reach=version.reach,
            coverage=self._coverage[version.iri] or "part",
            start=version.start,
            end=version.end,
            paragraphs=_law(paragraphs),
            chain=tuple(
                ChainLink(each.iri, each.title, each.start, each.end, self._versions.force(each, self._on))
                for each in chain
            ),
            remarks=tuple(self._remarks(version)),
        )

    def _remarks(self, version: Version) -> Iterator[Message]:
        if version.kind is Kind.UNKNOWN:
            yield message("applicability/known-by-name-only")
        elif version.start is None:
            yield message("applicability/first-day-unknown")
        if version.iri in self._inherited and version.kind is not Kind.UNKNOWN:
            yield message("applicability/scope-of-version-before")
        if sharing := self._sharing(version):
            yield message("applicability/displaced-for-a-part", by=tuple(each.title for each in sharing))
        for later in self._versions.successors(version):
            if self._force[version.iri] is Force.UNCERTAIN and later.start is None:
                yield message("applicability/superseded-on-unknown-day", successor=later.title)


def _basis(version: Version) -> Basis:
    return {
        Kind.KAZAKH_CONCLUSION: Basis.KAZAKH_CONCLUSION,
        Kind.EU_REFERENCE_DOCUMENT: Basis.EU_REFERENCE_DOCUMENT,
    }.get(version.kind, Basis.EU_DECISION)


def _permit(issued: date, conclusion: bool, rules: Rules) -> PermitRule:
    before = issued < rules.permits_before
    case = "no-conclusion" if not conclusion else "before" if before else "after"
    says = message(f"applicability/permit-{case}", day=rules.permits_before)
    return PermitRule(issued, before and conclusion, _law(rules.permit_paragraphs), says)


def _law(paragraphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(LAW[paragraph]) for paragraph in paragraphs)


def _dated(version: Version) -> Message:
    start = version.start or message("errors/day-not-in-graph")
    if version.end is None:
        return message("errors/from-day", title=version.title, start=start)
    return message("errors/from-day-to-day", title=version.title, start=start, end=version.end)

"""Documents against each other and against the law, as fields."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

import strawberry

from analysis.applicability.applicable import Applicability, applicable
from analysis.calendar.calendar import Calendar, calendar
from analysis.cross_check.cross_check import CrossCheck, cross_check
from analysis.cross_check.findings import Rule, Severity
from analysis.difference.difference import VersionDifference, difference
from analysis.gaps.gaps import Gaps, gaps
from analysis.gaps.law_report import law_report
from api.graphql.analysis_problems import problems
from api.graphql.arguments import Day, full_iri, today_or
from api.graphql.context import Info
from api.graphql.results import CONVERTER

Document = Annotated[
    str, strawberry.argument(description="A document, given by code, number, CELEX number, title or IRI.")
]
OneDocument = Annotated[
    str | None,
    strawberry.argument(description="Only what concerns this document, given by code, number, CELEX number or IRI."),
]
# The same enumerations as in the results.
_Rule = CONVERTER.enum_of(Rule, "CrossCheckRule")
_Severity = CONVERTER.enum_of(Severity, "CrossCheckSeverity")
Rules = Annotated[Sequence[_Rule], strawberry.argument(description="Only findings of these rules.")]  # type: ignore[valid-type]
Severities = Annotated[
    Sequence[_Severity],  # type: ignore[valid-type]
    strawberry.argument(description="Only findings as grave as these; the matrix counts all."),
]
Subject = Annotated[
    str,
    strawberry.argument(description="A sector or an activity of Annex I, given by code, name or IRI: `LCP`, `6.4.b`."),
]
PermitIssued = Annotated[date | None, strawberry.argument(description="The day on which a permit was issued (p57).")]


@strawberry.type
class DocumentFields:
    """Fields about documents."""

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(CrossCheck) | None,
        description=(
            "Documents against each other: references, activities, contradicting levels, one technique with two "
            "statuses or two names, marker pollutants, versions. Takes seconds over all documents."
        ),
    )
    def cross_check(
        self, info: Info, document: OneDocument = None, rules: Rules = (), severities: Severities = ()
    ) -> CrossCheck:
        """Check all documents against each other, or show what concerns one."""
        asked = None if document is None else full_iri(document)
        with problems():
            found = cross_check(info.context.store, asked, [str(rule) for rule in rules])
        if not severities:
            return found
        return replace(found, findings=tuple(each for each in found.findings if each.severity in severities))

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Gaps) | None,
        description=(
            "What is missing from a document, by paragraph, with shares; of a Kazakh book or conclusion also the rules "
            "of the law that it breaks."
        ),
    )
    def gaps(self, info: Info, document: Document, as_of: Day = None) -> Gaps:
        """Say what is missing."""
        store, asked = info.context.store, full_iri(document)
        with problems():
            return gaps(store, asked, law_report(store, asked, today_or(as_of)))

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(VersionDifference) | None,
        description="What really changed between two versions of a document: levels, techniques, scope.",
    )
    def difference(self, info: Info, first: Document, second: Document) -> VersionDifference:
        """Tell two versions apart."""
        with problems():
            return difference(info.context.store, full_iri(first), full_iri(second))

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Applicability) | None,
        description=(
            "What applies to a sector or activity on a day: the approved conclusion of Kazakhstan, else the EU "
            "documents (p56), with the chain of versions; and what p57 says of a permit."
        ),
    )
    def applicable(
        self, info: Info, subject: Subject, as_of: Day = None, permit_issued: PermitIssued = None
    ) -> Applicability:
        """Say what applies."""
        with problems():
            return applicable(info.context.store, full_iri(subject), today_or(as_of), permit_issued)

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Calendar) | None,
        description=(
            "Where every draft of a reference book stands in its procedure, and when books must be reported on and "
            "revised (p21-p45, p61-p64)."
        ),
    )
    def calendar(self, info: Info, as_of: Day = None) -> Calendar:
        """Say what is due."""
        with problems():
            return calendar(info.context.store, today_or(as_of))

"""What is known of one technique entry, as plain values: the only input of the decision.

IRIs are strings. Concepts of closed code lists (direction, standing, outcome, status, criterion, ground, readiness) are
their last IRI step, e.g. "increases"; concepts of open lists (component, pressure, pollutant, unit) are whole IRIs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from analysis.lookup.fields import Plot
from analysis.lookup.successors import Successor


class Direction(StrEnum):
    """What an effect does to its component, against its base case."""

    PREVENTS = "prevents"
    REDUCES = "reduces"
    INCREASES = "increases"
    NO_CHANGE = "no-change"


class Standing(StrEnum):
    """Who says so: a source, a working group or audit, or only a program that read a text."""

    STATED = "stated"
    CONFIRMED = "confirmed"
    CANDIDATE = "candidate"


class Outcome(StrEnum):
    """What an assessment of a benefit against a harm found."""

    AT_EXPENSE_OF = "at-expense-of"
    DOES_NOT_PAY_FOR = "does-not-pay-for"
    BELOW_THRESHOLD = "below-threshold"
    REMOVED_BY_COMPANION = "removed-by-companion"


class Status(StrEnum):
    """The six statuses a determination can have."""

    BAT = "bat"
    BAT_UNDER_CONDITIONS = "bat-under-conditions"
    NOT_BAT = "not-bat"
    PROSPECTIVE = "prospective"
    NOT_DETERMINED = "not-determined"
    WITHDRAWN = "withdrawn"


class DocumentKind(StrEnum):
    """The kinds of document that matter for a claim."""

    KAZAKH_CONCLUSION = "kazakh-conclusion"
    EU_DECISION = "eu-decision"
    OTHER = "other"


BENEFITS = frozenset({Direction.PREVENTS, Direction.REDUCES})


@dataclass(frozen=True)
class DocumentFacts:
    """A document with its legal validity. `valid_to` is the last day in force, None while it is in force."""

    iri: str
    kind: DocumentKind
    valid_from: date | None = None
    valid_to: date | None = None
    successors: frozenset[Successor] = frozenset()
    field: frozenset[Plot] = frozenset()

    def has_ended_by(self, day: date) -> bool:
        """Whether it was in force once and is no longer, or was replaced."""
        expired = self.valid_to is not None and self.valid_to < day
        return expired or any(successor.has_replaced_by(day) for successor in self.successors)

    def in_force_on(self, day: date) -> bool:
        """Whether it is known to be in force; a document without a first day, or with an undated successor, is not."""
        if self.valid_from is None or self.valid_from > day or self.has_ended_by(day):
            return False
        return not any(successor.may_have_replaced_by(day) for successor in self.successors)


@dataclass(frozen=True)
class Claim:
    """A document gives the entry a status; `standing` is candidate where only a program read it so."""

    document: DocumentFacts
    status: Status
    standing: Standing = Standing.STATED


@dataclass(frozen=True)
class EffectFacts:
    """One effect. What the source leaves out is None; `quantity` is in `unit`."""

    iri: str
    direction: Direction | None
    component: str | None
    base_case: str | None
    standing: Standing
    pressure: str | None = None
    pollutant: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Assessment:
    """Somebody weighed one benefit against one harm. `benefit` and `harm` are IRIs of effects, None where left out."""

    iri: str
    benefit: str | None
    harm: str | None
    outcome: Outcome
    standing: Standing
    companions: frozenset[str] = frozenset()
    combination: str | None = None
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Member:
    """An entry in a combination, with the technique it is about."""

    entry: str
    technique: str | None = None


@dataclass(frozen=True)
class Combination:
    """Entries that are determined and applied together."""

    iri: str
    members: frozenset[Member]

    def has_beside(self, entry: str, companions: Iterable[str]) -> bool:
        """Whether `entry` and every companion are members; a companion is named by entry or by technique."""
        others = [member for member in self.members if member.entry != entry]
        known = {member.entry for member in others} | {member.technique for member in others}
        return len(others) < len(self.members) and all(companion in known for companion in companions)


@dataclass(frozen=True)
class CriterionAssessment:
    """Whether the entry meets one criterion of the definition of BAT, and on which grounds."""

    iri: str
    criterion: str
    met: bool
    grounds: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EntryFacts:
    """All that decides the status of one technique entry. The order of the tuples means nothing."""

    entry: str
    document: DocumentFacts | None = None
    claims: tuple[Claim, ...] = ()
    readiness: frozenset[str] = frozenset()
    prospective: bool = False
    """Whether its book describes it among the prospective techniques."""
    effects: tuple[EffectFacts, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    combinations: tuple[Combination, ...] = ()
    criterion_assessments: tuple[CriterionAssessment, ...] = ()
    kazakh_conclusions: tuple[DocumentFacts, ...] = ()
    """The Kazakh BAT conclusions, of any date, for a piece of the field of a document that claims the entry."""


@dataclass(frozen=True)
class ComponentScheme:
    """The components of the natural environment: for each one all that are broader, however far up."""

    broader: Mapping[str, frozenset[str]]

    @classmethod
    def from_edges(cls, edges: Iterable[tuple[str, str]]) -> "ComponentScheme":
        """Build from (narrower, broader) pairs; a cycle makes its components broader than each other."""
        direct: dict[str, set[str]] = {}
        for narrower, broader in edges:
            direct.setdefault(narrower, set()).add(broader)
        return cls({component: _reachable(component, direct) for component in direct})

    def overlap(self, one: str, other: str) -> bool:
        """Whether the two are the same component, or one is broader than the other."""
        return one == other or other in self.broader.get(one, ()) or one in self.broader.get(other, ())


def _reachable(start: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = list(direct.get(start, ()))
    while waiting:
        component = waiting.pop()
        if component not in reached:
            reached.add(component)
            waiting.extend(direct.get(component, ()))
    return frozenset(reached)

"""The trade-off rule a second time, from the table of the specification, by brute force.

Shares no code with the decision: it looks at every pair of effects and every assessment again and again, follows the
component hierarchy step by step, and collects what it finds in plain sets. Only the shapes of the facts are shared.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from analysis.determination.facts import Assessment, CriterionAssessment, DocumentFacts, EffectFacts, EntryFacts

Edges = set[tuple[str, str]]
Limit = tuple[str, int] | None


@dataclass
class Verdict:
    """What the oracle found. Pairs are (benefit, harm)."""

    status: str = "not-determined"
    suspected: bool = False
    pairs: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    no_base_case: set[str] = field(default_factory=set)
    no_component: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)

    def put(self, row: str, pair: tuple[str, str]) -> None:
        self.pairs.setdefault(row, set()).add(pair)


def verdict_of(facts: EntryFacts, edges: Edges, day: date, binding: bool, limit: Limit) -> Verdict:
    """`binding`: kz-775, else eu-ecm. `limit`: a unit and the figure up to which a harm is negligible, or None."""
    verdict = Verdict()
    verdict.forbidden = {each.iri for each in facts.criterion_assessments if "not-used-in-kazakhstan" in each.grounds}
    honest = [each for each in facts.criterion_assessments if each.iri not in verdict.forbidden]
    best = any(each.criterion == "best-as-a-whole" and each.met and each.evidence for each in honest)
    for effect in facts.effects:
        if effect.direction != "no-change" and not effect.base_case:
            verdict.no_base_case.add(effect.iri)
        if effect.direction != "no-change" and not effect.component:
            verdict.no_component.add(effect.iri)
    for one, other in product(facts.effects, repeat=2):
        row = row_of(one, other, facts, edges, binding, best, limit)
        if row:
            verdict.put(row, (one.iri, other.iri))
    rumours = replace(facts, assessments=tuple(each for each in facts.assessments if each.standing == "candidate"))
    verdict.suspected = bool(verdict.pairs.get("suspected")) or says_nothing(rumours, edges)
    verdict.status = status_of(verdict, facts, honest, edges, day, binding)
    return verdict


def status_of(
    verdict: Verdict,
    facts: EntryFacts,
    honest: list[CriterionAssessment],
    edges: Edges,
    day: date,
    binding: bool,
) -> str:
    rows = set(verdict.pairs)
    claims = [claim for claim in facts.claims if claim.standing != "candidate"]
    ended = facts.document is not None and is_over(facts.document, day)
    positive = [c for c in claims if c.status in ("bat", "bat-under-conditions") and is_valid(c.document, day)]
    if any(claim.status == "withdrawn" for claim in claims) or (ended and not positive):
        return "withdrawn"
    pilot = bool(facts.readiness & {"research-and-development", "pilot-introduction"})
    pilot = pilot or facts.prospective or any(claim.status == "prospective" for claim in claims)
    unmet = any(not each.met for each in honest)
    if binding and "expense" in rows:
        return "not-bat"
    if pilot:
        return "prospective"
    if unmet:
        return "not-bat"
    if rows & {"expense", "unassessed", "suspected"} or says_nothing(facts, edges):
        return "not-determined"
    good = [claim for claim in positive if counts(claim.document, facts, day, binding)]
    if not good:
        return "not-determined"
    if "companion" in rows or all(claim.status == "bat-under-conditions" for claim in good):
        return "bat-under-conditions"
    return "bat"


def row_of(
    b: EffectFacts, h: EffectFacts, facts: EntryFacts, edges: Edges, binding: bool, best: bool, limit: Limit
) -> str | None:
    """The row of the table for one ordered pair of effects, or None if they are no pair."""
    if b.direction not in ("prevents", "reduces") or h.direction != "increases":
        return None
    if not b.base_case or not h.base_case or b.base_case != h.base_case or not b.component or not h.component:
        return None
    if b.component in upward(h.component, edges) or h.component in upward(b.component, edges):
        return "same component"
    about = [each for each in facts.assessments if each.benefit == b.iri and each.harm == h.iri]
    sure = [each for each in about if each.standing != "candidate"]
    expense = any(each.outcome == "at-expense-of" for each in sure)
    proven = [each for each in sure if each.evidence]
    companion = any(each.outcome == "removed-by-companion" and within(each, facts) for each in proven)
    small = not (limit and h.unit == limit[0] and h.quantity is not None and h.quantity > limit[1])
    paid = any(each.outcome == "does-not-pay-for" or (each.outcome == "below-threshold" and small) for each in proven)
    if expense and binding:
        return "expense"
    if companion:
        return "companion"
    if paid:
        return "paid"
    if expense:
        return "weighed" if best else "expense"
    return "suspected" if "candidate" in (b.standing, h.standing) else "unassessed"


def within(assessment: Assessment, facts: EntryFacts) -> bool:
    """Whether each companion is in the combination that is named, beside the entry."""
    for combination in facts.combinations:
        entries = {member.entry for member in combination.members}
        if combination.iri == assessment.combination and facts.entry in entries and assessment.companions:
            names = set()
            for member in combination.members:
                if member.entry != facts.entry:
                    names |= {member.entry, member.technique}
            if assessment.companions <= names:
                return True
    return False


def says_nothing(facts: EntryFacts, edges: Edges) -> bool:
    """Whether somebody says "at the expense of" of two effects that cannot be set against each other."""
    for each in facts.assessments:
        if each.outcome != "at-expense-of":
            continue
        named = [(b, h) for b, h in product(facts.effects, repeat=2) if b.iri == each.benefit and h.iri == each.harm]
        if not any(row_of(b, h, facts, edges, True, False, None) for b, h in named):
            return True
    return False


def upward(component: str, edges: Edges) -> set[str]:
    """The component and all that are broader."""
    reached = {component}
    for _ in edges:
        reached |= {broader for narrower, broader in edges if narrower in reached}
    return reached


def is_over(document: DocumentFacts, day: date) -> bool:
    if document.valid_to is not None and day > document.valid_to:
        return True
    return any(successor.since is not None and not successor.since > day for successor in document.successors)


def is_valid(document: DocumentFacts, day: date) -> bool:
    doubtful = any(successor.since is None for successor in document.successors)
    begun = document.valid_from is not None and not day < document.valid_from
    return begun and not doubtful and not is_over(document, day)


def counts(document: DocumentFacts, facts: EntryFacts, day: date, binding: bool) -> bool:
    """Whether a claim in this document, valid on the day, counts: p53, p56; under the EU method only the EU's."""
    if document.kind == "kazakh-conclusion":
        return binding
    if document.kind != "eu-decision":
        return False
    if not binding:
        return True
    left = set(document.field)
    for conclusion in facts.kazakh_conclusions:
        if is_valid(conclusion, day):
            left -= conclusion.field
    return bool(left) or not document.field

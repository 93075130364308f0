"""The decision: facts of an entry and a rule set in, a status with its reasons out. Pure, and blind to order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.determination.facts import ComponentScheme, EntryFacts, Status
from analysis.determination.grounds import claim_cases, criterion_cases, state_cases, weighed_as_a_whole
from analysis.determination.pairs import trade_off_cases
from analysis.determination.rule_set import Rule, RuleSet
from analysis.determination.situations import Case, Situation, in_order


@dataclass(frozen=True)
class Reason:
    """One step of an explanation. All but `situation` are IRIs; what the reason rests on is sorted."""

    situation: Situation
    rule: str
    paragraphs: tuple[str, ...]
    effects: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    put_aside: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sub_reasons: tuple["Reason", ...] = ()


@dataclass(frozen=True)
class DeterminationResult:
    """The status of one entry under one rule set on one day.

    `reasons` begins with the reasons of the rule that decided; the others follow in the order of the rule set.
    `suspected` says that at least one pair, or one remark that a harm pays, is there only because a program read it so.
    """

    entry: str
    rule_set: str
    as_of: date
    status: Status
    suspected: bool
    reasons: tuple[Reason, ...]

    @property
    def same_component_harms(self) -> tuple[Reason, ...]:
        """Harms to the component that benefits: reported, and no cross-media trade-off."""
        return self._reported(Situation.SAME_COMPONENT_HARM)

    @property
    def missing_base_cases(self) -> tuple[Reason, ...]:
        """Effects whose sign means nothing, because nothing says against what."""
        return self._reported(Situation.EFFECT_WITHOUT_BASE_CASE)

    @property
    def forbidden_grounds(self) -> tuple[Reason, ...]:
        """Assessments of criteria that were put aside, because they rest on a ground that is none."""
        return self._reported(Situation.GROUND_NOT_PERMITTED)

    def _reported(self, situation: Situation) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.situation is situation)


def decide(facts: EntryFacts, scheme: ComponentScheme, rule_set: RuleSet, as_of: date) -> DeterminationResult:
    """Determine the status of an entry on a day. Raises RuleSetNotInForce for a day before the rule set applies."""
    rule_set.require_in_force(as_of)
    found = in_order(list(_cases(facts, scheme, rule_set, as_of)))
    situations = {case.situation for case in found}
    known = rule_set.by_situation
    matching = [rule for _, rule in sorted((known[each] for each in situations if each in known), key=_place)]
    decisive = next((rule for rule in matching if rule.outcome is not None), None)
    # A rule set need not speak of every situation. Silence of the rules is absence, and absence is not a "no".
    status = Status.NOT_DETERMINED if decisive is None or decisive.outcome is None else decisive.outcome
    ordered = sorted(matching, key=lambda rule: rule is not decisive)  # stable: the others keep the set's order
    return DeterminationResult(
        entry=facts.entry,
        rule_set=rule_set.name,
        as_of=as_of,
        status=status,
        suspected=any(_is_suspicion(case) for case in found),
        reasons=tuple(
            _reason(case, rule, rule_set) for rule in ordered for case in found if case.situation is rule.situation
        ),
    )


def _is_suspicion(case: Case) -> bool:
    hearsay = any(detail.situation is Situation.ASSESSMENT_IS_CANDIDATE for detail in case.details)
    return case.situation is Situation.SUSPECTED_PAIR or (
        case.situation is Situation.AT_EXPENSE_NOT_COMPARABLE and hearsay
    )


def _place(placed: tuple[int, Rule]) -> int:
    return placed[0]


def _cases(facts: EntryFacts, scheme: ComponentScheme, rule_set: RuleSet, as_of: date) -> Iterator[Case]:
    yield from state_cases(facts, rule_set, as_of)
    yield from criterion_cases(facts, rule_set)
    yield from trade_off_cases(facts, scheme, rule_set, weighed_as_a_whole(facts, rule_set))
    yield from claim_cases(facts, rule_set, as_of)


def _reason(case: Case, rule: Rule, rule_set: RuleSet) -> Reason:
    return Reason(
        situation=case.situation,
        rule=rule.concept,
        paragraphs=rule.paragraphs,
        effects=case.effects,
        assessments=case.assessments,
        put_aside=case.put_aside,
        evidence=case.evidence,
        documents=case.documents,
        sub_reasons=tuple(_sub_reasons(case, rule_set)) if case.details else (),
    )


def _sub_reasons(case: Case, rule_set: RuleSet) -> Iterator[Reason]:
    for detail in case.details:
        if detail.situation in rule_set.by_situation:
            _, rule = rule_set.by_situation[detail.situation]
            yield _reason(detail, rule, rule_set)

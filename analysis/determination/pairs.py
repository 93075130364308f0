"""Benefits against harms (the last sentence of p2.1): which pairs there are, and what is known of each.

A benefit prevents or reduces, a harm increases. Two effects form a cross-media pair when they have the same base case
and their components differ, neither being broader than the other. An effect without base case or component forms no
pair, because its sign means nothing; it is reported.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from analysis.determination.facts import (
    BENEFITS,
    Assessment,
    ComponentScheme,
    CriterionAssessment,
    Direction,
    EffectFacts,
    EntryFacts,
    Outcome,
    Standing,
)
from analysis.determination.rule_set import RuleSet
from analysis.determination.situations import Case, Situation, in_order

BEST_AS_A_WHOLE = "best-as-a-whole"


class Relation(Enum):
    """How a benefit and a harm stand to each other."""

    CROSS_MEDIA = auto()
    SAME_COMPONENT = auto()
    NOT_COMPARABLE = auto()


@dataclass(frozen=True)
class Pair:
    """A benefit and a harm of one entry that form a cross-media pair."""

    benefit: EffectFacts
    harm: EffectFacts

    @property
    def effects(self) -> tuple[str, str]:
        """Benefit first."""
        return (self.benefit.iri, self.harm.iri)

    @property
    def is_candidate(self) -> bool:
        """Whether only a program says that one of the two is there."""
        return Standing.CANDIDATE in (self.benefit.standing, self.harm.standing)


def relation(benefit: EffectFacts, harm: EffectFacts, scheme: ComponentScheme) -> Relation:
    """Return how two effects stand to each other; not comparable if roles, base cases or components do not fit."""
    if benefit.direction not in BENEFITS or harm.direction is not Direction.INCREASES:
        return Relation.NOT_COMPARABLE
    if benefit.base_case is None or benefit.base_case != harm.base_case:
        return Relation.NOT_COMPARABLE
    if benefit.component is None or harm.component is None:
        return Relation.NOT_COMPARABLE
    if scheme.overlap(benefit.component, harm.component):
        return Relation.SAME_COMPONENT
    return Relation.CROSS_MEDIA


def trade_off_cases(
    facts: EntryFacts, scheme: ComponentScheme, rule_set: RuleSet, whole: Iterable[CriterionAssessment]
) -> Iterator[Case]:
    """All cases about effects. `whole`: assessments with evidence that the entry is best as a whole."""
    yield from _effect_cases(facts.effects)
    yield from _not_comparable_cases(facts, scheme)
    weighed = tuple(whole)
    for benefit, harm in _opposites(facts.effects):
        found = relation(benefit, harm, scheme)
        if found is Relation.SAME_COMPONENT:
            evidence = tuple(sorted(benefit.evidence | harm.evidence))
            yield Case(Situation.SAME_COMPONENT_HARM, effects=(benefit.iri, harm.iri), evidence=evidence)
        elif found is Relation.CROSS_MEDIA:
            yield _Resolver(facts, scheme, rule_set, Pair(benefit, harm)).case(weighed)


def _opposites(effects: tuple[EffectFacts, ...]) -> Iterator[tuple[EffectFacts, EffectFacts]]:
    harms = [effect for effect in effects if effect.direction is Direction.INCREASES]
    for benefit in effects:
        if benefit.direction in BENEFITS:
            for harm in harms:
                yield benefit, harm


def _effect_cases(effects: tuple[EffectFacts, ...]) -> Iterator[Case]:
    for effect in effects:
        missing = []
        if effect.direction is None:
            missing.append(Situation.EFFECT_WITHOUT_DIRECTION)
        if effect.direction is not Direction.NO_CHANGE:
            missing.extend([Situation.EFFECT_WITHOUT_BASE_CASE] if effect.base_case is None else [])
            missing.extend([Situation.EFFECT_WITHOUT_COMPONENT] if effect.component is None else [])
        for situation in missing:
            yield Case(situation, effects=(effect.iri,), evidence=tuple(sorted(effect.evidence)))


def _not_comparable_cases(facts: EntryFacts, scheme: ComponentScheme) -> Iterator[Case]:
    """At-expense-of was said of effects that cannot be set against each other: no ground to refuse, none to allow.

    Where only a program read it so, the case rests on nothing, and says why.
    """
    for assessment in facts.assessments:
        if assessment.outcome is not Outcome.AT_EXPENSE_OF:
            continue
        benefits = [effect for effect in facts.effects if effect.iri == assessment.benefit]
        harms = [effect for effect in facts.effects if effect.iri == assessment.harm]
        found = {relation(benefit, harm, scheme) for benefit in benefits for harm in harms}
        if found <= {Relation.NOT_COMPARABLE}:
            hearsay = assessment.standing is Standing.CANDIDATE
            yield Case(
                Situation.AT_EXPENSE_NOT_COMPARABLE,
                effects=tuple(each for each in (assessment.benefit, assessment.harm) if each is not None),
                assessments=() if hearsay else (assessment.iri,),
                evidence=() if hearsay else tuple(sorted(assessment.evidence)),
                details=(Case(Situation.ASSESSMENT_IS_CANDIDATE, put_aside=(assessment.iri,)),) if hearsay else (),
            )


class _Resolver:
    """What the assessments of one entry say of one pair."""

    def __init__(self, facts: EntryFacts, scheme: ComponentScheme, rule_set: RuleSet, pair: Pair) -> None:
        self._facts = facts
        self._scheme = scheme
        self._rule_set = rule_set
        self._pair = pair
        self._assessments = [each for each in facts.assessments if (each.benefit, each.harm) == pair.effects]
        self._obstacles = {each: self._obstacle(each) for each in self._assessments}

    def case(self, weighed: tuple[CriterionAssessment, ...]) -> Case:
        """The one case the pair makes."""
        expense = self._usable(Outcome.AT_EXPENSE_OF)
        outweighable = self._rule_set.at_expense_can_be_outweighed
        if expense and not outweighable:
            return self._made(Situation.ACHIEVED_AT_EXPENSE, expense)
        if companion := self._usable(Outcome.REMOVED_BY_COMPANION):
            return self._made(Situation.HARM_REMOVED_BY_COMPANION, companion)
        if assessed := self._usable(Outcome.DOES_NOT_PAY_FOR, Outcome.BELOW_THRESHOLD):
            return self._made(Situation.PAIR_ASSESSED, assessed)
        if expense and weighed:
            return self._made(Situation.WEIGHED_AS_A_WHOLE, [*expense, *weighed])
        if expense:
            return self._made(Situation.ACHIEVED_AT_EXPENSE, expense)
        return self._unresolved()

    def _unresolved(self) -> Case:
        """A pair that sources state is one that nobody has assessed, whatever a program read about it besides."""
        return self._made(Situation.SUSPECTED_PAIR if self._pair.is_candidate else Situation.UNASSESSED_PAIR, [])

    def _usable(self, *outcomes: Outcome) -> list[Assessment]:
        return [each for each in self._assessments if each.outcome in outcomes and self._obstacles[each] is None]

    def _obstacle(self, assessment: Assessment) -> Situation | None:
        """Why an assessment does not count, or None."""
        if assessment.standing is Standing.CANDIDATE:
            return Situation.ASSESSMENT_IS_CANDIDATE
        if assessment.outcome is Outcome.AT_EXPENSE_OF:
            return (
                None  # being stated or confirmed is enough for the prohibition; only what clears a pair must prove it
            )
        if not assessment.evidence:
            return Situation.ASSESSMENT_WITHOUT_EVIDENCE
        if assessment.outcome is Outcome.BELOW_THRESHOLD and self._rule_set.is_exceeded_by(
            self._pair.harm, self._scheme
        ):
            return Situation.THRESHOLD_EXCEEDED
        if assessment.outcome is Outcome.REMOVED_BY_COMPANION and not self._companion_is_beside(assessment):
            return Situation.COMPANION_OUTSIDE_COMBINATION
        return None

    def _companion_is_beside(self, assessment: Assessment) -> bool:
        return bool(assessment.companions) and any(
            combination.iri == assessment.combination
            and combination.has_beside(self._facts.entry, assessment.companions)
            for combination in self._facts.combinations
        )

    def _made(self, situation: Situation, resting_on: Sequence[Assessment | CriterionAssessment]) -> Case:
        evidence = self._pair.benefit.evidence | self._pair.harm.evidence
        for each in resting_on:
            evidence |= each.evidence
        details = [
            Case(obstacle or Situation.ASSESSMENT_OUTWEIGHED, put_aside=(each.iri,))
            for each, obstacle in self._obstacles.items()
            if obstacle is not None or each not in resting_on
        ]
        return Case(
            situation,
            effects=self._pair.effects,
            assessments=tuple(sorted({each.iri for each in resting_on})),
            evidence=tuple(sorted(evidence)),
            details=in_order(details),
        )

"""Everything about an entry that is not a pair of effects: criteria, readiness, withdrawal and claims."""

from collections.abc import Iterator
from datetime import date

from analysis.determination.facts import (
    Claim,
    CriterionAssessment,
    DocumentFacts,
    DocumentKind,
    EntryFacts,
    Standing,
    Status,
)
from analysis.determination.pairs import BEST_AS_A_WHOLE
from analysis.determination.rule_set import RuleSet
from analysis.determination.situations import CLAIM_SITUATIONS, Case, Situation, in_order
from analysis.lookup.fields import uncovered

_POSITIVE = frozenset({Status.BAT, Status.BAT_UNDER_CONDITIONS})


def permitted(facts: EntryFacts, rule_set: RuleSet) -> tuple[CriterionAssessment, ...]:
    """The criterion assessments that rest on no forbidden ground. One forbidden ground spoils the whole assessment."""
    return tuple(each for each in facts.criterion_assessments if not each.grounds & rule_set.forbidden_grounds)


def weighed_as_a_whole(facts: EntryFacts, rule_set: RuleSet) -> tuple[CriterionAssessment, ...]:
    """The assessments, permitted and with evidence, that found the entry best for the environment as a whole."""
    return tuple(
        each for each in permitted(facts, rule_set) if each.criterion == BEST_AS_A_WHOLE and each.met and each.evidence
    )


def criterion_cases(facts: EntryFacts, rule_set: RuleSet) -> Iterator[Case]:
    """Criteria met and unmet, and assessments that rest on a ground the rule set forbids."""
    counted = permitted(facts, rule_set)
    for each in facts.criterion_assessments:
        if each not in counted:
            yield Case(Situation.GROUND_NOT_PERMITTED, put_aside=(each.iri,))
        else:
            situation = Situation.CRITERION_MET if each.met else Situation.CRITERION_UNMET
            yield Case(situation, assessments=(each.iri,), evidence=tuple(sorted(each.evidence)))


def state_cases(facts: EntryFacts, rule_set: RuleSet, as_of: date) -> Iterator[Case]:
    """Whether the entry is withdrawn, or its technique not yet in use."""
    stated = [claim for claim in facts.claims if claim.standing is not Standing.CANDIDATE]
    for claim in stated:
        if claim.status is Status.WITHDRAWN:
            yield Case(Situation.ENTRY_WITHDRAWN, documents=(claim.document.iri,))
        if claim.status is Status.PROSPECTIVE:
            yield Case(Situation.NOT_YET_IN_USE, documents=(claim.document.iri,))
    claimed_today = any(claim.status in _POSITIVE and claim.document.in_force_on(as_of) for claim in stated)
    if facts.document is not None and facts.document.has_ended_by(as_of) and not claimed_today:
        yield _not_in_force(Situation.ENTRY_WITHDRAWN, facts.document, as_of)
    if facts.readiness & rule_set.prospective_readiness:
        yield Case(Situation.NOT_YET_IN_USE)
    elif facts.prospective:
        yield Case(Situation.NOT_YET_IN_USE, documents=(facts.document.iri,) if facts.document else ())


def claim_cases(facts: EntryFacts, rule_set: RuleSet, as_of: date) -> Iterator[Case]:
    """The claims that count under the rule set; if none does, one case of no claim that says why each one does not."""
    accepted: list[Case] = []
    conditional: list[Case] = []
    refused: list[Case] = []
    for claim in facts.claims:
        if claim.status not in _POSITIVE:
            continue
        case = _claim_case(claim, facts, rule_set, as_of)
        if case.situation not in CLAIM_SITUATIONS:
            refused.append(case)
        elif claim.status is Status.BAT_UNDER_CONDITIONS:
            conditional.append(Case(Situation.CLAIMED_UNDER_CONDITIONS, documents=case.documents, details=(case,)))
        else:
            accepted.append(case)
    if not accepted and not conditional:
        yield Case(Situation.NO_CLAIM, details=in_order(refused))
    # A claim without conditions says more than one with them; both are kept only where the first is missing.
    yield from accepted or conditional


def _claim_case(claim: Claim, facts: EntryFacts, rule_set: RuleSet, as_of: date) -> Case:
    document = claim.document
    if document.kind is DocumentKind.OTHER:
        return Case(Situation.CLAIM_OUTSIDE_CONCLUSION, documents=(document.iri,))
    if claim.standing is Standing.CANDIDATE:
        return Case(Situation.CLAIM_IS_CANDIDATE, documents=(document.iri,))
    if not document.in_force_on(as_of):
        return _not_in_force(Situation.CLAIM_NOT_IN_FORCE, document, as_of)
    if document.kind is DocumentKind.KAZAKH_CONCLUSION:
        return _if_used(Situation.CLAIM_KAZAKH_CONCLUSION, document, rule_set)
    if rule_set.uses(Situation.CLAIM_EU_DECISION):
        return Case(Situation.CLAIM_EU_DECISION, documents=(document.iri,))
    displacing = _displacing(document, facts.kazakh_conclusions, as_of)
    if displacing:
        return Case(Situation.CLAIM_DISPLACED, documents=(document.iri,), details=displacing)
    return _if_used(Situation.CLAIM_EU_DECISION_RELIED_ON, document, rule_set)


def _if_used(situation: Situation, document: DocumentFacts, rule_set: RuleSet) -> Case:
    """A document whose kind the rule set has no rule for is no conclusion in its eyes."""
    kept = situation if rule_set.uses(situation) else Situation.CLAIM_OUTSIDE_CONCLUSION
    return Case(kept, documents=(document.iri,))


def _displacing(document: DocumentFacts, conclusions: tuple[DocumentFacts, ...], as_of: date) -> tuple[Case, ...]:
    """The approved Kazakh conclusions that together cover the field of an EU document on a day; else none (p56)."""
    approved = [each for each in conclusions if each.in_force_on(as_of) and each.field & document.field]
    if uncovered(document.field, (each.field for each in approved)):
        return ()
    return in_order([Case(Situation.CONCLUSION_COVERS_SECTOR, documents=(each.iri,)) for each in approved])


def _not_in_force(situation: Situation, document: DocumentFacts, as_of: date) -> Case:
    """The situation, with the documents that have replaced this one."""
    replaced = [each.document for each in document.successors if each.may_have_replaced_by(as_of)]
    details = [Case(Situation.DOCUMENT_REPLACED, documents=(successor,)) for successor in replaced]
    return Case(situation, documents=(document.iri,), details=in_order(details))

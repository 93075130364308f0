"""The situations that facts can make, and one case of a situation. A rule set says what each situation means."""

from dataclasses import dataclass
from enum import StrEnum


class Situation(StrEnum):
    """What was found. The rows of the trade-off rule, the grounds beside it, claims, and what is only reported."""

    # Of the entry itself
    ENTRY_WITHDRAWN = "entry-withdrawn"
    NOT_YET_IN_USE = "not-yet-in-use"
    CRITERION_UNMET = "criterion-unmet"
    CRITERION_MET = "criterion-met"
    GROUND_NOT_PERMITTED = "ground-not-permitted"
    # Of a benefit and a harm
    ACHIEVED_AT_EXPENSE = "achieved-at-expense"
    SUSPECTED_PAIR = "suspected-pair"
    UNASSESSED_PAIR = "unassessed-pair"
    HARM_REMOVED_BY_COMPANION = "harm-removed-by-companion"
    PAIR_ASSESSED = "pair-assessed"
    WEIGHED_AS_A_WHOLE = "weighed-as-a-whole"
    SAME_COMPONENT_HARM = "same-component-harm"
    AT_EXPENSE_NOT_COMPARABLE = "at-expense-not-comparable"
    # Of an effect
    EFFECT_WITHOUT_BASE_CASE = "effect-without-base-case"
    EFFECT_WITHOUT_COMPONENT = "effect-without-component"
    EFFECT_WITHOUT_DIRECTION = "effect-without-direction"
    # Of a claim
    CLAIM_KAZAKH_CONCLUSION = "claim-kazakh-conclusion"
    CLAIM_EU_DECISION_RELIED_ON = "claim-eu-decision-relied-on"
    CLAIM_EU_DECISION = "claim-eu-decision"
    CLAIMED_UNDER_CONDITIONS = "claimed-under-conditions"
    NO_CLAIM = "no-claim"
    # Why something does not count; found only under another situation
    ASSESSMENT_WITHOUT_EVIDENCE = "assessment-without-evidence"
    ASSESSMENT_IS_CANDIDATE = "assessment-is-candidate"
    THRESHOLD_EXCEEDED = "threshold-exceeded"
    ASSESSMENT_OUTWEIGHED = "assessment-outweighed"
    COMPANION_OUTSIDE_COMBINATION = "companion-outside-combination"
    CLAIM_NOT_IN_FORCE = "claim-not-in-force"
    CLAIM_DISPLACED = "claim-displaced"
    CLAIM_IS_CANDIDATE = "claim-is-candidate"
    CLAIM_OUTSIDE_CONCLUSION = "claim-outside-conclusion"
    DOCUMENT_REPLACED = "document-replaced"
    CONCLUSION_COVERS_SECTOR = "conclusion-covers-sector"


CLAIM_SITUATIONS = frozenset(
    {Situation.CLAIM_KAZAKH_CONCLUSION, Situation.CLAIM_EU_DECISION_RELIED_ON, Situation.CLAIM_EU_DECISION}
)


@dataclass(frozen=True)
class Case:
    """One case of a situation: the IRIs it rests on, each sorted, and the cases that explain it.

    `put_aside`: assessments that were looked at and do not count; a case rests on none of them.
    """

    situation: Situation
    effects: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    put_aside: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    details: tuple["Case", ...] = ()


def in_order(cases: set[Case] | list[Case]) -> tuple[Case, ...]:
    """Each case once, in an order that depends on the cases alone."""
    return tuple(sorted(set(cases), key=_place)) if len(cases) > 1 else tuple(cases)


def _place(case: Case) -> tuple[object, ...]:
    details = tuple(_place(detail) for detail in case.details)
    return (
        case.situation.value,
        case.effects,
        case.assessments,
        case.put_aside,
        case.documents,
        case.evidence,
        details,
    )

"""What determination refuses to answer, and why. Every error names what was asked and what there is."""

from collections.abc import Sequence
from datetime import date

from analysis.lookup.errors import AnalysisError, asked_words, near_words, or_nothing
from analysis.lookup.names import folded, near
from analysis.wording.message import message


class DeterminationError(AnalysisError):
    """A question about status that has no answer."""


class UnknownRuleSet(DeterminationError):
    """A rule set was named that does not exist."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.near = tuple(near(asked, {folded(name): name for name in known}))
        words = near_words(self.near)
        super().__init__(
            message("errors/unknown-rule-set", asked=asked_words(asked), near=words, known=or_nothing(known))
        )
        self.asked = asked
        self.known = tuple(known)


class RuleSetMalformed(DeterminationError):
    """The file of a rule set cannot be read whole."""

    def __init__(self, *, file: str, place: str, found: str, expected: str) -> None:
        said = message("errors/rule-set-malformed", file=file, place=place, found=found, expected=expected)
        super().__init__(said)
        self.file = file
        self.place = place
        self.found = found
        self.expected = expected


class RuleSetNotInForce(DeterminationError):
    """A status was asked for a day on which the rule set did not apply yet."""

    def __init__(self, rule_set: str, as_of: date, applies_from: date) -> None:
        days = {"applies_from": applies_from, "as_of": as_of}
        super().__init__(message("errors/rule-set-not-in-force", rule_set=rule_set, **days))
        self.rule_set = rule_set
        self.as_of = as_of
        self.applies_from = applies_from


class UnknownTechnique(DeterminationError):
    """Nothing in the graph is a technique or technique entry of that IRI or name."""

    def __init__(self, asked: str, near: Sequence[str]) -> None:
        super().__init__(message("errors/unknown-technique", asked=asked_words(asked), near=near_words(near)))
        self.asked = asked
        self.near = tuple(near)


class NotDeterminedYet(DeterminationError):
    """The technique is known, but the derived graph holds no determination of it under the rule set."""

    def __init__(self, asked: str, rule_set: str, entries: Sequence[str], held: Sequence[str]) -> None:
        number, sets = len(entries), or_nothing(held)
        super().__init__(message("errors/not-determined-yet", asked=asked, number=number, rule_set=rule_set, held=sets))
        self.asked = asked
        self.rule_set = rule_set
        self.entries = tuple(entries)
        self.held = tuple(held)

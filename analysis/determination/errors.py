"""What determination refuses to answer, and why. Every error names what was asked and what there is."""

from collections.abc import Sequence
from datetime import date


class DeterminationError(Exception):
    """A question about status that has no answer."""


class UnknownRuleSet(DeterminationError):
    """A rule set was named that does not exist."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no rule set {asked!r}; there are: {', '.join(known) or 'none'}. Name one of them.")
        self.asked = asked
        self.known = tuple(known)


class RuleSetMalformed(DeterminationError):
    """The file of a rule set cannot be read whole."""

    def __init__(self, *, file: str, place: str, found: str, expected: str) -> None:
        super().__init__(f"{file}: {place}: found {found}; expected {expected}. Mend the file; no rule of it was used.")
        self.file = file
        self.place = place
        self.found = found
        self.expected = expected


class RuleSetNotInForce(DeterminationError):
    """A status was asked for a day on which the rule set did not apply yet."""

    def __init__(self, rule_set: str, as_of: date, applies_from: date) -> None:
        super().__init__(
            f"rule set {rule_set!r} applies from {applies_from.isoformat()}; asked for {as_of.isoformat()}. "
            "Ask for a later day, or name another rule set."
        )
        self.rule_set = rule_set
        self.as_of = as_of
        self.applies_from = applies_from


class UnknownTechnique(DeterminationError):
    """Nothing in the graph is a technique or technique entry of that IRI or name."""

    def __init__(self, asked: str, near: Sequence[str]) -> None:
        hint = f"near matches: {'; '.join(near)}" if near else "nothing in the graph has a similar name"
        super().__init__(f"there is no technique or technique entry {asked!r}; {hint}. Give an IRI or a printed name.")
        self.asked = asked
        self.near = tuple(near)


class NotDeterminedYet(DeterminationError):
    """The technique is known, but the derived graph holds no determination of it under the rule set."""

    def __init__(self, asked: str, rule_set: str, entries: Sequence[str], held: Sequence[str]) -> None:
        super().__init__(
            f"{asked!r}: the derived graph determines none of its technique entries ({len(entries)}) "
            f"under rule set {rule_set!r} (it holds rule sets: {', '.join(held) or 'none'}). "
            "Build the graph again, so that the determinations are derived."
        )
        self.asked = asked
        self.rule_set = rule_set
        self.entries = tuple(entries)
        self.held = tuple(held)

"""What the question of what applies is refused for. Every error names what was asked and what there is."""

from collections.abc import Sequence
from datetime import date

from analysis.lookup.errors import AnalysisError


class NothingApplies(AnalysisError):
    """No document of the graph applies to the subject on the day."""

    def __init__(self, asked: str, on: date, existing: Sequence[str]) -> None:
        there = f"For it there are: {'; '.join(existing)}." if existing else "No document of the graph covers it."
        super().__init__(f"nothing in the graph applies to {asked!r} on {on.isoformat()}. {there}")
        self.asked = asked
        self.on = on
        self.existing = tuple(existing)


class RulesNotInForce(AnalysisError):
    """The day is before the Rules that say what applies."""

    def __init__(self, rules: str, on: date, applies_from: date) -> None:
        super().__init__(
            f"the rules {rules!r} apply from {applies_from.isoformat()}; asked for {on.isoformat()}. Ask later."
        )
        self.rules = rules
        self.on = on
        self.applies_from = applies_from

"""What the question of what applies is refused for. Every error names what was asked and what there is."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from analysis.lookup.errors import AnalysisError
from analysis.wording.message import Message, message

_NO_DOCUMENT: Final = message("errors/no-document-covers-it")


class NothingApplies(AnalysisError):
    """No document of the graph applies to the subject on the day."""

    def __init__(self, asked: str, on: date, existing: Sequence[Message]) -> None:
        there = message("errors/for-it-there-are", documents=existing) if existing else _NO_DOCUMENT
        super().__init__(message("errors/nothing-applies", asked=asked, on=on, there=there))
        self.asked = asked
        self.on = on
        self.existing = tuple(existing)


class RulesNotInForce(AnalysisError):
    """The day is before the Rules that say what applies."""

    def __init__(self, rules: str, on: date, applies_from: date) -> None:
        super().__init__(message("errors/rules-not-in-force", rules=rules, applies_from=applies_from, on=on))
        self.rules = rules
        self.on = on
        self.applies_from = applies_from

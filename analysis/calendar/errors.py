"""What a calendar cannot be made from."""

from collections.abc import Sequence

from analysis.lookup.errors import AnalysisError, or_nothing
from analysis.wording.message import message


class DeadlinesMissing(AnalysisError):
    """The graph does not hold deadlines of the Rules that the calendar is counted by."""

    def __init__(self, missing: Sequence[str], held: Sequence[str]) -> None:
        super().__init__(message("errors/deadlines-missing", missing=missing, held=or_nothing(held)))
        self.missing = tuple(missing)
        self.held = tuple(held)


class NoBooks(AnalysisError):
    """The graph holds no reference book, and so nothing that the Rules set a day for."""

    def __init__(self) -> None:
        super().__init__(message("errors/no-books"))

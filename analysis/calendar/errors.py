"""What a calendar cannot be made from."""

from collections.abc import Sequence

from analysis.lookup.errors import AnalysisError


class DeadlinesMissing(AnalysisError):
    """The graph does not hold deadlines of the Rules that the calendar is counted by."""

    def __init__(self, missing: Sequence[str], held: Sequence[str]) -> None:
        super().__init__(
            f"the graph does not hold the deadlines {', '.join(missing)} (it holds: {', '.join(held) or 'none'}). "
            "Load the ontology's code list of deadlines, or build the graph again."
        )
        self.missing = tuple(missing)
        self.held = tuple(held)


class NoBooks(AnalysisError):
    """The graph holds no reference book, and so nothing that the Rules set a day for."""

    def __init__(self) -> None:
        super().__init__(
            "the graph holds no reference book, draft or notice under the Rules; the days of p21-p45 and p61-p63 do "
            "not apply to documents of the EU. Load the data of a book first."
        )

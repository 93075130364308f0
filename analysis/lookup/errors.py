"""What the analyses refuse to answer, and why. Every error names what was asked and what there is."""

from collections.abc import Sequence


class AnalysisError(Exception):
    """A question that has no answer."""


class UnknownName(AnalysisError):
    """Nothing of the kind has the IRI, code or name that was asked for."""

    def __init__(self, kind: str, asked: str, near: Sequence[str], known: Sequence[str]) -> None:
        hint = f"near matches: {'; '.join(near)}" if near else "nothing has a similar name"
        there = f"There are: {', '.join(known)}." if known else f"The graph holds no {kind}."
        super().__init__(f"there is no {kind} {asked!r}; {hint}. {there}")
        self.kind = kind
        self.asked = asked
        self.near = tuple(near)
        self.known = tuple(known)


class AmbiguousName(AnalysisError):
    """Several things of the kind have the name that was asked for."""

    def __init__(self, kind: str, asked: str, meant: Sequence[str]) -> None:
        super().__init__(f"{asked!r} names several of kind {kind}: {', '.join(meant)}. Give one of these.")
        self.kind = kind
        self.asked = asked
        self.meant = tuple(meant)

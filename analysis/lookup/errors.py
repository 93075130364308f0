"""What the analyses refuse to answer, and why. Every error names what was asked and what there is."""

from collections.abc import Sequence
from typing import Final

from analysis.wording.message import Message, message
from analysis.wording.speaker import ENGLISH
from analysis.wording.texts_file import load_texts

_LONGEST_REPEATED: Final = 100


class AnalysisError(Exception):
    """A question that has no answer. `said` is why, to be said in any language; as text it is in English."""

    def __init__(self, said: Message) -> None:
        super().__init__(ENGLISH.say(said))
        self.said = said


class UnknownName(AnalysisError):
    """Nothing of the kind has the IRI, code or name that was asked for."""

    def __init__(self, kind: str, asked: str, near: Sequence[str], known: Sequence[str], within: str = "") -> None:
        said = kind_words(kind, within)
        there = message("errors/there-are", names=known) if known else message("errors/holds-none", kind=said)
        super().__init__(
            message("errors/unknown-name", kind=said, asked=asked_words(asked), near=near_words(near), known=there)
        )
        self.kind = kind
        self.asked = asked
        self.near = tuple(near)
        self.known = tuple(known)


class AmbiguousName(AnalysisError):
    """Several things of the kind have the name that was asked for."""

    def __init__(self, kind: str, asked: str, meant: Sequence[str]) -> None:
        super().__init__(message("errors/ambiguous-name", kind=kind_words(kind), asked=asked, meant=meant))
        self.kind = kind
        self.asked = asked
        self.meant = tuple(meant)


def asked_words(asked: str) -> str | Message:
    """What was asked for, as it is repeated in an error: an empty name by its own name, a long one cut."""
    if not asked.strip():
        return message("errors/empty-name")
    return asked if len(asked) <= _LONGEST_REPEATED else f"{asked[:_LONGEST_REPEATED]}…"


def near_words(near: Sequence[str]) -> Message:
    """The near matches, or that there are none."""
    return message("errors/near-matches", names="; ".join(near)) if near else message("errors/nothing-similar")


def kind_words(kind: str, within: str = "") -> Message:
    """What a kind of thing is called; its id for a scheme of codes that has no name here."""
    identifier = kind.replace(" ", "-")
    text = f"errors/kind-{identifier}"
    return message(text, within=within) if text in load_texts() else message("comparison/listed", what=kind)


def or_nothing(names: Sequence[str]) -> Sequence[str] | Message:
    """Names, or the word for nothing."""
    return names or message("errors/nothing")

"""Labels in the language of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from shapes.trilingual import LANGUAGES


@dataclass(frozen=True)
class ShownValue:
    """A value on a page: its text, where it leads (empty if nowhere), and its language (empty if none).

    `place` tells things of one name apart: where in which document one stands, empty for what stands in none.
    """

    text: str
    href: str
    language: str
    place: str = ""


@dataclass(frozen=True)
class Words:
    """A text on a page, and its language; empty if it is that of the page, or if the source does not state it."""

    text: str
    language: str = ""


def best_label(labels: Sequence[Literal], language: str) -> Literal | None:
    """The label in the asked language, else in another of the product's, else any, always the same one."""
    order = [language, *LANGUAGES]

    def rank(label: Literal) -> tuple[int, str, str]:
        code = label.language or ""
        return (order.index(code) if code in order else len(order), code, label.value)

    return min(labels, key=rank, default=None)

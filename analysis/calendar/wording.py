"""Labels in one language, or in the next one there is."""

from collections.abc import Sequence
from typing import Final

LANGUAGES: Final = ("kk", "ru", "en")


def label(labels: Sequence[tuple[str, str]], language: str) -> str:
    """Return the label in a language, else in the first of kk, ru, en; empty if there is none."""
    known = dict(labels)
    return next((known[each] for each in (language, *LANGUAGES) if each in known), "")

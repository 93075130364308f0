"""One spelling of spaces, hyphens, quotes, raised figures and micro signs, for comparing with phrases.

What is kept as a fact stays as printed.
"""

import re
from functools import lru_cache
from typing import Final

_SPELLING: Final = str.maketrans(
    {
        "\u00ad": "",  # soft hyphen that the layout left in
        "\u2010": "-",
        "\u2011": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u03bc": "µ",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2212": "-",
        "\u2a7d": "≤",
        "\u2a7e": "≥",
        "\u207a": "+",
        "\u207b": "-",
    }
    | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", strict=True))
)
_SPACES: Final = re.compile(r"\s+")
_NUMBER: Final = re.compile(r"(?<!\w)(?:[<>≤≥] ?)?\d(?:[\d.,]| (?=\d))*(?<=\d)(?: ?%)?")


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Return `text` with one kind of space, hyphen, apostrophe, micro sign and figure, trimmed."""
    return _SPACES.sub(" ", text.translate(_SPELLING)).strip()


def numbers_in(text: str) -> str:
    """Return the numbers of a sentence as printed: what a report may cite of a sentence that may not be copied."""
    return "a sentence with " + (", ".join(_NUMBER.findall(plain(text))) or "no number")

"""One spelling for letters that people type in several ways: мұнай is found as мунай, SO₂ as so2."""

import unicodedata
from typing import Final

_KAZAKH: Final = str.maketrans("әғқңөұүһі", "агкноуухи")


def fold(text: str) -> str:
    """Return a text for comparison: lower case, no marks on letters, sub- and superscripts set on the line."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("й", "\0"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.replace("\0", "й").translate(_KAZAKH)

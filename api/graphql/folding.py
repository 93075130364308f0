"""One spelling for letters that people type in several ways: мұнай is found as мунай, SO₂ as so2."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_KAZAKH: Final = str.maketrans("әғқңөұүһі", "агкноуухи")
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a text for comparison: lower case, no marks on letters, sub- and superscripts set on the line."""
    composed = unicodedata.normalize("NFC", text)
    # й is a letter of its own, not и with a mark.
    decomposed = unicodedata.normalize("NFKD", composed.casefold().replace("й", "\0"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.replace("\0", "й").translate(_KAZAKH)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return fold(character)


@dataclass(frozen=True)
class Word:
    """A word of a text: folded, and where it stands in the text as printed."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, which is taken as it is composed (NFC)."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in _fold_character(character):
            folded.append(each)
            places.append(place)
    found = _WORD.finditer("".join(folded))
    return tuple(Word(match[0], places[match.start()], places[match.end() - 1] + 1) for match in found)

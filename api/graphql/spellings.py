"""Other readings of what was typed, for when it finds nothing: words set together, another script, another keyboard."""

import re
from collections.abc import Iterator
from typing import Final

_PARAGRAPH: Final = re.compile(r"(?<!\w)[пp]\.?\s*(?=\d)", re.IGNORECASE)
_CYRILLIC: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN: Final = (
    *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p"),
    *("r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya"),
)
_TO_LATIN: Final = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)))
_KEYS_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбю"
_KEYS_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_TO_RUSSIAN_KEYS: Final = str.maketrans(_KEYS_LATIN, _KEYS_RUSSIAN)
_TO_LATIN_KEYS: Final = str.maketrans(_KEYS_RUSSIAN, _KEYS_LATIN)


def as_cited(text: str) -> str:
    """A paragraph as the graph writes it: `п. 12.9` is `p12.9`."""
    return _PARAGRAPH.sub("p", text)


def other_readings(text: str) -> Iterator[str]:
    """What may have been meant, the likeliest first."""
    words = text.split()
    for place in range(len(words) - 1):
        yield " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
    low = text.casefold()
    for other in (low.translate(_TO_LATIN), low.translate(_TO_RUSSIAN_KEYS), low.translate(_TO_LATIN_KEYS)):
        if other != low:
            yield other

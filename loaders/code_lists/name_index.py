"""Recognising a printed name: of a pollutant, a unit, anything that a code list names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_SPACES = re.compile(r"\s+")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u00ad": "", "\u2019": "'"})


def normal_form(text: str) -> str:
    """Return `text` with sub- and superscripts, the micro sign, hyphens and spaces in one form each; case is kept."""
    plain = unicodedata.normalize("NFKC", text.translate(_HYPHENS)).translate(_HYPHENS)
    return _SPACES.sub(" ", plain).strip()


def fold_name(text: str) -> str:
    """Return `text` in the form in which names are compared: normal form without differences of case."""
    return normal_form(text).casefold()


class AmbiguousName(ValueError):
    """One printed form that two entries of a list claim."""

    def __init__(self, name: str, first: str, second: str) -> None:
        super().__init__(f"{name!r} names both {first!r} and {second!r}")
        self.name = name
        self.first = first
        self.second = second


@dataclass
class NameIndex:
    """Printed forms to identifiers. Symbols (Co, CO) are compared with their case, names without."""

    _symbols: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def add(self, identifier: str, *, symbols: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        """Let `symbols` and `names` stand for `identifier`. Raises AmbiguousName if another one has them."""
        for symbol in symbols:
            _claim(self._symbols, normal_form(symbol), identifier)
        for name in names:
            _claim(self._names, fold_name(name), identifier)

    def find(self, printed: str) -> str | None:
        """Return the identifier that the whole of `printed` names, or None."""
        return self._symbols.get(normal_form(printed)) or self._names.get(fold_name(printed))

    def __len__(self) -> int:
        return len(self._symbols) + len(self._names)


def _claim(forms: dict[str, str], form: str, identifier: str) -> None:
    holder = forms.setdefault(form, identifier)
    if holder != identifier:
        raise AmbiguousName(form, holder, identifier)

"""Texts of ours in the three languages of the product."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Self

if TYPE_CHECKING:
    from rdflib.term import Node

Language = Literal["kk", "ru", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("kk", "ru", "en")


@dataclass(frozen=True)
class Trilingual:
    """One text in Kazakh, Russian and English."""

    kk: str
    ru: str
    en: str

    @classmethod
    def same(cls, text: str) -> Self:
        """Return a text that reads the same in every language: an identifier, a number, a printed value."""
        return cls(text, text, text)

    @classmethod
    def from_literals(cls, values: "Iterable[Node]") -> Self | None:
        """Return the text stated by language-tagged literals, or None if any of the three languages is missing."""
        from rdflib import Literal as RdfLiteral  # what only has texts should not wait for rdflib

        by_language = {v.language: str(v) for v in values if isinstance(v, RdfLiteral) and v.language in LANGUAGES}
        if not set(LANGUAGES) <= set(by_language):
            return None
        return cls(by_language["kk"], by_language["ru"], by_language["en"])

    def into(self, language: Language) -> str:
        """Return the text in `language`."""
        match language:
            case "kk":
                return self.kk
            case "ru":
                return self.ru
            case "en":
                return self.en

    def filled(self, **parts: "Trilingual") -> "Trilingual":
        """Return the text with each `{name}` replaced by the part of that name in the same language."""
        return Trilingual(*(_fill(self.into(language), parts, language) for language in LANGUAGES))


def _fill(template: str, parts: Mapping[str, Trilingual], language: Language) -> str:
    return template.format_map({name: part.into(language) for name, part in parts.items()})

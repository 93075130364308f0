"""From a term of the store to the value that a field answers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from api.graphql.model import Field, Kind
from store.graph_store import Term

JsonScalar = str | int | bool | None

ANY: Final = "any"
PRODUCT_LANGUAGES: Final = ("kk", "ru", "en", "nl")


def scalar(term: Term, kind: Kind) -> JsonScalar:
    """Return a term as JSON. Decimals stay text, so that no digit is lost on the way."""
    if kind == "integer":
        return int(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    return term.value


def scalars(terms: Sequence[Term], field: Field) -> JsonScalar | list[JsonScalar]:
    """Return the value of a scalar field, or its values in a fixed order."""
    if len(terms) == 1:
        found = scalar(terms[0], field.kind)
        return [found] if field.many else found
    values = [scalar(term, field.kind) for term in sorted(terms, key=lambda term: sort_key(term, field.kind))]
    return values if field.many else (values[0] if values else None)


def sort_key(term: Term, kind: Kind) -> tuple[int, Decimal, str]:
    """A key that orders numbers by value and everything else by text."""
    if kind in ("integer", "decimal"):
        return (0, Decimal(term.value), "")
    return (1, Decimal(0), term.value)


def texts(terms: Sequence[Term], languages: Sequence[str]) -> list[dict[str, str]]:
    """Return the texts in the first of the preferred languages in which there are any, with that language."""
    literals = [term for term in terms if isinstance(term, Literal)]
    for language in languages:
        wanted = _any_order(literals) if language == ANY else [t for t in literals if t.language == language]
        if wanted:
            used = wanted[0].language or ""
            return [{"value": t.value, "language": used} for t in sorted(wanted, key=lambda t: t.value)]
    return []


def _any_order(literals: Sequence[Literal]) -> list[Literal]:
    """The texts of one language: the product's languages first, then others by name, always the same one."""
    present = {literal.language or "" for literal in literals}
    ordered = [language for language in PRODUCT_LANGUAGES if language in present] + sorted(present)
    return [literal for literal in literals if (literal.language or "") == ordered[0]] if ordered else []

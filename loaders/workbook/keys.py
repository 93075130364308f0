"""Keys of rows and IRIs of things.

A thing of the book `CLM` with the key `Bag filter` is `doc/clm/bag-filter`. A key that begins with a slash names a
thing that is not the book's own by its whole path: `/technique/bag-filter`, `/law/kz-775/p2.1`; one in angle brackets
is any IRI.
"""

import re
import unicodedata
from typing import Final

from rdflib import URIRef

from ontology.namespaces import BASE, DOC, slug

_NOT_STEP = re.compile(r"[^\w.-]+")
_WHOLE = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\"{}|\\^`\s]+)>")
_PATH = re.compile(r"/[^<>\"{}|\\^`\s]+")
_ABSENCE_STEP: Final = "/absence/"


def key_step(key: str) -> str:
    """Return a key as the last step of an IRI: lower case; letters of any script, digits, and . - _ stay."""
    return _NOT_STEP.sub("-", unicodedata.normalize("NFC", key).lower()).strip("-.")


def book_base(code: str) -> URIRef:
    """Return what the IRIs of a book's things begin with. Raises ValueError if a code has no Latin letter or digit."""
    return URIRef(f"{DOC}{slug(code)}/")


def iri_of_key(key: str, base: URIRef) -> URIRef | None:
    """Return the IRI that a key stands for, or None if it has no letter and no digit."""
    key = key.strip()
    whole = _WHOLE.fullmatch(key)
    if whole:
        return URIRef(whole[1])
    if key.startswith("/"):
        return URIRef(BASE + key[1:]) if _PATH.fullmatch(key) else None
    step = key_step(key)
    return URIRef(base + step) if step else None


def key_of_iri(iri: URIRef, base: URIRef) -> str:
    """Return the key that `iri_of_key` reads as `iri`."""
    if iri.startswith(base):
        step = str(iri.removeprefix(base))
        if step and key_step(step) == step:
            return step
    if iri.startswith(BASE) and _PATH.fullmatch(f"/{iri.removeprefix(BASE)}"):
        return f"/{iri.removeprefix(BASE)}"
    return f"<{iri}>"


def absence_iri(thing: URIRef, predicate: URIRef) -> URIRef:
    """Return the IRI of the absence that the cell of a property states."""
    return URIRef(f"{thing}{_ABSENCE_STEP}{key_step(re.split(r'[/#]', predicate)[-1])}")


def is_own(iri: URIRef, base: URIRef) -> bool:
    """Whether an IRI is one of the book's own things."""
    return iri.startswith(base)

"""The IRIs of batgraph, in one place.

Everything that can be cited has an IRI built from source identifiers, so loading twice changes nothing.
"""

import hashlib
import re
import unicodedata
from typing import Final

from rdflib import Namespace, URIRef

BASE: Final = "https://w3id.org/batgraph/"

BAT: Final = Namespace(BASE + "def/")
CODE: Final = Namespace(BASE + "code/")
ACT: Final = URIRef(BASE + "law/kz-775")
LAW: Final = Namespace(BASE + "law/kz-775/")
DOC: Final = Namespace(BASE + "doc/")
TECHNIQUE: Final = Namespace(BASE + "technique/")
GRAPH: Final = Namespace(BASE + "graph/")

ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")

_NOT_SLUG = re.compile(r"[^a-z0-9.]+")


def slug(text: str) -> str:
    """Return `text` as the last step of an IRI: lower case, ASCII letters, digits, dots and hyphens.

    Raises ValueError if nothing is left, because an empty step would merge two things under one IRI.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    result = _NOT_SLUG.sub("-", ascii_text.lower()).strip("-")
    if not result:
        raise ValueError(f"no ASCII letter or digit in {text!r}: give the thing an identifier of its own")
    return result


def file_slug(stem: str) -> str:
    """Return the name of a user's file as the last step of an IRI: its slug, or a digest if it is not all ASCII.

    A name that loses letters on the way could meet another one.
    """
    if stem.isascii() and _NOT_SLUG.sub("", stem.lower()):
        return slug(stem)
    return hashlib.sha256(stem.encode()).hexdigest()[:12]


def code(scheme: str, identifier: str) -> URIRef:
    """Return the IRI of a concept, e.g. `code("medium", "air")`."""
    return CODE[f"{scheme}/{identifier}"]

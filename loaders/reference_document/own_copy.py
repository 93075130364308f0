"""The wording of a book, stated only from a user's own copy."""

import re
from collections.abc import Iterator, Sequence

from rdflib import Literal, URIRef

from loaders.reference_document.book_graph import LANGUAGE, Triple, effect_iri, entry_iri, evidence_iri
from loaders.reference_document.entries import BookReading, Entry
from loaders.reference_document.facts import EffectFact
from ontology.namespaces import BAT

_PROPERTIES: dict[str, URIRef] = {
    "description": BAT.description,
    "benefits": BAT.environmentalBenefits,
    "cross-media": BAT.crossMediaText,
    "operational-data": BAT.operationalData,
    "applicability": BAT.applicability,
    "economics": BAT.economics,
}
_SPACES = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_WRAPS = re.compile(r"[ \t]*\n[ \t]*")


def wording_triples(reading: BookReading, effects: Sequence[EffectFact]) -> Iterator[Triple]:
    """Yield the texts of every entry, and for every effect the statement that it was found in."""
    for entry in reading.entries:
        yield from _texts(entry, reading)
    for fact in effects:
        statement = reading.texts[fact.record - 1][fact.field][fact.start : fact.end]
        evidence = evidence_iri(effect_iri(reading.book.code, fact.section, fact.number))
        yield evidence, BAT.evidenceText, Literal(_plain(statement), lang=LANGUAGE)


def _texts(entry: Entry, reading: BookReading) -> Iterator[Triple]:
    node = entry_iri(reading.book.code, entry.section)
    for heading, property_iri in _PROPERTIES.items():
        texts = [_plain(reading.text_of(passage)) for passage in entry.passages if heading in passage.codes]
        joined = "\n\n".join(filter(None, texts))
        if joined:
            yield node, property_iri, Literal(joined, lang=LANGUAGE)


def _plain(text: str) -> str:
    """Return `text` with paragraphs divided by one blank line and lines not wrapped."""
    paragraphs = (_WRAPS.sub(" ", paragraph).strip() for paragraph in _SPACES.split(text))
    return "\n\n".join(filter(None, paragraphs))

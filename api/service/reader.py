"""What a page speaks with: the product's words, the names of codes and terms, and how documents are cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal

from analysis.lookup.documents import all_documents
from analysis.wording.names import Names, fetch_names
from analysis.wording.speaker import Speaker
from api.service.place_words import PlaceWords
from api.service.words import load_words
from ontology.namespaces import BASE
from shapes.trilingual import LANGUAGES, Language
from store.graph_store import GraphStore
from store.query_text import load_query


@dataclass(frozen=True)
class Reader:
    """One language of the pages."""

    language: Language
    texts: Mapping[str, str]
    speaker: Speaker
    places: PlaceWords
    terms: Names

    def href(self, iri: str) -> str:
        """See `address`."""
        return address(iri, self.language)

    def term(self, iri: str) -> str:
        """What a class or property is called: in the ontology, else in the product's words; empty if in neither."""
        if iri in self.terms.labels:
            return self.terms.of(iri, self.language)
        return self.texts.get(f"word_{iri.rpartition('/')[2].rpartition('#')[2]}", "")


def address(iri: str, language: str) -> str:
    """Where a thing of ours has its page in a language, or another's stands on the web; empty for all other IRIs.

    Data may hold an IRI that a browser would take for a program.
    """
    if iri.startswith(BASE):
        return f"/{iri.removeprefix(BASE)}?lang={language}"
    return iri if iri.startswith(("http://", "https://")) else ""


class Readers:
    """The readers of all languages over one state of the data, whose names are read once."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def of(self, language: str) -> Reader:
        """The reader of a language of the pages; of English for any other."""
        return self._readers.get(language, self._readers["en"])

    @cached_property
    def _readers(self) -> dict[str, Reader]:
        names, terms = fetch_names(self._store), _term_names(self._store)
        documents = {document.iri: document.short for document in all_documents(self._store)}
        return {
            language: Reader(
                language,
                load_words()[language],
                Speaker(language, names),
                PlaceWords(documents, load_words()[language]),
                terms,
            )
            for language in LANGUAGES
        }


def _term_names(store: GraphStore) -> Names:
    labels: dict[str, dict[str, str]] = {}
    for row in store.select(load_query("api.service", "term_names")):
        name = row["name"]
        language = name.language or "" if isinstance(name, Literal) else ""
        labels.setdefault(row["term"].value, {})[language] = name.value
    return Names(labels)

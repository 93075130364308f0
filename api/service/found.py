"""What a search finds, as its page shows it."""

from dataclasses import dataclass
from typing import Final

from api.graphql.search import Fragment, SearchHit, SearchIndex
from api.service.reader import Reader

_SHOWN: Final = 40
_MOST: Final = 2_000


@dataclass(frozen=True)
class FoundThing:
    """A hit: where it leads, its text in fragments, what kind of thing it is and where it stands, in words."""

    href: str
    fragments: tuple[Fragment, ...]
    language: str
    kind: str
    place: str


@dataclass(frozen=True)
class FoundPage:
    """The first hits, how many there are, and whether they hold all words that were typed."""

    total: int
    all_words: bool
    hits: tuple[FoundThing, ...]


def found_page(index: SearchIndex, asked: str, reader: Reader, *, whole: bool = False) -> FoundPage:
    """Search names, codes, formulas and paragraphs in all languages."""
    answer = index.search(asked, None, None, _MOST if whole else _SHOWN)
    return FoundPage(answer.total_count, answer.all_words, tuple(_thing(hit, reader) for hit in answer.hits))


def _thing(hit: SearchHit, reader: Reader) -> FoundThing:
    kind = reader.texts[f"found_{hit.kind.value.replace('-', '_')}"]
    cited = reader.places.documents.get(hit.iri)
    called = reader.speaker.names.labels.get(hit.iri)
    named = reader.speaker.code(hit.iri) if called else cited or ""
    place = reader.places.place(hit.iri) if not cited else ""
    shown = [each for each in (named, place) if each and each != hit.text]
    return FoundThing(reader.href(hit.iri), hit.highlights, hit.language or "", kind, ", ".join(shown))

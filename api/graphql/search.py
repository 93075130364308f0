"""Full-text search over names, codes, formulas, CAS numbers, documents and paragraphs, in every language at once.

SQLite's trigram index gives the texts that share letters with what was typed; each is then matched word by word.
"""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Final

import strawberry
from pyoxigraph import Literal, NamedNode
from rdflib import SKOS, URIRef

from api.graphql.folding import Word, fold, words
from api.graphql.model import CONCEPT, TypeModel
from api.graphql.search_match import Match, match, match_some
from api.graphql.spellings import as_cited, other_readings
from ontology.namespaces import BAT, CODE, DOC, ELI
from store.graph_store import GraphStore
from store.query_text import load_query

_CANDIDATES: Final = 400
# So many texts have a word that says nothing alone.
_COMMON: Final = 300
_POLLUTANT: Final = f"{CODE}pollutant/"


@strawberry.enum(description="What a search finds.")
class SearchKind(StrEnum):
    """What a hit is."""

    TECHNIQUE = "technique"
    TECHNIQUE_ENTRY = "technique-entry"
    POLLUTANT = "pollutant"
    CODE = "code"
    DOCUMENT = "document"
    NUMBERED_BAT = "numbered-bat"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Fragment:
    """A piece of a text. `matched`: it is a word that was searched for."""

    text: str
    matched: bool


@dataclass(frozen=True)
class SearchHit:
    """A thing that matches, by its text that matches best; `language` is none for codes, formulas and numbers."""

    iri: str
    kind: SearchKind
    score: float
    text: str
    language: str | None
    highlights: tuple[Fragment, ...]

    @property
    def document_iri(self) -> str | None:
        """Its IRI, if it is a document; likewise the others."""
        return self.iri if self.kind is SearchKind.DOCUMENT else None

    @property
    def technique_iri(self) -> str | None:
        """Its IRI, if it is a technique."""
        return self.iri if self.kind is SearchKind.TECHNIQUE else None

    @property
    def entry_iri(self) -> str | None:
        """Its IRI, if it is a technique entry."""
        return self.iri if self.kind is SearchKind.TECHNIQUE_ENTRY else None

    @property
    def concept_iri(self) -> str | None:
        """Its IRI, if it is a pollutant or another code."""
        return self.iri if self.kind in (SearchKind.POLLUTANT, SearchKind.CODE) else None

    @property
    def bat_iri(self) -> str | None:
        """Its IRI, if it is a numbered BAT."""
        return self.iri if self.kind is SearchKind.NUMBERED_BAT else None

    @property
    def paragraph_iri(self) -> str | None:
        """Its IRI, if it is a paragraph."""
        return self.iri if self.kind is SearchKind.PARAGRAPH else None


@dataclass(frozen=True)
class SearchAnswer:
    """The hits, the best first. `total_count`: how many things match; of very many only the likeliest are weighed.

    `all_words`: whether they match all words; where nothing does, these match some.
    """

    total_count: int
    all_words: bool
    hits: tuple[SearchHit, ...]


# Which properties of which classes are searched; earlier kinds come first among equals.
_CLASSES: Final = {
    SearchKind.TECHNIQUE: (str(BAT.Technique),),
    SearchKind.DOCUMENT: (str(BAT.Document),),
    SearchKind.CODE: (CONCEPT,),
    SearchKind.PARAGRAPH: (str(ELI.LegalResource), str(ELI.LegalResourceSubdivision)),
    SearchKind.TECHNIQUE_ENTRY: (str(BAT.TechniqueEntry),),
}
_PROPERTIES: Final[Mapping[URIRef, float]] = {
    SKOS.prefLabel: 1.0,
    SKOS.altLabel: 0.95,
    SKOS.hiddenLabel: 0.9,
    SKOS.notation: 0.95,
    BAT.chemicalFormula: 1.0,
    BAT.casNumber: 1.0,
    BAT.elementCasNumber: 1.0,
    BAT.eprtrCode: 0.95,
    BAT.documentCode: 1.0,
    BAT.decisionNumber: 1.0,
    BAT.celex: 1.0,
    ELI.number: 1.0,
    BAT.summary: 0.7,
    BAT.officialText: 0.7,
}
_KIND_WEIGHT: Final[Mapping[SearchKind, float]] = {
    SearchKind.TECHNIQUE: 1.0,
    SearchKind.POLLUTANT: 1.0,
    SearchKind.DOCUMENT: 0.98,
    SearchKind.PARAGRAPH: 0.95,
    SearchKind.NUMBERED_BAT: 0.92,
    SearchKind.CODE: 0.9,
    SearchKind.TECHNIQUE_ENTRY: 0.85,
}


class SearchIndex:
    """The index of one state of the data, in memory. Several threads may search at once."""

    def __init__(self, store: GraphStore, model: TypeModel) -> None:
        self._lock = Lock()
        self._rows = sqlite3.connect(":memory:", check_same_thread=False)
        self._rows.executescript(
            """
            CREATE TABLE text (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, language TEXT, weight REAL, printed TEXT);
            CREATE TABLE word (word TEXT, text INTEGER, PRIMARY KEY (word, text)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE trigrams USING fts5 (folded, tokenize = 'trigram', content = '');
            """
        )
        for number, row in enumerate(_each_once(_texts(store, model))):
            self._add(number, row)
        self._rows.commit()

    def _add(self, number: int, row: tuple[str, SearchKind, str | None, float, str]) -> None:
        printed = row[4]
        there = {word.folded for word in words(printed)}
        self._rows.execute("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?)", (number, *row))
        self._rows.executemany("INSERT INTO word VALUES (?, ?)", [(word, number) for word in there])
        self._rows.execute("INSERT INTO trigrams (rowid, folded) VALUES (?, ?)", (number, fold(printed)))

    def search(
        self,
        text: str,
        languages: Sequence[str] | None,
        kinds: Sequence[SearchKind] | None,
        first: int,
        check: Callable[[], None] = lambda: None,
    ) -> SearchAnswer:
        """Find things. Only texts in the languages are looked at, and those in none; None means all.

        What is found nowhere is read in other ways: words set together, in another script, on another keyboard. Where
        that finds nothing either, what matches some of the words is found; those that very many texts have do not
        count.
        `check` is called before each text that is looked at, and may raise.
        """
        typed = as_cited(unicodedata.normalize("NFC", text))
        for reading in (typed, *other_readings(typed)):
            hits = self._find([word.folded for word in words(reading)], match, languages, kinds, check)
            if hits:
                return SearchAnswer(len(hits), True, tuple(hits[:first]))
        asked = [word.folded for word in words(typed)]
        telling = [word for word in asked if not self._is_common(word)] if len(asked) > 1 else []
        hits = self._find(telling, match_some, languages, kinds, check)
        return SearchAnswer(len(hits), not hits, tuple(hits[:first]))

    def _find(
        self,
        asked: Sequence[str],
        matching: Callable[[Sequence[str], str], Match | None],
        languages: Sequence[str] | None,
        kinds: Sequence[SearchKind] | None,
        check: Callable[[], None],
    ) -> list[SearchHit]:
        best: dict[str, SearchHit] = {}
        for iri, kind_name, language, weight, printed in self._candidates(asked):
            check()
            kind = SearchKind(kind_name)
            if (kinds is not None and kind not in kinds) or not (languages is None or language in (None, *languages)):
                continue
            matched = matching(asked, printed)
            if matched is not None:
                hit = _hit(iri, kind, language, weight, printed, matched)
                if iri not in best or _rank(hit) < _rank(best[iri]):
                    best[iri] = hit
        return sorted(best.values(), key=_rank)

    def _is_common(self, word: str) -> bool:
        with self._lock:
            texts = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word = ? LIMIT ?)"
            [(number,)] = self._rows.execute(texts, (word, _COMMON)).fetchall()
        return bool(number >= _COMMON)

    def _candidates(self, asked: Sequence[str]) -> list[tuple[str, str, str | None, float, str]]:
        """Texts that may match: by the beginnings of their words, or by sharing trigrams."""
        found: set[int] = set()
        with self._lock:
            for typed in asked:
                beginning = "SELECT text FROM word WHERE word >= ? AND word < ? LIMIT ?"
                rows = self._rows.execute(beginning, (typed, typed + "\U0010ffff", _CANDIDATES * 5))
                found.update(row[0] for row in rows)
            if trigrams := sorted({typed[i : i + 3] for typed in asked for i in range(len(typed) - 2)}):
                alike = "SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY bm25(trigrams) LIMIT ?"
                question = " OR ".join(f'"{trigram}"' for trigram in trigrams[:60])
                found.update(row[0] for row in self._rows.execute(alike, (question, _CANDIDATES)))
            chosen = ",".join(str(number) for number in found)
            query = f"SELECT iri, kind, language, weight, printed FROM text WHERE id IN ({chosen})"
            return self._rows.execute(query).fetchall()


class SearchOnce:
    """The index, built when it is first asked for."""

    def __init__(self, store: GraphStore, model: TypeModel) -> None:
        self._store = store
        self._model = model
        self._lock = Lock()
        self._index: SearchIndex | None = None

    def index(self) -> SearchIndex:
        """The index; whoever asks while it is built waits."""
        with self._lock:
            if self._index is None:
                self._index = SearchIndex(self._store, self._model)
            return self._index


def _rank(hit: SearchHit) -> tuple[float, str, str]:
    return (-hit.score, hit.iri, hit.text)


def _hit(iri: str, kind: SearchKind, language: str | None, weight: float, printed: str, matched: Match) -> SearchHit:
    score = round(matched.score * weight * _KIND_WEIGHT[kind], 4)
    return SearchHit(iri, kind, score, printed, language, tuple(_fragments(printed, matched.words)))


def _fragments(printed: str, matched: Iterable[Word]) -> Iterator[Fragment]:
    place = 0
    for start, end in sorted({(word.start, word.end) for word in matched}):
        if start > place:
            yield Fragment(printed[place:start], matched=False)
        yield Fragment(printed[start:end], matched=True)
        place = end
    if place < len(printed):
        yield Fragment(printed[place:], matched=False)


_Text = tuple[str, SearchKind, str | None, float, str]
# How much less a thing is called by what others call it: a technique by a document, a document by its sector.
_ELSEWHERE: Final[Mapping[SearchKind, float]] = {SearchKind.TECHNIQUE: 0.9, SearchKind.DOCUMENT: 0.85}
_BAT_WORDS: Final = ((None, "BAT"), ("ru", "НДТ"), ("kk", "ЕҚТ"))


def _each_once(texts: Iterable[_Text]) -> Iterator[_Text]:
    """Of one text of a thing in several places, the first."""
    seen: set[tuple[str, str]] = set()
    for text in texts:
        if (text[0], text[4]) not in seen:
            seen.add((text[0], text[4]))
            yield text


def _texts(store: GraphStore, model: TypeModel) -> Iterator[_Text]:
    kinds: dict[str, SearchKind] = {}
    for text in _own_texts(store, model):
        kinds.setdefault(text[0], text[1])
        yield text
    for iri, kind in kinds.items():
        if kind is SearchKind.DOCUMENT:
            yield iri, kind, None, 0.9, iri.removeprefix(DOC)
    for row in store.select(load_query("api.graphql", "names_elsewhere")):
        thing, said = row["thing"].value, row["text"]
        found = kinds.get(thing)
        if isinstance(said, Literal) and found is not None and found in _ELSEWHERE:
            yield thing, found, said.language, _ELSEWHERE[found], unicodedata.normalize("NFC", said.value)
    for row in store.select(load_query("api.graphql", "numbered_bats")):
        for language, word in _BAT_WORDS:
            printed = f"{row['code'].value} {word} {row['number'].value}"
            yield row["thing"].value, SearchKind.NUMBERED_BAT, language, 1.0, printed


def _own_texts(store: GraphStore, model: TypeModel) -> Iterator[_Text]:
    for kind, tops in _CLASSES.items():
        classes = [iri for top in tops for iri in (top, *model.types[top].below)]
        query = load_query("api.graphql", "texts").bind(
            **{"class": [NamedNode(iri) for iri in classes]}, property=[NamedNode(str(p)) for p in _PROPERTIES]
        )
        # Of one text by several properties, by the one that says the most.
        rows = sorted(store.select(query), key=lambda row: -_PROPERTIES[URIRef(row["property"].value)])
        for row in rows:
            thing, text = row["thing"].value, row["text"]
            if isinstance(text, Literal):
                printed = unicodedata.normalize("NFC", text.value)
                here = SearchKind.POLLUTANT if thing.startswith(_POLLUTANT) else kind
                yield thing, here, text.language, _PROPERTIES[URIRef(row["property"].value)], printed

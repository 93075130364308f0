"""The page of a thing: what is said of it, with tables of levels and techniques, and why it has its status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from analysis.determination.errors import DeterminationError
from analysis.determination.explanation import Explanation, explain
from analysis.lookup.names import is_iri
from api.service.entry_rows import EntryRow, entry_rows
from api.service.labels import ShownValue
from api.service.level_choice import ChosenLevels, asked_levels, choose_levels
from api.service.level_rows import LevelRow, LevelWords, levels_of
from api.service.linked_data import Thing, describe
from api.service.provision_rows import ProvisionRow, provision_rows
from api.service.reader import Reader
from api.service.successors import Successors
from api.service.term_pages import TermPage, is_term, term_page
from ontology.namespaces import BASE, BAT, DOC
from shapes.trilingual import LANGUAGES
from store.graph_store import GraphStore
from store.query_text import Query, load_query

_NEAR: Final = 5
_IN_IRIS: Final = "!$&'()*+,-./:;=@_~"
_RULE_SETS: Final = ("kz-775", "eu-ecm")


@dataclass(frozen=True)
class ThingPage:
    """A thing with what its page shows in tables; `explanations`: why it has its status, by rule set.

    `replaced_by`: the documents that have taken the place of the one it stands in.
    """

    thing: Thing
    replaced_by: tuple[ShownValue, ...]
    levels: ChosenLevels
    entries: tuple[EntryRow, ...]
    provisions: tuple[ProvisionRow, ...]
    explanations: tuple[Explanation, ...]

    @property
    def title(self) -> str:
        """What the page is about: a level by its substance and value, anything else by its name."""
        row = self._level
        return f"{row.subject.text}: {row.value}" if row else self.thing.label

    @property
    def title_language(self) -> str:
        """The language of the title; empty if it is that of the page."""
        return self._level.subject.language if self._level else self.thing.label_language

    @property
    def _level(self) -> LevelRow | None:
        is_level = any(kind.endswith("Level") for kind in self.thing.kinds)
        return self.levels.groups[0].rows[0] if is_level and self.levels.groups else None


class ThingPages:
    """Pages over one state of the data."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._successors = Successors(store)

    def meant(self, path: str) -> str:
        """The IRI that a decoded path means: an IRI may hold letters of any script as they are, or percent-encoded."""
        encoded = BASE + quote(path.lstrip("/"), safe=_IN_IRIS)
        return plain if is_iri(plain := BASE + path.lstrip("/")) and not self.is_known(encoded) else encoded

    def is_known(self, iri: str) -> bool:
        """Whether the graph says something of an IRI."""
        return bool(self._kinds(iri)) or bool(self._store.construct(_bound("description", iri)))

    def term(self, iri: str, reader: Reader, parameters: Mapping[str, str]) -> TermPage | None:
        """The page of a term or code, as the parameters of its address ask for it; None for what is none."""
        if not is_term(iri):
            return None
        found = levels_of(self._store, iri, ())
        levels = choose_levels(found, "document", asked_levels(parameters, "document"), self._words(reader))
        return term_page(self._store, iri, reader, levels, whole="all" in parameters)

    def page(self, iri: str, reader: Reader, parameters: Mapping[str, str]) -> ThingPage | None:
        """The page of any other thing; None if nothing is said of it."""
        kinds = self._kinds(iri)
        words, found = self._words(reader), levels_of(self._store, iri, kinds)
        levels = choose_levels(found, "substance", asked_levels(parameters, "substance"), words)
        entries = entry_rows(self._store, iri, kinds, reader)
        in_tables = [name for name, rows in (("levels", found), ("entries", entries)) if rows]
        thing = describe(self._store, iri, reader, in_tables=in_tables, whole="all" in parameters)
        if thing is None:
            return None
        replaced_by = words.replaced_by(_document(iri))
        provisions = provision_rows(self._store, iri, kinds, reader)
        return ThingPage(thing, replaced_by, levels, entries, provisions, self._explanations(iri, kinds, reader))

    def near(self, iri: str) -> list[str]:
        """Paths of what the graph knows under the same first step and calls alike; none for what is far from all."""
        path = iri.removeprefix(BASE)
        first, _, rest = path.partition("/")
        known = self._known.get(first, ())
        return [f"/{first}/{each}" for each in get_close_matches(rest, known, _NEAR, 0.75)]

    def _words(self, reader: Reader) -> LevelWords:
        return LevelWords(self._store, reader.speaker, reader.places, self._successors)

    def _kinds(self, iri: str) -> list[str]:
        kinds = self._store.select(_bound("kinds", iri))
        return sorted({row["kind"].value for row in kinds})

    def _explanations(self, iri: str, kinds: Sequence[str], reader: Reader) -> tuple[Explanation, ...]:
        rule_sets: Sequence[str] = _RULE_SETS
        if str(BAT.Determination) in kinds:
            rule_set, _, path = iri.removeprefix(f"{BASE}determination/").partition("/")
            iri, rule_sets = BASE + path, [rule_set]
        elif str(BAT.TechniqueEntry) not in kinds:
            return ()
        languages = [reader.language, *(other for other in LANGUAGES if other != reader.language)]
        found = []
        for rule_set in rule_sets:
            try:
                found.append(explain(self._store, iri, rule_set, languages))
            except DeterminationError:
                continue  # a graph whose determinations were not derived: its page says nothing of a status
        return tuple(found)

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        """Paths by their first step: terms, codes, techniques, paragraphs, and documents without what is in them."""
        known: dict[str, list[str]] = {}
        for row in self._store.select(load_query("api.service", "known")):
            iri = row["thing"].value
            first, _, rest = iri.removeprefix(BASE).partition("/")
            if rest and (not iri.startswith(DOC) or "/" not in rest):
                known.setdefault(first, []).append(rest)
        return known


def _document(iri: str) -> str:
    """The document that something stands in, by its IRI; anything else stands in none."""
    return DOC + iri.removeprefix(DOC).partition("/")[0]


def _bound(name: str, iri: str) -> Query:
    return load_query("api.service", name).bind(thing=[NamedNode(iri)])

"""Pages for the terms of the ontology and the code lists, each at its own IRI, and the list of them all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SKOS
from rdflib.term import Node

from api.service.labels import ShownValue
from api.service.level_choice import ChosenLevels
from api.service.place_words import in_reading_order
from api.service.reader import Reader
from ontology.model import NODE_BASE
from ontology.namespaces import BASE, BAT, CODE, LAW
from ontology.reference import TermReference, short, term_reference
from ontology.reference_page import written
from shapes.trilingual import LANGUAGES
from store.graph_store import GraphStore
from store.query_text import Query, load_query

_TERM_IRIS: Final = (str(BAT), str(CODE))
_RANGES: Final = (RDFS.range, URIRef("https://schema.org/rangeIncludes"), BAT.codeScheme)
_EXAMPLES_SHOWN: Final = 12
_SAID_ONCE: Final = str(SKOS.ConceptScheme)


@dataclass(frozen=True)
class NamedTerm:
    """Something a term page names: where it leads, its short name, its label and what it means, in one language."""

    href: str
    name: str
    label: str
    definition: str = ""
    of: tuple["NamedTerm", ...] = ()


@dataclass(frozen=True)
class TermPage:
    """A term as its page shows it. `of` of a property in `properties` is what its values are."""

    term: TermReference
    label: str
    definition: str
    module: NamedTerm | None
    paragraphs: tuple[NamedTerm, ...]
    groups: tuple[tuple[str, tuple[NamedTerm, ...]], ...]
    properties: tuple[NamedTerm, ...]
    codes: tuple[NamedTerm, ...]
    uses: int
    examples: tuple[ShownValue, ...]
    levels: ChosenLevels


@dataclass(frozen=True)
class TermGroup:
    """The terms of one module, or all code lists (no module)."""

    module: NamedTerm | None
    terms: tuple[NamedTerm, ...]


@dataclass(frozen=True)
class _Words:
    """Labels and definitions of IRIs by language."""

    labels: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, Mapping[str, str]]

    def named(self, iri: URIRef, language: str, of: Iterable[URIRef] = ()) -> NamedTerm:
        name = short(iri)
        ours = iri.startswith(BASE)
        return NamedTerm(
            href=f"/{name}?lang={language}" if ours else str(iri),
            name=_short_name(iri),
            label=_in(self.labels.get(str(iri), {}), language),
            definition=_in(self.definitions.get(str(iri), {}), language),
            of=tuple(self.named(one, language) for one in of),
        )


def is_term(iri: str) -> bool:
    """Whether an IRI of ours is one of the ontology or of a code list."""
    return iri.startswith(_TERM_IRIS)


def term_page(
    store: GraphStore, iri: str, reader: Reader, levels: ChosenLevels, *, whole: bool = False
) -> TermPage | None:
    """Return the page of a term, or None if the model defines no such term. `whole`: with all that uses it."""
    language = reader.language
    graph = _as_graph(store, iri)
    try:
        term = term_reference(graph, URIRef(iri))
    except KeyError:
        return None
    uses = sorted(
        {row["thing"].value for row in store.select(_bound("term_uses", "term", [iri]))}, key=in_reading_order
    )
    examples = uses if whole else uses[:_EXAMPLES_SHOWN]
    words = _words(store, [*_mentioned(graph, term), *map(URIRef, examples)])
    named = words.named
    return TermPage(
        term=term,
        label=_in(term.labels, language) or short(term.iri),
        definition=_in(term.definitions, language),
        module=named(term.module, language) if term.module else None,
        paragraphs=tuple(named(one, language) for one in term.paragraphs),
        groups=tuple(
            (key, tuple(named(one, language) for one in iris))
            for key, iris in (
                ("broader", tuple(one for one in term.broader if not one.startswith(NODE_BASE))),
                ("narrower", () if term.codes else term.narrower),
                ("domain", term.domains),
                ("range", term.ranges),
                ("code_list", (term.code_list,) if term.code_list else ()),
                ("used_in", term.used_in),
            )
            if iris
        ),
        properties=tuple(named(one, language, _values_of(graph, one)) for one in term.properties),
        codes=tuple(named(one, language) for one in term.codes),
        uses=len(uses),
        examples=tuple(_example(one, words, reader) for one in examples),
        levels=levels,
    )


def term_groups(store: GraphStore, language: str) -> tuple[TermGroup, ...]:
    """Return all terms by module, sorted by their labels, and the code lists last."""
    by_module: dict[str, set[URIRef]] = defaultdict(set)
    for row in store.select(load_query("api.service", "terms")):
        module = "" if row["kind"].value == _SAID_ONCE else row["module"].value if "module" in row else None
        if module is not None:
            by_module[module].add(URIRef(row["term"].value))
    words = _words(store, [*(URIRef(one) for one in by_module if one), *(t for ts in by_module.values() for t in ts)])
    groups = [
        TermGroup(
            words.named(URIRef(module), language) if module else None,
            tuple(sorted((words.named(t, language) for t in terms), key=lambda term: term.label.casefold())),
        )
        for module, terms in by_module.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.module is None, group.module.label if group.module else "")))


def _as_graph(store: GraphStore, iri: str) -> Graph:
    graph = Graph()
    triples = store.construct(_bound("term", "term", [iri]))
    graph.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    return graph


def _mentioned(graph: Graph, term: TermReference) -> list[URIRef]:
    values = [value for one in term.properties for value in _values_of(graph, one)]
    lists = [term.broader, term.narrower, term.domains, term.ranges, term.used_in, term.paragraphs]
    ones = [one for one in (term.module, term.code_list) if one]
    return [*(one for part in lists for one in part), *term.properties, *term.codes, *values, *ones]


def _values_of(graph: Graph, term: URIRef) -> tuple[URIRef, ...]:
    found = {one for predicate in _RANGES for one in graph.objects(term, predicate) if isinstance(one, URIRef)}
    # The code list says more than the class of its codes.
    return tuple(sorted(found - {SKOS.Concept} if len(found) > 1 else found))


def _words(store: GraphStore, things: Iterable[Node]) -> _Words:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    definitions: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(_bound("term_words", "thing", sorted({str(one) for one in things}))):
        text = row["text"]
        if isinstance(text, Literal):
            texts = labels if row["kind"].value == "label" else definitions
            texts[row["thing"].value].setdefault(text.language or "", text.value)
    return _Words(labels, definitions)


def _bound(name: str, variable: str, iris: Iterable[str]) -> Query:
    return load_query("api.service", name).bind(**{variable: [NamedNode(iri) for iri in iris]})


def _example(iri: str, words: _Words, reader: Reader) -> ShownValue:
    label = _in(words.labels.get(iri, {}), reader.language)
    place = reader.places.place(iri)
    name = label or place or iri.removeprefix(BASE)
    return ShownValue(name, reader.href(iri), "", place if place != name else "")


def _short_name(iri: URIRef) -> str:
    if iri.startswith(LAW):
        return iri.removeprefix(LAW)
    return short(iri).removeprefix("def/") if iri.startswith(BASE) else written(iri)


def _in(texts: Mapping[str, str], language: str) -> str:
    return next((texts[code] for code in (language, *LANGUAGES, *sorted(texts)) if code in texts), "")

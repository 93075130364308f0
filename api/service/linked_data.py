"""A page, or the triples, for everything that has an IRI of ours: the path of the IRI is the path of the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import RDFS, SKOS

from api.service.negotiation import LANGUAGES
from ontology.namespaces import BASE, DOC
from store.graph_store import GraphStore, Row, Term
from store.query_text import load_query

_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))
_SHOWN_PER_PROPERTY: Final = 50


@dataclass(frozen=True)
class ShownValue:
    """A value on a page: its text, where it leads (empty if nowhere), and its language (empty if none).

    `place` tells things of one name apart: the document and what of it, empty for what stands in no document.
    """

    text: str
    href: str
    language: str
    place: str = ""


@dataclass(frozen=True)
class Statement:
    """A property in words and its values; `left_out` says how many more there are."""

    property: str
    values: tuple[ShownValue, ...]
    left_out: int


@dataclass(frozen=True)
class Thing:
    """What the graph says of one IRI."""

    iri: str
    label: str
    label_language: str
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]
    graphs: tuple[str, ...]


def describe(store: GraphStore, iri: str, language: str, texts: Mapping[str, str]) -> Thing | None:
    """Return the thing as a page shows it, or None if nothing is said of it.

    `texts` hold words for the terms of other vocabularies, under `word_` and the last step of their IRI.
    """
    node = NamedNode(iri)
    outgoing = store.select(load_query("api.service", "outgoing").bind(thing=[node]))
    if not outgoing:
        return None
    incoming = store.select(load_query("api.service", "incoming").bind(thing=[node]))
    own_labels = [row["value"] for row in outgoing if row["property"].value in _LABELS]
    label = _best([term for term in own_labels if isinstance(term, Literal)], language)
    return Thing(
        iri=iri,
        label=label.value if label else iri.removeprefix(BASE),
        label_language=(label.language or "") if label else "",
        statements=_statements(outgoing, "value", language, texts),
        mentions=_statements(incoming, "source", language, texts),
        graphs=tuple(sorted({row["graph"].value for row in outgoing})),
    )


def _statements(rows: Sequence[Row], end: str, language: str, texts: Mapping[str, str]) -> tuple[Statement, ...]:
    values: dict[str, dict[Term, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, list[Literal]] = defaultdict(list)
    for row in rows:
        labels = values[row["property"].value][row[end]]
        _collect(row, end + "Label", labels)
        _collect(row, "propertyLabel", names[row["property"].value])
    named = {iri: _property_name(iri, names[iri], language, texts) for iri in values}
    return tuple(_statement(named[iri], values[iri], language, texts) for iri in sorted(values))


def _collect(row: Row, variable: str, into: list[Literal]) -> None:
    label = row.get(variable)
    if isinstance(label, Literal) and label not in into:
        into.append(label)


def _property_name(iri: str, labels: Sequence[Literal], language: str, texts: Mapping[str, str]) -> str:
    label = _best(labels, language)
    return label.value if label else texts.get(f"word_{_last_step(iri)}", _last_step(iri))


def _last_step(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]


def _statement(
    name: str, values: Mapping[Term, Sequence[Literal]], language: str, texts: Mapping[str, str]
) -> Statement:
    shown = [_shown(term, labels, language, texts) for term, labels in values.items()]
    shown.sort(key=lambda value: (value.language not in ("", language), _order(value)))
    return Statement(name, tuple(shown[:_SHOWN_PER_PROPERTY]), max(0, len(shown) - _SHOWN_PER_PROPERTY))


def _order(value: ShownValue) -> tuple[float, str, str]:
    return (float(value.text), "", "") if value.text.isdecimal() else (float("inf"), value.text, value.place)


def _shown(term: Term, labels: Sequence[Literal], language: str, texts: Mapping[str, str]) -> ShownValue:
    if isinstance(term, Literal):
        return ShownValue(term.value, "", term.language or "")
    label = _best(labels, language)
    href = f"/{term.value.removeprefix(BASE)}?lang={language}" if term.value.startswith(BASE) else term.value
    if label:
        place = term.value.removeprefix(DOC) if term.value.startswith(DOC) else ""
        return ShownValue(label.value, href, label.language or "", place)
    word = texts.get(f"word_{_last_step(term.value)}") if href == term.value else None
    return ShownValue(word or term.value.removeprefix(BASE), href, "")


def _best(labels: Sequence[Literal], language: str) -> Literal | None:
    """The label in the asked language, else in another of the product's, else any, always the same one."""
    order = [language, *LANGUAGES]

    def rank(label: Literal) -> tuple[int, str, str]:
        code = label.language or ""
        return (order.index(code) if code in order else len(order), code, label.value)

    return min(labels, key=rank, default=None)

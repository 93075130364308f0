"""A page, or the triples, for everything that has an IRI of ours: the path of the IRI is the path of the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import RDFS, SKOS

from api.service.negotiation import LANGUAGES
from ontology.namespaces import BASE
from store.graph_store import GraphStore, Row, Term
from store.query_text import load_query

_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))
_SHOWN_PER_PROPERTY: Final = 50


@dataclass(frozen=True)
class ShownValue:
    """A value on a page: its text, where it leads (empty if nowhere), and its language (empty if none)."""

    text: str
    href: str
    language: str


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


def describe(store: GraphStore, iri: str, language: str) -> Thing | None:
    """Return the thing as a page shows it, or None if nothing is said of it."""
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
        statements=_statements(outgoing, "value", language),
        mentions=_statements(incoming, "source", language),
        graphs=tuple(sorted({row["graph"].value for row in outgoing})),
    )


def _statements(rows: Sequence[Row], end: str, language: str) -> tuple[Statement, ...]:
    values: dict[str, dict[Term, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, list[Literal]] = defaultdict(list)
    for row in rows:
        labels = values[row["property"].value][row[end]]
        _collect(row, end + "Label", labels)
        _collect(row, "propertyLabel", names[row["property"].value])
    return tuple(_statement(_property_name(iri, names[iri], language), values[iri], language) for iri in sorted(values))


def _collect(row: Row, variable: str, into: list[Literal]) -> None:
    label = row.get(variable)
    if isinstance(label, Literal) and label not in into:
        into.append(label)


def _property_name(iri: str, labels: Sequence[Literal], language: str) -> str:
    label = _best(labels, language)
    return label.value if label else iri.rpartition("/")[2].rpartition("#")[2]


def _statement(name: str, values: Mapping[Term, Sequence[Literal]], language: str) -> Statement:
    shown = sorted((_shown(term, labels, language) for term, labels in values.items()), key=_order)
    return Statement(name, tuple(shown[:_SHOWN_PER_PROPERTY]), max(0, len(shown) - _SHOWN_PER_PROPERTY))


def _order(value: ShownValue) -> tuple[float, str]:
    return (float(value.text), "") if value.text.isdecimal() else (float("inf"), value.text)


def _shown(term: Term, labels: Sequence[Literal], language: str) -> ShownValue:
    if isinstance(term, Literal):
        return ShownValue(term.value, "", term.language or "")
    label = _best(labels, language)
    href = f"/{term.value.removeprefix(BASE)}?lang={language}" if term.value.startswith(BASE) else term.value
    if label:
        return ShownValue(label.value, href, label.language or "")
    return ShownValue(term.value.removeprefix(BASE), href, "")


def _best(labels: Sequence[Literal], language: str) -> Literal | None:
    """The label in the asked language, else in another of the product's, else any, always the same one."""
    order = [language, *LANGUAGES]

    def rank(label: Literal) -> tuple[int, str, str]:
        code = label.language or ""
        return (order.index(code) if code in order else len(order), code, label.value)

    return min(labels, key=rank, default=None)

"""What the graph says of a thing that has an IRI of ours, as its page shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, RDFS, SKOS, XSD

from api.service.labels import ShownValue, best_label
from api.service.place_words import in_reading_order
from api.service.reader import Reader
from ontology.namespaces import BASE, BAT
from store.graph_store import GraphStore, Row, Term
from store.query_text import load_query

_BOOLEAN: Final = NamedNode(str(XSD.boolean))
_TRUTH: Final = {"true": "said_true", "1": "said_true", "false": "said_false", "0": "said_false"}
_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))
_SHOWN_PER_PROPERTY: Final = 50
# What the tables of a page show already: an entry of a document, the levels of a BAT.
_IN_TABLES: Final = {
    str(BAT.TechniqueEntry): "entries",
    **{
        str(BAT[name]): "levels"
        for name in ("EmissionLevel", "PerformanceLevel", "ConsumptionLevel", "WasteLevel", "AssociatedLevel")
    },
}


@dataclass(frozen=True)
class Statement:
    """A property in words and its values; `left_out` says how many more there are. `kind`: what all of them are."""

    property: str
    values: tuple[ShownValue, ...]
    left_out: int
    kind: str = ""


@dataclass(frozen=True)
class Thing:
    """What the graph says of one IRI. `title`: the printed title of a document, which is called otherwise.

    `kinds` are the IRIs of its classes, `kind` what the first is called.
    """

    iri: str
    label: str
    label_language: str
    title: Literal | None
    place: str
    kind: str
    kinds: tuple[str, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]
    graphs: tuple[str, ...]


@dataclass
class _Found:
    """What rows say of one value."""

    labels: list[Literal] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def describe(
    store: GraphStore, iri: str, reader: Reader, *, in_tables: Iterable[str] = (), whole: bool = False
) -> Thing | None:
    """Return the thing as a page shows it, or None if nothing is said of it.

    `in_tables` names what the page shows in tables, `entries` or `levels`: it is not listed again. Of a property's many
    values the first are listed, all if `whole`.
    """
    node = NamedNode(iri)
    outgoing = store.select(load_query("api.service", "outgoing").bind(thing=[node]))
    if not outgoing:
        return None
    incoming = store.select(load_query("api.service", "incoming").bind(thing=[node]))
    own_labels = [row["value"] for row in outgoing if row["property"].value in _LABELS]
    label = best_label([term for term in own_labels if isinstance(term, Literal)], reader.language)
    kinds = tuple(sorted({row["value"].value for row in outgoing if row["property"].value == str(RDF.type)}))
    kind = next((name for each in kinds if (name := reader.term(each))), "")
    most = None if whole else _SHOWN_PER_PROPERTY
    title = label if iri in reader.places.documents else None
    if label is None or iri in reader.places.documents:
        label = Literal(reader.places.name(iri, kind) or iri.removeprefix(BASE))
    return Thing(
        iri=iri,
        label=label.value,
        label_language=label.language or "",
        title=title,
        place=reader.places.place(iri),
        kind=kind,
        kinds=kinds,
        statements=_statements(outgoing, reader, most),
        mentions=_mentions(incoming, reader, frozenset(in_tables), most),
        graphs=tuple(sorted({row["graph"].value for row in outgoing})),
    )


def _statements(rows: Sequence[Row], reader: Reader, most: int | None) -> tuple[Statement, ...]:
    values: dict[str, dict[Term, _Found]] = defaultdict(lambda: defaultdict(_Found))
    for row in rows:
        _collect(row, values[row["property"].value][row["value"]])
    return tuple(_statement(iri, "", values[iri], reader, most) for iri in sorted(values))


def _mentions(
    rows: Sequence[Row], reader: Reader, in_tables: frozenset[str], most: int | None
) -> tuple[Statement, ...]:
    """What refers to the thing, by the property and by what it is."""
    sources: dict[tuple[str, Term], _Found] = defaultdict(_Found)
    for row in rows:
        _collect(row, sources[row["property"].value, row["source"]])
    groups: dict[tuple[str, str], dict[Term, _Found]] = defaultdict(dict)
    for (property_iri, source), found in sources.items():
        if not any(_IN_TABLES.get(kind) in in_tables for kind in found.kinds):
            groups[property_iri, _kind(found, reader)][source] = found
    return tuple(_statement(iri, kind, groups[iri, kind], reader, most) for iri, kind in sorted(groups))


def _collect(row: Row, found: _Found) -> None:
    label = row.get("label")
    if isinstance(label, Literal) and label not in found.labels:
        found.labels.append(label)
    if "kind" in row:
        found.kinds.add(row["kind"].value)


def _kind(found: _Found, reader: Reader) -> str:
    return next((name for each in sorted(found.kinds) if (name := reader.term(each))), "")


def _statement(
    property_iri: str, kind: str, values: Mapping[Term, _Found], reader: Reader, most: int | None
) -> Statement:
    shown = [_shown(term, found, reader) for term, found in values.items()]
    shown.sort(key=lambda value: (value.language not in ("", reader.language), _order(value)))
    name = reader.term(property_iri) or property_iri.rpartition("/")[2].rpartition("#")[2]
    kept = shown if most is None else shown[:most]
    return Statement(name, tuple(kept), len(shown) - len(kept), kind)


def _order(value: ShownValue) -> tuple[object, ...]:
    return in_reading_order(value.text), in_reading_order(value.place), value.href


def _shown(term: Term, found: _Found, reader: Reader) -> ShownValue:
    if isinstance(term, Literal):
        said = reader.texts[_TRUTH[term.value]] if term.datatype == _BOOLEAN and term.value in _TRUTH else term.value
        return ShownValue(said, "", term.language or "")
    href = reader.href(term.value)
    if term.value in reader.places.documents:
        return ShownValue(reader.places.documents[term.value], href, "")
    place = reader.places.place(term.value)
    label = best_label(found.labels, reader.language)
    if label:
        return ShownValue(label.value, href, label.language or "", place)
    name = reader.places.name(term.value, _kind(found, reader))
    if name:
        return ShownValue(name, href, "", place.removesuffix(name).removesuffix(", "))
    word = reader.term(term.value) if not term.value.startswith(BASE) else ""
    return ShownValue(word or place or term.value.removeprefix(BASE), href, "")

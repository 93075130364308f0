"""The provisions of an act, or of a part of it, in the order of its text, with what they say in short."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from api.service.place_words import in_reading_order
from api.service.reader import Reader
from ontology.namespaces import ELI, code
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_ACTS: Final = {str(ELI[name]) for name in ("LegalResource", "LegalResourceSubdivision")}
# Parts of a paragraph are told on its own page.
_PART: Final = str(code("subdivision-kind", "part"))


@dataclass(frozen=True)
class ProvisionRow:
    """A provision: its name, where it has its page, its summary; `depth` counts what is between it and the page."""

    name: str
    href: str
    summary: str
    depth: int


def provision_rows(store: GraphStore, iri: str, kinds: Iterable[str], reader: Reader) -> tuple[ProvisionRow, ...]:
    """Return what an act, a chapter or a paragraph is made of; nothing for what is none of these."""
    if not _ACTS & set(kinds):
        return ()
    query = load_query("api.service", "provisions_of").bind(thing=[NamedNode(iri)], language=[Literal(reader.language)])
    within: dict[str, list[Row]] = defaultdict(list)
    for row in store.select(query):
        within[row["whole"].value].append(row)
    return tuple(_rows(iri, within, reader, 0))


def _rows(whole: str, within: Mapping[str, list[Row]], reader: Reader, depth: int) -> Iterator[ProvisionRow]:
    for row in sorted(within.get(whole, ()), key=_place):
        if depth and row["kind"].value == _PART:
            continue
        iri = row["provision"].value
        name = row["name"].value if "name" in row else reader.places.name(iri, "") or iri
        yield ProvisionRow(name, reader.href(iri), row["summary"].value if "summary" in row else "", depth)
        yield from _rows(iri, within, reader, depth + 1)


def _place(row: Row) -> tuple[int, object]:
    return int(row["position"].value) if "position" in row else 0, in_reading_order(row["provision"].value)

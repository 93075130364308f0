"""Technique entries with the status each has under Decree No. 775."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from api.service.labels import ShownValue, best_label
from api.service.place_words import in_reading_order
from api.service.reader import Reader
from ontology.namespaces import BASE, BAT
from store.graph_store import GraphStore, Row
from store.query_text import load_query

RULE_SET_SHOWN: Final = f"{BASE}rule-set/kz-775"
_HOLDERS: Final = (
    "Technique",
    "NumberedBat",
    "EuBatConclusions",
    "EuReferenceDocument",
    "BatConclusion",
    "ReferenceBook",
)
_HELD_IN: Final = {str(BAT[name]) for name in (*_HOLDERS, "SectoralReferenceBook", "CrossSectoralReferenceBook")}


@dataclass(frozen=True)
class EntryRow:
    """A technique entry: its name, where it stands (`page`: page or place of the source), its status in words."""

    name: ShownValue
    place: str
    page: str
    status: str


def entry_rows(store: GraphStore, iri: str, kinds: Iterable[str], reader: Reader) -> tuple[EntryRow, ...]:
    """Return the entries of a technique, a numbered BAT or a document, in the order in which they are printed."""
    if not _HELD_IN & set(kinds):
        return ()
    query = load_query("api.service", "entries_of").bind(thing=[NamedNode(iri)], ruleSet=[NamedNode(RULE_SET_SHOWN)])
    entries: dict[str, list[Row]] = {}
    for row in store.select(query):
        entries.setdefault(row["entry"].value, []).append(row)
    rows = [_row(entry, found, reader) for entry, found in entries.items()]
    return tuple(sorted(rows, key=lambda row: (in_reading_order(row.place), row.name.text, row.name.href)))


def _row(entry: str, rows: list[Row], reader: Reader) -> EntryRow:
    names = [row["name"] for row in rows if "name" in row]
    label = best_label([name for name in names if isinstance(name, Literal)], reader.language)
    first = rows[0]
    page = next((row["page"].value for row in rows if "page" in row), "")
    return EntryRow(
        name=ShownValue(
            label.value if label else reader.places.place(entry),
            reader.href(entry),
            (label.language or "") if label else "",
        ),
        place=reader.places.place(entry),
        page=page or (first["place"].value if "place" in first else ""),
        status=reader.speaker.code(first["status"].value) if "status" in first else "",
    )

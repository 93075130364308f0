"""The queries of generated fields: one for each object field of the selection, however many things it is asked for.

Things are numbered in the query, and rows bring the number back instead of the IRI.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from api.graphql.cells import Cells, Row
from api.graphql.recording import RecordingStore
from store.graph_store import Term
from store.query_text import Query, load_query

Statements = Mapping[str, Mapping[str, Sequence[Term]]]


@cache
def _query(name: str) -> Query:
    return load_query("api.graphql", name)


@dataclass(frozen=True)
class Table:
    """What is said of things, in their order: one cell of each single property (empty if there is no value), and all
    cells of each other property."""

    single: Mapping[str, Cells]
    several: Mapping[str, Sequence[Cells]]


@dataclass(frozen=True)
class Fetch:
    """Asks the store what is said of many things at once."""

    store: RecordingStore

    def table(self, things: Sequence[str], single: Sequence[str], several: Sequence[str]) -> Table:
        """For each thing, the values of properties. No thing may have more than one value of a `single` property."""
        if not things or not (single or several):
            return Table({name: [""] * len(things) for name in single}, {name: [()] * len(things) for name in several})
        query = values_query(tuple(single), tuple(several)).bind_numbered("subject", things)
        rows = self.store.rows(query)
        if not several:
            return Table(dict(zip(single, _columns(rows, len(things), len(single)), strict=True)), {})
        return _collected(rows, len(things), single, several)

    def pointing(self, things: Sequence[str], property_: str) -> list[list[str]]:
        """For each thing, the IRIs of the things that point to it by a property, in no order."""
        found: list[list[str]] = [[] for _ in things]
        if things:
            query = pointing_query(property_).bind_numbered("object", things)
            for number, cell in self.store.rows(query):
                if cell[0] == "<":
                    found[int(number)].append(cell[1:-1])
        return found

    def forward(self, subjects: Collection[str], properties: Collection[str]) -> Statements:
        """For each thing and each property, the values as terms."""
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        if not subjects or not properties:
            return found
        predicates = [NamedNode(iri) for iri in sorted(properties)]
        pairs = [(thing, predicate) for thing in map(NamedNode, sorted(subjects)) for predicate in predicates]
        query = _query("forward").bind_rows(("subject", "property"), pairs)
        for row in self.store.select(query):
            found[row["subject"].value][row["property"].value].append(row["value"])
        return found


@cache
def values_query(single: tuple[str, ...], several: tuple[str, ...]) -> Query:
    """The query for properties: those with one value side by side in a row, of the others each value in its own.

    So there are never more rows than values and things, whatever the properties; and no thing is without a row.
    """
    found = "".join(f"  OPTIONAL {{ ?subject {NamedNode(iri)} ?one{n} . }}\n" for n, iri in enumerate(single))
    others = [f"{{ ?subject {NamedNode(iri)} ?some{n} . }}" for n, iri in enumerate(several)]
    if others:
        alternatives = " UNION ".join(others)
        found += f"  OPTIONAL {alternatives if len(others) == 1 else f'{{ {alternatives} }}'}\n"
    columns = "".join([f" ?one{n}" for n in range(len(single))] + [f" ?some{n}" for n in range(len(several))])
    text = f"SELECT ?number{columns} WHERE {{\n  VALUES (?number ?subject) {{ (UNDEF UNDEF) }}\n{found}}}"
    return Query("api.graphql/values", text)


@cache
def pointing_query(property_: str) -> Query:
    """The query for what points to things by a property.

    The property stands in the pattern: in a data block of its own beside that of the things, the engine compares each
    with each, which takes ten times as long.
    """
    text = f"""SELECT ?number ?subject WHERE {{
  VALUES (?number ?object) {{ (UNDEF UNDEF) }}
  ?subject {NamedNode(property_)} ?object .
}}"""
    return Query("api.graphql/pointing", text)


def _columns(rows: Sequence[Row], things: int, width: int) -> Sequence[Cells]:
    """The columns of rows of which there is one for each thing, after the number."""
    columns = list(zip(*rows, strict=True))
    if columns[0] != tuple(map(str, range(things))):
        ordered = sorted(rows, key=lambda row: int(row[0]))
        columns = list(zip(*ordered, strict=True))
    return columns[1 : width + 1]


def _collected(rows: Sequence[Row], things: int, single: Sequence[str], several: Sequence[str]) -> Table:
    first: list[Row] = [[]] * things
    found: list[list[list[str]]] = [[[] for _ in range(things)] for _ in several]
    start = 1 + len(single)
    numbered = list(enumerate(found, start))
    for row in rows:
        number = int(row[0])
        first[number] = row
        for place, column in numbered:
            if row[place]:
                column[number].append(row[place])
    columns = list(zip(*first, strict=True))[1:start]
    return Table(dict(zip(single, columns, strict=True)), dict(zip(several, found, strict=True)))

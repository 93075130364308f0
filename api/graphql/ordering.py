"""The order of lists, and cursors that stand in it.

A cursor holds the sort key of its thing and the thing's IRI, so a page goes on at the right place whatever was asked
between, and two things with the same key are told apart.
"""

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import total_ordering
from threading import Lock
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from api.graphql.columns import Column, Columns
from api.graphql.filters import Things, comparable
from api.graphql.folding import fold
from api.graphql.model import Field, NodeType
from api.graphql.problems import GraphQLProblem
from api.graphql.values import ANY, sort_key, texts
from store.graph_store import Term


@total_ordering
@dataclass(frozen=True)
class _Key:
    """A value in an order. A missing value comes last, whichever the direction."""

    value: Any
    descending: bool

    def __lt__(self, other: "_Key") -> bool:
        if self.value is None or other.value is None:
            return self.value is not None and other.value is None
        return bool(self.value > other.value if self.descending else self.value < other.value)


@dataclass(frozen=True)
class OrderKey:
    """One key of an order; without a field it is the IRI."""

    field: Field | None
    descending: bool


Ordered = Sequence[tuple[tuple[_Key, ...], str]]
_KEPT_ORDERS: Final = 64


def read_order(node_type: NodeType, order_by: Sequence[Mapping[str, str]] | None) -> tuple[OrderKey, ...]:
    """Return the keys of an `orderBy` argument; the IRI is always the last."""
    keys = [OrderKey(node_type.fields.get(part["field"]), part["direction"] == "desc") for part in order_by or ()]
    return (*keys, OrderKey(None, descending=False))


class Orders:
    """Sorts things; the order of a whole class is kept, so that a page of it costs no sorting."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._lock = Lock()
        self._kept: dict[tuple[str, tuple[OrderKey, ...]], Ordered] = {}

    def whole(self, node_type: NodeType, keys: tuple[OrderKey, ...], things: Things) -> Ordered:
        """All things of a type in order; kept for the next page."""
        with self._lock:
            kept = self._kept.get((node_type.iri, keys))
            if kept is None:
                kept = self.sort(things, keys)
                if len(self._kept) >= _KEPT_ORDERS:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[node_type.iri, keys] = kept
            return kept

    def sort(self, things: Iterable[str], keys: Sequence[OrderKey]) -> Ordered:
        """The given things in order."""
        columns = [
            None if key.field is None else self._columns.values(key.field.predicate, key.field.inverse) for key in keys
        ]
        return sorted((tuple(_key(t, k, c) for k, c in zip(keys, columns, strict=True)), t) for t in things)


def _key(thing: str, key: OrderKey, column: Column | None) -> _Key:
    if key.field is None or column is None:
        return _Key(thing, key.descending)
    return _Key(_value(column.get(thing, ()), key.field), key.descending)


def _value(terms: Sequence[Term], field: Field) -> Any:
    if field.kind == "text":
        found = texts(terms, [ANY])
        return fold(found[0]["value"]) if found else None
    first = min(terms, key=lambda term: sort_key(term, field.kind), default=None)
    return None if first is None else comparable(first, field.kind)


def cursor_of(entry: tuple[tuple[_Key, ...], str]) -> str:
    """The cursor of a thing in an order."""
    values = [None if key.value is None else str(key.value) for key in entry[0]]
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode()


def place_after(ordered: Ordered, keys: Sequence[OrderKey], cursor: str | None) -> int:
    """The index of the first thing after a cursor; 0 without one. GraphQLProblem if it is no cursor of this order."""
    if cursor is None:
        return 0
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        read = tuple(_from_cursor(text, key) for text, key in zip(values, keys, strict=True))
    except (ValueError, TypeError, InvalidOperation, binascii.Error) as error:
        raise GraphQLProblem(
            "bad-cursor",
            f"{cursor!r} is no cursor of this order.",
            "Give the `endCursor` of a page with the same `orderBy`.",
        ) from error
    return bisect_right(ordered, read, key=lambda entry: entry[0])


def _from_cursor(text: str | None, key: OrderKey) -> _Key:
    if text is None or key.field is None:
        return _Key(text, key.descending)
    term: Term = NamedNode(text) if key.field.kind == "iri" else Literal(text)
    # A text key is folded already; everything else is read as its term was.
    return _Key(text if key.field.kind == "text" else comparable(term, key.field.kind), key.descending)

"""The order of lists, and cursors that stand in it.

The order of a whole class is made once for a state of the data and kept, as places: a page takes its things by their
places and compares no values. A cursor holds the sort key of its thing and the thing's IRI, so a page goes on at the
right place whatever was asked between or was added, and two things with the same key are told apart.
"""

import base64
import binascii
import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import cached_property, total_ordering
from threading import Lock
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from api.graphql.columns import Columns
from api.graphql.filters import Things, comparable
from api.graphql.folding import fold
from api.graphql.model import Field, NodeType
from api.graphql.problems import problem
from api.graphql.values import ANY, sort_key, texts
from store.graph_store import Term

_KEPT_ORDERS: Final = 1024
Values = Mapping[str, Any]


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


def read_order(node_type: NodeType, order_by: Sequence[Mapping[str, str]] | None) -> tuple[OrderKey, ...]:
    """Return the keys of an `orderBy` argument; the IRI is always the last. A key said again orders nothing more."""
    keys = [OrderKey(node_type.fields.get(part["field"]), part["direction"] == "desc") for part in order_by or ()]
    first: dict[Field | None, OrderKey] = {}
    for key in keys:
        first.setdefault(key.field, key)
    return (*first.values(), OrderKey(None, descending=False))


@dataclass(frozen=True)
class Order:
    """The order of all things of a class. `values` holds for each key what the things are ordered by; None: the IRI."""

    keys: tuple[OrderKey, ...]
    values: tuple[Values | None, ...]
    things: Sequence[str]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each thing stands."""
        return {thing: place for place, thing in enumerate(self.things)}

    def of(self, things: Collection[str]) -> Sequence[str]:
        """Some of the things, in order."""
        if len(things) == len(self.things):
            return self.things
        if len(things) * 8 > len(self.things):
            return [thing for thing in self.things if thing in things]
        if len(self.keys) == 1:
            return sorted(things)
        return sorted(things, key=self.places.__getitem__)

    def cursor(self, thing: str) -> str:
        """The cursor of a thing."""
        values = [_to_cursor(key.value) for key in self._key(thing)]
        return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode()

    def place_after(self, ordered: Sequence[str], cursor: str | None) -> int:
        """The index of the first of some things in order after a cursor; 0 without one.

        GraphQLProblem if it is no cursor of this order.
        """
        if cursor is None:
            return 0
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
            read = tuple(_from_cursor(text, key) for text, key in zip(values, self.keys, strict=True))
            return bisect_right(ordered, read, key=self._key)
        except (ValueError, TypeError, InvalidOperation, binascii.Error) as error:
            raise problem("bad-cursor", cursor=cursor) from error

    def _key(self, thing: str) -> tuple[_Key, ...]:
        return tuple(
            _Key(thing if values is None else values.get(thing), key.descending)
            for key, values in zip(self.keys, self.values, strict=True)
        )


class Orders:
    """The orders of the classes of one state of the data; those asked for last are kept."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, tuple[OrderKey, ...]], Order] = OrderedDict()
        self._values: dict[tuple[str, bool, str], Values] = {}

    def whole(self, node_type: NodeType, keys: tuple[OrderKey, ...], things: Things) -> Order:
        """The order of all things of a type, which are given. Others may ask for theirs while it is made."""
        place = (node_type.iri, keys)
        with self._lock:
            kept = self._kept.get(place)
        made = self._made(keys, things) if kept is None else kept
        with self._lock:
            self._kept[place] = made
            self._kept.move_to_end(place)
            while len(self._kept) > _KEPT_ORDERS:
                self._kept.popitem(last=False)
        return made

    def prepare(self, node_type: NodeType, things: Things) -> None:
        """Make the orders of a type by each of its fields, so that no page sorts the class."""
        for field in (None, *(f for f in node_type.fields.values() if f.kind != "object" and not f.inverse)):
            for descending in (False, True):
                last = () if field is None else (OrderKey(None, descending=False),)
                self.whole(node_type, (OrderKey(field, descending), *last), things)

    def _made(self, keys: tuple[OrderKey, ...], things: Things) -> Order:
        values = tuple(None if key.field is None else self._of_field(key.field) for key in keys)
        ordered = sorted(things)
        # By the last key first: a later sort leaves what it finds equal in the order of the earlier ones.
        for key, known in reversed(list(zip(keys, values, strict=True))):
            if known is None:
                ordered.sort(reverse=key.descending)
            else:
                present = [thing for thing in ordered if thing in known]
                present.sort(key=known.__getitem__, reverse=key.descending)
                ordered = present + [thing for thing in ordered if thing not in known]
        return Order(keys, values, tuple(ordered))

    def _of_field(self, field: Field) -> Values:
        """What things are ordered by in a field; a thing without a value is not in it."""
        key = (field.predicate, field.inverse, field.kind)
        if key not in self._values:
            column = self._columns.values(field.predicate, field.inverse)
            found = {thing: _value(terms, field) for thing, terms in column.items()}
            self._values[key] = {thing: value for thing, value in found.items() if value is not None}
        return self._values[key]


def _value(terms: Iterable[Term], field: Field) -> Any:
    if field.kind == "text":
        found = texts(list(terms), [ANY])
        return fold(found[0]["value"]) if found else None
    first = min(terms, key=lambda term: sort_key(term, field.kind), default=None)
    return None if first is None else comparable(first, field.kind)


def _to_cursor(value: Any) -> str | None:
    """A value of a key as a term has it, so that it is read back as one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _from_cursor(text: str | None, key: OrderKey) -> _Key:
    if text is None or key.field is None:
        return _Key(text, key.descending)
    term: Term = NamedNode(text) if key.field.kind == "iri" else Literal(text)
    # A text key is folded already; everything else is read as its term was.
    return _Key(text if key.field.kind == "text" else comparable(term, key.field.kind), key.descending)

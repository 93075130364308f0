"""From selected fields to JSON: level by level, each level fetched and written for all its things at once."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Final

from graphql import SelectionSetNode
from graphql.execution.values import get_argument_values
from rdflib import SKOS

from api.graphql.cells import NULL, iri_of
from api.graphql.columns import Columns, WatchedColumns
from api.graphql.connections import Connections, cut
from api.graphql.fetch import Fetch, Table
from api.graphql.field_columns import several_values, single_values, text_values
from api.graphql.filters import Filter, code_of
from api.graphql.model import Field, NodeType
from api.graphql.ordering import Orders, read_order
from api.graphql.schema_types import MODEL_FIELD, SchemaTypes
from api.graphql.search import SearchIndex
from api.graphql.selection import Request, Selected
from api.graphql.summaries import Summaries
from api.graphql.where_types import IRI
from api.graphql.written import Things, Written, as_things, chosen, lists, objects, repeated
from store.graph_store import Term

Json = Any
_LABEL: Final = str(SKOS.prefLabel)
_LABELS: Final = frozenset(str(p) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.broader))
_LARGE_CLASS: Final = 500
Sets = Sequence[SelectionSetNode]
Key = tuple[str | bool | int, ...]
Inner = Mapping[Key, tuple[Written, Mapping[int, int]]]


@dataclass(frozen=True)
class Data:
    """One state of the data, and what is prepared for it."""

    columns: Columns
    filter: Filter
    orders: Orders
    search_index: Callable[[], SearchIndex]
    kinds: dict[str, Mapping[str, NodeType]] = field(default_factory=dict)

    def kinds_of(self, node_type: NodeType) -> Mapping[str, NodeType]:
        """The most specific type of each thing of a type that others specialise."""
        found = self.kinds.get(node_type.iri)
        if found is None:
            types = [node_type, *(self.filter.model.types[iri] for iri in node_type.below)]
            # The last to name a thing is the most specific, as TypeModel.most_specific ranks them.
            types.sort(key=lambda t: (len(t.above), t.name))
            found = self.kinds[node_type.iri] = {iri: t for t in types for iri in self.columns.instances([t.iri])}
        return found

    def prepare(self) -> None:
        """Read what many requests need, before the first of them: all columns, the orders of large classes, search."""
        types = self.filter.model.types.values()
        self.columns.read_all({f.predicate for node_type in types for f in node_type.fields.values()} | _LABELS)
        for node_type in types:
            self.kinds_of(node_type)
            things = self.filter.things(node_type)
            if len(things) >= _LARGE_CLASS:
                self.orders.prepare(node_type, things)
        self.search_index()

    def watched(self, check: Callable[[], None]) -> "Data":
        """The data as one request sees them; `check` is asked wherever a filter begins a pass through many things."""
        columns = WatchedColumns(self.columns, check)
        return replace(self, columns=columns, filter=replace(self.filter, columns=columns))


@dataclass(frozen=True)
class Bound:
    """A selected field of one type, with its arguments read.

    `field` is None for `iri`, `code` and `__typename`, which need no statement.
    """

    selected: Selected
    field: Field | None
    arguments: Mapping[str, Any]

    @cached_property
    def key(self) -> Key:
        """The same for the same nodes of the request and the same property, whichever type they are answered for."""
        asked = (self.field.predicate, self.field.inverse, self.field.target) if self.field is not None else ()
        return (*asked, *(id(node) for node in self.selected.nodes))


@dataclass(frozen=True)
class Assembly:
    """Answers the selections of one request."""

    request: Request
    types: SchemaTypes
    data: Data
    fetch: Fetch

    @cached_property
    def connections(self) -> Connections:
        """The writer of pages."""
        return Connections(self.request, self.fetch.store.budget, Summaries(self.data.filter), self._names)

    def _names(self, things: Iterable[str]) -> Mapping[str, Sequence[Term]]:
        statements = self.fetch.forward(set(things), [_LABEL])
        return {iri: found.get(_LABEL, ()) for iri, found in statements.items()}

    def one(self, iri: str, node_type: NodeType, sets: Sets) -> Written:
        """A thing as selected, or null if there is no thing of the type with that IRI."""
        if iri not in self.data.filter.things(node_type):
            return repeated(NULL, 1)
        return chosen([iri], self._things([iri], node_type, sets), self.fetch.store.budget)

    def all(self, node_type: NodeType, selected: Selected, arguments: Mapping[str, Any]) -> Written:
        """A connection to all things of a type."""
        keys = read_order(node_type, arguments.get("orderBy"))
        matching = self.data.filter.matching(node_type, arguments.get("where"), arguments.get("asOf"))
        order = self.data.orders.whole(node_type, keys, self.data.filter.things(node_type))
        return self.connections.written([cut(order, matching, arguments)], node_type, selected, self._things)

    def things(self, iris: Sequence[str], node_type: NodeType, sets: Sets) -> dict[str, Json]:
        """Things that something else names, as selected; of what is no thing of the type, there is but the IRI."""
        return {iri: json.loads(text) for iri, text in self._things(iris, node_type, sets).texts.items()}

    def _things(self, iris: Sequence[str], node_type: NodeType, sets: Sets) -> Things:
        """The things as selected, by IRI; each is given once."""
        kinds = self._by_kind(iris, node_type)
        bounds = {name: self._bound(kind, sets) for name, (kind, _) in kinds.items()}
        self.fetch.store.budget.spend(len(iris) * max(map(len, bounds.values()), default=0))
        table = self._table(iris, [bound for found in bounds.values() for bound in found])
        inner = self._inner(iris, kinds, bounds, table)
        texts, sizes = [""] * len(iris), [0] * len(iris)
        for name, (kind, places) in kinds.items():
            columns = [self._column(bound, kind, iris, places, table, inner) for bound in bounds[name]]
            names = [bound.selected.response_name for bound in bounds[name]]
            written = objects(names, columns, len(places))
            if len(kinds) == 1:
                return as_things(iris, written)
            for place, text, size in zip(places, written.texts, written.sizes or (), strict=True):
                texts[place], sizes[place] = text, size
        return as_things(iris, Written(texts, sizes))

    def _by_kind(self, iris: Sequence[str], node_type: NodeType) -> dict[str, tuple[NodeType, Sequence[int]]]:
        """Which of the things are of which most specific type, by the IRI of the type."""
        if not node_type.below:
            return {node_type.iri: (node_type, range(len(iris)))}
        known = self.data.kinds_of(node_type)
        found: dict[str, tuple[NodeType, list[int]]] = {}
        for place, iri in enumerate(iris):
            kind = known.get(iri, node_type)
            found.setdefault(kind.iri, (kind, []))[1].append(place)
        return dict(found)

    def _bound(self, node_type: NodeType, sets: Sets) -> Sequence[Bound]:
        # The nodes live as long as the request, so their identities stand for them.
        key: tuple[str | int, ...] = (node_type.iri, *map(id, sets))
        known = self.request.arguments_read.get(key)
        if known is not None:
            return known
        on = self.request.object_type(self.types.object_name(node_type))
        bound = []
        for selected in self.request.collect(sets, on):
            definition = on.fields.get(selected.name)
            found = definition.extensions.get(MODEL_FIELD) if definition else None
            if definition is None or not isinstance(found, Field):
                bound.append(Bound(selected, None, {}))
            else:
                arguments = get_argument_values(definition, selected.nodes[0], self.request.variables)
                bound.append(Bound(selected, found, arguments))
        self.request.arguments_read[key] = bound
        return bound

    def _table(self, iris: Sequence[str], bounds: Iterable[Bound]) -> Table:
        found = [bound.field for bound in bounds if bound.field is not None and not bound.field.inverse]
        many = {
            f.predicate for f in found if f.many or f.kind == "text" or not self.data.columns.is_single(f.predicate)
        }
        return self.fetch.table(iris, sorted({f.predicate for f in found} - many), sorted(many))

    def _inner(
        self,
        iris: Sequence[str],
        kinds: Mapping[str, tuple[NodeType, Sequence[int]]],
        bounds: Mapping[str, Sequence[Bound]],
        table: Table,
    ) -> Inner:
        """What object fields answer: by their nodes in the request, the texts and where the text for a place stands."""
        asked: dict[Key, tuple[Bound, list[int]]] = {}
        for name, (_, places) in kinds.items():
            for bound in bounds[name]:
                if bound.field is not None and bound.field.kind == "object":
                    asked.setdefault(bound.key, (bound, []))[1].extend(places)
        found = {}
        for key, (bound, places) in asked.items():
            assert bound.field is not None
            answer = self._backward if bound.field.inverse else partial(self._forward, table)
            written = answer(bound.field, bound, iris, places)
            found[key] = (written, {place: n for n, place in enumerate(places)} if len(kinds) > 1 else {})
        return found

    def _forward(self, table: Table, field: Field, bound: Bound, _: Sequence[str], places: Sequence[int]) -> Written:
        target = self.data.filter.model.types[field.target]
        budget = self.fetch.store.budget
        single = table.single.get(field.predicate)
        if single is not None:
            here = [iri_of(single[place]) for place in places]
            wanted = sorted({iri for iri in here if iri is not None})
            return chosen(here, self._things(wanted, target, bound.selected.inner), budget)
        column = table.several[field.predicate]
        groups = [sorted(iri for cell in column[place] if (iri := iri_of(cell)) is not None) for place in places]
        things = self._things(sorted({iri for group in groups for iri in group}), target, bound.selected.inner)
        if field.many:
            return lists(groups, things, budget)
        return chosen([group[0] if group else None for group in groups], things, budget)

    def _backward(self, field: Field, bound: Bound, iris: Sequence[str], places: Sequence[int]) -> Written:
        target = self.data.filter.model.types[field.target]
        keys = read_order(target, bound.arguments.get("orderBy"))
        matching = self.data.filter.matching(target, bound.arguments.get("where"), bound.arguments.get("asOf"))
        order = self.data.orders.whole(target, keys, self.data.filter.things(target))
        pointing = self.fetch.pointing([iris[place] for place in places], field.predicate)
        pages = [cut(order, matching.intersection(found), bound.arguments) for found in pointing]
        return self.connections.written(pages, target, bound.selected, self._things)

    def _column(
        self,
        bound: Bound,
        kind: NodeType,
        iris: Sequence[str],
        places: Sequence[int],
        table: Table,
        inner: Inner,
    ) -> Written:
        """What a field answers for the things at the places."""
        if bound.field is None:
            if bound.selected.name == "__typename":
                return repeated(f'"{self.types.object_name(kind)}"', len(places))
            value = (lambda iri: iri) if bound.selected.name == IRI else code_of
            return Written([f'"{value(iris[place])}"' for place in places])
        if bound.field.kind == "object":
            written, stands = inner[bound.key]
            return written if not stands else written.at([stands[place] for place in places])
        whole = len(places) == len(iris)
        single = table.single.get(bound.field.predicate)
        if single is not None:
            return single_values(single if whole else [single[place] for place in places], bound.field)
        column = table.several[bound.field.predicate]
        cells = column if whole else [column[place] for place in places]
        if bound.field.kind == "text":
            parts = self.connections.text_parts(bound.selected)
            return text_values(cells, bound.field, bound.arguments["language"], parts)
        return several_values(cells, bound.field)

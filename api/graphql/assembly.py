"""From selected fields to JSON: level by level, each level fetched for all its things at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLObjectType, SelectionSetNode
from graphql.execution.values import get_argument_values
from rdflib import RDF

from api.graphql.columns import Columns
from api.graphql.fetch import Fetch, Statements
from api.graphql.filters import Filter, code_of
from api.graphql.model import Field, NodeType
from api.graphql.ordering import Ordered, OrderKey, Orders, cursor_of, place_after, read_order
from api.graphql.problems import GraphQLProblem
from api.graphql.schema_types import DEFAULT_PAGE, IRI, LARGEST_PAGE, MODEL_FIELD, SchemaTypes
from api.graphql.selection import Request, Selected
from api.graphql.values import scalars, texts
from store.graph_store import Term

Json = Any
_TYPE: Final = str(RDF.type)
Sets = Sequence[SelectionSetNode]


@dataclass(frozen=True)
class Data:
    """One state of the data, and what is prepared for it."""

    columns: Columns
    filter: Filter
    orders: Orders


@dataclass(frozen=True)
class Bound:
    """A selected field of one type, with its arguments read.

    `field` is None for `iri`, `code` and `__typename`, which need no statement.
    """

    selected: Selected
    field: Field | None
    arguments: Mapping[str, Any]

    @property
    def response_name(self) -> str:
        """The name in the answer."""
        return self.selected.response_name


@dataclass(frozen=True)
class Page:
    """A cut of an ordered list."""

    entries: Ordered
    has_next: bool
    has_previous: bool
    total: int


@dataclass(frozen=True)
class Assembly:
    """Answers the selections of one request."""

    request: Request
    types: SchemaTypes
    data: Data
    fetch: Fetch

    def one(self, iri: str, node_type: NodeType, sets: Sets) -> Json:
        """A thing as selected, or None if there is no thing of the type with that IRI."""
        if iri not in self.data.filter.things(node_type):
            return None
        return self._things([iri], node_type, sets)[iri]

    def all(self, node_type: NodeType, selected: Selected, arguments: Mapping[str, Any]) -> Json:
        """A connection to all things of a type."""
        keys = read_order(node_type, arguments.get("orderBy"))
        where = arguments.get("where")
        if where:
            ordered = self.data.orders.sort(self.data.filter.matching(node_type, where), keys)
        else:
            ordered = self.data.orders.whole(node_type, keys, self.data.filter.things(node_type))
        page = _page(ordered, keys, arguments)
        things = self._things([iri for _, iri in page.entries], node_type, self._node_sets(selected, node_type))
        return self._connection(page, node_type, selected, things)

    def _things(self, iris: Sequence[str], node_type: NodeType, sets: Sets) -> dict[str, Json]:
        """The things as selected, by IRI."""
        if not sets:
            return {iri: {} for iri in iris}
        possible = [node_type, *(self.data.filter.model.types[iri] for iri in node_type.below)]
        collected = {t.iri: self._bound(t, sets) for t in possible}
        statements = self.fetch.forward(set(iris), _properties(collected.values(), with_type=len(possible) > 1))
        kinds = {iri: self._kind(statements.get(iri, {}), node_type) for iri in iris}
        inner = self._inner(kinds, collected, statements)
        return {
            iri: {
                bound.response_name: self._value(iri, kind, bound, statements.get(iri, {}), inner)
                for bound in collected[kind.iri]
            }
            for iri, kind in kinds.items()
        }

    def _object(self, name: str) -> GraphQLObjectType:
        found = self.request.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def _bound(self, node_type: NodeType, sets: Sets) -> Sequence[Bound]:
        on = self._object(self.types.object_name(node_type))
        bound = []
        for selected in self.request.collect(sets, on):
            definition = on.fields.get(selected.name)
            field = definition.extensions.get(MODEL_FIELD) if definition else None
            if definition is None or not isinstance(field, Field):
                bound.append(Bound(selected, None, {}))
            else:
                arguments = get_argument_values(definition, selected.nodes[0], self.request.variables)
                bound.append(Bound(selected, field, arguments))
        return bound

    def _kind(self, statements: Mapping[str, Sequence[Term]], node_type: NodeType) -> NodeType:
        if not node_type.below:
            return node_type
        classes = [term.value for term in statements.get(_TYPE, ())]
        model = self.data.filter.model
        allowed = [iri for iri in classes if iri == node_type.iri or iri in node_type.below]
        return model.most_specific(allowed) or node_type

    def _inner(
        self, kinds: Mapping[str, NodeType], collected: Mapping[str, Sequence[Bound]], statements: Statements
    ) -> Mapping[tuple[str, str], Json]:
        """What object fields answer: by response name and thing."""
        asked: dict[str, tuple[Bound, list[str]]] = {}
        for iri, kind in kinds.items():
            for bound in collected[kind.iri]:
                if bound.field is not None and bound.field.kind == "object":
                    asked.setdefault(bound.response_name, (bound, []))[1].append(iri)
        found: dict[tuple[str, str], Json] = {}
        for name, (bound, iris) in asked.items():
            assert bound.field is not None
            if bound.field.inverse:
                answers = self._backward(bound.field, bound, iris)
            else:
                answers = self._forward(bound.field, bound, {iri: statements.get(iri, {}) for iri in iris})
            found |= {(name, iri): answer for iri, answer in answers.items()}
        return found

    def _forward(self, field: Field, bound: Bound, statements: Statements) -> dict[str, Json]:
        values = {
            iri: sorted(term.value for term in found.get(field.predicate, ())) for iri, found in statements.items()
        }
        target = self.data.filter.model.types[field.target]
        things = self._things(sorted({v for found in values.values() for v in found}), target, bound.selected.inner)
        return {
            iri: [things[v] for v in found] if field.many else (things[found[0]] if found else None)
            for iri, found in values.items()
        }

    def _backward(self, field: Field, bound: Bound, iris: Sequence[str]) -> dict[str, Json]:
        target = self.data.filter.model.types[field.target]
        keys = read_order(target, bound.arguments.get("orderBy"))
        matching = self.data.filter.matching(target, bound.arguments.get("where"))
        pointing = self.fetch.backward(iris, field.predicate)
        pages = {
            iri: _page(self.data.orders.sort(matching & frozenset(pointing.get(iri, ())), keys), keys, bound.arguments)
            for iri in iris
        }
        wanted = sorted({iri for page in pages.values() for _, iri in page.entries})
        things = self._things(wanted, target, self._node_sets(bound.selected, target))
        return {iri: self._connection(page, target, bound.selected, things) for iri, page in pages.items()}

    def _value(
        self,
        iri: str,
        kind: NodeType,
        bound: Bound,
        statements: Mapping[str, Sequence[Term]],
        inner: Mapping[tuple[str, str], Json],
    ) -> Json:
        field = bound.field
        if field is None:
            if bound.selected.name == "__typename":
                return self.types.object_name(kind)
            return iri if bound.selected.name == IRI else code_of(iri)
        if field.kind == "object":
            return inner[bound.response_name, iri]
        terms = statements.get(field.predicate, ())
        return self._text(field, bound, terms) if field.kind == "text" else scalars(terms, field)

    def _text(self, field: Field, bound: Bound, terms: Sequence[Term]) -> Json:
        found = texts(terms, bound.arguments["language"])
        names = self.request.collect(bound.selected.inner, self._object("Text"))
        rendered = [
            {part.response_name: text.get(part.name, "Text") for part in names}
            for text in (found if field.many else found[:1])
        ]
        return rendered if field.many else (rendered[0] if rendered else None)

    def _node_sets(self, selected: Selected, node_type: NodeType) -> Sets:
        """The selections on the things of a connection, whether under `nodes` or under `edges { node }`."""
        connection, edge = self._connection_types(node_type)
        sets: list[SelectionSetNode] = []
        for part in self.request.collect(selected.inner, connection):
            if part.name == "nodes":
                sets += part.inner
            elif part.name == "edges":
                sets += [s for p in self.request.collect(part.inner, edge) if p.name == "node" for s in p.inner]
        return sets

    def _connection_types(self, node_type: NodeType) -> tuple[GraphQLObjectType, GraphQLObjectType]:
        return self._object(f"{node_type.name}Connection"), self._object(f"{node_type.name}Edge")

    def _connection(self, page: Page, node_type: NodeType, selected: Selected, things: Mapping[str, Json]) -> Json:
        connection, edge = self._connection_types(node_type)
        answer: dict[str, Json] = {}
        for part in self.request.collect(selected.inner, connection):
            if part.name == "nodes":
                answer[part.response_name] = [things[iri] for _, iri in page.entries]
            elif part.name == "edges":
                fields = self.request.collect(part.inner, edge)
                answer[part.response_name] = [_edge(entry, fields, edge.name, things) for entry in page.entries]
            elif part.name == "pageInfo":
                answer[part.response_name] = self._page_info(page, part)
            else:
                answer[part.response_name] = page.total if part.name == "totalCount" else connection.name
        return answer

    def _page_info(self, page: Page, selected: Selected) -> Json:
        values = {
            "hasNextPage": page.has_next,
            "hasPreviousPage": page.has_previous,
            "startCursor": cursor_of(page.entries[0]) if page.entries else None,
            "endCursor": cursor_of(page.entries[-1]) if page.entries else None,
            "__typename": "PageInfo",
        }
        parts = self.request.collect(selected.inner, self._object("PageInfo"))
        return {part.response_name: values[part.name] for part in parts}


def _properties(collected: Iterable[Sequence[Bound]], with_type: bool) -> set[str]:
    fields = [bound.field for bounds in collected for bound in bounds]
    found = {field.predicate for field in fields if field is not None and not field.inverse}
    return found | ({_TYPE} if with_type else set())


def _edge(
    entry: tuple[Any, str], fields: Iterable[Selected], type_name: str, things: Mapping[str, Json]
) -> dict[str, Json]:
    answer: dict[str, Json] = {}
    for part in fields:
        if part.name == "node":
            answer[part.response_name] = things[entry[1]]
        else:
            answer[part.response_name] = cursor_of(entry) if part.name == "cursor" else type_name
    return answer


def _page(ordered: Ordered, keys: Sequence[OrderKey], arguments: Mapping[str, Any]) -> Page:
    first = arguments.get("first", DEFAULT_PAGE)
    if first is None or not 0 <= first <= LARGEST_PAGE:
        raise GraphQLProblem(
            "page-size",
            f"`first` is {first}; a page has 0 to {LARGEST_PAGE} things.",
            "Ask for the next page with `after`.",
        )
    start = place_after(ordered, keys, arguments.get("after"))
    return Page(ordered[start : start + first], start + first < len(ordered), start > 0, len(ordered))

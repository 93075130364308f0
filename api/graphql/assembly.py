"""From selected fields to JSON: level by level, each level fetched for all its things at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from graphql import SelectionSetNode
from graphql.execution.values import get_argument_values
from rdflib import RDF, SKOS

from api.graphql.columns import Columns
from api.graphql.connections import Connections, cut
from api.graphql.fetch import Fetch, Statements
from api.graphql.filters import Filter, code_of
from api.graphql.model import Field, NodeType
from api.graphql.ordering import Orders, read_order
from api.graphql.schema_types import MODEL_FIELD, SchemaTypes
from api.graphql.search import SearchIndex
from api.graphql.selection import Request, Selected
from api.graphql.summaries import Summaries
from api.graphql.values import scalars, texts
from api.graphql.where_types import IRI
from store.graph_store import Term

Json = Any
_TYPE: Final = str(RDF.type)
_LABEL: Final = str(SKOS.prefLabel)
Sets = Sequence[SelectionSetNode]


@dataclass(frozen=True)
class Data:
    """One state of the data, and what is prepared for it."""

    columns: Columns
    filter: Filter
    orders: Orders
    search_index: Callable[[], SearchIndex]


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
class Assembly:
    """Answers the selections of one request."""

    request: Request
    types: SchemaTypes
    data: Data
    fetch: Fetch

    @cached_property
    def connections(self) -> Connections:
        """The writer of pages."""
        return Connections(self.request, Summaries(self.data.filter), self._names)

    def _names(self, things: Iterable[str]) -> Mapping[str, Sequence[Term]]:
        statements = self.fetch.forward(set(things), [_LABEL])
        return {iri: found.get(_LABEL, ()) for iri, found in statements.items()}

    def one(self, iri: str, node_type: NodeType, sets: Sets) -> Json:
        """A thing as selected, or None if there is no thing of the type with that IRI."""
        if iri not in self.data.filter.things(node_type):
            return None
        return self._things([iri], node_type, sets)[iri]

    def all(self, node_type: NodeType, selected: Selected, arguments: Mapping[str, Any]) -> Json:
        """A connection to all things of a type."""
        keys = read_order(node_type, arguments.get("orderBy"))
        where = arguments.get("where")
        matching = self.data.filter.matching(node_type, where, arguments.get("asOf"))
        if where or arguments.get("asOf"):
            ordered = self.data.orders.sort(matching, keys)
        else:
            ordered = self.data.orders.whole(node_type, keys, matching)
        page = cut(ordered, matching, keys, arguments)
        things = self._things(
            [iri for _, iri in page.entries], node_type, self.connections.node_sets(selected, node_type)
        )
        return self.connections.write(page, node_type, selected, things)

    def _things(self, iris: Sequence[str], node_type: NodeType, sets: Sets) -> dict[str, Json]:
        """The things as selected, by IRI."""
        if not sets:
            return {iri: {} for iri in iris}
        possible = [node_type, *(self.data.filter.model.types[iri] for iri in node_type.below)]
        collected = {t.iri: self._bound(t, sets) for t in possible}
        self.fetch.store.budget.spend(len(iris) * max(len(bounds) for bounds in collected.values()))
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

    def _bound(self, node_type: NodeType, sets: Sets) -> Sequence[Bound]:
        on = self.request.object_type(self.types.object_name(node_type))
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
        matching = self.data.filter.matching(target, bound.arguments.get("where"), bound.arguments.get("asOf"))
        pointing = self.fetch.backward(iris, field.predicate)
        pages = {}
        for iri in iris:
            here = matching.intersection(pointing.get(iri, ()))
            pages[iri] = cut(self.data.orders.sort(here, keys), here, keys, bound.arguments)
        wanted = sorted({iri for page in pages.values() for _, iri in page.entries})
        things = self._things(wanted, target, self.connections.node_sets(bound.selected, target))
        return {iri: self.connections.write(page, target, bound.selected, things) for iri, page in pages.items()}

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
        return self.connections.text(found if field.many else found[:1], bound.selected, field.many)


def _properties(collected: Iterable[Sequence[Bound]], with_type: bool) -> set[str]:
    fields = [bound.field for bounds in collected for bound in bounds]
    found = {field.predicate for field in fields if field is not None and not field.inverse}
    return found | ({_TYPE} if with_type else set())

"""Pages of lists as selected: nodes, edges, cursors, counts, facets and aggregates."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, SelectionSetNode
from graphql.execution.values import get_argument_values
from pyoxigraph import NamedNode

from api.graphql.connection_types import DEFAULT_PAGE, LARGEST_PAGE
from api.graphql.filters import Things, code_of
from api.graphql.model import NodeType
from api.graphql.ordering import Ordered, OrderKey, cursor_of, place_after
from api.graphql.problems import GraphQLProblem
from api.graphql.selection import Request, Selected
from api.graphql.summaries import Facet, Summaries
from api.graphql.values import texts
from store.graph_store import Term

Json = Any


@dataclass(frozen=True)
class Page:
    """A cut of an ordered list. `things` are all that the list holds."""

    entries: Ordered
    has_next: bool
    has_previous: bool
    things: Things


def cut(ordered: Ordered, things: Things, keys: Sequence[OrderKey], arguments: Mapping[str, Any]) -> Page:
    """The page that `first` and `after` ask for. GraphQLProblem for a size or a cursor that cannot be."""
    first = arguments.get("first", DEFAULT_PAGE)
    if first is None or not 0 <= first <= LARGEST_PAGE:
        raise GraphQLProblem(
            "page-size",
            f"`first` is {first}; a page has 0 to {LARGEST_PAGE} things.",
            "Ask for the next page with `after`.",
        )
    start = place_after(ordered, keys, arguments.get("after"))
    return Page(ordered[start : start + first], start + first < len(ordered), start > 0, things)


@dataclass(frozen=True)
class Connections:
    """Writes pages of one request. `names` fetches the labels of things, in one query."""

    request: Request
    summaries: Summaries
    names: Callable[[Iterable[str]], Mapping[str, Sequence[Term]]]

    def node_sets(self, selected: Selected, node_type: NodeType) -> Sequence[SelectionSetNode]:
        """The selections on the things of a connection, whether under `nodes` or under `edges { node }`."""
        connection, edge = self._types(node_type)
        sets: list[SelectionSetNode] = []
        for part in self.request.collect(selected.inner, connection):
            if part.name == "nodes":
                sets += part.inner
            elif part.name == "edges":
                sets += [s for p in self.request.collect(part.inner, edge) if p.name == "node" for s in p.inner]
        return sets

    def write(self, page: Page, node_type: NodeType, selected: Selected, things: Mapping[str, Json]) -> Json:
        """A page as selected; `things` are its things as selected, by IRI."""
        connection, edge = self._types(node_type)
        answer: dict[str, Json] = {}
        for part in self.request.collect(selected.inner, connection):
            if part.name == "nodes":
                found: Json = [things[iri] for _, iri in page.entries]
            elif part.name == "edges":
                fields = self.request.collect(part.inner, edge)
                found = [_edge(entry, fields, edge.name, things) for entry in page.entries]
            elif part.name == "pageInfo":
                found = self._page_info(page, part)
            elif part.name == "totalCount":
                found = len(page.things)
            elif part.name in ("facets", "aggregate"):
                found = self._summary(page.things, node_type, part, connection)
            else:
                found = connection.name
            answer[part.response_name] = found
        return answer

    def _types(self, node_type: NodeType) -> tuple[GraphQLObjectType, GraphQLObjectType]:
        return self._object(f"{node_type.name}Connection"), self._object(f"{node_type.name}Edge")

    def _object(self, name: str) -> GraphQLObjectType:
        return self.request.object_type(name)

    def _summary(self, things: Things, node_type: NodeType, part: Selected, connection: GraphQLObjectType) -> Json:
        arguments = get_argument_values(connection.fields[part.name], part.nodes[0], self.request.variables)
        if part.name == "facets":
            facets = [self.summaries.facet(things, node_type, path) for path in arguments["by"]]
            return [self._facet(facet, part) for facet in facets]
        found = self.summaries.aggregate(things, node_type, arguments["of"], arguments.get("unit"))
        values = {
            "count": found.count,
            "min": None if found.least is None else f"{found.least:f}",
            "max": None if found.greatest is None else f"{found.greatest:f}",
            "unit": found.unit,
            "__typename": "Aggregate",
        }
        return {p.response_name: values[p.name] for p in self.request.collect(part.inner, self._object("Aggregate"))}

    def _facet(self, facet: Facet, part: Selected) -> Json:
        values = {"by": facet.by, "missing": facet.missing, "__typename": "Facet"}
        return {
            each.response_name: self._facet_values(facet, each) if each.name == "values" else values[each.name]
            for each in self.request.collect(part.inner, self._object("Facet"))
        }

    def _facet_values(self, facet: Facet, selected: Selected) -> Json:
        fields = self.request.collect(selected.inner, self._object("FacetValue"))
        things = [term.value for term, _ in facet.values if isinstance(term, NamedNode)]
        labels = self.names(things) if any(field.name == "label" for field in fields) else {}
        return [
            {field.response_name: self._facet_value(term, count, field, labels) for field in fields}
            for term, count in facet.values
        ]

    def _facet_value(self, term: Term, count: int, field: Selected, labels: Mapping[str, Sequence[Term]]) -> Json:
        if field.name == "label":
            definition = self._object("FacetValue").fields["label"]
            arguments = get_argument_values(definition, field.nodes[0], self.request.variables)
            return self.text(texts(labels.get(term.value, ()), arguments["language"])[:1], field, many=False)
        values: dict[str, Json] = {"value": term.value, "count": count, "__typename": "FacetValue"}
        if field.name == "code":
            return (code_of(term.value) or None) if isinstance(term, NamedNode) else None
        return values[field.name]

    def text(self, found: Sequence[Mapping[str, str]], selected: Selected, many: bool) -> Json:
        """Texts as selected; one or none where there is but one."""
        names = self.request.collect(selected.inner, self._object("Text"))
        written = [{part.response_name: text.get(part.name, "Text") for part in names} for text in found]
        return written if many else (written[0] if written else None)

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

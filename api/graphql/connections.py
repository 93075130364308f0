"""Pages of lists as selected: nodes, edges, cursors, counts, facets and aggregates."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from graphql import GraphQLObjectType, SelectionSetNode
from graphql.execution.values import get_argument_values
from pyoxigraph import NamedNode

from api.graphql.budget import Budget
from api.graphql.connection_types import DEFAULT_PAGE, LARGEST_PAGE
from api.graphql.filters import Things as Iris
from api.graphql.filters import code_of
from api.graphql.model import NodeType
from api.graphql.ordering import Order
from api.graphql.problems import problem
from api.graphql.selection import Request, Selected
from api.graphql.summaries import Facet, Summaries
from api.graphql.values import texts
from api.graphql.written import Things, Written, as_things, chosen, from_json, lists, objects, repeated
from store.graph_store import Term

Json = Any
Answer = Callable[[Sequence[str], NodeType, Sequence[SelectionSetNode]], Things]


class Page(NamedTuple):
    """A cut of an ordered list: its things in order, and where it stands. `things` are all that the list holds."""

    order: Order
    entries: Sequence[str]
    has_next: bool
    has_previous: bool
    things: Iris


def cut(order: Order, things: Iris, arguments: Mapping[str, Any]) -> Page:
    """The page that `first` and `after` ask for. GraphQLProblem for a size or a cursor that cannot be."""
    first = arguments.get("first")
    if first is None:  # clients send null for a variable that is left out
        first = DEFAULT_PAGE
    if not 0 <= first <= LARGEST_PAGE:
        raise problem("page-size", first=first, most=LARGEST_PAGE)
    ordered = order.of(things)
    start = order.place_after(ordered, arguments.get("after"))
    return Page(order, ordered[start : start + first], start + first < len(ordered), start > 0, things)


@dataclass(frozen=True)
class Connections:
    """Writes pages of one request. `names` fetches the labels of things, in one query."""

    request: Request
    budget: Budget
    summaries: Summaries
    names: Callable[[Iterable[str]], Mapping[str, Sequence[Term]]]

    def written(self, pages: Sequence[Page], node_type: NodeType, selected: Selected, answer: Answer) -> Written:
        """Pages as selected; `answer` gives their things as selected."""
        connection, _ = self._types(node_type)
        parts = self.request.collect(selected.inner, connection)
        columns = [self._column(part, pages, node_type, answer) for part in parts]
        return objects([part.response_name for part in parts], columns, len(pages))

    def _column(self, part: Selected, pages: Sequence[Page], node_type: NodeType, answer: Answer) -> Written:
        connection, edge = self._types(node_type)
        if part.name == "nodes":
            return lists([page.entries for page in pages], answer(_entries(pages), node_type, part.inner), self.budget)
        if part.name == "edges":
            return self._edges(pages, part, edge, lambda iris, sets: answer(iris, node_type, sets))
        if part.name == "totalCount":
            return Written([str(len(page.things)) for page in pages])
        if part.name == "pageInfo":
            return from_json(self._page_info(page, part) for page in pages)
        if part.name in ("facets", "aggregate"):
            return from_json(self._summary(page.things, node_type, part, connection) for page in pages)
        return repeated(f'"{connection.name}"', len(pages))

    def _edges(
        self,
        pages: Sequence[Page],
        selected: Selected,
        edge: GraphQLObjectType,
        answer: Callable[[Sequence[str], Sequence[SelectionSetNode]], Things],
    ) -> Written:
        # A thing has as many edges as lists it stands in: its cursor is the same, but not its place.
        stands = [(page, iri) for page in pages for iri in page.entries]
        fields = self.request.collect(selected.inner, edge)
        columns = []
        for part in fields:
            if part.name == "node":
                things = answer(_entries(pages), part.inner)
                columns.append(chosen([iri for _, iri in stands], things, self.budget))
            elif part.name == "cursor":
                columns.append(Written([f'"{page.order.cursor(iri)}"' for page, iri in stands]))
            else:
                columns.append(repeated(f'"{edge.name}"', len(stands)))
        written = objects([part.response_name for part in fields], columns, len(stands))
        ends = accumulate((len(page.entries) for page in pages), initial=0)
        edges = as_things(range(len(stands)), written)
        return lists([range(start, end) for start, end in pairwise(ends)], edges, self.budget)

    def _types(self, node_type: NodeType) -> tuple[GraphQLObjectType, GraphQLObjectType]:
        return self._object(f"{node_type.name}Connection"), self._object(f"{node_type.name}Edge")

    def _object(self, name: str) -> GraphQLObjectType:
        return self.request.object_type(name)

    def _summary(self, things: Iris, node_type: NodeType, part: Selected, connection: GraphQLObjectType) -> Json:
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
            "notCounted": found.not_counted,
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

    def text_parts(self, selected: Selected) -> Sequence[tuple[str, str]]:
        """What is selected of a text, as response names and names of fields."""
        parts = self.request.collect(selected.inner, self._object("Text"))
        return [(part.response_name, part.name) for part in parts]

    def text(self, found: Sequence[Mapping[str, str]], selected: Selected, many: bool) -> Json:
        """Texts as selected; one or none where there is but one."""
        names = self.request.collect(selected.inner, self._object("Text"))
        written = [{part.response_name: text.get(part.name, "Text") for part in names} for text in found]
        return written if many else (written[0] if written else None)

    def _page_info(self, page: Page, selected: Selected) -> Json:
        values = {
            "hasNextPage": page.has_next,
            "hasPreviousPage": page.has_previous,
            "startCursor": page.order.cursor(page.entries[0]) if page.entries else None,
            "endCursor": page.order.cursor(page.entries[-1]) if page.entries else None,
            "__typename": "PageInfo",
        }
        parts = self.request.collect(selected.inner, self._object("PageInfo"))
        return {part.response_name: values[part.name] for part in parts}


def _entries(pages: Sequence[Page]) -> Sequence[str]:
    """The things of pages, each once."""
    if len(pages) == 1:
        return pages[0].entries
    return list(dict.fromkeys(iri for page in pages for iri in page.entries))

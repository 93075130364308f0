"""Small answers are made at once, large ones handed over, and both are the same; what is prepared changes no answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal

from api.graphql.budget import Share, TooMuchHere
from api.graphql.large_answers import Asked, Asks, LargeAnswers, answer_request, answers_large
from api.graphql.schema import AnalystSchema, OperationNotAllowed
from ontology.namespaces import BAT, DOC
from store.forking import Hold

SMALL = "{ numberedBats(first: 1) { nodes { batNumber } } }"
LARGE = "{ numberedBats(first: 60) { nodes { batNumber inDocument { iri } } } }"
# Each condition is another pass through all things, and none is a query.
SLOW = "{ numberedBats(where: { or: [" + "{ batNumber: { lt: 0 } } " * 100 + "] }) { totalCount } }"


@pytest.fixture(scope="module")
def schema(schema_over: Callable[[Graph], AnalystSchema]) -> AnalystSchema:
    graph = Graph()
    graph.add((DOC["3A"], RDF.type, BAT.EuBatConclusions))
    graph.add((DOC["3A"], BAT.documentCode, Literal("AAA")))
    for n in range(600):
        graph.add((DOC[f"3A/bat/{n}"], RDF.type, BAT.NumberedBat))
        graph.add((DOC[f"3A/bat/{n}"], BAT.inDocument, DOC["3A"]))
        graph.add((DOC[f"3A/bat/{n}"], BAT.batNumber, Literal((n * 7) % 601)))
    return schema_over(graph)


def asked_there(schema: AnalystSchema) -> Asks:
    """What asks the other process, without the process."""
    answer = answers_large(schema)

    def ask(request: Mapping[str, Any], _seconds: float | None, _hold: Hold | None) -> bytes:
        return answer(request)

    return ask


def data(body: bytes) -> object:
    return json.loads(body)["data"]


@pytest.mark.parametrize("media_type", ["application/json", "application/graphql-response+json"])
def test_a_large_answer_is_handed_over_and_the_same(schema: AnalystSchema, media_type: str) -> None:
    large = LargeAnswers(schema, asked_there(schema), share=Share(values=100))
    small = Asked(SMALL, {}, None, False, media_type)
    assert (answer := large.begin(small)) is not None
    assert data(answer.body) == data(answer_request(schema, small).body)
    asked = Asked(LARGE, {}, None, False, media_type)
    for _ in range(2):  # the second time it is known to be large
        assert large.begin(asked) is None
        answer = large.ask(asked)
        assert (answer.status, answer.lasting) == (200, True)
        assert data(answer.body) == data(answer_request(schema, asked).body)


def test_refusals_come_back_as_they_are(schema: AnalystSchema) -> None:
    large = LargeAnswers(schema, asked_there(schema))
    asked = Asked("{ nothing }", {}, None, False, "application/graphql-response+json")
    assert (here := large.begin(asked)) is not None
    there = large.ask(asked)
    assert (here.status, here.lasting, here.body) == (there.status, there.lasting, there.body)
    assert here.status == 400


def test_what_is_said_of_the_schema_counts_for_the_share_too(schema: AnalystSchema) -> None:
    """With aliases it can be asked for a hundred times in one query, and no query to the data is made of it."""
    with pytest.raises(TooMuchHere):
        schema.written("{ __schema { types { name fields { name } } } }", {}, share=Share(seconds=0.005))


def test_conditions_count_for_the_share_as_well_as_values(schema: AnalystSchema) -> None:
    with pytest.raises(TooMuchHere):
        schema.written(SLOW, {}, share=Share(seconds=0.005))


CHECKS = "{ crossCheck { findings { rule } } }"
LONG = "{ numberedBats(first: 1) { nodes { batNumber } } }" + " " * 3_000
VALUES = "query Values($where: NumberedBatWhere) { numberedBats(where: $where) { totalCount } }"


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (CHECKS, {}),
        ('query A { ...F } fragment F on Query { x: gaps(document: "3A") { document { iri } } }', {}),
        (VALUES, {"where": {"and": [{"batNumber": {"gt": 0}}] * 200}}),
        (LONG + "{", {}),
    ],
)
def test_what_is_not_small_by_its_looks_is_not_begun_here(
    schema: AnalystSchema, text: str, variables: dict[str, Any]
) -> None:
    """It would be neither interrupted nor ended."""
    large = LargeAnswers(schema, asked_there(schema))
    asked = Asked(text, variables, None, False, "application/json")
    assert large.begin(asked) is None
    large.ask(asked)
    assert large.begin(asked) is None


def test_a_long_text_that_was_quick_is_begun_here_from_then_on(schema: AnalystSchema) -> None:
    large = LargeAnswers(schema, asked_there(schema), share=Share(seconds=60))
    asked = Asked(LONG, {}, None, False, "application/json")
    assert large.begin(asked) is None
    there = large.ask(asked)
    here = large.begin(asked)
    assert here is not None
    assert data(here.body) == data(there.body) == {"numberedBats": {"nodes": [{"batNumber": 0}]}}


# Neither asks the store for anything, nor for a column.
NO_QUERIES = (
    "query Iris($n: Int) { numberedBats(first: $n, where: { or: ["
    + '{ iri: { eq: "x" } } ' * 500
    + "] }) { totalCount } }",
    'query Words($n: Int) { search(first: $n, text: "' + "AAA " * 40 + '") { totalCount } }',
)


@pytest.mark.parametrize("query", NO_QUERIES)
def test_work_that_asks_for_nothing_counts_too(schema: AnalystSchema, query: str) -> None:
    schema.written(query, {"n": 1})  # parsed and validated, which is not what is looked at here
    with pytest.raises(TooMuchHere):
        schema.written(query, {"n": 2}, share=Share(seconds=0.0001))


def test_a_mutation_is_not_allowed_there_either(schema: AnalystSchema) -> None:
    asked = Asked("mutation { crossCheck }", {}, None, False, "application/json")
    with pytest.raises(OperationNotAllowed):
        LargeAnswers(schema, asked_there(schema)).ask(asked)


ORDERS = ("[{ field: batNumber }]", "[{ field: batNumber, direction: DESC }]", "[{ field: sourcePage }]", "[]")


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_prepared_changes_no_answer(schema_over: Callable[[Graph], AnalystSchema], order: str) -> None:
    graph = Graph()
    for n in range(600):
        bat = DOC[f"3A/bat/{n}"]
        graph.add((bat, RDF.type, BAT.NumberedBat))
        graph.add((bat, BAT.batNumber, Literal(n % 50)))
        if n % 3:
            graph.add((bat, BAT.sourcePage, Literal(n % 11)))
    query = f"""{{ numberedBats(first: 7, orderBy: {order}, where: {{ batNumber: {{ gt: 3 }} }}) {{
        nodes {{ iri batNumber sourcePage }} pageInfo {{ endCursor }} totalCount }} }}"""
    plain, prepared = schema_over(graph), schema_over(graph)
    prepared.prepare()
    expected = plain.answer(query, {})
    assert expected.errors is None
    assert prepared.answer(query, {}).data == expected.data


def test_an_order_is_that_of_the_data_it_is_asked_of(schema_over: Callable[[Graph], AnalystSchema]) -> None:
    """A cursor of one state of the data goes on at its place in another."""
    query = """query Page($after: String) { numberedBats(first: 2, after: $after, orderBy: [{ field: batNumber }]) {
        nodes { batNumber } pageInfo { endCursor } } }"""

    def over(numbers: list[int]) -> AnalystSchema:
        graph = Graph()
        for n in numbers:
            graph.add((DOC[f"3A/bat/{n}"], RDF.type, BAT.NumberedBat))
            graph.add((DOC[f"3A/bat/{n}"], BAT.batNumber, Literal(n)))
        made = over_graph(graph)
        made.prepare()
        return made

    over_graph = schema_over
    first = over([1, 3, 5, 7]).answer(query, {}).data
    assert first is not None
    assert [node["batNumber"] for node in first["numberedBats"]["nodes"]] == [1, 3]
    after = first["numberedBats"]["pageInfo"]["endCursor"]
    second = over([0, 2, 3, 4, 6, 8]).answer(query, {"after": after}).data
    assert second is not None
    assert [node["batNumber"] for node in second["numberedBats"]["nodes"]] == [4, 6]

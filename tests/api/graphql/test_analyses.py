"""Analyses asked through GraphQL say all that the analyses themselves say, and name things one can go on from."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from analysis.applicability.applicable import applicable
from analysis.comparison.compare import compare
from analysis.cross_check.cross_check import cross_check
from analysis.cross_media.assessment import assess, load_factors
from analysis.cross_media.inventory_file import inventory_of
from analysis.cross_media.what_if import Scenario, what_if
from analysis.difference.difference import difference
from analysis.gaps.gaps import gaps
from analysis.screening.screen import screen
from analysis.wording.message import Message
from analysis.wording.names import Names, fetch_names
from analysis.wording.speaker import Speaker
from api.graphql.schema import AnalystSchema
from loaders.measurements.measurement_file import parse_measurements
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore
from tests.api.graphql.inputs_of_analyses import CSV, INVENTORY, MEASURED, STATED

DATA = Path(__file__).resolve().parents[3] / "data"
DAY = date(2026, 11, 23)

Ask = Callable[[EmbeddedStore], Any]
FACTORS = load_factors(DATA / "ecm")
CASES: Mapping[str, Ask] = {
    'compareLevels(pollutant: "NOx", medium: "air", unit: "g/Nm3", oxygen: 3, plantStatus: EXISTING)': (
        lambda store: compare(store, "nox", medium="air", unit="g/Nm3", oxygen=Decimal(3), plant_status="existing")
    ),
    'compareLevels(kind: PERFORMANCE, documents: ["doc/32019D2031"])': (
        lambda store: compare(store, kind="performance", documents=["FDM"])
    ),
    'crossCheck(document: "FDM")': lambda store: cross_check(store, "FDM"),
    'gaps(document: "32019D2031")': lambda store: gaps(store, "FDM"),
    'difference(first: "32017D1442", second: "doc/32019D2031")': lambda store: difference(store, "32017D1442", "FDM"),
    'applicable(subject: "6.4.b", asOf: "2026-11-23", permitIssued: "2020-01-01")': (
        lambda store: applicable(store, "6.4.b", DAY, date(2020, 1, 1))
    ),
    f'screening(sectors: ["LCP"], documents: ["FDM"], csv: {json.dumps(CSV)}, asOf: "{DAY}")': (
        lambda store: screen(store, parse_measurements(CSV, "x"), documents=["FDM"], sectors=["LCP"], on=DAY)
    ),
    f'screening(sectors: ["LCP"], documents: ["FDM"], asOf: "{DAY}", measurements: {MEASURED})': (
        lambda store: screen(store, parse_measurements(CSV, "x"), documents=["FDM"], sectors=["LCP"], on=DAY)
    ),
    f'crossMedia(inventory: {STATED}, energyMix: "coal")': (
        lambda _: assess(inventory_of(INVENTORY), FACTORS, "ecm-2006", "coal")
    ),
    f'crossMediaWhatIf(inventory: {STATED}, before: {{}}, after: {{ energyMix: "coal" }})': (
        lambda _: what_if(inventory_of(INVENTORY), FACTORS, Scenario("ecm-2006"), Scenario("ecm-2006", "coal"))
    ),
}


@pytest.fixture(scope="module")
def few(store: EmbeddedStore) -> EmbeddedStore:
    """The law, the codes and three decisions: what is said does not depend on how much there is to say."""
    chosen = EmbeddedStore.empty()
    documents = ("32016D0902", "32017D1442", "32019D2031")
    for graph in store.graph_iris():
        name = graph.removeprefix(GRAPH)
        if not name.startswith(("doc/", "derived/")) or any(each in name for each in documents):
            chosen.change_graph(graph, (), store.triples_of(graph))
    return chosen


@pytest.fixture(scope="module")
def schema_of_few(empty_schema: AnalystSchema, few: EmbeddedStore) -> AnalystSchema:
    return empty_schema.over(few, "few")


def is_generated(type_: Any) -> bool:
    marks = type_.ast_node.directives if type_.ast_node else ()
    return any(mark.name.value == "iri" for mark in marks or ())


def everything(type_: GraphQLObjectType) -> str:
    """A selection of all fields of an analysis; of things of the graph only the IRI."""
    fields = []
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            fields.append(name)
        elif inner.name == "Words":
            fields.append(f"{name}(language: [EN]) {{ value language }}")
        elif is_generated(inner):
            fields.append(f"{name} {{ iri }}")
        else:
            assert isinstance(inner, GraphQLObjectType)
            fields.append(f"{name} {{ {everything(inner)} }}")
    return " ".join(fields)


# Where the words for ids stand in the catalogues of texts.
CATALOGUES = {
    "ruleWords": "cross_check/rule-{}",
    "severityWords": "common/{}",
    "kindWords": "gaps/kind-{}",
    "missingWords": "gaps/missing-{}",
    "respectWords": "difference/respect-{}",
    "directionWords": "difference/{}",
    "outcomeWords": "screening/{}",
    "themeWords": "cross_media/theme-{}",
}


def attribute(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def expected(value: Any, type_: Any, names: Names) -> Any:
    """What GraphQL is to answer for a value of an analysis; written apart from the code that answers."""
    if isinstance(type_, GraphQLNonNull):
        return expected(value, type_.of_type, names)
    if value is None:
        return None
    if isinstance(type_, GraphQLList):
        values = sorted(value) if isinstance(value, frozenset) else value
        return [expected(each, type_.of_type, names) for each in values]
    if isinstance(type_, GraphQLEnumType):
        return value.name if isinstance(value, Enum) else value.upper().replace("-", "_").replace(" ", "_")
    if isinstance(type_, GraphQLInterfaceType) or is_generated(type_):
        return {"iri": value} if value else None
    if not isinstance(type_, GraphQLObjectType):
        return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value
    if type_.name == "Words":
        said = Speaker("en", names).say(value) if isinstance(value, Message) else getattr(value, "en", value)
        return {"value": said, "language": "en"} if said else None
    return expected_object(value, type_, names)


def expected_object(value: Any, type_: GraphQLObjectType, names: Names) -> dict[str, Any]:
    if isinstance(value, tuple):
        return dict(zip(type_.fields, value, strict=True))
    answer = {}
    for name, field in type_.fields.items():
        if name.endswith("Words") and not hasattr(value, attribute(name)):
            text = CATALOGUES[name].format(getattr(value, attribute(name.removesuffix("Words"))))
            answer[name] = {"value": Speaker("en", names).text(text), "language": "en"}
            continue
        # A thing that is named by the IRI beside it has no attribute of its own.
        held = getattr(value, attribute(name)) if hasattr(value, attribute(name)) else value.iri
        answer[name] = expected(held, field.type, names)
    return answer


@pytest.mark.parametrize(
    "question", CASES, ids=[question.partition("(")[0] + str(n) for n, question in enumerate(CASES)]
)
def test_graphql_says_all_that_the_analysis_says(
    schema_of_few: AnalystSchema, few: EmbeddedStore, printed: GraphQLSchema, question: str
) -> None:
    assert printed.query_type is not None
    type_ = printed.query_type.fields[question.partition("(")[0]].type
    assert isinstance(type_, GraphQLObjectType)
    answer = schema_of_few.answer(f"{{ found: {question} {{ {everything(type_)} }} }}", {})
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    found = answer.data["found"]
    if "asked" in found and isinstance(found["asked"], str):
        assert found["asked"] in question
    assert found == expected(CASES[question](few), type_, fetch_names(few))
    # What is an IRI can be gone on from, so it is typed as one.
    assert not list(untyped_iris(found, type_))


def untyped_iris(answer: Any, type_: Any) -> Iterator[str]:
    named = get_named_type(type_)
    if isinstance(answer, list):
        for each in answer:
            yield from untyped_iris(each, type_)
    elif isinstance(answer, dict) and not is_generated(named) and named.name != "Words":
        for name, value in answer.items():
            yield from untyped_iris(value, named.fields[name].type)
    elif isinstance(answer, str) and answer.startswith(BASE) and named.name != "IRI":
        yield answer

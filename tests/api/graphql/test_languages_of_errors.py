"""Errors in Kazakh, Russian and English: chosen by the request, the same in code and data."""

import json
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from importlib import resources
from typing import Any

import pytest
from graphql import GraphQLError, specified_rules

from api.graphql.problems import formatted
from api.graphql.schema import AnalystSchema
from shapes.trilingual import LANGUAGES

# What is wrong with each is said by another part of the service.
WRONG = {
    "depth": "{ documents { nodes { " + "supersedes { " * 30 + "iri " + "} " * 30 + "} } }",
    "page-size": "{ documents(first: 501) { totalCount } }",
    "bad-cursor": '{ documents(after: "?") { totalCount } }',
    "unknown": '{ document(code: "XY") { iri } }',
    "one-argument": "{ document { iri } }",
    "unknown-unit": '{ associatedLevels(where: { range: { unit: "mg/x" } }) { totalCount } }',
    "facet": '{ documents { facets(by: ["x"]) { by } } }',
    "unknown-name": '{ gaps(document: "nothing of the kind") { document { iri } } }',
    "unknown-rule-set": '{ determination(technique: "x", ruleSets: ["kz"]) { asked } }',
    "refused": '{ screening(csv: "a", sectors: ["FDM"]) { documents { iri } } }',
    "no-operation": "query A { dataVersion } query B { dataVersion }",
    "invalid-query": "{ documents { title } }",
}


def ask(address: str, request: Any, **headers: str) -> tuple[dict[str, Any], dict[str, str]]:
    sent = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, json.dumps(request).encode(), sent)) as answer:
            return json.load(answer), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error), dict(error.headers)


@pytest.mark.parametrize("code", WRONG)
def test_an_error_is_said_in_the_language_of_the_request(address: str, code: str) -> None:
    answers = {language: ask(address, {"query": WRONG[code]}, accept_language=language) for language in LANGUAGES}
    errors = {language: answer["errors"][0] for language, (answer, _) in answers.items()}
    for _, headers in answers.values():
        assert headers["vary"] == "Accept, Accept-Language"
    # What the GraphQL library says is English in all; what to do is ours.
    assert len({error["message"] for error in errors.values()}) == (1 if code == "invalid-query" else 3)
    assert len({error["extensions"].pop("hint") for error in errors.values()}) == 3
    assert errors["kk"]["extensions"] == errors["ru"]["extensions"] == errors["en"]["extensions"]
    assert errors["en"]["extensions"]["code"] == code
    said_otherwise, _ = ask(address, {"query": WRONG[code], "extensions": {"language": "kk"}}, accept_language="ru")
    assert said_otherwise["errors"][0]["message"] == errors["kk"]["message"]


def test_the_words_are_those_of_the_language(address: str) -> None:
    query = {"query": "{ documents(first: 501) { totalCount } }"}
    said = {
        "kk": ["`first` мәні — 501; бетте 0-ден 500-ге дейін элемент болады.", "Келесі бетті `after` арқылы сұраңыз."],
        "ru, kk;q=0.5": [
            "`first` равно 501; на странице от 0 до 500 элементов.",
            "Следующую страницу запросите через `after`.",
        ],
        "de": ["`first` is 501; a page has 0 to 500 things.", "Ask for the next page with `after`."],
    }
    for accepted, words in said.items():
        answer, _ = ask(address, query, accept_language=accepted)
        [error] = answer["errors"]
        assert [error["message"], error["extensions"]["hint"]] == words


def test_faults_of_http_are_worded_too(address: str) -> None:
    found = {language: ask(address, {"variables": {}}, accept_language=language)[0]["error"] for language in LANGUAGES}
    assert [error["code"] for error in found.values()] == ["no-query"] * 3
    assert [error["message"] for error in found.values()] == [
        "Сұрауда GraphQL мәтіні жоқ.",
        "В запросе нет текста GraphQL.",
        "The request holds no query text.",
    ]
    wrong, _ = ask(address, {"query": "{ dataVersion }", "extensions": {"language": "kz"}})
    assert wrong["error"]["code"] == "bad-parameters"
    assert "kk, ru, en" in wrong["error"]["message"]


def test_an_answer_without_errors_is_one_in_all_languages(address: str) -> None:
    url = f"{address}?{urllib.parse.urlencode({'query': '{ documents { nodes { iri } } }'})}"
    tags = set()
    for language in LANGUAGES:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"accept-language": language})) as answer:
            tags.add(answer.headers["etag"])
    assert len(tags) == 1


def test_the_texts_of_problems_have_the_same_places_in_all_languages() -> None:
    folder = resources.files("api.service") / "texts"
    texts = {each: tomllib.loads((folder / f"{each}.toml").read_text("utf-8")) for each in LANGUAGES}
    for name in (name for name in texts["en"] if name.startswith("problem_")):
        places = [{part.split("}")[0] for part in texts[each][name].split("{")[1:]} for each in LANGUAGES]
        assert places[0] == places[1] == places[2], name


# One query that each rule of the GraphQL library finds wrong.
BROKEN = {
    "ExecutableDefinitionsRule": "type A { a: Int }",
    "UniqueOperationNamesRule": "query A { dataVersion } query A { dataVersion }",
    "LoneAnonymousOperationRule": "{ dataVersion } query A { dataVersion }",
    "KnownTypeNamesRule": "query($a: Nothing) { dataVersion }",
    "FragmentsOnCompositeTypesRule": "{ ...F } fragment F on Int { a }",
    "VariablesAreInputTypesRule": "query($a: Query) { dataVersion }",
    "ScalarLeafsRule": "{ documents }",
    "FieldsOnCorrectTypeRule": "{ nothing }",
    "UniqueFragmentNamesRule": "{ ...F } fragment F on Query { dataVersion } fragment F on Query { dataVersion }",
    "KnownFragmentNamesRule": "{ ...F }",
    "NoUnusedFragmentsRule": "{ dataVersion } fragment F on Query { dataVersion }",
    "PossibleFragmentSpreadsRule": "{ dataVersion ... on Document { iri } }",
    "NoFragmentCyclesRule": "{ ...F } fragment F on Query { ...F }",
    "UniqueVariableNamesRule": "query($a: Int, $a: Int) { documents(first: $a) { totalCount } }",
    "NoUndefinedVariablesRule": "query { documents(first: $a) { totalCount } }",
    "NoUnusedVariablesRule": "query($a: Int) { dataVersion }",
    "KnownDirectivesRule": "{ dataVersion @nothing }",
    "UniqueDirectivesPerLocationRule": "{ dataVersion @skip(if: true) @skip(if: true) }",
    "KnownArgumentNamesRule": "{ documents(nothing: 1) { totalCount } }",
    "UniqueArgumentNamesRule": "{ documents(first: 1, first: 1) { totalCount } }",
    "ValuesOfCorrectTypeRule": '{ documents(asOf: "yesterday") { totalCount } }',
    "ProvidedRequiredArgumentsRule": "{ documents { facets { by } } }",
    "VariablesInAllowedPositionRule": "query($a: String) { documents(first: $a) { totalCount } }",
    "OverlappingFieldsCanBeMergedRule": "{ a: dataVersion a: documents { totalCount } }",
    "MaxIntrospectionDepthRule": "{ __schema { types { " + "fields { type { " * 5 + "name" + " } }" * 5 + " } } }",
    "UniqueInputFieldNamesRule": "{ documents(where: { and: [], and: [] }) { totalCount } }",
}


# Of operations and directives that are refused before, or that the schema does not have.
ELSEWHERE = {"KnownOperationTypesRule", "SingleFieldSubscriptionsRule"} | {
    each.__name__ for each in specified_rules if each.__name__.startswith(("Defer", "Stream"))
}


@pytest.mark.parametrize("rule", sorted({each.__name__ for each in specified_rules} - ELSEWHERE))
def test_what_the_library_finds_wrong_has_a_code_and_a_hint_in_each_language(
    empty_schema: AnalystSchema, rule: str
) -> None:
    """A rule that a later version of the library has needs a query here."""
    for error in empty_schema.answer(BROKEN[rule], {}).errors or pytest.fail("it was answered"):
        assert_worded(error)


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ documents", {}),
        ('{ documents(where: "', {}),
        ("query($n: Int) { documents(first: $n) { totalCount } }", {"n": "x"}),
        ("query($n: Int!) { documents(first: $n) { totalCount } }", {}),
        ("query($l: [Language!]) { documents { nodes { prefLabel(language: $l) { value } } } }", {"l": ["DE"]}),
    ],
)
def test_so_have_faults_of_syntax_and_of_variables(
    empty_schema: AnalystSchema, query: str, variables: dict[str, Any]
) -> None:
    for error in empty_schema.answer(query, variables).errors or pytest.fail("it was answered"):
        assert_worded(error)


def assert_worded(error: GraphQLError) -> None:
    said = [formatted(error, language) for language in LANGUAGES]
    assert {each["extensions"]["code"] for each in said} == {"invalid-query"}
    assert all(each["message"] for each in said)
    assert len({each["extensions"]["hint"] for each in said}) == len(LANGUAGES)
    assert all(each["locations"] for each in said)


@pytest.mark.parametrize(
    ("query", "variables", "said"),
    [
        ('{ documents(asOf: "x") { totalCount } }', {}, "Date: «x» — не значение этого типа."),
        (
            "query($w: DocumentWhere) { documents(where: $w) { totalCount } }",
            {"w": {"or": [{"dateIssued": {"eq": "x"}}]}},
            "Variable '$w' has invalid value at .or[0].dateIssued.eq: Date: «x» — не значение этого типа.",
        ),
    ],
)
def test_a_value_that_is_none_is_told_in_our_words_with_its_place(
    empty_schema: AnalystSchema, query: str, variables: dict[str, Any], said: str
) -> None:
    [error] = empty_schema.answer(query, variables).errors or ()
    body = formatted(error, "ru")
    assert body["message"] == said
    assert body["locations"]
    assert body["extensions"] == {"code": "invalid-query", "hint": "День пишется так: 2021-10-28."}

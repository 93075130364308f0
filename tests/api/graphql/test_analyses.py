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
from rdflib import Graph

from analysis.applicability.applicable import applicable
from analysis.calendar.calendar import calendar
from analysis.comparison.compare import compare
from analysis.cross_check.cross_check import cross_check
from analysis.cross_media.assessment import assess, load_factors
from analysis.cross_media.inventory_file import inventory_of
from analysis.cross_media.what_if import Scenario, what_if
from analysis.determination.derive import determine_all
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.technique_lookup import entries_meant
from analysis.difference.difference import difference
from analysis.gaps.gaps import gaps
from analysis.screening.screen import screen
from analysis.wording.message import Message
from analysis.wording.names import Names, fetch_names
from analysis.wording.speaker import Speaker
from api.graphql.schema import AnalystSchema
from loaders.measurements.measurement_file import parse_measurements
from ontology.model import load_code_lists
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder

DATA = Path(__file__).resolve().parents[3] / "data"
DAY = date(2026, 11, 23)
CSV = (
    "point,pollutant,medium,value,unit,averaging,oxygen,temperature,pressure,dry,plant,date\n"
    "Stack 1,NOx,air,120,mg/Nm3,day,3,,,yes,existing,2026-01-05\n"
    "Outlet,COD,water,90,mg/l,day,,,,,,\n"
)
INVENTORY = {
    "title": "Two ways",
    "base_case": "a",
    "alternatives": [
        {
            "id": "a",
            "releases": [
                {"substance": "SO2", "medium": "air", "amount": "3", "unit": "t/yr", "data_quality": "B"},
                {"substance": "unheard-of", "medium": "air", "amount": "1", "unit": "t/yr"},
            ],
            "energy": [{"carrier": "electricity", "amount": "100", "unit": "GJ/yr"}],
        },
        {"id": "b", "releases": [{"substance": "SO2", "medium": "air", "amount": "900", "unit": "kg/yr"}]},
    ],
    "energy_mixes": {
        "coal": [
            {"carrier": "electricity", "substance": "CO2", "medium": "air", "amount": "0.2", "unit": "t/GJ"},
            {"carrier": "electricity", "substance": "SO2", "medium": "air", "amount": "2", "unit": "kg/GJ"},
        ]
    },
}
STATED = """{ title: "Two ways", baseCase: "a", alternatives: [
  { id: "a", energy: [{ carrier: "electricity", amount: "100", unit: "GJ/yr" }], releases: [
    { substance: "SO2", medium: "air", amount: "3", unit: "t/yr", dataQuality: "B" }
    { substance: "unheard-of", medium: "air", amount: "1", unit: "t/yr" }] }
  { id: "b", releases: [{ substance: "SO2", medium: "air", amount: "900", unit: "kg/yr" }] }
], energyMixes: [{ name: "coal", releases: [
    { carrier: "electricity", substance: "CO2", medium: "air", amount: "0.2", unit: "t/GJ" }
    { carrier: "electricity", substance: "SO2", medium: "air", amount: "2", unit: "kg/GJ" }] }] }"""
MEASURED = """[
  { point: "Stack 1", pollutant: "NOx", medium: "air", value: "120", unit: "mg/Nm3", averaging: "day", oxygen: "3",
    dry: true, plant: "existing", day: "2026-01-05" }
  { point: "Outlet", pollutant: "COD", medium: "water", value: 90, unit: "mg/l", averaging: "day" }
]"""

Ask = Callable[[EmbeddedStore], Any]
SchemaOver = Callable[[Graph], AnalystSchema]
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
    f'screening(sectors: ["LCP"], documents: ["FDM"], csv: {json.dumps(CSV)})': (
        lambda store: screen(store, parse_measurements(CSV, "x"), documents=["FDM"], sectors=["LCP"])
    ),
    f'screening(sectors: ["LCP"], documents: ["FDM"], measurements: {MEASURED})': (
        lambda store: screen(store, parse_measurements(CSV, "x"), documents=["FDM"], sectors=["LCP"])
    ),
    f'crossMedia(inventory: {STATED}, energyMix: "coal")': (
        lambda _: assess(inventory_of(INVENTORY), FACTORS, "ecm-2006", "coal")
    ),
    f'crossMediaWhatIf(inventory: {STATED}, before: {{}}, after: {{ energyMix: "coal" }})': (
        lambda _: what_if(inventory_of(INVENTORY), FACTORS, Scenario("ecm-2006"), Scenario("ecm-2006", "coal"))
    ),
}


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return SnapshotFolder(built_store).current().open()


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


# --- fields of their own ---------------------------------------------------------------------------------------------

BOOKS = """
@prefix bat: <https://w3id.org/batgraph/def/> .
@prefix ex: <https://w3id.org/batgraph/example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:book a bat:SectoralReferenceBook ; skos:prefLabel "Мысал"@kk ; bat:approvedOn "2022-12-01"^^xsd:date .
ex:next a bat:SectoralReferenceBook ; skos:prefLabel "Next book"@en .
ex:draft a bat:DraftVersion ; bat:ofBook ex:next .
ex:group a bat:TechnicalWorkingGroup .
ex:dispatch a bat:DraftDispatch ; bat:ofDraft ex:draft ; bat:sentTo ex:group ; bat:sentOn "2027-06-01"^^xsd:date .
"""


def test_the_calendar_says_all_that_the_analysis_says(schema_over: SchemaOver) -> None:
    graph = Graph().parse(data=BOOKS) + load_code_lists()
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["books"], graph)
    found = calendar(store, date(2027, 6, 14))
    question = """{ calendar(asOf: "2027-06-14") { on
      drafts { book { iri prefLabel { value } } step label(language: [RU]) { language } due overdue cyclesUsed }
      items { subject deadline label(language: [KK, EN]) { language value } due state late lateUnit paragraph { iri } }
      overdue { deadline } } }"""
    answer = schema_over(graph).answer(question, {})
    assert answer.errors is None
    assert answer.data == {
        "calendar": {
            "on": "2027-06-14",
            "drafts": [
                {
                    "book": {"iri": state.book, "prefLabel": {"value": state.title}},
                    "step": state.step,
                    "label": {"language": "ru"},
                    "due": state.due and state.due.isoformat(),
                    "overdue": state.overdue,
                    "cyclesUsed": state.cycles_used,
                }
                for state in found.drafts
            ],
            "items": [
                {
                    "subject": item.subject,
                    "deadline": item.deadline,
                    "label": {"language": "kk", "value": dict(item.labels)["kk"]},
                    "due": item.due.isoformat(),
                    "state": item.state.name,
                    "late": item.late,
                    "lateUnit": item.late_unit.upper().replace(" ", "_"),
                    "paragraph": {"iri": item.paragraph},
                }
                for item in found.items
            ],
            "overdue": [{"deadline": item.deadline} for item in found.overdue],
        }
    }
    assert found.drafts
    assert found.items


def test_a_determination_is_made_anew_under_each_rule_set(shipped: AnalystSchema, store: EmbeddedStore) -> None:
    question = """query Status($technique: String!) {
      determination(technique: $technique, ruleSets: ["kz-775", "eu-ecm"], asOf: "2024-05-01") { asked asOf ruleSets
        entries { entry { iri } results { entry { iri } ruleSet asOf status suspected reasons {
          situation rule { iri } paragraphs { iri } effects { iri } assessments putAside evidence { iri }
          documents { iri } subReasons { situation } } } } } }"""
    answer = shipped.answer(question, {"technique": "bag-filter"})
    assert answer.errors is None
    assert answer.data is not None
    found = answer.data["determination"]
    rule_sets = [load_rule_set("kz-775"), load_rule_set("eu-ecm")]
    entries = entries_meant(store, f"{BASE}technique/bag-filter")
    results = list(determine_all(store, rule_sets, date(2024, 5, 1), entries))
    assert len(results) == 2 * len(entries) > 2
    expected_entries = [
        {"entry": {"iri": entry}, "results": [_result(each) for each in results if each.entry == entry]}
        for entry in sorted(entries)
    ]
    assert found == {
        "asked": "bag-filter",
        "asOf": "2024-05-01",
        "ruleSets": ["kz-775", "eu-ecm"],
        "entries": expected_entries,
    }


def _result(result: Any) -> dict[str, Any]:
    def things(iris: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"iri": iri} for iri in iris]

    return {
        "entry": {"iri": result.entry},
        "ruleSet": result.rule_set,
        "asOf": result.as_of.isoformat(),
        "status": result.status.name,
        "suspected": result.suspected,
        "reasons": [
            {
                "situation": reason.situation.name,
                "rule": {"iri": reason.rule},
                "paragraphs": things(reason.paragraphs),
                "effects": things(reason.effects),
                "assessments": list(reason.assessments),
                "putAside": list(reason.put_aside),
                "evidence": things(reason.evidence),
                "documents": things(reason.documents),
                "subReasons": [{"situation": each.situation.name} for each in reason.sub_reasons],
            }
            for reason in result.reasons
        ],
    }


def test_things_in_results_are_selected_like_any_other(shipped: AnalystSchema) -> None:
    """By variables, fragments and aliases, with lists of their own; one query for each field, not for each thing."""
    question = """query Compared($language: [Language!]!, $where: NumberedBatWhere, $pollutant: String) {
      one: compareLevels(pollutant: $pollutant, sectors: ["FDM", "LCP"]) { ranking { groups { ...Strictest } } }
      __typename
    }
    fragment Strictest on LevelGroup {
      __typename ranked { level { level {
        __typename ...Printed
        ... on EmissionLevel { document: inDocument { ... on EuBatConclusions { celex prefLabel(language: $language) {
          language } numberedBats(first: 1, where: $where) { nodes { batNumber } } } } }
      } } }
    }
    fragment Printed on AssociatedLevel { printedText hasFootnote { mark } }"""
    asked = {"language": ["EN", "NL"], "pollutant": "so2", "where": {"batNumber": {"le": 3}}}
    wide = shipped.answer(question, asked)
    assert wide.errors is None
    assert wide.data is not None
    assert list(wide.data) == ["one", "__typename"]
    levels = [ranked["level"]["level"] for group in wide.data["one"]["ranking"]["groups"] for ranked in group["ranked"]]
    assert len(levels) > 20
    assert {level["__typename"] for level in levels} == {"EmissionLevel"}
    assert {level["document"]["celex"] for level in levels} <= {"32017D1442", "32019D2031", "32021D2326"}
    assert all(level["printedText"] and level["document"]["numberedBats"]["nodes"] for level in levels)
    bare = shipped.answer(
        '{ compareLevels(pollutant: "so2", sectors: ["FDM", "LCP"]) { ranking { groups { subject } } } }', {}
    )
    assert bare.extensions is not None
    assert wide.extensions is not None
    # The levels, their footnotes, their documents, the BAT of these, and what is asked of the BAT.
    assert wide.extensions["queries"]["count"] - bare.extensions["queries"]["count"] == 5


def test_a_fault_in_one_analysis_leaves_the_others(shipped: AnalystSchema) -> None:
    question = """{
      good: applicable(subject: "FDM", asOf: "2026-01-01") { on }
      page: applicable(subject: "FDM", asOf: "2026-01-01") { documents { document { ... on EuBatConclusions {
        numberedBats(first: 9999) { totalCount } } } } }
      name: compareLevels(pollutant: "noxx") { asked { oxygen } }
      documents(first: 1) { totalCount }
    }"""
    answer = shipped.answer(question, {})
    assert answer.data is not None
    assert answer.data["good"] == {"on": "2026-01-01"}
    assert answer.data["documents"]["totalCount"] > 10
    assert (answer.data["page"], answer.data["name"]) == (None, None)
    errors = {error.path[0]: error.extensions for error in answer.errors or () if error.path and error.extensions}
    assert {name: found["code"] for name, found in errors.items()} == {"page": "page-size", "name": "unknown-name"}
    assert errors["name"]["near"] == ["nox", "no"]


@pytest.mark.parametrize(
    ("question", "expected_code"),
    [
        ("compareLevels { asked { oxygen } }", "nothing-named"),
        ('compareLevels(pollutant: "nox", unit: "mg/l") { asked { oxygen } }', "unit-does-not-convert"),
        ('compareLevels(pollutant: "nox", oxygen: 22) { asked { oxygen } }', "oxygen-out-of-range"),
        ('compareLevels(pollutant: "nox", documents: ["nothing"]) { asked { oxygen } }', "unknown-name"),
        ('compareLevels(pollutant: "alachlor") { asked { oxygen } }', "nothing-to-compare"),
        ('comparePair(first: "doc/32019D2031/table/1/r99c9", second: "doc/x") { comparable }', "unknown-name"),
        ('comparePair(first: "< >", second: "doc/x") { comparable }', "unknown-name"),
        ('crossCheck(document: "bref-ECM") { findings { rule } }', "nothing-to-check"),
        ('gaps(document: "bref-ECM") { document { iri } }', "nothing-held"),
        ('difference(first: "FDM", second: "32019D2031") { isEmpty }', "same-version"),
        ('difference(first: "FDM", second: "bref-ECM") { isEmpty }', "nothing-to-tell-apart"),
        ('applicable(subject: "FDM", asOf: "1999-01-01") { on }', "rules-not-in-force"),
        ('applicable(subject: "fdmm") { on }', "unknown-name"),
        ("calendar { on }", "no-books"),
        ('determination(technique: "bag-filter", ruleSets: ["kz"]) { asked }', "unknown-rule-set"),
        ('determination(technique: "bag filtre") { asked }', "unknown-technique"),
        ('determination(technique: "bag-filter", asOf: "1999-01-01") { asked }', "rule-set-not-in-force"),
        ("screening { documents { iri } }", "one-argument"),
        ('screening(csv: "x", measurements: []) { documents { iri } }', "one-argument"),
        ('screening(csv: "") { documents { iri } }', "refused"),
        ('screening(csv: "x", sectors: ["LCP"]) { documents { iri } }', "refused"),
        (f"screening(csv: {json.dumps(CSV)}) {{ documents {{ iri }} }}", "no-document-named"),
        (
            f'screening(csv: {json.dumps(CSV.replace("NOx", "NOxx"))}, sectors: ["LCP"]) {{ documents {{ iri }} }}',
            "measurement-not-understood",
        ),
        (f'crossMedia(inventory: {STATED}, factorSet: "none") {{ title }}', "unknown-name"),
        (f'crossMedia(inventory: {STATED}, energyMix: "none") {{ title }}', "unknown-name"),
        (f"crossMedia(inventory: {STATED.replace('t/yr', 'miles')}) {{ title }}", "refused"),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_code_hint_and_path(
    shipped: AnalystSchema, question: str, expected_code: str
) -> None:
    answer = shipped.answer(f"{{ {question} }}", {})
    [error] = answer.errors or ()
    name = re.split(r"\W", question)[0]
    assert (answer.data, error.path) == ({name: None}, [name])
    assert error.extensions is not None
    assert error.extensions["code"] == expected_code
    assert error.message
    assert error.extensions["hint"]
    json.dumps(error.extensions)
    if expected_code.startswith("unknown"):
        assert isinstance(error.extensions["near"], list)


def test_two_levels_are_compared_or_it_is_said_why_not(shipped: AnalystSchema) -> None:
    question = """query Two($first: String!, $second: String!) { comparePair(first: $first, second: $second) {
      first { iri } second { iri } comparable comparison { stricter ratio { value } basis { unit { symbol } } }
      obstacles { obstacle message(language: [RU]) { language } } paragraphs { number } } }"""
    same = "doc/32019D2031/table/1/r2c2"
    answer = shipped.answer(question, {"first": same, "second": f"{BASE}{same}"})
    assert answer.data is not None
    found = answer.data["comparePair"]
    assert found["comparable"]
    assert found["comparison"] == {"stricter": "EQUAL", "ratio": {"value": "1"}, "basis": {"unit": {"symbol": "mg/l"}}}
    assert (found["obstacles"], found["paragraphs"]) == ([], [{"number": "54"}, {"number": "2.13"}])
    levels = """{ associatedLevels(first: 1, where: { pollutant: { code: { eq: "nox" } },
      medium: { code: { eq: "air" } }, lowerBound: { isNull: false } }) { nodes { iri } } }"""
    in_air = shipped.answer(levels, {}).data["associatedLevels"]["nodes"][0]["iri"]
    other = shipped.answer(question, {"first": same, "second": in_air})
    assert other.data is not None
    found = other.data["comparePair"]
    assert (found["comparable"], found["comparison"]) == (False, None)
    assert found["obstacles"]
    assert {each["message"]["language"] for each in found["obstacles"]} == {"ru"}


def test_documents_that_were_not_valid_are_not_compared(shipped: AnalystSchema) -> None:
    question = """query Then($day: Date) { compareLevels(pollutant: "nox", asOf: $day) { ranking { groups { ranked {
      level { source { document { ... on EuBatConclusions { dateIssued } } } } } } } } }"""
    days = {}
    for day in ("2013-06-01", None):
        answer = shipped.answer(question, {"day": day})
        assert answer.data is not None
        groups = answer.data["compareLevels"]["ranking"]["groups"]
        days[day] = {
            ranked["level"]["source"]["document"]["dateIssued"] for group in groups for ranked in group["ranked"]
        }
    assert days["2013-06-01"] == {day for day in days[None] if day <= "2013-06-01"} != days[None]

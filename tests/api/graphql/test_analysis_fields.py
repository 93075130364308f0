"""Fields of analyses that say more than the analysis itself: days, rule sets, things, faults, pairs."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rdflib import Graph

from analysis.calendar.calendar import calendar
from analysis.determination.derive import determine_all
from analysis.determination.rule_set_file import load_rule_set
from analysis.determination.technique_lookup import entries_meant
from api.graphql.schema import AnalystSchema
from ontology.model import load_code_lists
from ontology.namespaces import BASE, GRAPH
from store.embedded import EmbeddedStore
from tests.api.graphql.inputs_of_analyses import CSV, STATED

DAY = date(2026, 11, 23)


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


def test_the_calendar_says_all_that_the_analysis_says(schema_over: Callable[[Graph], AnalystSchema]) -> None:
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
        ('determination(technique: "bag-filter", ruleSets: []) { asked }', "unknown-rule-set"),
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

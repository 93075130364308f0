"""A code that its list does not have and an IRI of nothing, wherever they stand, are errors and no empty list."""

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BASE, BAT, DOC, code

QUERY = "query Levels($where: AssociatedLevelWhere) { associatedLevels(where: $where) { nodes { iri } } }"
LEVEL = str(DOC["3A/table/1/r1"])


@pytest.fixture(scope="module")
def schema(schema_over: Callable[[Graph], AnalystSchema]) -> AnalystSchema:
    graph = Graph()
    for concept in ("pollutant/nox", "pollutant/no", "pollutant/hg", "medium/air", "medium/water", "sector/FDM"):
        graph.add((code(*concept.split("/")), RDF.type, SKOS.Concept))
    level = URIRef(LEVEL)
    graph.add((DOC["3A"], RDF.type, BAT.EuBatConclusions))
    graph.add((DOC["3A"], BAT.coversSector, code("sector", "FDM")))
    graph.add((level, RDF.type, BAT.EmissionLevel))
    graph.add((level, BAT.inDocument, DOC["3A"]))
    graph.add((level, BAT.pollutant, code("pollutant", "nox")))
    graph.add((level, BAT.medium, code("medium", "air")))
    return schema_over(graph)


def pollutant(**asked: Any) -> dict[str, Any]:
    return {"pollutant": {"code": asked}}


@pytest.mark.parametrize(
    ("where", "field", "asked", "near"),
    [
        (pollutant(eq="nxo"), "pollutant.code", "nxo", ["no", "nox"]),
        (pollutant(**{"in": ["nox", "nxo"]}), "pollutant.code", "nxo", ["no", "nox"]),
        (pollutant(under="nxo"), "pollutant.code", "nxo", ["no", "nox"]),
        ({"not": pollutant(eq="nxo")}, "pollutant.code", "nxo", ["no", "nox"]),
        ({"pollutant": {"not": {"code": {"eq": "nxo"}}}}, "pollutant.code", "nxo", ["no", "nox"]),
        # The first condition already leaves nothing: what is wrong with the second is said all the same.
        ({"and": [pollutant(eq="hg"), pollutant(eq="nxo")]}, "pollutant.code", "nxo", ["no", "nox"]),
        ({"or": [pollutant(eq="nox"), pollutant(eq="nxo")]}, "pollutant.code", "nxo", ["no", "nox"]),
        (pollutant(eq="air"), "pollutant.code", "air", []),
        ({"inDocument": {"coversSector": {"code": {"eq": "FDN"}}}}, "inDocument.coversSector.code", "FDN", ["FDM"]),
        ({"medium": {"code": {"eq": "wateer"}}}, "medium.code", "wateer", ["water"]),
    ],
)
def test_an_unknown_code_is_an_error_with_near_matches(
    schema: AnalystSchema, where: dict[str, Any], field: str, asked: str, near: list[str]
) -> None:
    answer = schema.answer(QUERY, {"where": where})
    [error] = answer.errors or []
    extensions = dict(error.extensions or {})
    assert (error.path, extensions["code"]) == (["associatedLevels"], "unknown-code")
    assert (extensions["field"], extensions["asked"], extensions["near"]) == (field, asked, near)


def test_a_code_of_another_list_is_said_to_be_one(schema: AnalystSchema) -> None:
    [error] = schema.answer(QUERY, {"where": pollutant(eq="air")}).errors or []
    assert (
        error.message == "pollutant.code: there is no code 'air' in the list pollutant; it is one of the list medium."
    )


def iri(**asked: Any) -> dict[str, Any]:
    return {"iri": asked}


@pytest.mark.parametrize(
    ("where", "field", "asked", "near"),
    [
        (iri(eq="doc/3A/table/1/r2"), "iri", "doc/3A/table/1/r2", ["doc/3A/table/1/r1"]),
        (iri(**{"in": [LEVEL, "doc/3A/table/1/r2"]}), "iri", "doc/3A/table/1/r2", ["doc/3A/table/1/r1"]),
        ({"inDocument": iri(eq="doc/3B")}, "inDocument.iri", "doc/3B", ["doc/3A"]),
        ({"not": {"inDocument": iri(eq="doc/3B")}}, "inDocument.iri", "doc/3B", ["doc/3A"]),
        ({"inDocument": {"not": iri(eq="doc/3B")}}, "inDocument.iri", "doc/3B", ["doc/3A"]),
        ({"or": [iri(eq=LEVEL), {"inDocument": iri(eq="doc/3B")}]}, "inDocument.iri", "doc/3B", ["doc/3A"]),
        # Something else has the IRI: a thing of another class, or a code of another list.
        ({"inDocument": iri(eq=LEVEL)}, "inDocument.iri", "doc/3A/table/1/r1", []),
        ({"pollutant": iri(eq="code/medium/air")}, "pollutant.iri", "code/medium/air", []),
    ],
)
def test_an_iri_of_nothing_is_an_error_with_near_matches(
    schema: AnalystSchema, where: dict[str, Any], field: str, asked: str, near: list[str]
) -> None:
    answer = schema.answer(QUERY, {"where": where})
    [error] = answer.errors or []
    extensions = dict(error.extensions or {})
    assert (error.path, extensions["code"]) == (["associatedLevels"], "unknown-iri")
    assert (extensions["field"], extensions["asked"], extensions["near"]) == (field, BASE + asked, near)


def test_what_has_an_iri_of_something_else_is_said(schema: AnalystSchema) -> None:
    [error] = schema.answer(QUERY, {"where": {"inDocument": iri(eq=LEVEL)}}).errors or []
    assert error.message == (f"inDocument.iri: there is no Document with the IRI '{LEVEL}'; it is of EmissionLevel.")


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ('document(iri: "doc/3B")', ["doc/3A"]),
        ('associatedLevel(iri: "doc/3A/table/2/r1")', ["doc/3A/table/1/r1"]),
        (f'document(iri: "{LEVEL}")', []),
    ],
)
def test_a_thing_by_an_iri_of_nothing_is_an_error(schema: AnalystSchema, question: str, near: list[str]) -> None:
    answer = schema.answer(f"{{ found: {question} {{ iri }} }}", {})
    [error] = answer.errors or []
    assert (error.path, (error.extensions or {})["code"]) == (["found"], "unknown")
    assert (error.extensions or {})["near"] == near
    assert answer.data == {"found": None}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (pollutant(eq="NOx"), [LEVEL]),
        (pollutant(eq="hg"), []),
        (pollutant(eq=None), [LEVEL]),
        (iri(eq=LEVEL), [LEVEL]),
        (iri(eq=None), [LEVEL]),
        ({"inDocument": {"iri": {"eq": "doc/3A"}}}, [LEVEL]),
        ({"pollutant": iri(eq="code/pollutant/hg")}, []),
        # The data hold nothing of this list, so nothing is known of its codes.
        ({"averagingPeriod": {"code": {"eq": "day"}}}, []),
    ],
)
def test_a_known_code_that_nothing_has_is_answered(
    schema: AnalystSchema, where: dict[str, Any], found: list[str]
) -> None:
    answer = schema.answer(QUERY, {"where": where})
    assert answer.errors is None
    assert answer.data == {"associatedLevels": {"nodes": [{"iri": iri} for iri in found]}}

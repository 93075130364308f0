"""Time and values of one request, the kept queries and the kept answers: each ends where it says."""

import hashlib
from collections.abc import Callable

import pytest
from rdflib import RDF, Graph

from api.graphql.answer_cache import BESIDE_BODY, Answer, AnswerCache
from api.graphql.budget import Budget
from api.graphql.persisted import PersistedQueries
from api.graphql.problems import GraphQLProblem
from api.graphql.recording import RecordingStore
from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC
from store.embedded import EmbeddedStore
from store.query_text import Query


def test_no_query_starts_when_the_time_is_over() -> None:
    store = RecordingStore(EmbeddedStore.empty(), Budget(seconds=-1.0))
    with pytest.raises(GraphQLProblem) as caught:
        store.select(Query("any", "SELECT * WHERE { ?s ?p ?o }"))
    assert (caught.value.extensions or {})["code"] == "time"
    assert store.asked == []


def test_an_answer_with_too_many_values_is_an_error_and_no_shorter_answer(
    schema_over: Callable[[Graph], AnalystSchema],
) -> None:
    graph = Graph()
    graph.add((DOC["3A"], RDF.type, BAT.EuBatConclusions))
    for n in range(200):
        graph.add((DOC[f"3A/bat/{n}"], RDF.type, BAT.NumberedBat))
        graph.add((DOC[f"3A/bat/{n}"], BAT.inDocument, DOC["3A"]))
    schema = schema_over(graph)
    # There are 201 things; round in circles they are written 200, 40 000, 8 000 000 times.
    for circles, refused in ((1, False), (2, False), (3, True)):
        inner = "iri"
        for _ in range(circles):
            inner = f"inDocument {{ numberedBats(first: 200) {{ nodes {{ {inner} }} }} }}"
        answer = schema.answer(f"{{ numberedBats(first: 1) {{ nodes {{ {inner} }} }} }}", {})
        codes = [(error.extensions or {})["code"] for error in answer.errors or ()]
        assert codes == (["cost"] if refused else [])


def test_values_are_counted_over_the_whole_answer() -> None:
    budget = Budget(values=100)
    budget.spend(60)
    with pytest.raises(GraphQLProblem) as caught:
        budget.spend(41)
    assert (caught.value.extensions or {})["code"] == "cost"


def named(text: str) -> dict[str, dict[str, str]]:
    return {"persistedQuery": {"sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


def test_of_persisted_queries_the_latest_are_kept() -> None:
    kept = PersistedQueries(most=2)
    for text in ("{ a }", "{ b }"):
        assert kept.text(text, named(text)) == text
    assert kept.text(None, named("{ a }")) == "{ a }"  # asked for again, so `b` is the oldest
    kept.text("{ c }", named("{ c }"))
    assert kept.text(None, named("{ a }")) == "{ a }"
    with pytest.raises(GraphQLProblem):
        kept.text(None, named("{ b }"))


def test_the_cache_keeps_to_its_size_and_keeps_no_errors() -> None:
    cache = AnswerCache(size=2 * BESIDE_BODY + 10)
    for key in ("a", "b", "c"):
        cache.keep(key, Answer(b"1234", 200, lasting=True))
    assert [cache.get(key) is not None for key in ("a", "b", "c")] == [False, True, True]
    cache.keep("d", Answer(b"1", 200, lasting=False))
    cache.keep("e", Answer(b"x" * (BESIDE_BODY + 11), 200, lasting=True))
    assert [cache.get(key) for key in ("d", "e")] == [None, None]
    assert cache.get("c") == Answer(b"1234", 200, lasting=True)

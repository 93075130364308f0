"""Rewritten EXISTS filters mean the same: the store's own evaluation of the original text is the judge."""

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rdflib import Graph

from shapes.compilation.declined import Declined
from shapes.compilation.exists_rewriting import without_slow_exists
from shapes.compilation.query_reading import read_group, read_select
from shapes.compilation.query_tree import written
from tests.shapes.compilation.random_graphs import data_graphs

VARIABLES = st.sampled_from(["?this", "?value", "?a", "?b", "?c"])
TERMS = st.sampled_from(["ex:n0", "ex:n1", "ex:n2", "1", '"a"'])
STEPS = st.sampled_from(["ex:p0", "ex:p1", "ex:p2", "ex:p0/ex:p1", "ex:p1*", "^ex:p0", "ex:p0|ex:p2", "a"])


@st.composite
def triples(draw: st.DrawFn) -> str:
    end = draw(st.one_of(VARIABLES, VARIABLES, TERMS))
    further = draw(st.sampled_from(["", "", " ; ex:p1 ?b", " , ?c"]))
    return f"{draw(VARIABLES)} {draw(STEPS)} {end}{further} ."


@st.composite
def filters(draw: st.DrawFn) -> str:
    one = draw(VARIABLES)
    other = draw(st.one_of(VARIABLES, TERMS).filter(lambda term: term != one))
    shapes = ["{0} = {1}", "{0} != {1}", "BOUND({0})", "!BOUND({0}) || {0} = {1}"]
    # The store holds a variable that it replaced for unbound; SHACL has BOUND($this) true.
    shape = draw(st.sampled_from(shapes[:2] if one == "?this" else shapes))
    return f"FILTER ({shape.format(one, other)})"


@st.composite
def groups(draw: st.DrawFn, deeper: int = 2, *, bare: bool = False) -> str:
    parts = [] if bare else draw(st.lists(triples(), min_size=1, max_size=3))
    others = draw(st.lists(st.sampled_from(["filter", "exists", "none", "optional", "union", "bind"]), max_size=3))
    for kind in others:
        if kind == "filter":
            parts.append(draw(filters()))
        elif kind == "bind" and "BIND" not in " ".join(parts):
            parts.insert(0, f"BIND (ex:n{draw(st.integers(0, 2))} AS ?fixed)")
        elif deeper and kind in ("exists", "none"):
            parts.append(f"FILTER {'NOT ' if kind == 'none' else ''}EXISTS {draw(groups(deeper - 1))}")
        elif deeper and kind == "optional":
            parts.append(f"OPTIONAL {draw(groups(deeper - 1))}")
        elif deeper and kind == "union":
            parts.append(f"{draw(groups(deeper - 1))} UNION {draw(groups(deeper - 1))}")
    return "{ " + " ".join(parts) + " }"


def answers(data: Graph, group: str) -> list[str]:
    store = pyoxigraph.Store()
    store.load(data.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    text = f"PREFIX ex: <https://example.org/> SELECT DISTINCT ?this ?value ?a WHERE {group}"
    return sorted(str(row) for row in store.query(text))  # type: ignore[union-attr]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data_graphs(blank=False), groups())
def test_a_rewritten_group_has_the_same_solutions(data: Graph, group: str) -> None:
    rewritten = written(without_slow_exists(read_group(group)))
    note(group)
    note(rewritten)
    assert answers(data, rewritten) == answers(data, group)


@settings(max_examples=200, deadline=None)
@given(groups())
def test_reading_and_writing_keeps_the_structure(group: str) -> None:
    once = read_group(group)
    assert read_group(written(once)) == once


def test_a_join_in_exists_becomes_minus_over_the_bindings_around_it() -> None:
    text = "{ ?this ex:p ?x . FILTER NOT EXISTS { ?x ex:q ?y . ?y ex:r ?z } }"
    expected = """{ ?this ex:p ?x . MINUS {
        SELECT DISTINCT ?x WHERE { { SELECT DISTINCT ?x WHERE { ?this ex:p ?x . } } ?x ex:q ?y . ?y ex:r ?z }
    } }"""
    assert written(without_slow_exists(read_group(text))).split() == expected.split()


def test_a_single_look_into_the_index_stays_as_it_is() -> None:
    text = "{ ?this ex:p ?x . FILTER NOT EXISTS { ?x ex:q ?this } }"
    assert "MINUS" not in written(without_slow_exists(read_group(text)))


@pytest.mark.parametrize(
    "group",
    [
        # ?y may be unbound in the group, and then MINUS would take more away.
        "{ ?this ex:p ?x . OPTIONAL { ?x ex:q ?y } FILTER NOT EXISTS { ?x ex:r ?y . ?y ex:s ?z } }",
        # Nothing is shared, so MINUS would take nothing away.
        "{ ?this ex:p ?x . FILTER NOT EXISTS { ?a ex:r ?b . ?b ex:s ?c } }",
    ],
)
def test_what_would_mean_something_else_stays_as_it_is(group: str) -> None:
    assert "MINUS" not in written(without_slow_exists(read_group(group)))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p ?o }",
        "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o LATERAL { ?o ?q ?r } }",
    ],
)
def test_what_is_not_told_apart_is_declined(text: str) -> None:
    with pytest.raises(Declined):
        read_select(text)

"""Filters, orders and pages over random levels, compared with plain Python over the same records."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC, code

POLLUTANTS = ["nox", "so2", "dust"]
BROADER = {"nox": "gas", "so2": "gas"}


@dataclass(frozen=True)
class Level:
    number: int
    printed: str
    upper: Decimal | None
    pages: int | None
    unlevelled: bool | None
    pollutants: tuple[str, ...]

    @property
    def iri(self) -> str:
        return str(DOC[f"3X/table/1/r{self.number}"])


levels = st.lists(
    st.builds(
        Level,
        number=st.integers(0, 10_000),
        printed=st.text("аәбAB₂2 ", max_size=4),
        upper=st.none() | st.decimals(0, 20, places=1),
        pages=st.none() | st.integers(1, 5),
        unlevelled=st.none() | st.booleans(),
        pollutants=st.lists(st.sampled_from(POLLUTANTS), unique=True, max_size=2).map(tuple),
    ),
    unique_by=lambda level: level.number,
    max_size=12,
)


def graph_of(records: list[Level]) -> Graph:
    graph = Graph()
    for narrow, broad in BROADER.items():
        graph.add((code("pollutant", narrow), SKOS.broader, code("pollutant", broad)))
    for concept in (*POLLUTANTS, "gas"):
        graph.add((code("pollutant", concept), RDF.type, SKOS.Concept))
    for level in records:
        iri = URIRef(level.iri)
        graph.add((iri, RDF.type, BAT.EmissionLevel))
        graph.add((iri, BAT.printedText, Literal(level.printed)))
        if level.upper is not None:
            graph.add((iri, BAT.upperBound, Literal(str(level.upper), datatype=XSD.decimal)))
        if level.pages is not None:
            graph.add((iri, BAT.sourcePage, Literal(level.pages)))
        if level.unlevelled is not None:
            graph.add((iri, BAT.noLevelStated, Literal(level.unlevelled)))
        for pollutant in level.pollutants:
            graph.add((iri, BAT.pollutant, code("pollutant", pollutant)))
    return graph


# --- the oracle: what `where` means, said once more and differently -------------------------------------------------

PLAIN_LETTERS = {"ә": "а", "₂": "2"}
COMPARE = {
    "eq": lambda a, b: a == b,
    "in": lambda a, b: a in b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


def plain(text: str) -> str:
    return "".join(PLAIN_LETTERS.get(letter, letter) for letter in text.lower())


def one_value(value: Any, condition: dict[str, Any]) -> bool:
    if condition.get("isNull") is not None and (value is None) != condition["isNull"]:
        return False
    rest = {name: asked for name, asked in condition.items() if name != "isNull"}
    if not rest:
        return True
    if value is None:
        return False
    if "contains" in rest and plain(rest.pop("contains")) not in plain(value):
        return False
    return all(COMPARE[name](value, asked) for name, asked in rest.items())


def pollutant_matches(level: Level, condition: dict[str, Any]) -> bool:
    if "isNull" in condition:
        return (not level.pollutants) == condition["isNull"]
    asked = condition["code"]
    if "under" in asked:
        return any(p == asked["under"] or BROADER.get(p) == asked["under"] for p in level.pollutants)
    return any(one_value(p, asked) for p in level.pollutants)


def matches(level: Level, where: dict[str, Any]) -> bool:
    tests = {
        "and": lambda parts: all(matches(level, part) for part in parts),
        "or": lambda parts: any(matches(level, part) for part in parts),
        "not": lambda part: not matches(level, part),
        "printedText": lambda c: one_value(level.printed, c),
        "upperBound": lambda c: one_value(level.upper, {k: as_decimal(v) for k, v in c.items()}),
        "sourcePage": lambda c: one_value(level.pages, c),
        "pollutant": lambda c: pollutant_matches(level, c),
    }
    return all(tests[name](asked) for name, asked in where.items())


def as_decimal(value: Any) -> Any:
    if isinstance(value, list):
        return [Decimal(each) for each in value]
    return Decimal(value) if isinstance(value, str) else value


def in_order(records: list[Level], order: list[dict[str, str]]) -> list[Level]:
    """Sort by the last key first: each sort is stable, so the first key rules in the end."""
    result = sorted(records, key=lambda level: level.iri)
    for part in reversed(order):
        values = {
            "upperBound": lambda level: level.upper,
            "sourcePage": lambda level: level.pages,
            "printedText": lambda level: level.printed,
            "noLevelStated": lambda level: level.unlevelled,
            "iri": lambda level: level.iri,
        }[part["field"]]
        present = [level for level in result if values(level) is not None]
        present.sort(key=values, reverse=part["direction"] == "DESC")
        result = present + [level for level in result if values(level) is None]
    return result


# --- random questions ------------------------------------------------------------------------------------------------

numbers = st.decimals(0, 20, places=1).map(str)
conditions = st.one_of(
    st.fixed_dictionaries({"printedText": st.fixed_dictionaries({"contains": st.text("аәAb₂2", max_size=2)})}),
    st.fixed_dictionaries({"printedText": st.fixed_dictionaries({"eq": st.text("аAB2", max_size=2)})}),
    st.fixed_dictionaries(
        {"upperBound": st.dictionaries(st.sampled_from(["eq", "lt", "le", "gt", "ge"]), numbers, max_size=2)}
    ),
    st.fixed_dictionaries({"upperBound": st.fixed_dictionaries({"in": st.lists(numbers, max_size=3)})}),
    st.fixed_dictionaries({"upperBound": st.fixed_dictionaries({"isNull": st.booleans()})}),
    st.fixed_dictionaries(
        {"sourcePage": st.dictionaries(st.sampled_from(["eq", "lt", "ge"]), st.integers(0, 6), max_size=2)}
    ),
    st.fixed_dictionaries({"pollutant": st.fixed_dictionaries({"isNull": st.booleans()})}),
    st.fixed_dictionaries(
        {
            "pollutant": st.fixed_dictionaries(
                {
                    "code": st.one_of(
                        st.fixed_dictionaries({"eq": st.sampled_from(POLLUTANTS)}),
                        st.fixed_dictionaries({"in": st.lists(st.sampled_from(POLLUTANTS), max_size=2)}),
                        st.fixed_dictionaries({"under": st.sampled_from([*POLLUTANTS, "gas"])}),
                    )
                }
            )
        }
    ),
)
wheres = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"and": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"or": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=5,
)
orders = st.lists(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(["upperBound", "sourcePage", "printedText", "noLevelStated", "iri"]),
            "direction": st.sampled_from(["ASC", "DESC"]),
        }
    ),
    max_size=2,
    unique_by=lambda part: part["field"],
)

PAGE = """
query Page($where: AssociatedLevelWhere, $order: [AssociatedLevelOrder!], $first: Int, $after: String) {
  associatedLevels(where: $where, orderBy: $order, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor }
    nodes { iri printedText upperBound sourcePage noLevelStated pollutant { code } }
  }
}
"""


def page(schema: AnalystSchema, **variables: Any) -> dict[str, Any]:
    answer = schema.answer(PAGE, variables)
    assert answer.errors is None
    assert answer.data is not None
    found: dict[str, Any] = answer.data["associatedLevels"]
    return found


def as_answered(level: Level) -> dict[str, Any]:
    # The store writes 5.0 as 5; the printed text keeps the digits.
    upper = None if level.upper is None else f"{level.upper.normalize():f}"
    codes = [{"code": pollutant} for pollutant in sorted(level.pollutants)]
    return {
        "iri": level.iri,
        "printedText": level.printed,
        "upperBound": upper,
        "sourcePage": level.pages,
        "noLevelStated": level.unlevelled,
        "pollutant": codes,
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=levels, where=wheres, order=orders, size=st.integers(1, 5))
def test_pages_put_together_are_the_whole_in_order(
    schema_over: Callable[[Graph], AnalystSchema],
    records: list[Level],
    where: dict[str, Any],
    order: list[dict[str, str]],
    size: int,
) -> None:
    schema = schema_over(graph_of(records))
    expected = in_order([level for level in records if matches(level, where)], order)
    found, after, first_page = [], None, True
    while True:
        answer = page(schema, where=where, order=order, first=size, after=after)
        assert answer["totalCount"] == len(expected)
        assert answer["pageInfo"]["hasPreviousPage"] == (not first_page)
        found += answer["nodes"]
        assert answer["pageInfo"]["hasNextPage"] == (len(found) < len(expected))
        if not answer["pageInfo"]["hasNextPage"]:
            break
        after, first_page = answer["pageInfo"]["endCursor"], False
    assert found == [as_answered(level) for level in expected]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=levels, order=orders, size=st.integers(1, 4), data=st.data())
def test_a_cursor_stays_good_when_things_come_and_go(
    schema_over: Callable[[Graph], AnalystSchema],
    records: list[Level],
    order: list[dict[str, str]],
    size: int,
    data: st.DataObject,
) -> None:
    """It holds a place in the order, so that nothing is seen twice and nothing that stays is left out."""
    before = [level for level in records if data.draw(st.booleans(), label="is there before")]
    after = [level for level in records if data.draw(st.booleans(), label="is there after")]
    first = page(schema_over(graph_of(before)), order=order, first=size)
    seen = [node["iri"] for node in first["nodes"]]
    if not seen:
        return
    rest = page(schema_over(graph_of(after)), order=order, first=100, after=first["pageInfo"]["endCursor"])
    places = [level.iri for level in in_order(records, order)]
    expected = [level.iri for level in in_order(after, order) if places.index(level.iri) > places.index(seen[-1])]
    assert [node["iri"] for node in rest["nodes"]] == expected

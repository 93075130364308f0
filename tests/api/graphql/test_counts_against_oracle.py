"""Ranges, facets, aggregates, days and missing values over random levels, compared with plain Python."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC, code

# Unit: what one of it is in the smallest unit of its dimension.
UNITS = {"mg-per-nm3": ("gas", 1), "g-per-nm3": ("gas", 1000), "mg-per-l": ("water", 1)}
FIRST_DAY = date(2020, 1, 1)
days = st.integers(0, 9).map(lambda n: FIRST_DAY + timedelta(days=n))
numbers = st.integers(0, 3000).map(Decimal)


@dataclass(frozen=True)
class Document:
    number: int
    issued: date | None
    approved: date | None
    valid_from: date | None
    valid_to: date | None
    supersedes: int | None
    sectors: tuple[str, ...]

    @property
    def iri(self) -> URIRef:
        return DOC[f"3{self.number}"]


@dataclass(frozen=True)
class Level:
    number: int
    document: int | None
    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool
    upper_open: bool
    unit: str | None
    media: tuple[str, ...]

    @property
    def iri(self) -> str:
        return str(DOC[f"3X/table/1/r{self.number}"])


documents = st.lists(
    st.builds(
        Document,
        number=st.integers(1, 4),
        issued=st.none() | days,
        approved=st.none() | days,
        valid_from=st.none() | days,
        valid_to=st.none() | days,
        supersedes=st.none() | st.integers(1, 4),
        sectors=st.lists(st.sampled_from(["FDM", "LCP"]), unique=True).map(tuple),
    ),
    unique_by=lambda document: document.number,
    max_size=4,
)
levels = st.lists(
    st.builds(
        Level,
        number=st.integers(0, 10_000),
        document=st.none() | st.integers(1, 4),
        lower=st.none() | numbers,
        upper=st.none() | numbers,
        lower_open=st.booleans(),
        upper_open=st.booleans(),
        unit=st.none() | st.sampled_from(sorted(UNITS)),
        media=st.lists(st.sampled_from(["air", "water"]), unique=True).map(tuple),
    ),
    unique_by=lambda level: level.number,
    max_size=10,
)


def graph_of(held: list[Document], records: list[Level]) -> Graph:
    graph = Graph()
    for concept in ("medium/air", "medium/water", "sector/FDM", "sector/LCP"):
        graph.add((code(*concept.split("/")), RDF.type, SKOS.Concept))
    for unit, (dimension, factor) in UNITS.items():
        graph.add((code("unit", unit), RDF.type, SKOS.Concept))
        graph.add((code("unit", unit), BAT.unitDimension, Literal(dimension)))
        graph.add((code("unit", unit), BAT.unitFactor, Literal(factor)))
    for document in held:
        graph.add((document.iri, RDF.type, BAT.Document))
        for predicate, day in (
            (BAT.dateIssued, document.issued),
            (BAT.approvedOn, document.approved),
            (BAT.validFrom, document.valid_from),
            (BAT.validTo, document.valid_to),
        ):
            if day is not None:
                graph.add((document.iri, predicate, Literal(day)))
        if document.supersedes is not None:
            graph.add((document.iri, BAT.supersedes, DOC[f"3{document.supersedes}"]))
        for sector in document.sectors:
            graph.add((document.iri, BAT.coversSector, code("sector", sector)))
    for level in records:
        _add_level(graph, level)
    return graph


def _add_level(graph: Graph, level: Level) -> None:
    iri = URIRef(level.iri)
    graph.add((iri, RDF.type, BAT.EmissionLevel))
    if level.document is not None:
        graph.add((iri, BAT.inDocument, DOC[f"3{level.document}"]))
    for predicate, number in ((BAT.lowerBound, level.lower), (BAT.upperBound, level.upper)):
        if number is not None:
            graph.add((iri, predicate, Literal(str(number), datatype=XSD.decimal)))
    graph.add((iri, BAT.lowerComparator, code("comparator", "gt" if level.lower_open else "ge")))
    graph.add((iri, BAT.upperComparator, code("comparator", "lt" if level.upper_open else "le")))
    if level.unit is not None:
        graph.add((iri, BAT.unit, code("unit", level.unit)))
    for medium in level.media:
        graph.add((iri, BAT.medium, code("medium", medium)))


def ask(schema: AnalystSchema, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    answer = schema.answer(query, variables)
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    found: dict[str, Any] = answer.data["associatedLevels"]
    return found


checked = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SchemaOver = Callable[[Graph], AnalystSchema]

# --- ranges: the oracle asks of single numbers whether they are in ---------------------------------------------------

RANGES = """
query Ranges($range: RangeWhere!) { associatedLevels(where: { range: $range }) { nodes { iri } } }
"""


def probes(values: list[Decimal | None]) -> list[Decimal]:
    """Numbers that tell any two ranges with these ends apart: the ends, between them, and far outside."""
    ends = sorted({value for value in values if value is not None})
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return [*ends, *between, ends[0] - 1, ends[-1] + 1] if ends else [Decimal(0)]


def holds(level: Level, number: Decimal, unit: str) -> bool:
    ratio = Decimal(UNITS[str(level.unit)][1]) / UNITS[unit][1]
    lower = None if level.lower is None else level.lower * ratio
    upper = None if level.upper is None else level.upper * ratio
    above = lower is None or (number > lower if level.lower_open else number >= lower)
    return above and (upper is None or (number < upper if level.upper_open else number <= upper))


def in_span(number: Decimal, span: dict[str, str]) -> bool:
    return ("from" not in span or number >= Decimal(span["from"])) and (
        "to" not in span or number <= Decimal(span["to"])
    )


def range_matches(level: Level, asked: dict[str, Any]) -> bool:
    unit = asked["unit"]
    if level.unit is None or UNITS[level.unit][0] != UNITS[unit][0] or (level.lower is None and level.upper is None):
        return False
    ratio = Decimal(UNITS[level.unit][1]) / UNITS[unit][1]
    ends = [None if end is None else end * ratio for end in (level.lower, level.upper)]
    for span in (asked.get("overlaps", {}), asked.get("within", {})):
        ends += [Decimal(value) for value in span.values()]
    inside = [number for number in probes(ends) if holds(level, number, unit)]
    if "overlaps" in asked and not any(in_span(number, asked["overlaps"]) for number in inside):
        return False
    if "within" in asked and not all(in_span(number, asked["within"]) for number in inside):
        return False
    return "covers" not in asked or holds(level, Decimal(asked["covers"]), unit)


texts = numbers.map(str)
spans = st.one_of(
    st.just({}),
    texts.map(lambda end: {"from": end}),
    texts.map(lambda end: {"to": end}),
    st.tuples(numbers, numbers).map(lambda ends: {"from": str(min(ends)), "to": str(max(ends))}),
)
asked_ranges = st.fixed_dictionaries(
    {"unit": st.sampled_from(sorted(UNITS))}, optional={"overlaps": spans, "within": spans, "covers": texts}
)


def is_a_range(level: Level) -> bool:
    """Whether some number is in it: `within` says nothing of interest of a range that holds none."""
    if level.lower is None or level.upper is None:
        return True
    return level.lower < level.upper or (level.lower == level.upper and not level.lower_open and not level.upper_open)


@checked
@given(records=levels.map(lambda found: [level for level in found if is_a_range(level)]), asked=asked_ranges)
def test_ranges(schema_over: SchemaOver, records: list[Level], asked: dict[str, Any]) -> None:
    found = ask(schema_over(graph_of([], records)), RANGES, {"range": asked})
    expected = sorted(level.iri for level in records if range_matches(level, asked))
    assert [node["iri"] for node in found["nodes"]] == expected


# --- facets and aggregates -------------------------------------------------------------------------------------------

COUNTS = """
query Counts($unit: String!) {
  associatedLevels(first: 0) {
    facets(by: ["medium", "inDocument.coversSector", "unit"]) { by missing values { code count } }
    lower: aggregate(of: lowerBound, unit: $unit) { count min max unit notCounted }
    upper: aggregate(of: upperBound, unit: $unit) { count min max unit notCounted }
  }
}
"""


def facet(by: str, values: list[tuple[str, ...]]) -> dict[str, Any]:
    counts = Counter(value for each in values for value in set(each))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "by": by,
        "missing": sum(not each for each in values),
        "values": [{"code": value, "count": count} for value, count in ordered],
    }


def aggregate(records: list[Level], bound: str, unit: str) -> dict[str, Any]:
    found = [
        getattr(level, bound) * UNITS[level.unit][1] / UNITS[unit][1]
        for level in records
        if level.unit is not None and getattr(level, bound) is not None and UNITS[level.unit][0] == UNITS[unit][0]
    ]
    extremes = [Decimal(min(found)), Decimal(max(found))] if found else [None, None]
    left_out = sum(getattr(level, bound) is not None for level in records) - len(found)
    return {
        "count": len(found),
        "least": extremes[0],
        "greatest": extremes[1],
        "unit": str(code("unit", unit)),
        "not counted": left_out,
    }


def as_numbers(answered: dict[str, Any]) -> dict[str, Any]:
    read = {name: None if answered[name] is None else Decimal(answered[name]) for name in ("min", "max")}
    return {
        "count": answered["count"],
        "least": read["min"],
        "greatest": read["max"],
        "unit": answered["unit"],
        "not counted": answered["notCounted"],
    }


@checked
@given(held=documents, records=levels, unit=st.sampled_from(sorted(UNITS)))
def test_facets_and_aggregates(schema_over: SchemaOver, held: list[Document], records: list[Level], unit: str) -> None:
    found = ask(schema_over(graph_of(held, records)), COUNTS, {"unit": unit})
    sectors = {document.number: document.sectors for document in held}
    assert found["facets"] == [
        facet("medium", [level.media for level in records]),
        facet("inDocument.coversSector", [sectors.get(level.document or 0, ()) for level in records]),
        facet("unit", [() if level.unit is None else (level.unit,) for level in records]),
    ]
    assert as_numbers(found["lower"]) == aggregate(records, "lower", unit)
    assert as_numbers(found["upper"]) == aggregate(records, "upper", unit)


# --- days ------------------------------------------------------------------------------------------------------------

ON_A_DAY = """
query OnADay($day: Date!) { associatedLevels(asOf: $day) { totalCount nodes { iri } } }
"""


def start(document: Document) -> date | None:
    return document.valid_from or document.approved or document.issued


def was_valid(document: Document, day: date, held: list[Document]) -> bool:
    begins = start(document)
    if (begins and begins > day) or (document.valid_to and document.valid_to < day):
        return False
    successors = [other for other in held if other.supersedes == document.number]
    return not any(begun is not None and begun <= day for begun in map(start, successors))


@checked
@given(held=documents, records=levels, day=days)
def test_what_was_valid_on_a_day(
    schema_over: SchemaOver, held: list[Document], records: list[Level], day: date
) -> None:
    # A level may name a document of which nothing is known: it is not left out, unless another took its place.
    known = {document.number: document for document in held}
    blank = {n: Document(n, None, None, None, None, None, ()) for n in range(1, 5)}
    expected = sorted(
        level.iri
        for level in records
        if level.document is None or was_valid(known.get(level.document, blank[level.document]), day, held)
    )
    found = ask(schema_over(graph_of(held, records)), ON_A_DAY, {"day": day.isoformat()})
    assert [node["iri"] for node in found["nodes"]] == expected
    assert found["totalCount"] == len(expected)


def test_before_the_first_determination_there_is_an_error_and_no_empty_list(schema_over: SchemaOver) -> None:
    """That nothing was determined before a day says nothing of the status before it."""
    graph = Graph()
    for n, day in enumerate(("2024-05-01", "2024-05-03")):
        graph.add((DOC[f"3A/bat/1/technique/{n}/determination"], RDF.type, BAT.Determination))
        graph.add((DOC[f"3A/bat/1/technique/{n}/determination"], BAT.determinedOn, Literal(date.fromisoformat(day))))
    schema = schema_over(graph)
    query = "query On($day: Date!) { determinations(asOf: $day) { totalCount } }"
    counts = {}
    for day in ("2024-05-01", "2024-05-02", "2024-05-03"):
        answer = schema.answer(query, {"day": day})
        assert answer.errors is None
        assert answer.data is not None
        counts[day] = answer.data["determinations"]["totalCount"]
    assert counts == {"2024-05-01": 1, "2024-05-02": 1, "2024-05-03": 2}
    [error] = schema.answer(query, {"day": "2024-04-30"}).errors or ()
    assert (error.path, (error.extensions or {})["code"]) == (["determinations"], "determined-later")
    assert "2024-05-01" in error.message


# --- missing values, wherever `isNull` stands ------------------------------------------------------------------------

MISSING = """
query Missing($where: AssociatedLevelWhere!) { associatedLevels(where: $where) { nodes { iri } } }
"""
media_conditions = st.recursive(
    st.one_of(
        st.booleans().map(lambda asked: {"isNull": asked}),
        st.sampled_from(["air", "water"]).map(lambda asked: {"code": {"eq": asked}}),
        st.sampled_from(["air", "water"]).map(lambda asked: {"code": {"eq": asked}, "isNull": False}),
    ),
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, max_size=2).map(lambda parts: {"and": parts}),
        st.lists(inner, max_size=2).map(lambda parts: {"or": parts}),
    ),
    max_leaves=4,
)

UNKNOWN = 0.5  # false 0, true 1: then `and` is the least, `or` the greatest, `not` the difference to 1


def truth(value: str | None, condition: dict[str, Any]) -> float:
    """SQL's truth of a condition for one value, or for none."""
    return min((one_truth(value, name, asked) for name, asked in condition.items()), default=1)


def one_truth(value: str | None, name: str, asked: Any) -> float:
    if name == "isNull":
        return float((value is None) == asked)
    if name == "not":
        return 1 - truth(value, asked)
    if name == "and":
        return min((truth(value, part) for part in asked), default=1)
    if name == "or":
        return max((truth(value, part) for part in asked), default=0)
    return UNKNOWN if value is None else float(value == asked["eq"])


@checked
@given(records=levels, condition=media_conditions)
def test_is_null_wherever_it_stands(schema_over: SchemaOver, records: list[Level], condition: dict[str, Any]) -> None:
    found = ask(schema_over(graph_of([], records)), MISSING, {"where": {"medium": condition}})
    expected = sorted(
        level.iri for level in records if any(truth(medium, condition) == 1 for medium in (*level.media, *_none(level)))
    )
    assert [node["iri"] for node in found["nodes"]] == expected


def _none(level: Level) -> list[None]:
    return [] if level.media else [None]


def test_a_span_that_ends_before_it_begins_is_an_error(schema_over: SchemaOver) -> None:
    asked = {"unit": "mg-per-l", "overlaps": {"from": "2", "to": "1"}}
    answer = schema_over(graph_of([], [])).answer(RANGES, {"range": asked})
    assert [error.extensions["code"] for error in answer.errors or ()] == ["empty-span"]


def test_at_the_top_and_on_identifiers_nothing_is_missing(schema_over: SchemaOver) -> None:
    record = Level(1, None, None, None, False, False, None, ())
    schema = schema_over(graph_of([], [record]))
    for missing, expected in ((True, []), (False, [{"iri": record.iri}])):
        for where in ({"isNull": missing}, {"iri": {"isNull": missing}}):
            assert ask(schema, MISSING, {"where": where})["nodes"] == expected

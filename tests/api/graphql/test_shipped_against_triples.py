"""Counts, bounds in units, days and languages over the shipped facts, held to plain Python over their bare triples."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, CODE, DOC
from store.snapshot import SnapshotFolder

DEFINITIONS = str(BAT)
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
LEVELS = ("EmissionLevel", "PerformanceLevel", "ConsumptionLevel", "WasteLevel")
ANY = ("kk", "ru", "en", "nl")


class Triples:
    """Statements by property, forwards and backwards; the classes of things."""

    def __init__(self, file: Path) -> None:
        self.forward: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
        self.backward: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in parse(path=str(file), format=RdfFormat.N_QUADS):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.forward[quad.predicate.value][quad.subject.value].add(quad.object)
                self.backward[quad.predicate.value][quad.object.value].add(quad.subject.value)

    def of(self, thing: str, name: str) -> set[str]:
        """The values of a property of ours."""
        return {term.value for term in self.forward[DEFINITIONS + name].get(thing, ())}

    def pointing(self, thing: str, name: str) -> set[str]:
        """The things that point to one by a property of ours."""
        return self.backward[DEFINITIONS + name].get(thing, set())

    def all(self, *classes: str) -> set[str]:
        """The things of classes of ours."""
        types = self.backward["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]
        return set().union(*(types.get(DEFINITIONS + each, set()) for each in classes))


@pytest.fixture(scope="module")
def triples(built_store: Path) -> Triples:
    return Triples(SnapshotFolder(built_store).current().dataset)


def ask(schema: AnalystSchema, query: str, **variables: Any) -> dict[str, Any]:
    answer = schema.answer(query, variables)
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    return answer.data


# --- counts, and bounds in a unit ------------------------------------------------------------------------------------

COUNTS = """
query Counts($where: AssociatedLevelWhere, $unit: String) {
  associatedLevels(where: $where, first: 0) {
    totalCount
    facets(by: ["pollutant", "medium", "inDocument.coversSector", "unit"]) { by missing values { value count } }
    lower: aggregate(of: lowerBound, unit: $unit) { count min max }
    upper: aggregate(of: upperBound, unit: $unit) { count min max }
  }
}
"""


def ratio(triples: Triples, unit: str, target: str) -> Decimal | None:
    """What a number in one unit is in another, by the statements of both."""
    if unit == target:
        return Decimal(1)
    kinds = [[triples.of(each, name) for name in ("unitDimension", "unitPer", "measuredAs")] for each in (unit, target)]
    factors = [triples.of(each, "unitFactor") for each in (unit, target)]
    if kinds[0] != kinds[1] or not kinds[0][0] or not all(factors):
        return None
    return Decimal(min(factors[0])) / Decimal(min(factors[1]))


def questions(triples: Triples) -> Iterator[tuple[str | None, str | None, str]]:
    """A pollutant, a document, a unit that some level of them has: any of the first two may be left open."""
    chance = Random(7)
    levels = sorted(triples.all(*LEVELS))
    for _ in range(10):
        level = chance.choice(levels)
        pollutants, units = sorted(triples.of(level, "pollutant")), sorted(triples.of(level, "unit"))
        if units:
            document = chance.choice([None, min(triples.of(level, "inDocument"))])
            yield chance.choice([None, *pollutants]), document, chance.choice(units)


def test_counts_and_bounds_in_a_unit(shipped: AnalystSchema, triples: Triples) -> None:
    seen = set()
    for pollutant, document, unit in questions(triples):
        where: dict[str, Any] = {}
        matching = triples.all(*LEVELS)
        if pollutant is not None:
            where["pollutant"] = {"code": {"eq": pollutant.rpartition("/")[2]}}
            matching = {each for each in matching if pollutant in triples.of(each, "pollutant")}
        if document is not None:
            where["inDocument"] = {"iri": {"eq": document}}
            matching = {each for each in matching if document in triples.of(each, "inDocument")}
        found = ask(shipped, COUNTS, where=where, unit=unit.rpartition("/")[2])["associatedLevels"]
        assert found["totalCount"] == len(matching)
        for facet in found["facets"]:
            assert as_counts(facet) == counted(triples, matching, facet["by"]), (where, facet["by"])
        for name in ("lower", "upper"):
            numbers = bounds(triples, matching, f"{name}Bound", unit)
            assert as_span(found[name]) == (len(numbers), min(numbers, default=None), max(numbers, default=None))
            seen.add(len(numbers) > 1)
    assert seen == {False, True}


def bounds(triples: Triples, things: set[str], name: str, target: str) -> list[Decimal]:
    units = set().union(*(triples.of(each, "unit") for each in things))
    factors = {unit: factor for unit in units if (factor := ratio(triples, unit, target)) is not None}
    return [
        Decimal(number) * factors[unit]
        for each in things
        for number in triples.of(each, name)
        for unit in triples.of(each, "unit") & factors.keys()
    ]


def counted(triples: Triples, things: set[str], path: str) -> tuple[dict[str, int], int]:
    counts: Counter[str] = Counter()
    missing = 0
    determinations = triples.all("Determination")
    for thing in things:
        here = {thing}
        for step in path.split("."):
            if step == "determinations":
                here = set().union(*(triples.pointing(each, "ofEntry") for each in here)) & determinations
            else:
                here = set().union(*(triples.of(each, step) for each in here))
        counts.update(here)
        missing += not here
    return dict(counts), missing


def as_counts(facet: dict[str, Any]) -> tuple[dict[str, int], int]:
    return {each["value"]: each["count"] for each in facet["values"]}, facet["missing"]


def as_span(aggregate: dict[str, Any]) -> tuple[int, Decimal | None, Decimal | None]:
    ends = [None if aggregate[name] is None else Decimal(aggregate[name]) for name in ("min", "max")]
    return aggregate["count"], ends[0], ends[1]


STATUS = """
query Status($where: TechniqueEntryWhere) { techniqueEntries(where: $where, first: 0) {
  facets(by: ["determinations.status", "determinations.underRuleSet"]) { by missing values { value count } } } }
"""


@pytest.mark.parametrize("sector", [None, "FDM", "GLS"])
def test_counts_of_status(shipped: AnalystSchema, triples: Triples, sector: str | None) -> None:
    entries = triples.all("TechniqueEntry")
    where: dict[str, Any] = {}
    if sector is not None:
        where = {"inDocument": {"coversSector": {"code": {"eq": sector}}}}
        documents = triples.pointing(f"{CODE}sector/{sector}", "coversSector")
        entries = {each for each in entries if triples.of(each, "inDocument") & documents}
    facets = ask(shipped, STATUS, where=where)["techniqueEntries"]["facets"]
    assert len(facets) == 2
    for facet in facets:
        assert as_counts(facet) == counted(triples, entries, facet["by"])
        assert facet["values"]


# --- days ------------------------------------------------------------------------------------------------------------

KINDS = {
    "documents": ("EuBatConclusions", "EuReferenceDocument"),
    "associatedLevels": LEVELS,
    "techniqueEntries": ("TechniqueEntry",),
}


def start(triples: Triples, thing: str) -> date | None:
    for name in ("validFrom", "approvedOn", "dateIssued"):
        days = [date.fromisoformat(day[:10]) for day in triples.of(thing, name)]
        if days:
            return max(days)
    return None


def held(triples: Triples, thing: str, day: date) -> bool:
    begins = start(triples, thing)
    ended = any(date.fromisoformat(end[:10]) < day for end in triples.of(thing, "validTo"))
    successors = [start(triples, each) for each in triples.pointing(thing, "supersedes")]
    return not ended and (begins is None or begins <= day) and not any(each and each <= day for each in successors)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", ["2010-01-01", "2016-06-01", "2017-08-17", "2021-11-30", "2030-01-01"])
def test_what_was_valid_on_a_day(shipped: AnalystSchema, triples: Triples, kind: str, day: str) -> None:
    asked = date.fromisoformat(day)
    documents = {each for each in triples.all(*KINDS["documents"]) if held(triples, each, asked)}
    expected = {
        each
        for each in triples.all(*KINDS[kind])
        if held(triples, each, asked)
        and (not triples.of(each, "inDocument") or triples.of(each, "inDocument") & documents)
    }
    query = f"query Day($day: Date) {{ {kind}(asOf: $day, first: 500) {{ totalCount nodes {{ iri }} }} }}"
    found = ask(shipped, query, day=day)[kind]
    assert found["totalCount"] == len(expected)
    assert [node["iri"] for node in found["nodes"]] == sorted(expected)[:500]


# --- languages -------------------------------------------------------------------------------------------------------

NAMES = """
query Names($languages: [Language!], $where: TechniqueWhere) {
  techniques(first: 500, where: $where) { nodes { iri prefLabel(language: $languages) { value language } } }
}
"""


@pytest.mark.parametrize(
    "languages", [["KK"], ["RU", "EN"], ["NL", "KK"], ["EN", "ANY"], ["KK", "RU", "EN", "NL"], ["ANY"], ["ANY", "EN"]]
)
def test_a_label_is_in_the_first_language_that_there_is(
    shipped: AnalystSchema, triples: Triples, languages: Sequence[str]
) -> None:
    used = set()
    for where in ({}, {"prefLabel": {"contains": "filt"}}, {"prefLabel": {"contains": "сүзгі"}}):
        for node in ask(shipped, NAMES, languages=languages, where=where)["techniques"]["nodes"]:
            labels = {term.language: term.value for term in triples.forward[PREF_LABEL][node["iri"]]}
            wanted = [each for name in languages for each in (ANY if name == "ANY" else (name.lower(),))]
            language = next((each for each in wanted if each in labels), None)
            expected = None if language is None else {"value": labels[language], "language": language}
            assert node["prefLabel"] == expected
            used.add(language)
    assert len(used) > 1


def test_the_oracle_has_something_to_look_at(triples: Triples) -> None:
    assert len(triples.all(*LEVELS)) > 1000
    assert triples.of(str(DOC["32019D2031"]), "celex") == {"32019D2031"}

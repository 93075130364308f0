"""Conditions through relations in both directions, on labels and days, and lists in lists, against plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from api.graphql.schema import AnalystSchema
from ontology.namespaces import BAT, DOC, TECHNIQUE, code

LANGUAGES = ("kk", "ru", "en")
SECTORS = ("FDM", "LCP")
FIRST_DAY = date(2020, 1, 1)
MARKS = ("a", "b", "c")


@dataclass(frozen=True)
class Entry:
    mark: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bat:
    number: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Document:
    number: int
    issued: date | None
    labels: tuple[tuple[str, str], ...]
    sectors: tuple[str, ...]
    bats: tuple[Bat, ...]

    @property
    def iri(self) -> str:
        return str(DOC[f"3{self.number}"])

    def bat_iri(self, bat: Bat) -> str:
        return f"{self.iri}/bat/{bat.number}"


words = st.text("мaАӘәҰұ₂2 ", min_size=1, max_size=4)
labels = st.dictionaries(st.sampled_from(LANGUAGES), words, max_size=2).map(lambda found: tuple(sorted(found.items())))
entries = st.lists(
    st.builds(Entry, mark=st.sampled_from(MARKS), labels=labels), unique_by=lambda entry: entry.mark, max_size=2
).map(tuple)
bats = st.lists(
    st.builds(Bat, number=st.integers(1, 6), entries=entries), unique_by=lambda bat: bat.number, max_size=3
).map(tuple)
documents = st.lists(
    st.builds(
        Document,
        number=st.integers(1, 9),
        issued=st.none() | st.integers(0, 5).map(lambda n: FIRST_DAY + timedelta(days=n)),
        labels=labels,
        sectors=st.lists(st.sampled_from(SECTORS), unique=True).map(tuple),
        bats=bats,
    ),
    unique_by=lambda document: document.number,
    max_size=5,
)


def graph_of(records: list[Document]) -> Graph:
    graph = Graph()
    for sector in SECTORS:
        graph.add((code("sector", sector), RDF.type, SKOS.Concept))
    for document in records:
        iri = URIRef(document.iri)
        graph.add((iri, RDF.type, BAT.EuBatConclusions))
        if document.issued is not None:
            graph.add((iri, BAT.dateIssued, Literal(document.issued)))
        for sector in document.sectors:
            graph.add((iri, BAT.coversSector, code("sector", sector)))
        _label(graph, iri, document.labels)
        for bat in document.bats:
            bat_iri = URIRef(document.bat_iri(bat))
            graph.add((bat_iri, RDF.type, BAT.NumberedBat))
            graph.add((bat_iri, BAT.inDocument, iri))
            graph.add((bat_iri, BAT.batNumber, Literal(bat.number)))
            for entry in bat.entries:
                entry_iri = URIRef(f"{bat_iri}/technique/{entry.mark}")
                graph.add((entry_iri, RDF.type, BAT.TechniqueEntry))
                graph.add((entry_iri, BAT.listedIn, bat_iri))
                graph.add((entry_iri, BAT.mark, Literal(entry.mark)))
                graph.add((entry_iri, BAT.technique, TECHNIQUE["t"]))
                _label(graph, entry_iri, entry.labels)
    return graph


def _label(graph: Graph, iri: URIRef, texts: tuple[tuple[str, str], ...]) -> None:
    for language, text in texts:
        graph.add((iri, SKOS.prefLabel, Literal(text, lang=language)))


# --- the oracle ------------------------------------------------------------------------------------------------------

PLAIN_LETTERS = {"ә": "а", "ұ": "у", "₂": "2"}


def plain(text: str) -> str:
    return "".join(PLAIN_LETTERS.get(letter, letter) for letter in text.lower())


def says(texts: tuple[tuple[str, str], ...], asked: str) -> bool:
    return any(plain(asked) in plain(text) for _, text in texts)


def document_matches(document: Document, where: dict[str, Any]) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "and": lambda parts: all(document_matches(document, part) for part in parts),
        "or": lambda parts: any(document_matches(document, part) for part in parts),
        "not": lambda part: not document_matches(document, part),
        "prefLabel": lambda asked: says(document.labels, asked["contains"]),
        "dateIssued": lambda asked: (
            document.issued is not None
            and date.fromisoformat(asked["ge"]) <= document.issued <= date.fromisoformat(asked["le"])
        ),
        "coversSector": lambda asked: asked["code"]["eq"] in document.sectors,
        "iri": lambda asked: document.iri in [str(DOC[path.removeprefix("doc/")]) for path in asked["in"]],
        "numberedBats": lambda asked: (
            (not document.bats) == asked["isNull"]
            if "isNull" in asked
            else any(bat_matches(document, bat, asked) for bat in document.bats)
        ),
    }
    return all(tests[name](asked) for name, asked in where.items())


def bat_matches(document: Document, bat: Bat, where: dict[str, Any]) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "not": lambda part: not bat_matches(document, bat, part),
        "batNumber": lambda asked: bat.number > asked["gt"],
        # Back to where the BAT stands: a condition may go round.
        "inDocument": lambda asked: document_matches(document, asked),
        # No condition at all is none, also of what is not there.
        "techniqueEntries": lambda asked: not asked or any(entry_matches(entry, asked) for entry in bat.entries),
    }
    return all(tests[name](asked) for name, asked in where.items())


def entry_matches(entry: Entry, where: dict[str, Any]) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "mark": lambda asked: entry.mark in asked["in"],
        "prefLabel": lambda asked: says(entry.labels, asked["contains"]),
    }
    return all(tests[name](asked) for name, asked in where.items())


def name_of(document: Document) -> str | None:
    """What an order by name goes by: the label of the first language there is."""
    found = dict(document.labels)
    return next((plain(found[language]) for language in LANGUAGES if language in found), None)


# --- random questions ------------------------------------------------------------------------------------------------

days = st.integers(0, 5).map(lambda n: (FIRST_DAY + timedelta(days=n)).isoformat())
contains = st.fixed_dictionaries({"contains": st.text("маӘұ2", max_size=2)})
entry_wheres = st.fixed_dictionaries(
    {}, optional={"mark": st.fixed_dictionaries({"in": st.lists(st.sampled_from(MARKS))}), "prefLabel": contains}
)
plain_wheres = st.one_of(
    st.fixed_dictionaries({"prefLabel": contains}),
    st.fixed_dictionaries({"dateIssued": st.fixed_dictionaries({"ge": days, "le": days})}),
    st.fixed_dictionaries(
        {"coversSector": st.fixed_dictionaries({"code": st.fixed_dictionaries({"eq": st.sampled_from(SECTORS)})})}
    ),
    st.fixed_dictionaries(
        {"iri": st.fixed_dictionaries({"in": st.lists(st.integers(1, 9).map(lambda n: f"doc/3{n}"), max_size=2)})}
    ),
)
bat_wheres = st.one_of(
    st.fixed_dictionaries({"batNumber": st.fixed_dictionaries({"gt": st.integers(0, 6)})}),
    st.fixed_dictionaries({"techniqueEntries": entry_wheres}),
    st.fixed_dictionaries({"inDocument": plain_wheres}),
    st.fixed_dictionaries({"not": st.fixed_dictionaries({"techniqueEntries": entry_wheres})}),
)
wheres = st.recursive(
    plain_wheres
    | st.fixed_dictionaries({"numberedBats": bat_wheres})
    | st.fixed_dictionaries({"numberedBats": st.fixed_dictionaries({"isNull": st.booleans()})}),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"and": st.lists(inner, max_size=2)}),
        st.fixed_dictionaries({"or": st.lists(inner, max_size=2)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=4,
)
QUESTION = """
query Documents($where: DocumentWhere, $inner: NumberedBatWhere, $first: Int!) {
  documents(where: $where, orderBy: [{ field: prefLabel }, { field: dateIssued, direction: DESC }]) {
    totalCount
    nodes {
      iri
      numberedBats(where: $inner, orderBy: [{ field: batNumber, direction: DESC }], first: $first) {
        totalCount
        pageInfo { hasNextPage }
        nodes { batNumber techniqueEntries { totalCount } }
      }
    }
  }
}
"""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=documents, where=wheres, inner=bat_wheres, first=st.integers(0, 3))
def test_conditions_through_relations_and_lists_within_lists(
    schema_over: Callable[[Graph], AnalystSchema],
    records: list[Document],
    where: dict[str, Any],
    inner: dict[str, Any],
    first: int,
) -> None:
    answer = schema_over(graph_of(records)).answer(QUESTION, {"where": where, "inner": inner, "first": first})
    known = {document.iri for document in records}
    asked = iris_in(where)
    if asked <= known and any(document_matches(document, where) for document in records):
        # The lists below are looked at where there is something above them.
        asked |= iris_in(inner)
    if not asked <= known:
        assert {error.extensions["code"] for error in answer.errors or () if error.extensions} == {"unknown-iri"}
        return
    assert answer.errors is None
    assert answer.data is not None
    matching = [document for document in records if document_matches(document, where)]
    matching.sort(key=lambda each: each.iri)
    matching.sort(key=lambda each: (each.issued is None, -(each.issued or FIRST_DAY).toordinal()))
    matching.sort(key=lambda each: (name_of(each) is None, name_of(each) or ""))
    assert answer.data["documents"] == {
        "totalCount": len(matching),
        "nodes": [{"iri": each.iri, "numberedBats": inner_list(each, inner, first)} for each in matching],
    }


def iris_in(where: dict[str, Any]) -> set[str]:
    """The IRIs of documents that a condition names."""
    single = [where[name] for name in ("not", "inDocument", "numberedBats") if name in where]
    parts = [*where.get("and", ()), *where.get("or", ()), *single]
    here = {str(DOC[path.removeprefix("doc/")]) for path in where.get("iri", {}).get("in", ())}
    return here.union(*map(iris_in, parts))


def inner_list(document: Document, where: dict[str, Any], first: int) -> dict[str, Any]:
    found = [bat for bat in document.bats if bat_matches(document, bat, where)]
    found.sort(key=lambda bat: -bat.number)
    return {
        "totalCount": len(found),
        "pageInfo": {"hasNextPage": len(found) > first},
        "nodes": [
            {"batNumber": bat.number, "techniqueEntries": {"totalCount": len(bat.entries)}} for bat in found[:first]
        ],
    }

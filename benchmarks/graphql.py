"""How fast GraphQL answers, as ratios to the queries that an answer cannot do without.

    python -m benchmarks.graphql [--techniques 1000] [--requests 2000] [--json]

Measured in one run on a generated graph: techniques, each with entries in documents, each entry with effects.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from api.graphql.answer_cache import Answer, AnswerCache
from api.graphql.schema import AnalystSchema
from ontology.model import load_ontology
from ontology.namespaces import BAT, DOC, TECHNIQUE, code
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore
from store.query_text import Query
from store.result_formats import by_name

_POLLUTANTS = [f"p{n}" for n in range(40)]
_DOCUMENTS = 30

LARGE = """
query Large($after: String) {
  techniques(first: 500, after: $after) {
    pageInfo { endCursor hasNextPage }
    nodes {
      iri prefLabel(language: [EN]) { value language } techniqueKind { code }
      entries(first: 50) { nodes {
        iri mark sectionNumber sourcePage prefLabel { value }
        effects(first: 50) { nodes { iri quantity sourcePage sectionNumber } }
      } }
    }
  }
}
"""
PAGE = """
query Page($after: String) {
  techniqueEntries(first: 50, orderBy: [{ field: sourcePage }, { field: mark, direction: DESC }], after: $after) {
    pageInfo { endCursor }
    nodes {
      iri mark sourcePage
      technique { iri prefLabel(language: [EN]) { value } }
      effects(first: 20) { nodes { iri quantity pollutant { code prefLabel(language: [RU]) { value } } } }
    }
  }
}
"""
SMALL = '{ technique(iri: "technique/t7") { iri prefLabel(language: [KK, EN]) { value language } } }'


@dataclass(frozen=True)
class Figure:
    """One measured thing. `ratio`: the answer against its bare queries; times are in milliseconds."""

    name: str
    milliseconds: float
    bare_queries: float | None
    ratio: float | None
    note: str


def generated(techniques: int) -> EmbeddedStore:
    """A store with so many techniques, about 3 entries each and 4 effects an entry; the same for the same number."""
    chance = random.Random(775)
    graph = Graph()
    for name in _POLLUTANTS:
        graph.add((code("pollutant", name), RDF.type, SKOS.Concept))
        graph.add((code("pollutant", name), SKOS.prefLabel, Literal(f"вещество {name}", "ru")))
    for n in range(_DOCUMENTS):
        graph.add((DOC[f"3{n}"], RDF.type, BAT.EuBatConclusions))
    for n in range(techniques):
        technique = TECHNIQUE[f"t{n}"]
        graph.add((technique, RDF.type, BAT.Technique))
        graph.add((technique, SKOS.prefLabel, Literal(f"Technique {n}", "en")))
        graph.add((technique, BAT.techniqueKind, code("technique-kind", "technical")))
        for document in chance.sample(range(_DOCUMENTS), 3):
            _entry(graph, technique, document, n, chance)
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/generated"), graph)
    return store


def _entry(graph: Graph, technique: URIRef, document: int, number: int, chance: random.Random) -> None:
    entry = DOC[f"3{document}/bat/{number}/technique/a"]
    graph.add((entry, RDF.type, BAT.TechniqueEntry))
    graph.add((entry, BAT.technique, technique))
    graph.add((entry, BAT.inDocument, DOC[f"3{document}"]))
    graph.add((entry, BAT.mark, Literal(chance.choice("abcdef"))))
    graph.add((entry, BAT.sectionNumber, Literal(f"{chance.randrange(9)}.{chance.randrange(9)}")))
    graph.add((entry, BAT.sourcePage, Literal(chance.randrange(1, 400))))
    graph.add((entry, SKOS.prefLabel, Literal(f"Entry of {number}", "en")))
    for n in range(4):
        effect = URIRef(f"{entry}/effect/{n}")
        graph.add((effect, RDF.type, BAT.Effect))
        graph.add((effect, BAT.ofEntry, entry))
        graph.add((effect, BAT.pollutant, code("pollutant", chance.choice(_POLLUTANTS))))
        graph.add((effect, BAT.quantity, Literal(str(chance.randrange(100)), datatype=XSD.decimal)))
        graph.add((effect, BAT.sourcePage, Literal(chance.randrange(1, 400))))
        graph.add((effect, BAT.sectionNumber, Literal("1.1")))


def best(measured: Callable[[], Any], times: int = 7) -> float:
    """The least of several times of the processor, in milliseconds: what else the machine does then disturbs little."""
    found = []
    for _ in range(times):
        started = time.process_time()
        measured()
        found.append((time.process_time() - started) * 1000)
    return min(found)


def against_queries(name: str, schema: AnalystSchema, store: EmbeddedStore, query: str, note: str) -> Figure:
    """An answer, from parsing to JSON text, against the same queries asked of the store alone."""
    explained = schema.answer(query.replace("query ", "query ", 1).replace(") {", ") @explain {", 1), {})
    assert explained.errors is None, explained.errors
    assert explained.extensions is not None
    bare = [Query("bare", asked["sparql"]) for asked in explained.extensions["queries"]["asked"]]
    whole = best(lambda: schema.written(query, {}).data.encode())
    queries = best(lambda: [store.serialise(each, by_name("json")) for each in bare])
    size = sum(1 for _ in _values(explained.data))
    return Figure(name, whole, queries, whole / queries, f"{note}; {size} values, {len(bare)} queries")


def _values(answer: Any) -> Any:
    for child in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield child
        yield from _values(child)


def ordering(schema: AnalystSchema) -> list[Figure]:
    """A page whose order is asked for the first time, and the pages after it."""
    order = "[{ field: sectionNumber }, { field: sourcePage, direction: DESC }]"
    query = f"{{ techniqueEntries(first: 50, orderBy: {order}) {{ nodes {{ iri }} }} }}"
    started = time.perf_counter()
    schema.answer(query, {})
    first = (time.perf_counter() - started) * 1000
    again = best(lambda: schema.answer(query, {}))
    return [
        Figure("a page, its order new", first, None, None, "sorts the class once for this state of the data"),
        Figure("a page, its order kept", again, None, first / again, "ratio: the new order against the kept one"),
    ]


def repeated() -> Figure:
    """A question that was asked before, from the cache."""
    cache = AnswerCache()
    cache.keep("key", Answer(b"x" * 100_000, 200, lasting=True))
    return Figure("a repeated question, looked up", best(lambda: cache.get("key")), None, None, "without HTTP")


def under_load(schema: AnalystSchema, requests: int, threads: int) -> list[Figure]:
    """Small questions while large ones run beside them, and how memory stands before and after."""
    schema.answer(LARGE, {})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def timed(query: str) -> float:
        started = time.perf_counter()
        schema.answer(query, {})
        return (time.perf_counter() - started) * 1000

    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        times = sorted(pool.map(timed, [SMALL] * requests))
    rate = requests / (time.perf_counter() - started)
    with ThreadPoolExecutor(threads) as pool:
        large = [pool.submit(timed, LARGE) for _ in range(3)]
        beside = sorted(timed(SMALL) for _ in range(100))
        for each in large:
            each.result()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    p99 = times[int(len(times) * 0.99)]
    return [
        Figure(
            f"small questions, {threads} thread(s)",
            statistics.median(times),
            None,
            p99 / statistics.median(times),
            f"p50; ratio: p99 to p50; {rate:.0f} a second; memory grew {grown:.1f} MB over {requests} requests",
        ),
        Figure(
            f"small questions beside 3 large ones, {threads} thread(s)",
            statistics.median(beside),
            None,
            beside[-2] / statistics.median(beside),
            "p50; ratio: p99 to p50",
        ),
    ]


def measure(techniques: int, requests: int) -> list[Figure]:
    """All figures."""
    store = generated(techniques)
    schema = AnalystSchema(load_shapes(["model"]), load_ontology(), store, "generated")
    return [
        against_queries("a large answer", schema, store, LARGE, "500 techniques, entries, effects"),
        against_queries("a page of 50", schema, store, PAGE, "three levels, ordered by two keys"),
        *ordering(schema),
        repeated(),
        *under_load(schema, requests, 1),
        *under_load(schema, requests, 2),
    ]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.graphql", description="How fast GraphQL answers.")
    parser.add_argument("--techniques", type=int, default=1000, help="size of the generated graph")
    parser.add_argument("--requests", type=int, default=2000, help="small questions under load")
    parser.add_argument("--json", action="store_true", help="for a program")
    given = parser.parse_args()
    figures = measure(given.techniques, given.requests)
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=2))
        return 0
    for figure in figures:
        ratio = f"{figure.ratio:6.2f} ×" if figure.ratio is not None else "        "
        print(f"{figure.name:45} {figure.milliseconds:9.3f} ms  {ratio}  {figure.note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast GraphQL answers: as ratios to the queries that an answer cannot do without, and over HTTP under load.

    python -m benchmarks.graphql [--triples 500000] [--seconds 10] [--requests 100000] [--workers 1 2] [--only-http]

*Bare queries* are the same SPARQL queries that the answer asked, each evaluated by the store and serialised to the
bytes of SPARQL JSON, in the same process, and nothing else. Measured in turn with the answers, so that what else the
machine does disturbs both alike. An answer is measured from the text of the question to the bytes of JSON.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from api.graphql.cells import read_rows
from api.graphql.schema import AnalystSchema
from api.service.generation import settle
from benchmarks.generated_graph import generated
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore
from store.query_text import Query
from store.result_formats import by_name
from store.snapshot import SnapshotFolder

_ENTRY: Final = """
  iri __typename mark sectionNumber sourcePage prefLabel { value language } description { value }
  effects(first: 50) { nodes { iri quantity sourcePage sectionNumber } }
  determinations(first: 50) { nodes { iri __typename determinedOn recordedOn suspected } }
"""
LARGE: Final = f"""query Large {{
  first: techniqueEntries(first: 500) {{ nodes {{ {_ENTRY} }} }}
  last: techniqueEntries(first: 500, orderBy: [{{ field: iri, direction: DESC }}]) {{ nodes {{ {_ENTRY} }} }}
}}"""
PAGE: Final = """query Page {
  techniqueEntries(first: 50, orderBy: [{ field: sourcePage }, { field: mark, direction: DESC }]) {
    pageInfo { endCursor }
    nodes {
      iri mark sourcePage
      technique { iri prefLabel(language: [EN]) { value } }
      effects(first: 20) { nodes { iri quantity pollutant { code prefLabel(language: [RU]) { value } } } }
    }
  }
}"""
SMALL: Final = """query Small($iri: IRI!) {
  technique(iri: $iri) { iri prefLabel(language: [KK, EN]) { value language } entries { totalCount } }
}"""
# Another text each time, which is parsed and validated anew.
NEW_TEXT: Final = SMALL.replace("iri prefLabel", "n{n}: iri prefLabel")
LARGE_UNDER_LOAD: Final = LARGE.replace("first: techniqueEntries", "n{n}: techniqueEntries")


@dataclass(frozen=True)
class Figure:
    """One measured thing; times in milliseconds. `ratio` is to what `note` says."""

    name: str
    milliseconds: float
    ratio: float | None
    note: str


def in_turn(times: int, *measured: Callable[[], Any]) -> list[list[float]]:
    """Milliseconds of the processor for each, measured in turn."""
    found: list[list[float]] = [[] for _ in measured]
    for _ in range(times):
        for times_of, each in zip(found, measured, strict=True):
            started = time.process_time()
            each()
            times_of.append((time.process_time() - started) * 1000)
    return found


def answer_bytes(schema: AnalystSchema, query: str) -> bytes:
    """The data of an answer as they are sent."""
    written = schema.written(query, {})
    assert isinstance(written.data, str), written.errors
    return written.data.encode()


def against_queries(name: str, schema: AnalystSchema, store: EmbeddedStore, query: str, times: int) -> list[Figure]:
    """An answer against its bare queries, and where its time goes."""
    written = schema.written(query, {}, explain=True)
    assert written.extensions is not None
    bare = [Query("bare", asked["sparql"]) for asked in written.extensions["queries"]["asked"]]
    json_format, tsv = by_name("json"), by_name("tsv")
    answers, as_json, as_tsv = in_turn(
        times,
        lambda: answer_bytes(schema, query),
        lambda: [store.serialise(each, json_format) for each in bare],
        lambda: [store.serialise(each, tsv) for each in bare],
    )
    served = [store.serialise(each, tsv) for each in bare]
    [rows] = in_turn(times, lambda: [read_rows(each) for each in served])
    middle = statistics.median
    ratio = middle(a / b for a, b in zip(answers, as_json, strict=True))
    values = len(list(leaves(json.loads(answer_bytes(schema, query)))))
    parts = f"queries (TSV) {middle(as_tsv):.1f}, rows {middle(rows):.1f}, "
    parts += f"the rest {middle(answers) - middle(as_tsv) - middle(rows):.1f} ms"
    return [
        Figure(name, middle(answers), ratio, f"to its {len(bare)} bare queries; {values} values"),
        Figure("  its bare queries", middle(as_json), None, f"least: {min(answers) / min(as_json):.2f} ×; {parts}"),
    ]


def leaves(answer: Any) -> Iterator[Any]:
    """The values of an answer that hold no others."""
    if isinstance(answer, dict | list):
        for child in answer.values() if isinstance(answer, dict) else answer:
            yield from leaves(child)
    else:
        yield answer


def first_time(schema: AnalystSchema, queries: Mapping[str, str]) -> list[Figure]:
    """Questions whose text, or whose order, is new; against the same asked again."""
    found = []
    for name, query in queries.items():
        started = time.process_time()
        answer_bytes(schema, query)
        first = (time.process_time() - started) * 1000
        [again] = in_turn(7, lambda query=query: answer_bytes(schema, query))  # type: ignore[misc]
        found.append(Figure(name, first, first / min(again), "to the same question asked again"))
    return found


def in_process(store: EmbeddedStore, times: int) -> list[Figure]:
    """What is measured without HTTP."""
    schema = AnalystSchema(load_shapes(["model"]), load_ontology(), store, "generated")
    started = time.process_time()
    schema.prepare()
    prepared = (time.process_time() - started) * 1000
    settle()
    order = "orderBy: [{ field: sectionNumber }, { field: sourcePage, direction: DESC }]"
    kept = "orderBy: [{ field: sectionNumber, direction: DESC }]"
    figures = [
        Figure(
            "to prepare the graph", prepared, None, f"once, before the first request; {store.triple_count()} triples"
        ),
        *against_queries("a large answer", schema, store, LARGE, times),
        *against_queries("a page of 50, three levels", schema, store, PAGE, times * 10),
        *first_time(
            schema,
            {
                "a new question": "{ techniqueEntries(first: 50) { nodes { iri mark } } }",
                "a page in the order of one field": f"{{ techniqueEntries(first: 50, {kept}) {{ nodes {{ iri }} }} }}",
                "a page, a new order of two": f"{{ techniqueEntries(first: 50, {order}) {{ nodes {{ iri }} }} }}",
            },
        ),
    ]
    gc.unfreeze()
    return figures


@contextmanager
def serving(folder: Path, workers: int) -> Iterator[tuple[int, int]]:
    """Serve a folder of snapshots by the command; gives the port and the process."""
    from api.service.address import listen

    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    options = ["serve", "--store", str(folder), "--port", str(port), "--workers", str(workers)]
    command = [sys.executable, "-c", "from api.command_line import main; main()", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = [process.stderr.readline() for _ in range(5)]
        assert "GraphQL" in said[1], said
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


def load(port: int, *groups: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run groups of connections from a process of their own."""
    command = [sys.executable, "-m", "benchmarks.load_client", str(port), json.dumps(groups)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def memory(process: int) -> float:
    """Megabytes that a process and all below it use; what several share is counted once (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        below = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it has ended meanwhile
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(memory(int(child)) for child in below)


def over_http(folder: Path, workers: int, seconds: float, requests: int) -> Iterator[Figure]:
    """What is measured on the server as users run it, from a client in another process."""
    by = f", {workers} worker{'s' if workers > 1 else ''}"
    with serving(folder, workers) as (port, process):
        small = {"name": "small", "connections": 1, "query": SMALL, "grows": True, "seconds": seconds}
        load(port, {**small, "seconds": 1, "from": 10**9})
        if requests:
            yield memory_over(port, process, requests, by)

        def asked(name: str, note: str, *groups: Mapping[str, Any]) -> Figure:
            worked = work(process)
            first, *others = load(port, *groups)
            if others:  # they are answered in processes that have ended
                return _figure(f"{name}{by}", first, f"{note}, {others[0]['a_second']} {others[0]['name']} a second")
            each = (work(process) - worked) / first["requests"] * 1000
            return _figure(f"{name}{by}", first, f"{note}; {each:.2f} ms of processors a request")

        yield asked("a repeated question", "from the cache", {**small, "query": "{ dataVersion }", "grows": False})
        yield asked("a question in new words", "parsed and validated anew", {**small, "query": NEW_TEXT})
        yield asked("a question with new variables", "1 connection", {**small, "from": 10**7})
        yield asked("the same", "8 connections", {**small, "connections": 8, "from": 2 * 10**7})
        large = {"name": "large", "connections": 2, "query": LARGE_UNDER_LOAD, "grows": True}
        yield asked("the same beside large answers", "1 connection", {**small, "from": 3 * 10**7}, large)


def work(process: int) -> float:
    """Seconds of the processors that a process and all below it have used."""
    try:
        numbers = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        below = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it has ended meanwhile
    return sum(map(int, numbers[11:15])) / os.sysconf("SC_CLK_TCK") + sum(work(int(child)) for child in below)


def memory_over(port: int, process: int, requests: int, by: str) -> Figure:
    """How memory stands before, after half and after all of many requests, each of which is new to the cache."""
    many = {"name": "many", "connections": 8, "query": SMALL, "grows": True}
    before = memory(process)
    load(port, {**many, "requests": requests // 2, "from": 4 * 10**7})
    middle = memory(process)
    load(port, {**many, "requests": requests - requests // 2, "from": 5 * 10**7})
    note = f"{before:.0f} MB before, {middle:.0f} half way, {memory(process):.0f} after {requests} requests"
    return Figure(f"memory of all processes{by}", 0.0, memory(process) / middle, f"second half to first; {note}")


def _figure(name: str, said: Mapping[str, Any], note: str) -> Figure:
    failed = f"; {said['failed']} FAILED" if said["failed"] else ""
    return Figure(
        name,
        said["p50"],
        said["p99"] / said["p50"],
        f"p99 {said['p99']} ms to p50; {said['a_second']} a second; {note}{failed}",
    )


def measure(triples: int, times: int, seconds: float, requests: int, workers: Sequence[int]) -> Iterator[Figure]:
    """All figures, as they are measured; none without HTTP if `times` is 0."""
    store = generated(triples)
    if times:
        yield from in_process(store, times)
    with tempfile.TemporaryDirectory() as name:
        folder = SnapshotFolder(Path(name))
        with folder.writing():
            folder.publish(store, {})
        del store
        for number in workers:
            yield from over_http(Path(name), number, seconds, requests)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.graphql", description="How fast GraphQL answers.")
    parser.add_argument("--triples", type=int, default=500_000, help="size of the generated graph")
    parser.add_argument("--times", type=int, default=15, help="how often a large answer is measured")
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement under load")
    parser.add_argument("--requests", type=int, default=0, help="after which memory is looked at; 0 leaves that out")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="numbers of workers; none: no HTTP")
    parser.add_argument("--only-http", action="store_true", help="leave out what is measured without a server")
    parser.add_argument("--json", action="store_true", help="for a program")
    given = parser.parse_args()
    times = 0 if given.only_http else given.times
    figures = measure(given.triples, times, given.seconds, given.requests, given.workers)
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=2))
        return 0
    for figure in figures:
        ratio = f"{figure.ratio:6.2f} ×" if figure.ratio is not None else "        "
        print(f"{figure.name:45} {figure.milliseconds:9.2f} ms  {ratio}  {figure.note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

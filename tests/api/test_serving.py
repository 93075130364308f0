"""`batgraph serve` as a user runs it: workers that share a graph, large answers, another graph, and the end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from ontology.namespaces import BAT, DOC
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder

PROJECT = Path(__file__).resolve().parents[2]
# More than a worker answers itself.
LARGE = """{ numberedBats(first: 500) { nodes {
  iri __typename batNumber sectionNumber sourcePage sectionTitle { value } a: batNumber inDocument { iri documentCode }
} } }"""


def publish(folder: SnapshotFolder, bats: int) -> str:
    """Make a graph with so many numbered BAT the current one; gives its data version."""
    graph = Graph()
    graph.add((DOC["3A"], RDF.type, BAT.EuBatConclusions))
    graph.add((DOC["3A"], BAT.documentCode, Literal("AAA")))
    for n in range(bats):
        graph.add((DOC[f"3A/bat/{n}"], RDF.type, BAT.NumberedBat))
        graph.add((DOC[f"3A/bat/{n}"], BAT.inDocument, DOC["3A"]))
        graph.add((DOC[f"3A/bat/{n}"], BAT.batNumber, Literal(n)))
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/graph"), graph)
    with folder.writing():
        return folder.publish(store, {}).data_version


@contextmanager
def serving(folder: SnapshotFolder, workers: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["serve", "--store", str(folder.path), "--port", str(port), "--workers", str(workers)]
    command = [sys.executable, "-c", "from api.command_line import main; main()", *options]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        banner = [process.stderr.readline() for _ in range(5)]
        assert f"http://127.0.0.1:{port}/graphql" in banner[1]
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.kill()
        process.stderr.close()
        process.wait()


def ask(address: str, query: str) -> dict:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"{address}/graphql", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def until(holds: Callable[[], bool], seconds: float = 240) -> None:
    """Wait for what other processes do; the time is for machines that have much else to do."""
    deadline = time.monotonic() + seconds
    looking_again = Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        looking_again.wait(0.05)


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text(encoding="ascii").split()] if listed.exists() else []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_workers_share_a_graph_and_another_graph_takes_over_without_a_lost_request(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "store")
    first = publish(folder, 600)
    with serving(folder, workers=2) as (process, address):
        assert ask(address, "{ dataVersion }")["data"] == {"dataVersion": first}
        large = ask(address, LARGE)
        assert len(large["data"]["numberedBats"]["nodes"]) == 500
        assert large["data"]["numberedBats"]["nodes"][-1]["inDocument"] == {
            "iri": str(DOC["3A"]),
            "documentCode": "AAA",
        }
        sparql = f"{address}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D&format=json"
        with urllib.request.urlopen(sparql, timeout=120) as answer:
            assert json.load(answer)["boolean"] is True

        [generation] = children(process.pid)
        before = set(children(generation))  # two that answer in children of their own, and two workers
        assert len(before) == 4
        os.kill(max(before), signal.SIGKILL)
        until(lambda: len(children(generation)) == 4 and set(children(generation)) != before)
        assert ask(address, "{ dataVersion }")["data"] == {"dataVersion": first}

        failed: list[Exception] = []
        seen: set[str] = set()
        enough = Event()

        def keep_asking() -> None:
            while not enough.is_set():
                try:
                    seen.add(ask(address, "{ dataVersion }")["data"]["dataVersion"])
                except Exception as error:
                    failed.append(error)
                    return

        asking = Thread(target=keep_asking)
        asking.start()
        second = publish(folder, 3)
        until(lambda: second in seen or bool(failed))
        until(lambda: len(children(process.pid)) == 1)
        enough.set()
        asking.join()
        assert failed == []
        assert seen == {first, second}
        assert ask(address, "{ numberedBats { totalCount } }")["data"] == {"numberedBats": {"totalCount": 3}}

        [generation] = children(process.pid)
        remaining = children(generation)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
        until(lambda: not any(Path(f"/proc/{each}").exists() for each in remaining))

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
def serving(folder: SnapshotFolder, workers: int, **set_: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve with settings as the environment gives them: `GRAPHQL_SECONDS="1"`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["serve", "--store", str(folder.path), "--port", str(port), "--workers", str(workers)]
    command = [sys.executable, "-c", "from api.command_line import main; main()", *options]
    environment = {**os.environ, **{f"BATGRAPH_{name}": value for name, value in set_.items()}}
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True, env=environment)
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
        for killed in before:
            os.kill(killed, signal.SIGKILL)
        until(lambda: len(children(generation)) == 4 and before.isdisjoint(children(generation)))
        assert ask(address, "{ dataVersion }")["data"] == {"dataVersion": first}
        again = LARGE.replace("first: 500", "first: 499")  # not what is kept from before
        until(lambda: "data" in ask(address, again))
        with urllib.request.urlopen(sparql, timeout=120) as answer:
            assert json.load(answer)["boolean"] is True

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

        asking = [Thread(target=keep_asking) for _ in range(6)]
        for each in asking:
            each.start()
        second = publish(folder, 3)
        until(lambda: second in seen or bool(failed))
        until(lambda: len(children(process.pid)) == 1)
        enough.set()
        for each in asking:
            each.join()
        assert failed == []
        assert seen == {first, second}
        assert ask(address, "{ numberedBats { totalCount } }")["data"] == {"numberedBats": {"totalCount": 3}}

        [generation] = children(process.pid)
        remaining = children(generation)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
        until(lambda: not any(Path(f"/proc/{each}").exists() for each in remaining))


CHECK = "{ crossCheck { findings { rule } } }"
SMALL = "{ dataVersion limits { seconds } }"


def test_an_analysis_ends_at_the_limit_and_holds_up_no_small_question(built_store: Path) -> None:
    """One worker, and a cross-check of all shipped documents, which takes many times the limit."""
    folder = SnapshotFolder(built_store)
    with serving(folder, workers=1, GRAPHQL_SECONDS="0.2") as (_, address):
        answers: list[dict] = []
        # More than are made at once: the last ones wait as long as they may.
        asking = [Thread(target=lambda n=n: answers.append(ask(address, CHECK + " " * n))) for n in range(10)]
        for each in asking:
            each.start()
        small = ask(address, SMALL)
        for each in asking:
            each.join()
        assert small["data"] == {"dataVersion": folder.current().data_version, "limits": {"seconds": 0.2}}
        assert [answer["data"] for answer in answers] == [None] * 10
        codes = {error["extensions"]["code"] for answer in answers for error in answer["errors"]}
        assert {"time"} <= codes <= {"time", "busy"}
        assert ask(address, SMALL + " ")["data"] == small["data"]


# An answer of some twenty million bytes: 300 times the same 500 things.
VERY_LARGE = "{ numberedBats(first: 300) { nodes { inDocument { numberedBats(first: 500) { nodes { iri } } } } } }"


def test_an_answer_keeps_to_the_limit_of_memory(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "store")
    publish(folder, 600)
    with serving(folder, workers=1, MEMORY_BYTES="2000000") as (_, address):
        answer = ask(address, VERY_LARGE)
        assert answer["data"] is None
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["memory"]
        assert ask(address, SMALL)["data"]["limits"] == {"seconds": 20.0}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_an_analysis_ends_when_its_client_goes(built_store: Path) -> None:
    """Ten cross-checks take ten times and more of what is seen of them here."""
    with serving(SnapshotFolder(built_store), workers=1, GRAPHQL_SECONDS="600") as (process, address):
        [generation] = children(process.pid)

        def made() -> list[int]:
            return [child for each in children(generation) for child in children(each)]

        host, port = address.removeprefix("http://").split(":")
        checks = " ".join(f"a{n}: crossCheck {{ findings {{ rule }} }}" for n in range(10))
        body = json.dumps({"query": f"{{ {checks} }}"})
        with socket.create_connection((host, int(port))) as client:
            head = f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            until(lambda: len(made()) == 1)
            [child] = made()
        seconds = [0.0]

        def has_ended() -> bool:
            seconds.append(processor_seconds(child) or seconds[-1])
            return made() == []

        until(has_ended)
        assert seconds[-1] < 5


def processor_seconds(process: int) -> float:
    """What a process has used; 0 once it has ended."""
    try:
        said = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")

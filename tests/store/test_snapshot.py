import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from store.embedded import EmbeddedStore
from store.query_text import Query
from store.snapshot import SnapshotFolder, SnapshotMissing, WriterBusy

ALL = Query("all", "SELECT ?o WHERE { ?s ?p ?o }")


def store_with(text: str) -> EmbeddedStore:
    graph = Graph()
    graph.add((URIRef("https://example.org/thing"), RDFS.label, Literal(text)))
    store = EmbeddedStore.empty()
    store.add_graph(URIRef("https://example.org/graph"), graph)
    return store


def content(folder: SnapshotFolder) -> list[str]:
    return [row["o"].value for row in folder.current().open().select(ALL)]


def test_without_a_snapshot_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match="run `batgraph build` first"):
        SnapshotFolder(tmp_path).current()


def test_the_newest_published_state_is_current_and_an_opened_one_stays_as_it_was(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    with folder.writing():
        first = folder.publish(store_with("first"), {"note": 1})
    reader = folder.current().open()
    with folder.writing():
        second = folder.publish(store_with("second"), {"note": 2})
    assert content(folder) == ["second"]
    assert folder.current().manifest == {"note": 2}
    assert [row["o"].value for row in reader.select(ALL)] == ["first"]
    assert first.data_version != second.data_version


def test_the_same_content_has_the_same_data_version(tmp_path: Path) -> None:
    versions = []
    for name in ("a", "b"):
        folder = SnapshotFolder(tmp_path / name)
        with folder.writing():
            versions.append(folder.publish(store_with("same"), {}).data_version)
    assert versions[0] == versions[1]


def test_old_states_are_dropped_but_never_the_current_one(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    with folder.writing():
        for text in ("0", "1", "2", "3", "4", "0"):
            folder.publish(store_with(text), {})
    assert content(folder) == ["0"]
    assert len(list((tmp_path / "snapshots").iterdir())) <= 4


WRITER = """
import sys
from pathlib import Path
from store.snapshot import SnapshotFolder
from store.embedded import EmbeddedStore

class Slow(EmbeddedStore):
    def write_nquads(self, path):
        path.write_bytes(b"<https://example.org/half> ")
        print("writing", flush=True)
        sys.stdin.read()

folder = SnapshotFolder(Path(sys.argv[1]))
with folder.writing():
    folder.publish(Slow.empty(), {})
"""


def test_a_second_writer_is_refused_and_a_killed_one_leaves_the_old_state(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    with folder.writing():
        folder.publish(store_with("old"), {})
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        with pytest.raises(WriterBusy, match="another process is writing"), folder.writing():
            pass
        os.kill(writer.pid, signal.SIGKILL)
    assert content(folder) == ["old"]
    with folder.writing():
        folder.publish(store_with("new"), {})
    assert content(folder) == ["new"]

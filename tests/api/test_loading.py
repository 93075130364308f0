"""How loading behaves: versions, idempotence, unloading, and a loader killed at any step. On a small graph."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from api.graph_build import Built, UnknownSource, build, check, load, sources_of, unload
from loaders.loaded_source import SourceRefused
from store.query_text import Query
from store.snapshot import SnapshotFolder

PROJECT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
THING = "https://example.org/filter"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def quiet(_: str) -> None:
    """Show no progress."""


def turtle(name: str) -> str:
    return f"""<{THING}> a <https://w3id.org/batgraph/def/Technique> ; <{LABEL}> "{name}"@en ."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the lists and the law alone."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("code-lists", "kz-775"):
        (folder / name).symlink_to(PROJECT / "data" / name)
    return folder


@pytest.fixture(scope="module")
def built(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(data, SnapshotFolder(folder), DAY, quiet)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> SnapshotFolder:
    """A copy of the built graph that a test may change."""
    copy = tmp_path / "store"
    subprocess.run(["cp", "-r", str(built), str(copy)], check=True)
    return SnapshotFolder(copy)


def names(folder: SnapshotFolder, graph: str = "") -> list[str]:
    """What the thing is called by the default graph, or by one named graph."""
    pattern = f"<{THING}> <{LABEL}> ?name"
    text = f"SELECT ?name WHERE {{ {f'GRAPH <{graph}> {{ {pattern} }}' if graph else pattern} }} ORDER BY ?name"
    return [row["name"].value for row in folder.current().open().select(Query("names", text))]


def loaded_versions(folder: SnapshotFolder) -> list[tuple[str, str]]:
    return [(each.source, each.file) for each in sources_of(folder) if not each.ships]


class Files:
    """Loads a file `filter.ttl` with one content after the other."""

    def __init__(self, place: Path, data: Path, folder: SnapshotFolder) -> None:
        self.file, self._data, self._folder = place / "filter.ttl", data, folder

    def load(self, name: str) -> Built:
        self.file.write_text(turtle(name), encoding="utf-8")
        return load([self.file], self._data, self._folder, DAY, quiet)


@pytest.fixture
def files(tmp_path: Path, data: Path, folder: SnapshotFolder) -> Files:
    return Files(tmp_path, data, folder)


def test_loading_twice_changes_nothing(files: Files, folder: SnapshotFolder) -> None:
    first = files.load("filter")
    assert names(folder) == ["filter"]
    assert files.load("filter").snapshot.data_version == first.snapshot.data_version


def test_a_new_version_answers_and_the_earlier_one_is_reached_by_its_name(
    files: Files, data: Path, folder: SnapshotFolder
) -> None:
    files.load("old")
    [old] = [each for each in sources_of(folder) if not each.ships]
    state = files.load("new").snapshot.data_version
    new = sources_of(folder)[-1]
    assert names(folder) == names(folder, new.graph) == ["new"]
    assert names(folder, old.iri) == ["old"]
    assert loaded_versions(folder) == [("file/filter", "filter.ttl")] * 2
    assert build(data, folder, DAY, quiet).snapshot.data_version == state
    assert files.load("old").snapshot.data_version != state
    assert (names(folder), names(folder, new.iri), names(folder, old.iri)) == (["old"], ["new"], [])


def test_the_graph_says_which_versions_it_holds_and_what_read_them(files: Files, folder: SnapshotFolder) -> None:
    files.load("old")
    files.load("new")
    text = """PREFIX bat: <https://w3id.org/batgraph/def/> PREFIX prov: <http://www.w3.org/ns/prov#>
    SELECT ?current ?name ?release WHERE {
      ?version bat:sourceFile "filter.ttl" ; bat:heldInGraph ?graph ; prov:wasAttributedTo ?software .
      ?software a prov:SoftwareAgent ; bat:softwareVersion ?release .
      BIND (EXISTS { ?source bat:currentVersion ?version } AS ?current)
      GRAPH ?graph { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }
    } ORDER BY ?name"""
    rows = folder.current().open().select(Query("versions", text))
    assert [(row["current"].value, row["name"].value, row["release"].value) for row in rows] == [
        ("true", "new", "0.1.0"),
        ("false", "old", "0.1.0"),
    ]


def test_what_was_loaded_is_unloaded_version_by_version_or_at_once(files: Files, folder: SnapshotFolder) -> None:
    before = folder.current().data_version
    files.load("old")
    one = folder.current().data_version
    files.load("new")
    newest = sources_of(folder)[-1]
    assert unload("filter.ttl", newest.version, folder, DAY, quiet).snapshot.data_version == one
    assert names(folder) == ["old"]
    files.load("new")
    assert unload("file/filter", None, folder, DAY, quiet).snapshot.data_version == before
    with pytest.raises(UnknownSource, match=r"no loaded source is called filter.ttl; loaded are: none"):
        unload("filter.ttl", None, folder, DAY, quiet)
    with pytest.raises(UnknownSource, match="What ships stays"):
        unload("code-lists", None, folder, DAY, quiet)


def test_a_refused_file_keeps_the_others_out(files: Files, data: Path, folder: SnapshotFolder, tmp_path: Path) -> None:
    state = files.load("old").snapshot.data_version
    files.file.write_text(turtle("new"), encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<a", encoding="utf-8")
    with pytest.raises(SourceRefused, match=r"broken\.ttl"):
        load([files.file, tmp_path / "broken.ttl"], data, folder, DAY, quiet)
    assert folder.current().data_version == state
    assert names(folder) == ["old"]


def test_a_dry_run_reads_and_leaves_everything(files: Files, data: Path, folder: SnapshotFolder) -> None:
    state = files.load("old").snapshot.data_version
    files.file.write_text(turtle("new"), encoding="utf-8")
    [report] = check([files.file], data, quiet)
    assert report.counts["statements"] == 2
    assert folder.current().data_version == state


def test_what_breaks_the_model_is_refused_and_what_breaks_the_rules_is_reported(
    data: Path, folder: SnapshotFolder, tmp_path: Path
) -> None:
    state = folder.current().data_version
    bat = "@prefix bat: <https://w3id.org/batgraph/def/> . @prefix e: <https://example.org/> . "
    broken = tmp_path / "level.ttl"
    broken.write_text(bat + "e:level a bat:EmissionLevel ; bat:lowerBound 'much' .", encoding="utf-8")
    with pytest.raises(SourceRefused, match=r"values that break the model") as refused:
        load([broken], data, folder, DAY, quiet)
    assert "https://example.org/level" in refused.value.place
    assert folder.current().data_version == state
    draft = tmp_path / "draft.ttl"
    element = "<https://w3id.org/batgraph/code/structural-element/preface>"
    text = (
        f"e:book a bat:SectoralReferenceBook ; bat:documentCode 'X' ; <{LABEL}> 'Draft'@en . "
        f"e:preface a bat:StructuralElement ; bat:partOf e:book ; bat:position 2 ; bat:elementKind {element} ."
    )
    draft.write_text(bat + text, encoding="utf-8")
    [report] = load([draft], data, folder, DAY, quiet).reports
    assert {finding.severity for finding in report.findings} >= {"violation"}
    assert folder.current().data_version != state


LOADER = """
import os, sys
from datetime import date
from pathlib import Path
from api.graph_build import load
from store.snapshot import SnapshotFolder

def tell(step):
    print(step, flush=True)

data, store, file = map(Path, sys.argv[1:])
for _ in sys.stdin:
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        load([file], data, SnapshotFolder(store), date(2026, 11, 23), tell)
        print("done", flush=True)
        os._exit(0)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def test_a_loader_killed_at_any_step_leaves_the_old_state_or_the_new_one(
    files: Files, data: Path, folder: SnapshotFolder
) -> None:
    """SIGKILL at the first step, the second, … until one comes through; each time the graph is whole, and writable."""
    old = files.load("old").snapshot.data_version
    files.file.write_text(turtle("new"), encoding="utf-8")
    command = [sys.executable, "-c", LOADER, str(data), str(folder.path), str(files.file)]
    kills, published = 0, False
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as loader:
        assert loader.stdin is not None
        assert loader.stdout is not None
        while not published:
            loader.stdin.write("\n")
            loader.stdin.flush()
            pid = int(loader.stdout.readline())
            for _ in range(kills + 1):
                loader.stdout.readline()
            os.kill(pid, signal.SIGKILL)
            while loader.stdout.readline() != "ended\n":
                pass
            kills += 1
            published = folder.current().data_version != old
            assert names(folder) == (["new"] if published else ["old"])
            assert (len(loaded_versions(folder)) == 2) == published
        loader.stdin.close()
    assert kills >= 6
    assert files.load("new").snapshot.data_version == folder.current().data_version
    assert names(folder) == ["new"]
    assert not list(folder.path.glob("unfinished-*"))
    kept = {path.name for path in (folder.path / "sources").iterdir()}
    assert kept == {each.file_digest for each in sources_of(folder) if not each.ships}

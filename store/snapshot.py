"""Finished states of the store on disk, and the switch from one to the next.

A snapshot is a folder `snapshots/<data version>/` with `dataset.nq` and `manifest.json`. The file `current` names one
of them and is replaced in one step, so a reader sees the old state or the new, and a crash leaves the old. What a
killed writer left unfinished stands in folders `unfinished-…`, which the next writer removes.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.embedded import EmbeddedStore

_KEPT = 3
_UNFINISHED = "unfinished-"


class SnapshotMissing(Exception):
    """There is no finished state to read."""


class WriterBusy(Exception):
    """Another process is writing to the same folder."""


@dataclass(frozen=True)
class Snapshot:
    """A finished state: its data version (a digest of its content), its file of N-Quads and its manifest."""

    data_version: str
    dataset: Path
    manifest: Mapping[str, object]

    def open(self) -> EmbeddedStore:
        """Read the state into memory."""
        return EmbeddedStore.from_nquads(self.dataset)


def open_snapshot(folder: Path) -> Snapshot:
    """The state that a folder within `snapshots/` holds."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Snapshot(folder.name, folder / "dataset.nq", manifest)


@dataclass(frozen=True)
class SnapshotFolder:
    """The folder that holds the snapshots."""

    path: Path

    def current(self) -> Snapshot:
        """Return the current state; SnapshotMissing says how to make one."""
        pointer = self.path / "current"
        if not pointer.is_file():
            raise SnapshotMissing(f"no graph has been built in {self.path}: run `batgraph build` first")
        return open_snapshot(self.path / "snapshots" / pointer.read_text(encoding="ascii").strip())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing; WriterBusy if another process has it. A dead writer holds nothing."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "writer.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WriterBusy(f"another process is writing to {self.path}: wait until it has ended") from error
            for left in self.path.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left)
            yield

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """A folder for what is not finished, on the file system of the snapshots. Use it inside `writing()`."""
        with tempfile.TemporaryDirectory(dir=self.path, prefix=_UNFINISHED) as name:
            yield Path(name)

    def manifests(self) -> list[Mapping[str, object]]:
        """The manifests of all snapshots that are still kept, the current one among them."""
        files = sorted((self.path / "snapshots").glob("*/manifest.json"))
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]

    def publish(self, store: EmbeddedStore, manifest: Mapping[str, object]) -> Snapshot:
        """Write the store as a new snapshot and make it current. Call it inside `writing()`."""
        snapshots = self.path / "snapshots"
        snapshots.mkdir(parents=True, exist_ok=True)
        with self.workplace() as place:
            unfinished = place / "snapshot"
            unfinished.mkdir()
            content = store.write_nquads(unfinished / "dataset.nq")
            text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
            (unfinished / "manifest.json").write_text(text + "\n", encoding="utf-8")
            for file in unfinished.iterdir():
                _write_through(file)
            target = snapshots / hashlib.sha256(f"{text}\n{content}".encode()).hexdigest()[:16]
            if not target.exists():
                unfinished.rename(target)
        self._point_to(target.name)
        self._drop_old(target.name)
        return self.current()

    def _point_to(self, data_version: str) -> None:
        fresh = self.path / "current.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(data_version)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path / "current")

    def _drop_old(self, current: str) -> None:
        # A reader may still be opening the state before this one, so a few are kept.
        folders = sorted((self.path / "snapshots").iterdir(), key=lambda folder: folder.stat().st_mtime)
        for folder in folders[:-_KEPT]:
            if folder.name != current:
                shutil.rmtree(folder)


def _write_through(file: Path) -> None:
    """Have the content of a file on the disk itself before anything points to it."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())

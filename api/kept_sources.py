"""A user's loaded files and what was read from them, kept beside the snapshots so that the graph can be built again.

Each file stands in a folder named by the digest of its content, each reading by the digest of its statements, so that
keeping one never changes what another snapshot needs. What no kept snapshot needs any more is removed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from api.readings import Reading, reading_as_json, reading_from_json
from api.source_versions import SourceVersion
from loaders.loaded_source import SourceRefused

_MOST_FILES: Final = 1_000
_LARGEST: Final = 2_000_000_000


def digest_of(file: Path) -> str:
    """SHA-256 of a file, or of the files of a folder. Raises SourceRefused for what is neither, or absurdly large."""
    digest = hashlib.sha256()
    for path in _files_of(file):
        if path != file:
            digest.update(f"\n{path.relative_to(file).as_posix()}\n".encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _files_of(file: Path) -> list[Path]:
    files = [file] if file.is_file() else sorted(each for each in file.rglob("*") if not each.is_dir())
    for each in files:
        if not each.is_file() or (each != file and each.is_symlink()):
            raise _refused(file, f"{each.name}, which is no regular file", "regular files")
    if len(files) > _MOST_FILES:
        raise _refused(file, f"{len(files)} files", f"at most {_MOST_FILES} files")
    if (size := sum(each.stat().st_size for each in files)) > _LARGEST:
        raise _refused(file, f"{size} bytes", f"at most {_LARGEST} bytes")
    return files


def _refused(file: Path, found: str, expected: str) -> SourceRefused:
    mend = "Give the document alone."
    return SourceRefused(file=file.name, place="the path", found=found, expected=expected, mend=mend)


def reader_key(data: Path, code: Path) -> str:
    """A digest of all that a reading depends on besides the file: the loaders, the ontology, the shipped facts."""
    digest = hashlib.sha256()
    for folder in (code / "loaders", code / "ontology", data):
        for path in sorted(each for each in folder.rglob("*") if each.is_file() and "__pycache__" not in each.parts):
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class KeptSources:
    """The folders `sources` (files) and `readings` beside the snapshots. Change them inside `writing()`."""

    folder: Path

    def file_of(self, version: SourceVersion) -> Path:
        """The kept copy of a loaded file."""
        return self.folder / "sources" / version.file_digest / version.file

    def keep(self, file: Path, version: SourceVersion, reading: Reading, reader: str) -> None:
        """Keep a file and its reading; `reader` is the key of what the reading depended on besides the file."""
        copy = self.file_of(version)
        if not copy.exists():
            unfinished = copy.parent.with_name(f"unfinished-{version.file_digest}")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            if file.is_dir():
                shutil.copytree(file, unfinished / version.file)
            else:
                shutil.copyfile(file, unfinished / version.file)
            shutil.rmtree(copy.parent, ignore_errors=True)
            unfinished.rename(copy.parent)
        target = self._reading(version)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.with_suffix(".json").exists():
            shutil.copyfile(reading.triples, target)
        described = reading_as_json(replace(reading, triples=Path(target.name)))
        unfinished = target.with_suffix(".unfinished")
        unfinished.write_text(
            json.dumps({"reader": reader, "reading": described}, ensure_ascii=False), encoding="utf-8"
        )
        os.replace(unfinished, target.with_suffix(".json"))

    def reading_of(self, version: SourceVersion) -> Reading:
        """What was read when this version was loaded."""
        return replace(reading_from_json(self._described(version)["reading"]), triples=self._reading(version))

    def reader_of(self, version: SourceVersion) -> str:
        """The key that was given with the reading."""
        return str(self._described(version)["reader"])

    def _described(self, version: SourceVersion) -> dict[str, Any]:
        text = self._reading(version).with_suffix(".json").read_text(encoding="utf-8")
        described: dict[str, Any] = json.loads(text)
        return described

    def _reading(self, version: SourceVersion) -> Path:
        name = hashlib.sha256(version.iri.encode()).hexdigest()[:32]
        return self.folder / "readings" / f"{name}.nt"

    def drop_all_but(self, needed: Iterable[SourceVersion]) -> None:
        """Remove what none of the versions needs: what was unloaded, and what a killed loading left behind."""
        loaded = [version for version in needed if not version.ships]
        folders = {self.file_of(version).parent for version in loaded}
        stems = {self._reading(version).stem for version in loaded}
        for folder in _inside(self.folder / "sources"):
            if folder not in folders:
                shutil.rmtree(folder)
        for file in _inside(self.folder / "readings"):
            if file.stem not in stems:
                file.unlink()


def _inside(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.iterdir())) if folder.is_dir() else iter(())

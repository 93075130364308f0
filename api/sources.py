"""Which loader reads which file, and in which order the shipped facts are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders import code_lists, decree, reference_document
from loaders.loaded_source import LoadedSource, LoadReport, SourceRefused
from loaders.official_journal import reading

Progress = Callable[[str], None]


@dataclass(frozen=True)
class _Kind:
    """How files of one kind are loaded, and how their facts are written for shipping (None: they ship by hand)."""

    load: Callable[[Path, Path], LoadedSource]
    ship: Callable[[Path, Path], LoadReport] | None


def _ship_records(file: Path, data: Path) -> LoadReport:
    reference_document.ship_records(file, data)
    # The report of a full reading also lists what no rule understood.
    return reference_document.load_records(file, data).report


_KINDS: Final[Mapping[str, _Kind]] = {
    ".pdf": _Kind(reading.load_decision, reading.ship_decision),
    ".txt": _Kind(decree.load_decree, None),
    ".json": _Kind(reference_document.load_records, _ship_records),
}


def load_shipped(data: Path, progress: Progress) -> Iterator[LoadedSource]:
    """Read the facts that ship with the project, source by source."""
    progress("code lists")
    yield code_lists.load_shipped(data)
    progress("Decree No. 775")
    yield decree.load_shipped(data)
    for folder in sorted(data.glob("3*")):
        progress(folder.name)
        yield from reading.load_shipped_readings(folder)
    for folder in sorted(data.glob("bref-*")):
        progress(folder.name)
        yield reference_document.load_shipped(folder)


def load_file(file: Path, data: Path, progress: Progress) -> LoadedSource:
    """Read a user's own file by its kind; SourceRefused if there is no loader for it or it cannot be read whole."""
    kind = _kind(file)
    progress(file.name)
    return kind.load(file, data)


def extract_file(file: Path, data: Path, progress: Progress) -> LoadReport:
    """Write the facts of a source document under `data`; SourceRefused if it cannot be read whole."""
    kind = _kind(file)
    if kind.ship is None:
        raise SourceRefused(
            file=file.name,
            place="file name",
            found=f"the ending {file.suffix}",
            expected=" or ".join(ending for ending, known in _KINDS.items() if known.ship is not None),
            mend="The facts of this kind of source are not extracted by a program.",
        )
    progress(file.name)
    return kind.ship(file, data)


def _kind(file: Path) -> _Kind:
    kind = _KINDS.get(file.suffix.lower())
    if kind is None:
        raise SourceRefused(
            file=file.name,
            place="file name",
            found=f"the ending {file.suffix or '(none)'}",
            expected=" or ".join(_KINDS),
            mend="Give an Official Journal PDF, the text of Decree No. 775, or a JSON of technique records.",
        )
    return kind

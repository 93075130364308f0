"""Which loader reads which file, and which facts ship with the project.

A kind of source is one entry of `KINDS`: the endings of its files, how to tell them from others of the same ending, and
its loader, which is imported when it is needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.loaded_source import LoadedSource, LoadReport, SourceRefused, StreamedSource

Progress = Callable[[str], None]
Source = LoadedSource | StreamedSource
# File, data folder, a folder for what is larger than memory, progress.
Load = Callable[[Path, Path, Path, Progress], Source]
Ship = Callable[[Path, Path, Progress], LoadReport]


@dataclass(frozen=True)
class Kind:
    """One kind of source. `ship` writes its facts for shipping (None: they ship by hand).

    `recognises` tells files of the kind from others with one of its `endings`; the first kind that does is taken.
    `takes_folders`: a folder of files is one source. `checked`: what an editor wrote is held against the model.
    """

    name: str
    endings: tuple[str, ...]
    load: Load
    ship: Ship | None = None
    recognises: Callable[[Path], bool] = lambda _: True
    takes_folders: bool = False
    checked: bool = False


def _is_decision(file: Path) -> bool:
    from loaders.official_journal.source_kind import source_kind

    return source_kind(file) is not None


def _load_decision(file: Path, data: Path, _folder: Path, progress: Progress) -> Source:
    from loaders.official_journal import reading

    return reading.load_decision(file, data, _pages(file, progress))


def _ship_decision(file: Path, data: Path, progress: Progress) -> LoadReport:
    from loaders.official_journal import reading

    return reading.ship_decision(file, data, _pages(file, progress))


def _pages(file: Path, progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(f"{file.name}: page {done} of {total}")


def _load_decree(file: Path, data: Path, _folder: Path, _progress: Progress) -> Source:
    from loaders.decree import load_decree

    return load_decree(file, data)


def _is_rdf(file: Path) -> bool:
    from loaders.rdf_file import recognises_rdf

    return recognises_rdf(file)


def _load_rdf(file: Path, data: Path, folder: Path, progress: Progress) -> Source:
    from loaders.rdf_file import load_rdf

    return load_rdf(file, data, folder, progress)


def _load_records(file: Path, data: Path, _folder: Path, _progress: Progress) -> Source:
    from loaders.reference_document import load_records

    return load_records(file, data)


def _ship_records(file: Path, data: Path, _progress: Progress) -> LoadReport:
    from loaders.reference_document import load_records, ship_records

    ship_records(file, data)
    # The report of a full reading also lists what no rule understood.
    return load_records(file, data).report


def _is_draft(file: Path) -> bool:
    from loaders.workbook.drafts import is_draft

    return is_draft(file)


def _load_draft(file: Path, data: Path, _folder: Path, _progress: Progress) -> Source:
    from loaders.workbook.checking import load_rules
    from loaders.workbook.drafts import load_draft

    return load_draft(file, load_rules(data))


def _is_facility(folder: Path) -> bool:
    from loaders.facility import recognises_facility

    return recognises_facility(folder)


def _load_facility(folder: Path, data: Path, _folder: Path, _progress: Progress) -> Source:
    from loaders.facility import load_facility

    return load_facility(folder, data)


def _ship_facility(folder: Path, data: Path, _progress: Progress) -> LoadReport:
    from loaders.facility import ship_facility

    return ship_facility(folder, data)


def _load_measurements(file: Path, data: Path, _folder: Path, _progress: Progress) -> Source:
    from loaders.measurements.measurement_graph import load_measurements

    return load_measurements(file, data)


_RDF_ENDINGS: Final = (".ttl", ".trig", ".nt", ".nq", ".rdf", ".owl", ".xml", ".jsonld", ".json")
KINDS: Final = (
    Kind(
        "official-journal",
        (".pdf", ".html", ".htm", ".xhtml", ".json"),
        _load_decision,
        ship=_ship_decision,
        recognises=_is_decision,
    ),
    Kind("decree", (".txt",), _load_decree),
    Kind("facility", (), _load_facility, ship=_ship_facility, recognises=_is_facility, takes_folders=True),
    Kind(
        "authoring-workbook",
        (".xlsx", ".xlsm", ".jsonld"),
        _load_draft,
        recognises=_is_draft,
        takes_folders=True,
        checked=True,
    ),
    Kind(
        "rdf-file",
        (*_RDF_ENDINGS, *(f"{ending}.gz" for ending in _RDF_ENDINGS)),
        _load_rdf,
        recognises=_is_rdf,
        checked=True,
    ),
    Kind("measurements", (".csv",), _load_measurements, checked=True),
    Kind("reference-document", (".json",), _load_records, ship=_ship_records),
)


@dataclass(frozen=True)
class Shipped:
    """Facts that ship in a folder of the data folder, and the name of their loader."""

    name: str
    loader: str
    _load: Callable[[Path, str], Sequence[LoadedSource]]

    def load(self, data: Path) -> Sequence[LoadedSource]:
        """Return the graphs of the facts. Raises SourceRefused."""
        return self._load(data, self.name)


def _shipped_code_lists(data: Path, _name: str) -> Sequence[LoadedSource]:
    from loaders.code_lists import load_shipped

    return [load_shipped(data)]


def _shipped_decree(data: Path, _name: str) -> Sequence[LoadedSource]:
    from loaders.decree import load_shipped

    return [load_shipped(data)]


def _shipped_decision(data: Path, name: str) -> Sequence[LoadedSource]:
    from loaders.official_journal.reading import load_shipped_readings

    return load_shipped_readings(data / name)


def _shipped_book(data: Path, name: str) -> Sequence[LoadedSource]:
    from loaders.reference_document import load_shipped

    return [load_shipped(data / name)]


def _shipped_facility(data: Path, name: str) -> Sequence[LoadedSource]:
    from loaders.facility import load_shipped

    return [load_shipped(data / name)]


_SHIPPED: Final = (
    ("code-lists", "code-lists", _shipped_code_lists),
    ("kz-775", "decree", _shipped_decree),
    ("3*", "official-journal", _shipped_decision),
    ("bref-*", "reference-document", _shipped_book),
    ("eprtr-*", "facility", _shipped_facility),
)


def shipped_sources(data: Path) -> list[Shipped]:
    """The facts that ship in `data`, in the order in which they are read."""
    return [
        Shipped(folder.name, loader, load)
        for pattern, loader, load in _SHIPPED
        for folder in sorted(data.glob(pattern))
    ]


def load_file(file: Path, data: Path, folder: Path, progress: Progress) -> Source:
    """Read a user's own file by its kind; SourceRefused if there is no loader for it or it cannot be read whole.

    `folder` takes what is larger than memory.
    """
    kind = kind_of(file)
    progress(file.name)
    return kind.load(file, data, folder, progress)


def extract_file(file: Path, data: Path, progress: Progress) -> LoadReport:
    """Write the facts of a source document under `data`; SourceRefused if it cannot be read whole."""
    kind = kind_of(file)
    if kind.ship is None:
        raise SourceRefused(
            file=file.name,
            place="file name",
            found=f"the ending {file.suffix}",
            expected=" or ".join(_endings(shipped=True)),
            mend="The facts of this kind of source are not extracted by a program.",
        )
    progress(file.name)
    return kind.ship(file, data, progress)


def kind_of(file: Path) -> Kind:
    """Return the kind of a file or folder. Raises SourceRefused naming the endings there are."""
    name = file.name.lower()
    for kind in KINDS:
        if ((kind.takes_folders and file.is_dir()) or name.endswith(kind.endings)) and kind.recognises(file):
            return kind
    raise SourceRefused(
        file=file.name,
        place="file name",
        found=f"the ending {file.suffix or '(none)'}",
        expected=" or ".join(_endings()),
        mend="Give one of these kinds of file; docs/loading.md says what each holds.",
    )


def _endings(shipped: bool = False) -> list[str]:
    return list(dict.fromkeys(e for kind in KINDS if kind.ship or not shipped for e in kind.endings))

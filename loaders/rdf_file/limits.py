"""How large and how deep an RDF file may be, and that a packed file does not unpack to something absurd."""

import gzip
import shutil
import zlib
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused
from loaders.rdf_file.formats import is_packed

LARGEST_FILE: Final = 2_000_000_000
MOST_STATEMENTS: Final = 10_000_000
MOST_WITH_BLANK_NODES: Final = 100_000
LARGEST_JSON: Final = 50_000_000
DEEPEST: Final = 200
_BLOCK: Final = 1 << 20


def checked_file(file: Path) -> None:
    """Raise SourceRefused unless `file` is a regular file of a sane size with something in it."""
    if not file.exists():
        raise refused(file, "the path", "no such file", "an RDF file", "Check the name and the folder.")
    if not file.is_file():
        raise refused(file, "the path", "no regular file", "an RDF file", "Name one file.")
    size = file.stat().st_size
    if not size:
        raise refused(file, "the file", "nothing in it", "RDF", "Export it again.")
    if size > LARGEST_FILE:
        raise refused(file, "the file", f"{size} bytes", f"at most {LARGEST_FILE} bytes", "Load it in parts.")


def unpacked(file: Path, folder: Path) -> Path:
    """Return the file itself, or what it unpacks to, written into `folder`. Raises SourceRefused."""
    if not is_packed(file):
        return file
    target = folder / "unpacked"
    try:
        with gzip.open(file) as source, target.open("wb") as out:
            for block in iter(lambda: source.read(_BLOCK), b""):
                out.write(block)
                if out.tell() > LARGEST_FILE:
                    mend = "Load it in parts."
                    found = f"a file that unpacks to more than {LARGEST_FILE} bytes"
                    raise refused(file, "the file", found, f"at most {LARGEST_FILE} bytes", mend)
                if shutil.disk_usage(folder).free < LARGEST_FILE // 10:
                    raise refused(file, "the file", "more than the disk holds", "free space", "Free some disk space.")
    except (OSError, EOFError, zlib.error) as error:
        mend = "Pack it again, or give it unpacked."
        raise refused(file, "the packing", f"no whole gzip file ({error})", "a file packed with gzip", mend) from error
    return target


def refused(file: Path, place: str, found: str, expected: str, mend: str) -> SourceRefused:
    """Return the refusal of an RDF file."""
    return SourceRefused(file=file.name, place=place, found=found, expected=expected, mend=mend)

"""Which RDF format a file is in: by its ending, and by what it begins with. Where the two disagree it is refused."""

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from loaders.loaded_source import SourceRefused

FORMATS: Final[Mapping[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}
PACKED: Final = ".gz"
ENDINGS: Final = (*FORMATS, *(ending + PACKED for ending in FORMATS))

_HEAD: Final = 65_536
_KEYWORD: Final = re.compile(rb'"@(?:context|graph|id)"\s*:')
_RDF_ROOT: Final = re.compile(rb"<(?:\w+:)?RDF\b")
_COMMENTS: Final = re.compile(rb"\A(?:\s|#[^\n]*\n)*")
_WRITTEN: Final = {RdfFormat.RDF_XML: "XML", RdfFormat.JSON_LD: "JSON"}


def ending_of(file: Path) -> str:
    """The ending that names the format, in lower case, without that of the packing."""
    name = file.name.lower().removesuffix(PACKED)
    return Path(name).suffix


def is_packed(file: Path) -> bool:
    """Whether the file's name says that it is packed with gzip."""
    return file.name.lower().endswith(PACKED)


def recognises_rdf(file: Path) -> bool:
    """Whether a file is meant as RDF: `.json` and `.xml` may be something else, all other endings say it."""
    ending = ending_of(file)
    if ending not in FORMATS:
        return False
    if ending not in (".json", ".xml") or not file.is_file():
        return ending not in (".json", ".xml")
    return bool((_KEYWORD if ending == ".json" else _RDF_ROOT).search(_head(file)))


def format_of(file: Path) -> RdfFormat:
    """Return the format of a file. Raises SourceRefused where its content is written in another than its name says."""
    said = FORMATS[ending_of(file)]
    head = _COMMENTS.sub(b"", _head(file).removeprefix(b"\xef\xbb\xbf"))
    expected = _WRITTEN.get(said, "Turtle, N-Triples or their like")
    found = _written_as(head, said)
    if found != expected:
        raise SourceRefused(
            file=file.name,
            place="the first characters against the file name",
            found=f"{found} in a file called *{ending_of(file)}",
            expected=expected,
            mend="Give the file the ending of its format, or take the file that was meant.",
        )
    return said


def _written_as(head: bytes, said: RdfFormat) -> str:
    """What the first characters show. A Turtle file may begin with `<` or `[` as well."""
    turtle = "Turtle, N-Triples or their like"
    if head.startswith((b"<?xml", b"<!DOCTYPE", b"<!--")) or _RDF_ROOT.match(head):
        return "XML"
    if head.startswith(b"{") and said is not RdfFormat.TRIG:
        return "JSON"
    if said in _WRITTEN and not head:
        return _WRITTEN[said]
    if said is RdfFormat.JSON_LD and head.startswith(b"["):
        return "JSON"
    return turtle


def _head(file: Path) -> bytes:
    try:
        with gzip.open(file) if is_packed(file) else file.open("rb") as stream:
            return stream.read(_HEAD)
    except (OSError, EOFError):
        return b""

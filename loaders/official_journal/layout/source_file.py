"""What can be said of a PDF before its pages are read: that it is one, whole, open, and of a sane size."""

import re
import zlib
from pathlib import Path

from loaders.loaded_source import SourceRefused

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_STREAM = 64 * 1024 * 1024
LARGEST_CONTENT = 512 * 1024 * 1024
_TAIL = 2048
_LAST_CROSS_REFERENCE = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_CROSS_REFERENCE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_ENCRYPTED = re.compile(rb"/Encrypt(?:\s+\d+\s+\d+\s+R|\s*<<)")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FETCH_AGAIN = "Fetch the file again from EUR-Lex."


class Refusal:
    """Builds refusals of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, place: str, found: str, expected: str, mend: str = _FETCH_AGAIN) -> SourceRefused:
        name = self.path.name or str(self.path)
        return SourceRefused(file=name, place=place, found=found, expected=expected, mend=mend)


def check_source_file(path: Path) -> None:
    """Raise SourceRefused for a file that is missing, empty, no PDF, cut off, encrypted, damaged or absurdly large."""
    refuse = Refusal(path)
    content = _content(path, refuse)
    _check_ends(content, refuse)
    if _ENCRYPTED.search(content):
        raise refuse(
            "the file", "an encrypted PDF", "a PDF that opens for everybody", "Fetch the unprotected PDF from EUR-Lex."
        )
    _check_streams(content, refuse)


def _content(path: Path, refuse: Refusal) -> bytes:
    if path.is_dir():
        raise refuse("the path", "a directory", "a PDF file", "Name one PDF file.")
    if not path.is_file():
        raise refuse("the path", "no file", "a PDF file", "Check the name and the folder.")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise refuse("the file", f"{size} bytes", f"at most {LARGEST_FILE}", "A decision has some megabytes.")
        content = path.read_bytes()
    except OSError as fault:
        raise refuse("the file", f"no permission ({fault.strerror})", "a readable file", "Check its rights.") from fault
    if not content:
        raise refuse("the file", "an empty file", "a PDF")
    return content


def _check_ends(content: bytes, refuse: Refusal) -> None:
    if b"%PDF-" not in content[:1024]:
        raise refuse("byte 0", repr(content[:12]), "%PDF-, with which a PDF begins", "Give the PDF of the decision.")
    pointers = _LAST_CROSS_REFERENCE.findall(content, max(0, len(content) - _TAIL))
    if not pointers:
        raise refuse(
            f"byte {len(content)}",
            "the end of the file in the middle of the PDF",
            "startxref and %%EOF",
            "It is cut off: fetch it again from EUR-Lex.",
        )
    place = int(pointers[-1])
    if not _CROSS_REFERENCE.match(content, place):
        raise refuse(f"byte {place}", "no cross-reference table", "the table to which the end of the PDF points")


def _check_streams(content: bytes, refuse: Refusal) -> None:
    """Refuse a stream that is damaged, and a small file that unpacks to something absurd."""
    total, view = 0, memoryview(content)
    for match in _STREAM.finditer(content):
        dictionary = content[content.rfind(b"obj", 0, match.start()) : match.start()]
        packings = len(_FLATE.findall(dictionary))
        if not packings:
            continue
        place = f"byte {match.end()}"
        if packings > 1:
            raise refuse(place, "a stream packed twice", "streams packed once")
        unpacker = zlib.decompressobj()
        try:
            unpacked = len(unpacker.decompress(view[match.end() :], LARGEST_STREAM + 1))
        except zlib.error as fault:
            raise refuse(place, f"a damaged stream ({fault})", "a stream that unpacks") from fault
        total += unpacked
        if unpacked > LARGEST_STREAM or total > LARGEST_CONTENT:
            raise refuse(
                place,
                f"streams that unpack to more than {min(total, LARGEST_CONTENT)} bytes",
                f"at most {LARGEST_STREAM} bytes a stream and {LARGEST_CONTENT} in all",
            )
        if not unpacker.eof:
            raise refuse(place, "a stream that ends too early", "a stream that unpacks")

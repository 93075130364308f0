"""Open a PDF and give its pages as ink, or refuse it with the place of the fault."""

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from loaders.loaded_source import SourceRefused
from loaders.official_journal.layout.ink import PageInk, glyphs_of, rules_of

Progress = Callable[[int, int], None]

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_STREAM = 64 * 1024 * 1024
LARGEST_CONTENT = 512 * 1024 * 1024
MOST_PAGES = 2000
MOST_MARKS_ON_PAGE = 60_000
# A page of a decision carries some thousand characters; a scanned one none, or a stamp.
LEAST_CHARACTERS = 40
_TAIL = 2048
_STREAM = re.compile(rb"<<(?:[^<>]|<<[^<>]*>>|<[0-9A-Fa-f\s]*>)*>>\s*stream\r?\n")
_DOUBLE_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def read_pages(path: Path, progress: Progress | None = None) -> list[PageInk]:
    """Read all pages of the PDF at `path`.

    `progress(done, total)` is called after every page. Raises SourceRefused for whatever cannot be read whole: a
    missing file, a directory, an empty, truncated, encrypted or scanned PDF, a file of another kind or absurd size.
    """
    refuse = _Refusal(path)
    content = _content(path, refuse)
    _check_frame(content, refuse)
    _check_streams(content, refuse)
    try:
        with pdfplumber.open(path) as pdf:
            pages = list(_pages(pdf, refuse, progress))
    except SourceRefused:
        raise
    except PDFPasswordIncorrect:
        raise refuse("the file", "an encrypted PDF", "a PDF that opens without a password", _SAVE_AGAIN) from None
    except Exception as fault:  # pdfminer reports a damaged file by whatever its parser ran into
        if isinstance(fault.__cause__ or (fault.args and fault.args[0]), PDFPasswordIncorrect):
            raise refuse("the file", "an encrypted PDF", "a PDF that opens without a password", _SAVE_AGAIN) from fault
        raise refuse(
            "the file", f"a PDF that cannot be parsed ({type(fault).__name__}: {fault})", "a whole PDF", _FETCH_AGAIN
        ) from fault
    _check_text_layer(pages, refuse)
    return pages


_FETCH_AGAIN = "Fetch the file again from EUR-Lex."
_SAVE_AGAIN = "Fetch the unprotected PDF from EUR-Lex."


class _Refusal:
    """Builds refusals of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, place: str, found: str, expected: str, mend: str) -> SourceRefused:
        return SourceRefused(
            file=self.path.name or str(self.path), place=place, found=found, expected=expected, mend=mend
        )


def _content(path: Path, refuse: _Refusal) -> bytes:
    if path.is_dir():
        raise refuse("the path", "a directory", "a PDF file", "Name one PDF file.")
    if not path.is_file():
        raise refuse("the path", "no file", "a PDF file", "Check the name and the folder.")
    size = path.stat().st_size
    if size == 0:
        raise refuse("the file", "an empty file", "a PDF", _FETCH_AGAIN)
    if size > LARGEST_FILE:
        raise refuse("the file", f"{size} bytes", f"at most {LARGEST_FILE} bytes", "A decision is some megabytes long.")
    try:
        return path.read_bytes()
    except OSError as fault:
        raise refuse(
            "the file", f"a file that cannot be read ({fault})", "a readable file", "Check its rights."
        ) from fault


def _check_frame(content: bytes, refuse: _Refusal) -> None:
    if b"%PDF-" not in content[:1024]:
        raise refuse("byte 0", repr(content[:12]), "%PDF-, with which a PDF begins", "Give the PDF of the decision.")
    tail = content[-_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise refuse(
            f"byte {len(content)}",
            "the end of the file in the middle of the PDF",
            "%%EOF",
            "It is cut off. " + _FETCH_AGAIN,
        )


def _check_streams(content: bytes, refuse: _Refusal) -> None:
    """Refuse a file that is small but unpacks to something absurd."""
    if _DOUBLE_FLATE.search(content):
        raise refuse("a stream", "a stream packed twice", "streams packed once", _FETCH_AGAIN)
    total, view = 0, memoryview(content)
    for match in _STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            unpacked = len(unpacker.decompress(view[match.end() :], LARGEST_STREAM + 1))
        except zlib.error:
            continue  # not a Flate stream: nothing to unpack
        total += unpacked
        if unpacked > LARGEST_STREAM or total > LARGEST_CONTENT:
            raise refuse(
                f"byte {match.end()}",
                f"a stream that unpacks to more than {min(unpacked, LARGEST_STREAM)} bytes",
                f"at most {LARGEST_STREAM} bytes a stream and {LARGEST_CONTENT} in all",
                _FETCH_AGAIN,
            )


def _pages(pdf: Any, refuse: _Refusal, progress: Progress | None) -> Iterator[PageInk]:
    pages = pdf.pages
    total = len(pages)
    if not total:
        raise refuse("the file", "a PDF without pages", "a PDF with pages", "It is cut off. " + _FETCH_AGAIN)
    if total > MOST_PAGES:
        raise refuse("the file", f"{total} pages", f"at most {MOST_PAGES} pages", "Give a single decision.")
    for number, page in enumerate(pages, start=1):
        characters, shapes = page.chars, [*page.lines, *page.rects, *page.curves]
        if len(characters) + len(shapes) > MOST_MARKS_ON_PAGE:
            raise refuse(
                f"page {number}",
                f"{len(characters)} characters and {len(shapes)} shapes",
                f"at most {MOST_MARKS_ON_PAGE} on a page",
                "Give the PDF of the Official Journal.",
            )
        yield PageInk(number, float(page.width), float(page.height), glyphs_of(characters), rules_of(shapes))
        page.close()
        if progress:
            progress(number, total)


def _check_text_layer(pages: list[PageInk], refuse: _Refusal) -> None:
    characters = sum(len(page.glyphs) for page in pages)
    if characters < LEAST_CHARACTERS * len(pages):
        raise refuse(
            "the pages",
            f"{characters} characters on {len(pages)} pages",
            "a PDF with text",
            "It is a scan: fetch the PDF from EUR-Lex, which has a text layer.",
        )
    for page in pages:
        if any(glyph.text.startswith("(cid:") for glyph in page.glyphs):
            raise refuse(
                f"page {page.number}",
                "characters without a meaning (a font without a character map)",
                "characters that can be read as text",
                "Fetch the PDF of the Official Journal from EUR-Lex.",
            )

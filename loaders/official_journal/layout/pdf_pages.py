"""Open a PDF and give its pages as ink, or refuse it with the place of the fault."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber

from loaders.loaded_source import SourceRefused
from loaders.official_journal.layout.ink import PageInk, ink_of, items_of
from loaders.official_journal.layout.source_file import Refusal, check_source_file

Progress = Callable[[int, int], None]

MOST_PAGES = 2000
MOST_MARKS_ON_PAGE = 60_000
# A page of a decision carries some thousand characters; a scanned one none, or a stamp.
LEAST_CHARACTERS = 40
_UNMAPPED = "(cid:"


def read_pages(path: Path, progress: Progress | None = None) -> list[PageInk]:
    """Read all pages of the PDF at `path`.

    `progress(done, total)` is called after every page. Raises SourceRefused for whatever cannot be read whole: a
    missing file, a directory, an empty, truncated, encrypted or scanned PDF, a file of another kind or absurd size.
    """
    check_source_file(path)
    refuse = Refusal(path)
    try:
        with pdfplumber.open(path) as pdf:
            pages = list(_pages(pdf, refuse, progress))
    except SourceRefused:
        raise
    except Exception as fault:
        # The parser reports a damaged file by whatever it ran into.
        raise refuse("the file", f"a PDF that cannot be parsed ({type(fault).__name__})", "a whole PDF") from fault
    _check_text_layer(pages, refuse)
    return pages


def _pages(pdf: Any, refuse: Refusal, progress: Progress | None) -> Iterator[PageInk]:
    pages = pdf.pages
    total = len(pages)
    if not total:
        raise refuse("the file", "a PDF without pages", "a PDF with pages")
    if total > MOST_PAGES:
        raise refuse("the file", f"{total} pages", f"at most {MOST_PAGES} pages", "Give a single decision.")
    for number, page in enumerate(pages, start=1):
        # The parser's own items, not pdfplumber's dictionaries of them, which take as long again to make.
        items = list(items_of(page.layout))
        if len(items) > MOST_MARKS_ON_PAGE:
            raise refuse(
                f"page {number}",
                f"{len(items)} characters and shapes",
                f"at most {MOST_MARKS_ON_PAGE} on a page",
                "Give the PDF of the Official Journal.",
            )
        yield ink_of(number, float(page.width), float(page.height), items)
        page.close()
        if progress:
            progress(number, total)


def _check_text_layer(pages: list[PageInk], refuse: Refusal) -> None:
    characters = sum(len(page.glyphs) for page in pages)
    if characters < LEAST_CHARACTERS * len(pages):
        raise refuse(
            "the pages",
            f"{characters} characters on {len(pages)} pages",
            "a PDF with text",
            "It is a scan: fetch the PDF from EUR-Lex, which has a text layer.",
        )
    for page in pages:
        if any(glyph.text.startswith(_UNMAPPED) for glyph in page.glyphs):
            raise refuse(
                f"page {page.number}",
                "characters of a font without a character map",
                "characters that can be read as text",
                "Fetch the PDF of the Official Journal from EUR-Lex.",
            )

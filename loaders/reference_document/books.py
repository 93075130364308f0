"""Which reference document a file of records is from: what the pages print decides, not the name of the file."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from loaders.loaded_source import SourceRefused
from loaders.reference_document.records import SourceRecord

RULES = "loaders.reference_document.rules"


@dataclass(frozen=True)
class Book:
    """A reference document: its code (CER), the title printed on every page, and usual names of its files."""

    code: str
    running_title: str
    file_names: tuple[str, ...]

    @property
    def document_id(self) -> str:
        """The last step of the document's IRI."""
        return f"bref-{self.code}"


def known_books() -> tuple[Book, ...]:
    """Return the books listed in `rules/books.toml`."""
    table = tomllib.loads(files(RULES).joinpath("books.toml").read_text(encoding="utf-8"))
    return tuple(Book(code, book["running_title"], tuple(book["file_names"])) for code, book in table.items())


def identify(path: Path, records: Sequence[SourceRecord]) -> Book:
    """Return the book whose running title the records carry.

    Raises SourceRefused if they carry none that is known, or if the file is named after another book.
    """
    books = known_books()
    printed = {book: sum(_mentions(record, book.running_title) for record in records) for book in books}
    found = max(printed, key=lambda book: printed[book])
    if not printed[found]:
        raise SourceRefused(
            file=path.name,
            place="page headers within the texts",
            found="no running title of a known reference document",
            expected=" or ".join(f"{book.running_title!r} ({book.code})" for book in books),
            mend="Add the book to loaders/reference_document/rules/books.toml, or give records of a listed book.",
        )
    named = next((book for book in books if path.stem.casefold() in book.file_names), found)
    if named != found:
        raise SourceRefused(
            file=path.name,
            place="file name and page headers",
            found=f"a name of {named.code} on records whose pages print {found.running_title!r} ({found.code})",
            expected="a name and pages of one book",
            mend=f"Rename the file if it is {found.code}, or find the right file for {named.code}.",
        )
    return found


def _mentions(record: SourceRecord, running_title: str) -> int:
    return sum(text.count(running_title) for text in record.texts.values())

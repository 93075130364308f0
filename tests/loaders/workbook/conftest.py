"""The rules once, the complete books, and their workbooks as files."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from rdflib import Graph

from loaders.workbook.checking import Rules, load_rules
from loaders.workbook.drafts import without_places
from loaders.workbook.writing import Words, draft_of
from loaders.workbook.xlsx.writing import write_workbook

REPOSITORY = Path(__file__).resolve().parents[3]
BOOKS = REPOSITORY / "tests" / "shapes" / "books"
NAMES = ("sectoral", "cross_sectoral")

OpenBook = Callable[[], Workbook]


@pytest.fixture(scope="session")
def rules() -> Rules:
    """All shapes and code lists, read once."""
    return load_rules(REPOSITORY / "data")


@pytest.fixture(scope="session")
def books() -> dict[str, Graph]:
    """The complete books, by name; never changed by a test."""
    return {name: without_places(Graph().parse(BOOKS / f"{name}.ttl")) for name in NAMES}


@pytest.fixture(scope="session")
def sectoral_bytes(rules: Rules, books: dict[str, Graph]) -> bytes:
    """The complete sectoral book as a Russian workbook with example rows, as an editor has it in hand."""
    draft = draft_of(books["sectoral"], rules.plan, rules.words, Words("ru"), "sectoral")
    return write_workbook(draft, rules.plan, rules.words, with_examples=True)


@pytest.fixture(scope="session")
def cross_sectoral_bytes(rules: Rules, books: dict[str, Graph]) -> bytes:
    """The complete cross-sectoral book as a Russian workbook."""
    draft = draft_of(books["cross_sectoral"], rules.plan, rules.words, Words("ru"), "cross_sectoral")
    return write_workbook(draft, rules.plan, rules.words, with_examples=False)


@pytest.fixture
def open_book(sectoral_bytes: bytes) -> OpenBook:
    """Open that workbook anew, to change it."""
    return lambda: openpyxl.load_workbook(io.BytesIO(sectoral_bytes))

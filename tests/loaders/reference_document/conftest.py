"""A small book of ours in the shape of the real records, and the real records where they are present."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.loaded_source import LoadedSource
from loaders.reference_document import load_records

RUNNING_TITLE = "Ceramic Manufacturing Industry"
DATA = Path(__file__).resolve().parents[3] / "data"
BOOKS = {"CER": "cer.json", "SIC": "sic.json", "LVIC-AAF": "lvic-aaf.json"}


def page(number: int) -> str:
    """The header of page `number` as it stands in the middle of texts."""
    return f"\n\nChapter 4 \n{number} \n{RUNNING_TITLE} \n"


TEMPLATE = {
    "section": "3.9",
    "title": "Consumption data",
    "Description": "Technical description of the technique",
    "Cross-media effects": "Any side effects",
    "References": f"Table 4.1: Headings{page(40)}Filter of ours",
}
FIRST = {
    "section": "4.1.1",
    "title": "Filter of ours",
    "Description": "Gas flows through it.",
    "Achieved environmental benefits": "•\nreduction of dust emissions \n•\nless water consumption.",
    "Cross-media effects": f"•\nenergy consumption \n•\nodd things of another kind.{page(41)}",
    "Example plants": "Plant A, Town \n \nA scrubber with a long name that has to be continued on a second line\n"
    "and ends here",
}
SECOND = {
    "section": "88.8",
    "title": "From the table 88.8",
    "Achieved environmental benefits": "Reduced SOX emissions.",
    "Cross-media effects": "None believed to be likely.",
    "Example plants": f"[1, Author, 2003]{page(42)}Kiln of ours \n \nDescription and achieved environmental benefits\n"
    "It lowers nothing. It reduces emissions of NOX. ",
}
THIRD = {
    "section": "4.1.3",
    "title": "Kiln of ours",
    "Cross-media effects": "Noise. \n \nOperational data and economics\nIncreased noise.",
    "Example plants": f"No information provided.{page(43)}",
}


@pytest.fixture
def small_book(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes records as JSON into a file and returns its path."""

    def write(*records: object, name: str = "records.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(list(records) or [TEMPLATE, FIRST, SECOND, THIRD]), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session", params=sorted(BOOKS))
def real_book(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Path]:
    """The code and the file of records of one real book; skips where the source documents are missing."""
    return request.param, shared / "data" / "bref-techniques" / BOOKS[request.param]


@pytest.fixture(scope="session")
def own_copy(real_book: tuple[str, Path]) -> tuple[str, LoadedSource]:
    """The code of a real book and what loading its file gives."""
    code, path = real_book
    return code, load_records(path, DATA)

"""Fixtures for the readers of decisions."""

import fcntl
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from loaders.official_journal.layout import read_decision_text
from loaders.official_journal.page_content import DecisionText


@pytest.fixture(scope="session")
def repository_data() -> Path:
    """The folder of facts that ship with the project."""
    return Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="session")
def printed_text(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str], DecisionText]:
    """Return what the PDF of a decision prints, by the name of its file.

    Laying out the pages takes most of the time of these tests: tests that run side by side read each PDF once.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "printed-texts"
    folder.mkdir(exist_ok=True)

    @cache
    def read(name: str) -> DecisionText:
        kept = folder / f"{name}.pickle"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.is_file():
                kept.write_bytes(pickle.dumps(read_decision_text(shared / "data" / "eu-bat-conclusions" / name)))
        text = pickle.loads(kept.read_bytes())
        assert isinstance(text, DecisionText)
        return text

    return read

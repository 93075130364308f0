"""Fixtures for the readers of decisions."""

from pathlib import Path

import pytest

from loaders.official_journal.layout import read_decision_text
from loaders.official_journal.page_content import DecisionText


@pytest.fixture(scope="session")
def repository_data() -> Path:
    """The folder of facts that ship with the project."""
    return Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="session")
def food_drink_milk_text(shared: Path) -> DecisionText:
    """Decision 2019/2031 in English as its PDF prints it."""
    return read_decision_text(shared / "data" / "eu-bat-conclusions" / "FDM_2019-2031_EN.pdf")

"""Fixtures for the readers of decisions."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def repository_data() -> Path:
    """The folder of facts that ship with the project."""
    return Path(__file__).resolve().parents[3] / "data"

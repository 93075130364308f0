"""Fixtures for decisions as flattened records."""

from pathlib import Path

import pytest

from loaders.official_journal.facts import DecisionFacts
from loaders.official_journal.flattened_text import read_flattened_decision
from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.level_phrases import LevelPhrases

LARGE_COMBUSTION = "LCP_2021-2326_EN.json"


@pytest.fixture(scope="session")
def phrases() -> LevelPhrases:
    return LevelPhrases(phrases_of("en"))


@pytest.fixture(scope="session")
def large_combustion(shared: Path) -> DecisionFacts:
    return read_flattened_decision(shared / "data" / "eu-bat-conclusions" / LARGE_COMBUSTION)

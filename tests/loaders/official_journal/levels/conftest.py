"""Phrases and code lists as they ship, for both languages."""

from pathlib import Path

import pytest

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.code_lists import LevelCodes, read_level_codes
from loaders.official_journal.levels.level_phrases import LevelPhrases


@pytest.fixture(scope="session")
def english() -> LevelPhrases:
    """The English phrases."""
    return LevelPhrases(phrases_of("en"))


@pytest.fixture(scope="session")
def dutch() -> LevelPhrases:
    """The Dutch phrases."""
    return LevelPhrases(phrases_of("nl"))


@pytest.fixture(scope="session")
def english_codes(repository_data: Path) -> LevelCodes:
    """The code lists by their English names."""
    return read_level_codes(repository_data / "code-lists", "en")


@pytest.fixture(scope="session")
def dutch_codes(repository_data: Path) -> LevelCodes:
    """The code lists by their Dutch names."""
    return read_level_codes(repository_data / "code-lists", "nl")

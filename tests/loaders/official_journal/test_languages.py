"""A language is one file of phrases: every file says the same things, and a missing phrase is named."""

import re

import pytest

from loaders.official_journal.languages import PhraseMissing, Phrases, languages, phrases_of

SECTIONS = ("decision", "scope", "definitions", "bat", "technique_table", "purpose")


def test_the_known_languages() -> None:
    assert languages() == ("en", "nl")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("section", SECTIONS)
def test_every_language_has_the_same_keys(language: str, section: str) -> None:
    assert set(phrases_of(language).section(section)) == set(phrases_of("en").section(section))


@pytest.mark.parametrize("language", languages())
def test_the_same_sectors_and_pressures_are_known_in_every_language(language: str) -> None:
    for section, key in (("decision", "sectors"), ("purpose", "pressures")):
        assert set(phrases_of(language).lists(section, key)) == set(phrases_of("en").lists(section, key))


@pytest.mark.parametrize("language", languages())
def test_no_title_of_a_sector_is_that_of_another(language: str) -> None:
    spellings = [words for found in phrases_of(language).lists("decision", "sectors").values() for words in found]
    assert sorted(spellings) == sorted(set(spellings))


@pytest.mark.parametrize(
    ("key", "message"),
    [("colours", "has no 'colours': add it"), ("word", "must be a list"), ("names", "must be a list")],
)
def test_a_missing_phrase_is_named_with_its_file(key: str, message: str) -> None:
    phrases = Phrases("xx", {"section": {"word": "one", "names": {"a": ["b"]}}})
    with pytest.raises(PhraseMissing, match=f"languages/xx.toml.*{re.escape(message)}"):
        phrases.texts("section", key)


def test_a_language_without_a_file_is_named() -> None:
    with pytest.raises(PhraseMissing, match="no phrases for language 'tlh': known are en, nl"):
        phrases_of("tlh")

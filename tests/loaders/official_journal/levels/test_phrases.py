"""The names in the phrase files are codes that exist."""

import pytest
from rdflib import Graph

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.level_phrases import LevelPhrases
from ontology.model import load_code_lists
from ontology.namespaces import code


@pytest.fixture(scope="module")
def code_lists() -> Graph:
    return load_code_lists()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("table", "scheme"), [("averaging", "averaging-period"), ("frequencies", "monitoring-frequency")]
)
def test_names_are_codes(code_lists: Graph, language: str, table: str, scheme: str) -> None:
    names = set(LevelPhrases(phrases_of(language)).texts(table)) - {"unlisted"}
    assert names
    assert [name for name in names if (code(scheme, name), None, None) not in code_lists] == []


def test_both_languages_have_the_same_names() -> None:
    english, dutch = (LevelPhrases(phrases_of(language)) for language in ("en", "nl"))
    for table in ("averaging", "frequencies", "status", "columns", "table", "notes", "text", "general_averaging"):
        assert english.texts(table).keys() == dutch.texts(table).keys(), table

"""That a refusal says the same in three languages, checked wherever one is planted."""

import re

from loaders.loaded_source import SourceRefused

_ENGLISH = re.compile(r"\b(the|found|expected|line|cell|byte|number|twice|place|file)s?\b", re.IGNORECASE)
_QUOTED = re.compile(r"'[^']*'|\S+\.(csv|json|txt)|alternatives\S*|european_totals\S*|energy_mixes\S*")


def assert_said_in_three_languages(refused: SourceRefused) -> None:
    """Its sentence is there in Kazakh and Russian, without a word of the English one, and English as before."""
    assert refused.said is not None
    sentences = refused.said.sentence
    assert sentences.en == str(refused)
    for said in (sentences.kk, sentences.ru):
        assert not _ENGLISH.search(_QUOTED.sub("", said)), said
    assert len({sentences.kk, sentences.ru, sentences.en}) == 3

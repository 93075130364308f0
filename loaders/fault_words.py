"""Faults of a file that a question rests on, in Kazakh, Russian and English: the texts stand in `texts`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from loaders.loaded_source import FaultWords, SourceRefused
from shapes.trilingual import Trilingual


def phrase(name: str, /, **places: object) -> Trilingual:
    """A text with values in its places, which read the same in every language unless they are texts of ours."""
    filled = {key: value if isinstance(value, Trilingual) else same(value) for key, value in places.items()}
    return _texts()[name].filled(**filled)


def same(value: object) -> Trilingual:
    """A value as it is printed, in every language."""
    return Trilingual.same(str(value))


def refusal(file: str, place: Trilingual, found: Trilingual, expected: Trilingual, mend: Trilingual) -> SourceRefused:
    """The refusal of a file, that can be said in each language."""
    sentence = phrase("sentence", file=file, place=place, found=found, expected=expected, mend=mend)
    words = FaultWords(sentence, place, found, expected, mend)
    return SourceRefused(file=file, place=place.en, found=found.en, expected=expected.en, mend=mend.en, said=words)


@cache
def _texts() -> Mapping[str, Trilingual]:
    text = resources.files("loaders").joinpath("texts", "fault_words.toml").read_text(encoding="utf-8")
    return {name: Trilingual(**languages) for name, languages in tomllib.loads(text).items()}

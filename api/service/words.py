"""The product's own words on pages, in the three languages it speaks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shapes.trilingual import LANGUAGES, Language, Trilingual


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language and name; the names are the same in all languages."""
    folder = resources.files("api.service").joinpath("texts")
    return {
        language: tomllib.loads(folder.joinpath(f"{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }


def problem_words(name: str, /, **values: object) -> Trilingual:
    """What is said of a fault: `problem_` and the name, with the values in their places, words in their language."""

    def said(language: Language) -> str:
        places = {key: each.into(language) if isinstance(each, Trilingual) else each for key, each in values.items()}
        return load_words()[language][f"problem_{name.replace('-', '_')}"].format(**places)

    return Trilingual(*map(said, LANGUAGES))

"""The product's own words on pages, in the three languages it speaks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from shapes.trilingual import LANGUAGES, Language, Trilingual

_MOST_ECHOED: Final = 1000


def cut(text: str) -> str:
    """A text as an error repeats it: what is very long is cut, so that no error is longer than it can be read."""
    return text if len(text) <= _MOST_ECHOED else f"{text[:_MOST_ECHOED]}…"


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
        places = {key: _in_place(each, language) for key, each in values.items()}
        return load_words()[language][f"problem_{name.replace('-', '_')}"].format(**places)

    return Trilingual(*map(said, LANGUAGES))


def _in_place(value: object, language: Language) -> object:
    if isinstance(value, Trilingual):
        return value.into(language)
    return cut(value) if isinstance(value, str) else value

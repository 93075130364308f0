"""The product's own words on pages, in the three languages it speaks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shapes.trilingual import LANGUAGES


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words by language and name; the names are the same in all languages."""
    folder = resources.files("api.service").joinpath("texts")
    return {
        language: tomllib.loads(folder.joinpath(f"{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }

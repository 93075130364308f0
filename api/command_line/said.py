"""What commands say beyond their answers, in the three languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shapes.trilingual import Language, Trilingual


def said(name: str, language: Language, /, **places: object) -> str:
    """A text of `texts.toml` in a language, with values in its places."""
    return _texts()[name].into(language).format(**places)


@cache
def _texts() -> Mapping[str, Trilingual]:
    text = resources.files("api.command_line").joinpath("texts.toml").read_text(encoding="utf-8")
    return {name: Trilingual(**languages) for name, languages in tomllib.loads(text).items()}

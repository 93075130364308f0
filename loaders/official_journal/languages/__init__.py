"""The phrases by which a decision is read, one TOML file per language.

A file `<language>.toml` in this folder makes a language known; nothing else has to change. Each reader has its own
sections (`[decision]`, `[scope]`, `[technique_table]`, ... `[levels]`). Values are phrases or regular expressions,
always as lists, so that a second spelling is one more line.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SUFFIX = ".toml"


class PhraseMissing(LookupError):
    """A language file lacks a key that a reader needs: the file is to be completed, the code is not to be changed."""


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language."""

    language: str
    content: Mapping[str, Mapping[str, Any]]

    def section(self, section: str) -> Mapping[str, Any]:
        """Return a whole section as parsed from TOML. Raises PhraseMissing."""
        if section not in self.content:
            raise PhraseMissing(f"languages/{self.language}.toml has no section [{section}]: add it")
        return self.content[section]

    def texts(self, section: str, key: str) -> tuple[str, ...]:
        """Return the list of phrases under `key`. Raises PhraseMissing."""
        found = self._value(section, key)
        if not isinstance(found, list):
            raise PhraseMissing(f"languages/{self.language}.toml: [{section}] {key} must be a list of phrases")
        return tuple(str(phrase) for phrase in found)

    def lists(self, section: str, key: str) -> Mapping[str, tuple[str, ...]]:
        """Return a table of lists, for example months or sectors by code. Raises PhraseMissing."""
        found = self._value(section, key)
        if not isinstance(found, dict):
            raise PhraseMissing(f"languages/{self.language}.toml: [{section}.{key}] must be a table of lists")
        return {name: tuple(str(phrase) for phrase in phrases) for name, phrases in found.items()}

    def patterns(self, section: str, key: str) -> tuple[re.Pattern[str], ...]:
        """Return the regular expressions under `key`, compiled without regard to case. Raises PhraseMissing."""
        return _compiled(self.texts(section, key))

    def _value(self, section: str, key: str) -> object:
        entries = self.section(section)
        if key not in entries:
            raise PhraseMissing(f"languages/{self.language}.toml: section [{section}] has no {key!r}: add it")
        return entries[key]


@cache
def _compiled(expressions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that can be read, by their two letters, in alphabetical order."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def phrases_of(language: str) -> Phrases:
    """Return the phrases of a language such as `en`. Raises PhraseMissing for a language without a file."""
    if language not in languages():
        raise PhraseMissing(f"no phrases for language {language!r}: known are {', '.join(languages())}")
    text = files(__package__).joinpath(language + _SUFFIX).read_text(encoding="utf-8")
    return Phrases(language, tomllib.loads(text))

"""Saying a message in a language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from analysis.wording.message import Message, Parameter, Place, message
from analysis.wording.names import Names
from analysis.wording.texts_file import load_texts
from shapes.trilingual import Language

_PLACE: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final = "—"


@dataclass(frozen=True)
class Speaker:
    """Says messages in a language; codes by their names."""

    language: Language = "en"
    names: Names = field(default_factory=Names)

    def say(self, said: Message) -> str:
        """The message in words. Raises KeyError for a text that is not in the catalogue."""
        parameters = {each.name: each for each in said.parameters}

        def fill(place: re.Match[str]) -> str:
            parameter = parameters.get(place[1])
            return _NOTHING if parameter is None else self._parameter(parameter)

        return _PLACE.sub(fill, load_texts()[said.text].into(self.language))

    def text(self, name: str, /, **places: Place) -> str:
        """A text of the catalogue with values in its places."""
        return self.say(message(name, **places))

    def code(self, iri: str) -> str:
        """What a code is called."""
        return self.names.of(iri, self.language)

    def codes(self, iris: Iterable[str]) -> str:
        """What several codes are called, one after the other."""
        return ", ".join(map(self.code, iris))

    def _parameter(self, parameter: Parameter) -> str:
        parts = [*parameter.words, *map(self.code, parameter.codes), *map(self.say, parameter.messages)]
        return ", ".join(part for part in parts if part) or _NOTHING


ENGLISH: Final = Speaker()

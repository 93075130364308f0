"""Typed results as dicts, lists, text, numbers and None: what `json.dumps` takes, for a program to read."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from analysis.wording.message import Message
from analysis.wording.speaker import ENGLISH, Speaker
from shapes.trilingual import Trilingual


def plain(value: Any, speaker: Speaker = ENGLISH) -> Any:
    """Return a result of an analysis as plain values.

    A decimal becomes text, because a JSON number would lose digits; a dataclass becomes a dict of its fields; a message
    keeps its text and parameters and is said in the speaker's language.
    """
    if isinstance(value, Message):
        return {"text": value.text, "parameters": _parameters(value, speaker), "words": speaker.say(value)}
    if isinstance(value, Trilingual):
        return value.into(speaker.language)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name), speaker) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each, speaker) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(each, speaker) for each in value)
    if isinstance(value, list | tuple):
        return [plain(each, speaker) for each in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _parameters(said: Message, speaker: Speaker) -> dict[str, Any]:
    return {
        each.name: [*each.words, *each.codes, *(plain(inner, speaker) for inner in each.messages)]
        for each in said.parameters
    }

"""A query's text as SPARQL's tokens, each with its place, so that parts of a query can be moved verbatim."""

import re
from dataclasses import dataclass
from typing import Final

from shapes.compilation.declined import Declined

_LOCAL: Final = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?"
_TOKEN: Final = re.compile(
    r"(?P<string>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<blank>_:\w(?:[\w.\-]*[\w\-])?)"
    rf"|(?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:{_LOCAL})?)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<number>\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\];,.=<>!+\-*/|^?])"
    r"|(?P<gap>\s+|#[^\n]*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A token: its kind (`variable`, `word`, `sign`, …), its text, and where it starts and ends.

    A word's text is in capitals; a variable's starts with `?`, whichever way it was written.
    """

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text without gaps and comments; Declined if it holds what is no token."""
    found = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise Declined(f"a query with {text[place : place + 20]!r}")
        kind = str(match.lastgroup)
        if kind != "gap":
            found.append(Token(kind, _plain(kind, match.group()), place, match.end()))
        place = match.end()
    return tuple(found)


def _plain(kind: str, text: str) -> str:
    if kind == "variable":
        return f"?{text[1:]}"
    return text.upper() if kind == "word" else text


def names(part: tuple[Token, ...]) -> frozenset[str]:
    """Return the names of all variables in a run of tokens."""
    return frozenset(token.text[1:] for token in part if token.kind == "variable")

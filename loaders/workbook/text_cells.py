"""Texts in cells: several languages, several values, and what a file format would swallow.

A text is in the language of the workbook unless its line begins with a mark, `[kk] …`. In a cell of several values each
line is one; in a cell of one text a mark begins the text of another language and other lines belong to the text above.
What would be misread is written with a backslash: a bracket at the beginning of a line, a line break in one of several
values, spaces at the ends, characters that XML cannot hold.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LANGUAGE_TAGS: Final = frozenset(
    {
        *("kk", "ru", "en", "ky", "uz", "tr", "zh"),
        *("bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl"),
        *("pt", "ro", "sk", "sl", "sv"),
    }
)
"""Languages that a mark can name: those of the product, of the sources (the EU) and of neighbours."""

_MARK = re.compile(r"\[([^\]\[]{1,40})\][ \t]*")
_LETTERS = re.compile(r"[^\W\d_][^\W_ -]*(?:[ -][^\W_]+)*")
_SPACES: Final = " \t\r\n"
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "r": "\r", "s": " ", "t": "\t"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class TextPart:
    """A text and the mark before it, or None where there is none."""

    mark: str | None
    text: str


def read_parts(cell: str, *, many: bool) -> list[TextPart]:
    """Return the texts of a cell, each with its mark; marks are not judged here."""
    parts: list[tuple[str | None, list[str]]] = []
    for line in cell.replace("\r\n", "\n").split("\n"):
        mark = _MARK.match(line.lstrip(_SPACES))
        is_mark = mark is not None and _LETTERS.fullmatch(mark[1].strip()) is not None
        if mark is not None and is_mark:
            parts.append((mark[1].strip(), [line.lstrip(_SPACES)[mark.end() :]]))
        elif many or not parts:
            parts.append((None, [line]))
        else:
            parts[-1][1].append(line)
    texts = (TextPart(mark, unescaped("\n".join(lines).strip(_SPACES))) for mark, lines in parts)
    return [part for part in texts if part.text or part.mark is not None]


def write_parts(parts: Sequence[TextPart], *, many: bool) -> str:
    """Return the cell that `read_parts` reads as `parts`."""
    return "\n".join((f"[{part.mark}] " if part.mark else "") + escaped(part.text, many=many) for part in parts)


def read_strings(cell: str, *, many: bool) -> list[str]:
    """Return the values of a cell of text in no language: one a line if there can be several."""
    values = cell.replace("\r\n", "\n").split("\n") if many else [cell.replace("\r\n", "\n")]
    return [text for text in (unescaped(value.strip(_SPACES)) for value in values) if text]


def write_strings(values: Iterable[str], *, many: bool) -> str:
    """Return the cell that `read_strings` reads as `values`."""
    return "\n".join(escaped(value, many=many) for value in values)


def escaped(text: str, *, many: bool) -> str:
    """Return a text as it stands in a cell."""
    plain = text.replace("\\", "\\\\").replace("\r", "\\r")
    plain = _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
    if many:
        plain = plain.replace("\n", "\\n")
    lines = [_with_bracket(line) for line in plain.split("\n")]
    return _with_ends("\n".join(lines))


def unescaped(text: str) -> str:
    """Return a text as it was before `escaped`; a backslash before anything else is itself."""

    def plain(found: re.Match[str]) -> str:
        what = found[1]
        if len(what) == 5:
            return chr(int(what[1:], 16))
        return _PLAIN.get(what, what if what in "\\[" else found[0])

    return _ESCAPE.sub(plain, text)


def _with_bracket(line: str) -> str:
    rest = line.lstrip(_SPACES)
    return line[: len(line) - len(rest)] + "\\" + rest if rest.startswith("[") else line


def _with_ends(text: str) -> str:
    start = len(text) - len(text.lstrip(_SPACES))
    head, text = text[:start], text[start:]
    body = text.rstrip(_SPACES)
    tail = text[len(body) :]
    return _spelled(head) + body + _spelled(tail)


def _spelled(spaces: str) -> str:
    letters = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return "".join(letters[each] for each in spaces)


def pieces(cell: str) -> list[str]:
    """Return the values of a cell that lists codes, keys, numbers or days: one a line, or parted by semicolons."""
    return [piece for piece in (part.strip() for part in re.split(r"[;\n]", cell)) if piece]


def joined(values: Iterable[str]) -> str:
    """Return the cell that `pieces` reads as `values`."""
    return "; ".join(values)

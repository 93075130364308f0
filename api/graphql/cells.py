"""Cells of a SPARQL answer in TSV, and what they are in JSON, without making a term of any on the way.

A cell is a term as Turtle writes it: `<iri>`, `"text"@en`, `"15"^^<datatype>`, `11`; empty where there is no value.
What Turtle escapes in a text, JSON escapes the same way, so a text goes over as it stands. What differs (control
characters, escapes that JSON has not) is looked for once in the whole answer, and then written anew.
"""

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from api.graphql.model import Kind
from api.graphql.values import ANY, PRODUCT_LANGUAGES

Row = list[str]
Cells = Sequence[str]

# Tab and line end part cells and rows, and a carriage return is always escaped.
_CONTROLS: Final = bytes(set(range(0x20)) - {0x09, 0x0A})
_TEXT: Final = re.compile(r'"((?:[^"\\\t\n]|\\.)*)"|\'((?:[^\'\\\t\n]|\\.)*)\'')
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
NULL: Final = "null"


def read_rows(answer: bytes) -> list[Row]:
    """The rows of an answer in TSV, without its header."""
    text = answer.decode()
    if len(answer.translate(None, _CONTROLS)) < len(answer) or _has_other_escapes(answer):
        text = _TEXT.sub(_as_json, text)
    lines = text.split("\n")
    # The last line ends too.
    return [line.split("\t") for line in lines[1:-1]]


def _has_other_escapes(answer: bytes) -> bool:
    """Whether texts are written in a way that JSON does not know: between apostrophes, or with longer escapes."""
    return (b"'" in answer and (b"\t'" in answer or b"\n'" in answer)) or (
        b"\\" in answer and (b"\\'" in answer or b"\\U" in answer)
    )


def _as_json(found: re.Match[str]) -> str:
    inner = found[1] if found[1] is not None else found[2]
    plain = _ESCAPE.sub(_unescaped, inner)
    return json.dumps(plain, ensure_ascii=False)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


def iri_of(cell: str) -> str | None:
    """The IRI that a cell is, without its brackets; None for anything else."""
    return cell[1:-1] if cell[:1] == "<" else None


def string_of(cell: str) -> str:
    """A cell as a JSON string: the text of a literal, or an IRI."""
    if cell[0] == '"':
        return cell if cell[-1] == '"' else cell[: cell.rindex('"') + 1]
    if cell[0] == "<":
        return f'"{cell[1:-1]}"'
    return f'"{cell.removeprefix("_:")}"'


def value_of(cell: str) -> str:
    """The value of a cell as Python text."""
    found: str = json.loads(string_of(cell))
    return found


def _integer(cell: str) -> str:
    return str(int(cell if cell[0] != '"' else cell[1 : cell.rindex('"')]))


def _boolean(cell: str) -> str:
    return "true" if value_of(cell) in ("true", "1") else "false"


def scalar_writer(kind: Kind) -> Callable[[str], str]:
    """How a cell of a scalar field is written as JSON. Decimals stay text, so that no digit is lost on the way."""
    if kind == "integer":
        return _integer
    return _boolean if kind == "boolean" else string_of


def in_order(cells: Cells, kind: Kind) -> Cells:
    """Several values in a fixed order: numbers by value, everything else by text."""
    if len(cells) < 2:
        return cells
    if kind in ("integer", "decimal"):
        return sorted(cells, key=lambda cell: Decimal(value_of(cell)))
    return sorted(cells, key=value_of)


def in_language(cells: Cells, languages: Sequence[str]) -> tuple[Cells, str]:
    """The texts in the first of the languages in which there are any, by text; and that language."""
    for language in languages:
        if language == ANY:
            found, used = _in_any(cells)
        else:
            ending = f'"@{language}'
            found, used = [cell for cell in cells if cell.endswith(ending)], language
        if found:
            return (sorted(found, key=value_of) if len(found) > 1 else found), used
    return (), ""


def _in_any(cells: Cells) -> tuple[list[str], str]:
    """The texts of one language: the product's languages first, then others by name, always the same one."""
    spoken = [(_language(cell), cell) for cell in cells if cell[0] not in "<_"]
    present = {language for language, _ in spoken}
    for language in (*PRODUCT_LANGUAGES, *sorted(present)):
        if language in present:
            return [cell for here, cell in spoken if here == language], language
    return [], ""


def _language(cell: str) -> str:
    tag = cell[cell.rindex('"') + 1 :] if cell[0] == '"' else ""
    return tag[1:] if tag.startswith("@") else ""

"""What the workbook itself says, in three languages."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from shapes.trilingual import Language, Trilingual

_TEXTS: Final = Path(__file__).parent / "texts" / "sheets.toml"


@dataclass(frozen=True)
class Section:
    """A heading of the instructions and what stands below it."""

    head: Trilingual
    lines: tuple[Trilingual, ...]


@dataclass(frozen=True)
class SheetWords:
    """Words of the sheets by name, of the kinds of value and of the legend; the instructions in order."""

    words: Mapping[str, Trilingual]
    kinds: Mapping[str, Trilingual]
    legend: Mapping[str, Trilingual]
    instructions: tuple[Section, ...]


def cited(paragraphs: Iterable[str], language: Language, most: int = 4) -> str:
    """Return paragraphs as they are cited, e.g. `п. 12.9`, the first few of many."""
    numbers = [number.removeprefix("p") for number in paragraphs]
    template = sheet_words().words["citation"].into(language)
    text = ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")
    return template.format(number=text) if numbers else ""


@cache
def sheet_words() -> SheetWords:
    """Return the words, read once."""
    with _TEXTS.open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    kinds, legend, instructions = read.pop("kinds"), read.pop("legend"), read.pop("instructions")
    return SheetWords(
        _trilingual(read),
        _trilingual(kinds),
        _trilingual(legend),
        tuple(Section(Trilingual(*s["head"]), tuple(Trilingual(*line) for line in s["lines"])) for s in instructions),
    )


def _trilingual(table: Mapping[str, list[str]]) -> Mapping[str, Trilingual]:
    return MappingProxyType({name: Trilingual(*said) for name, said in table.items()})

"""Headings: their codes, and lines in the middle of a text that join several of them into one heading."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from loaders.reference_document.books import RULES


@dataclass(frozen=True)
class Headings:
    """Known headings by printed form, and the pattern of a line that joins two or more of them."""

    codes: Mapping[str, str]
    joined_line: re.Pattern[str]

    def codes_of(self, printed: str) -> tuple[str, ...]:
        """Return the codes of the heading `printed` (one or several joined), or nothing if a part is unknown."""
        parts = [part.strip().casefold() for part in re.split(r",| and ", printed)]
        codes = tuple(dict.fromkeys(self.codes.get(part, "") for part in parts if part))
        return () if "" in codes else codes


@dataclass(frozen=True)
class Part:
    """A piece of one text under one heading: printed heading, its codes, and where the piece begins and ends."""

    heading: str
    codes: tuple[str, ...]
    start: int
    end: int


def known_headings() -> Headings:
    """Return the headings listed in `rules/headings.toml`."""
    table = tomllib.loads(files(RULES).joinpath("headings.toml").read_text(encoding="utf-8"))
    codes = {printed.casefold(): code for code, forms in table.items() for printed in forms}
    one = "|".join(re.escape(form) for form in sorted(codes, key=len, reverse=True))
    joined = rf"^ *((?:{one})(?: *, *(?:{one}))*(?: and (?:{one}))) *$"
    return Headings(codes, re.compile(joined, re.IGNORECASE | re.MULTILINE))


def parts_of(heading: str, text: str, headings: Headings) -> tuple[Part, ...]:
    """Return `text`, printed under `heading`, cut at every joined heading within it."""
    cuts = list(headings.joined_line.finditer(text))
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    printed = [heading, *(cut[1] for cut in cuts)]
    return tuple(
        Part(name, headings.codes_of(name), start, end) for name, start, end in zip(printed, starts, ends, strict=True)
    )

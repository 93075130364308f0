"""What a page is printed with: glyphs and rules, in points from the top left corner of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SOFT_HYPHEN = "\u00ad"
# A ruling line is drawn as a filled shape; anything thicker is a picture or a box, of which only the edges count.
RULE_THICKNESS = 2.5
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; `spaced` says that the page's text has a space before it."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line. Horizontal: y0 == y1; vertical: x0 == x1; a rule without length marks a crossing."""

    x0: float
    y0: float
    x1: float
    y1: float
    horizontal: bool


@dataclass(frozen=True)
class PageInk:
    """One page (number from 1): glyphs in the order of the file without spaces, rules in the order of drawing."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


def glyphs_of(characters: Iterable[Mapping[str, Any]]) -> tuple[Glyph, ...]:
    """Turn pdfplumber characters into glyphs; spaces are not kept but noted at the glyph that follows them."""
    found: list[Glyph] = []
    spaced = False
    for character in characters:
        text = str(character["text"])
        if not text.strip():
            spaced = True
            continue
        font = str(character["fontname"]).lower()
        baseline = float(character["bottom"]) - (float(character["matrix"][5]) - float(character["y0"]))
        found.append(
            Glyph(
                text=_LIGATURES.get(text, text),
                x0=float(character["x0"]),
                x1=float(character["x1"]),
                baseline=baseline,
                size=float(character["size"]),
                bold="bold" in font,
                italic="ital" in font or "oblique" in font,
                spaced=spaced,
            )
        )
        spaced = False
    return tuple(found)


def rules_of(shapes: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Turn pdfplumber lines, rects and curves into rules, in the order given."""
    found: list[Rule] = []
    for shape in shapes:
        x0, x1 = float(shape["x0"]), float(shape["x1"])
        y0, y1 = float(shape["top"]), float(shape["bottom"])
        wide, high = x1 - x0 > RULE_THICKNESS, y1 - y0 > RULE_THICKNESS
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if wide and high:
            if shape.get("object_type") == "rect" and shape.get("stroke"):
                found.extend(_edges(x0, y0, x1, y1))
        elif wide:
            found.append(Rule(x0, y, x1, y, horizontal=True))
        elif high:
            found.append(Rule(x, y0, x, y1, horizontal=False))
        else:
            found.append(Rule(x, y, x, y, horizontal=False))
    return tuple(found)


def _edges(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [
        Rule(x0, y0, x1, y0, horizontal=True),
        Rule(x0, y1, x1, y1, horizontal=True),
        Rule(x0, y0, x0, y1, horizontal=False),
        Rule(x1, y0, x1, y1, horizontal=False),
    ]

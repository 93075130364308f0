"""What a page is printed with: glyphs and rules, in points from the top left corner of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTItem, LTRect

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


def ink_of(number: int, width: float, height: float, items: Iterable[LTItem]) -> PageInk:
    """Turn what the PDF parser found on a page into glyphs and rules, in the order of the file."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    spaced = False
    for item in items:
        if isinstance(item, LTChar):
            text = item.get_text()
            if text.strip():
                glyphs.append(_glyph(item, text, height, spaced))
            spaced = not text.strip()
        elif isinstance(item, LTCurve):
            rules.extend(_rules(item, height))
    return PageInk(number, width, height, tuple(glyphs), tuple(rules))


def items_of(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """Give the items of a page, and of the figures on it, in the order of the file."""
    for item in container:
        if isinstance(item, LTContainer) and not isinstance(item, LTChar):
            yield from items_of(item)
        else:
            yield item


def _glyph(item: LTChar, text: str, height: float, spaced: bool) -> Glyph:
    """Make a glyph; `spaced`: a space precedes it in the file."""
    font = item.fontname.lower()
    return Glyph(
        text=_LIGATURES.get(text, text),
        x0=item.x0,
        x1=item.x1,
        baseline=height - item.matrix[5],
        size=item.size,
        bold="bold" in font,
        italic="ital" in font or "oblique" in font,
        spaced=spaced,
    )


def _rules(item: LTCurve, height: float) -> list[Rule]:
    """Make rules of a line, a thin filled shape, or the edges of a box."""
    x0, x1 = item.x0, item.x1
    y0, y1 = height - item.y1, height - item.y0
    wide, high = x1 - x0 > RULE_THICKNESS, y1 - y0 > RULE_THICKNESS
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if wide and high:
        return _edges(x0, y0, x1, y1) if isinstance(item, LTRect) and item.stroke else []
    if wide:
        return [Rule(x0, y, x1, y, horizontal=True)]
    if high:
        return [Rule(x, y0, x, y1, horizontal=False)]
    return [Rule(x, y, x, y, horizontal=False)]


def _edges(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [
        Rule(x0, y0, x1, y0, horizontal=True),
        Rule(x0, y1, x1, y1, horizontal=True),
        Rule(x0, y0, x0, y1, horizontal=False),
        Rule(x1, y0, x1, y1, horizontal=False),
    ]

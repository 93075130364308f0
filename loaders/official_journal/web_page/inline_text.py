"""The text of one paragraph: footnote marks taken out, raised and lowered letters on the line as print's are."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from loaders.official_journal.web_page.markup import SKIPPED, classes, tag

_SPACES: Final = re.compile(r"[ \t\r\f\v\n\u00a0\u2009\u202f]+")
_RAISED: Final = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_MARK: Final = re.compile(r"^\(?\s*(?P<mark>\d{1,3}|\*{1,4}|[a-z])\s*\)?$")
_BREAK: Final = "\u2028"


@dataclass(frozen=True)
class NoteMark:
    """A footnote mark: what is printed, without brackets, and the anchor of its note, empty if it links to none."""

    mark: str
    anchor: str


@dataclass(frozen=True)
class InlineText:
    """The text of a paragraph with its marks. `\\n` stands where the page breaks the line on purpose."""

    text: str
    marks: tuple[NoteMark, ...]


@dataclass
class _Collected:
    parts: list[str] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)

    def text(self) -> str:
        lines = "".join(self.parts).split(_BREAK)
        return "\n".join(stripped for line in lines if (stripped := _SPACES.sub(" ", line).strip()))


def inline_text(element: HtmlElement, keeps_marks: bool = False) -> InlineText:
    """Return the text of an element and of what is in it. `keeps_marks` leaves marks in the text, in brackets."""
    collected = _Collected()
    _collect(element, collected, keeps_marks)
    return InlineText(_without_empty_brackets(collected.text()), tuple(collected.marks))


def note_mark(element: HtmlElement) -> NoteMark | None:
    """Return the mark that an element is, or None for any other element."""
    target = (element.get("href") or "").rpartition("#")[2]
    is_link = tag(element) == "a" and target.startswith(("ntr", "ntc", "note", "E0"))
    if not is_link and "note-tag" not in classes(element):
        return None
    found = _MARK.match(_SPACES.sub(" ", "".join(element.itertext())).strip())
    return NoteMark(found["mark"], target) if found else None


def _collect(element: HtmlElement, collected: _Collected, keeps_marks: bool) -> None:
    collected.parts.append(element.text or "")
    for child in element.iterchildren():
        name = tag(child)
        mark = note_mark(child) if name in ("a", "span", "sup") else None
        if mark is not None:
            collected.marks.append(mark)
            collected.parts.append(f"({mark.mark})" if keeps_marks else "")
        elif name == "br":
            collected.parts.append(_BREAK)
        elif name == "sup" or "super" in classes(child):
            raised = "".join(child.itertext())
            before = "".join(collected.parts).rstrip()
            collected.parts.append(raised.translate(_RAISED) if before[-1:].isdigit() else raised)
        elif name and name not in SKIPPED:
            _collect(child, collected, keeps_marks)
        collected.parts.append(child.tail or "")


def _without_empty_brackets(text: str) -> str:
    """Return the text without brackets whose mark was taken out: some pages set them outside the mark."""
    return re.sub(r"\s*\(\s*\)", "", text).strip()

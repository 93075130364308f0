"""Lines of running text into paragraphs and headings, over page breaks."""

import re
from collections import Counter
from collections.abc import Sequence

from loaders.official_journal.layout.ink import SOFT_HYPHEN
from loaders.official_journal.layout.line_kinds import heading_style, section_number
from loaders.official_journal.layout.page_parts import SMALLER, TextPart
from loaders.official_journal.layout.paragraphs import begins_anew, join_text, joined, opens_with_bullet
from loaders.official_journal.layout.printed_lines import PrintedLine
from loaders.official_journal.page_content import Line

_ENDS_SENTENCE = re.compile(r"[.:;!?]\W*$")
_LONGEST_HEADING = 250
# A number of three parts or more opens a heading even in plain type.
_DEEP_SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2}){2,}\.?\s+\S")
# The last letters of a letter-spaced heading, alone on a line: too few to be recognised there.
_SPACED_REST = re.compile(r"\S(?: \w){2,3}$")
_SAME_SIZE = 0.6
_HEADING_PITCH = 1.5


def right_margin(parts: Sequence[TextPart]) -> float:
    """Return where most full lines of running text end."""
    ends = Counter(round(part.line.x1) for part in parts)
    if not ends:
        return 0.0
    most = max(ends.values())
    return float(max(end for end, count in ends.items() if count >= 0.5 * most))


def text_lines(parts: Sequence[TextPart], right: float, section: str) -> list[Line]:
    """Turn a stretch of running text without tables into paragraphs and headings; `section` is the one it begins in."""
    found: list[Line] = []
    for group in _groups(parts, right):
        line = _line(group, section)
        section = line.section
        found.append(line)
    return found


def _groups(parts: Sequence[TextPart], right: float) -> list[list[TextPart]]:
    groups: list[list[TextPart]] = []
    for part in parts:
        if groups and _goes_on(groups[-1], part, right):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _goes_on(group: list[TextPart], part: TextPart, right: float) -> bool:
    before, line = group[-1].line, part.line
    style, style_before = heading_style(line), heading_style(before)
    if abs(before.size - line.size) > _SAME_SIZE or (style_before and style_before != style):
        return False
    if line.baseline < before.baseline or group[-1].page != part.page:
        # The paragraph goes on in the next column or on the next page.
        opens = line.text[:1].islower() or before.text.endswith((SOFT_HYPHEN, "-", ","))
        return opens and style == style_before and not ends_sentence(before)
    if style_before:
        return not section_number(line.text) and line.baseline - before.baseline < _HEADING_PITCH * line.size
    if style in ("bold", "spaced"):
        return False
    # A line of capitals or italics may stand in the middle of a paragraph.
    return not begins_anew(before, line, part.right or right)


def _line(group: list[TextPart], section: str) -> Line:
    lines = [part.line for part in group]
    style = heading_style(lines[0])
    paragraph = joined(lines)
    text = _SPACED_REST.sub(_closed_up, paragraph.text) if style == "spaced" else paragraph.text
    numbered = _DEEP_SECTION.match(text) is not None and not ends_sentence(lines[-1])
    heading = bool(style or numbered) and len(text) <= _LONGEST_HEADING and not opens_with_bullet(lines[0])
    if heading:
        section = section_number(text) or section
    return Line(text, group[0].page, heading, section, paragraph.marks)


def _closed_up(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def page_note(parts: Sequence[TextPart]) -> Line:
    """Join the lines of one footnote of the act, which stands at the bottom of a page."""
    text = ""
    for part in parts:
        text = join_text(text, part.line.text)
    marks = parts[0].line.marks[:1]
    return Line(text.replace(SOFT_HYPHEN, "").strip(), parts[0].page, False, "", marks, is_page_note=True)


def is_smaller(line: PrintedLine, size: float) -> bool:
    """Say whether a line is set in the size of notes, `size` being that of the running text."""
    return line.size < SMALLER * size


def ends_sentence(line: PrintedLine) -> bool:
    """Say whether the line ends with a mark that ends a sentence or an item of a list."""
    return _ENDS_SENTENCE.search(line.text) is not None

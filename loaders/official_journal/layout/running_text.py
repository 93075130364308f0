"""Lines of running text into paragraphs and headings, over page breaks."""

import re
from collections import Counter
from collections.abc import Sequence

from loaders.official_journal.layout.line_kinds import heading_style, section_number
from loaders.official_journal.layout.page_parts import SMALLER, TextPart
from loaders.official_journal.layout.paragraphs import begins_anew, join_text, joined
from loaders.official_journal.layout.printed_lines import PrintedLine
from loaders.official_journal.page_content import Line

_ENDS_SENTENCE = re.compile(r"[.:;!?]\W*$")
_LONGEST_HEADING = 250


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
    if abs(before.size - line.size) > 0.6 or before.bold != line.bold or heading_style(before) != heading_style(line):
        return False
    if group[-1].page != part.page:
        opens = line.text[:1].islower() or before.text.endswith(("\u00ad", "-", ","))
        return opens and not ends_sentence(before)
    if heading_style(before) and section_number(line.text):
        return False
    if heading_style(line) and line.baseline - before.baseline < 1.5 * line.size:
        return True
    return not begins_anew(before, line, right)


def _line(group: list[TextPart], section: str) -> Line:
    lines = [part.line for part in group]
    paragraph = joined(lines)
    text = paragraph.text
    heading = bool(heading_style(lines[0])) and len(text) <= _LONGEST_HEADING
    if heading:
        section = section_number(text) or section
    return Line(text, group[0].page, heading, section, paragraph.marks)


def page_note(parts: Sequence[TextPart]) -> Line:
    """Join the lines of one footnote of the act, which stands at the bottom of a page."""
    text = ""
    for part in parts:
        text = join_text(text, part.line.text)
    marks = parts[0].line.marks[:1]
    return Line(text.replace("\u00ad", "").strip(), parts[0].page, False, "", marks, is_page_note=True)


def is_smaller(line: PrintedLine, size: float) -> bool:
    """Say whether a line is set in the size of notes, `size` being that of the running text."""
    return line.size < SMALLER * size


def ends_sentence(line: PrintedLine) -> bool:
    """Say whether the line ends with a mark that ends a sentence or an item of a list."""
    return _ENDS_SENTENCE.search(line.text) is not None

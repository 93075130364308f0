"""The running header of the Official Journal: found, read, and taken off the page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.official_journal.layout.ink import PageInk
from loaders.official_journal.layout.printed_lines import lines_of

# The header stands in the upper tenth of the page, above a rule nearly as wide as the page.
_HEADER_SHARE = 0.1
_RULE_SHARE = 0.75
_JOURNAL = re.compile(r"^(OJ\s+L|L\s*\d+/\d+|\d{1,2}\.\d{1,2}\.\d{4})|\b\d{1,2}\.\d{1,2}\.\d{4}$|L\s*\d+/\d+$")
_LANGUAGES = "BG|ES|CS|DA|DE|ET|EL|EN|FR|GA|HR|IT|LV|LT|HU|MT|NL|PL|PT|RO|SK|SL|FI|SV"
_LANGUAGE = re.compile(r"(?<!\w)(" + _LANGUAGES + r")(?!\w)")


def split_header(ink: PageInk) -> tuple[str, PageInk]:
    """Return the text of the running header, empty if there is none, and the page without it."""
    limit = _HEADER_SHARE * ink.height
    rules = [r.y0 for r in ink.rules if r.horizontal and r.y0 < limit and r.x1 - r.x0 > _RULE_SHARE * ink.width]
    head = [line for line in lines_of(g for g in ink.glyphs if g.baseline < limit) if _JOURNAL.search(line.text)]
    if not head:
        return "", ink
    below = [y for y in rules if y > head[0].baseline]
    end = min(below, default=head[0].bottom)
    rest = replace(
        ink,
        glyphs=tuple(glyph for glyph in ink.glyphs if glyph.baseline > end),
        rules=tuple(rule for rule in ink.rules if rule.y0 > end + 1),
    )
    text = " ".join(line.text for line in lines_of(g for g in ink.glyphs if g.baseline <= end))
    return text, rest


def language_of(headers: Sequence[str]) -> str:
    """Return the language named in the running headers as two lower-case letters, empty if they name none."""
    named = Counter(match.group(1) for header in headers for match in _LANGUAGE.finditer(header))
    return named.most_common(1)[0][0].lower() if named else ""

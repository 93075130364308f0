"""What every page of the Official Journal repeats, its running header and footer: found, read, and taken off."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.official_journal.layout.ink import PageInk
from loaders.official_journal.layout.printed_lines import lines_of

# The header stands in the upper tenth of the page, above a rule nearly as wide as the page; the footer (since October
# 2023, when acts are published one by one) in the lowest part.
_HEADER_SHARE = 0.1
_FOOTER_SHARE = 0.06
_RULE_SHARE = 0.75
_JOURNAL = re.compile(r"^(OJ\s+L|L\s*\d+/\d+|\d{1,2}\.\d{1,2}\.\d{4})|\b\d{1,2}\.\d{1,2}\.\d{4}$|L\s*\d+/\d+$")
_FOOTER = re.compile(r"^(?:\d{1,4}/\d{1,4})?\s*(?:ELI:\s*https?://\S+)?\s*(?:\d{1,4}/\d{1,4})?$")
_LANGUAGES = "BG|ES|CS|DA|DE|ET|EL|EN|FR|GA|HR|IT|LV|LT|HU|MT|NL|PL|PT|RO|SK|SL|FI|SV"
_LANGUAGE = re.compile(r"(?<!\w)(" + _LANGUAGES + r")(?!\w)")
# Words that are frequent in one language and rare in the others, for a document whose header names none.
_FREQUENT = {
    "en": frozenset({"the", "and", "with", "which", "from", "by"}),
    "nl": frozenset({"het", "een", "van", "voor", "zijn", "naar"}),
    "de": frozenset({"der", "und", "das", "für", "mit", "nicht"}),
    "fr": frozenset({"les", "des", "une", "pour", "dans", "sont"}),
    "es": frozenset({"los", "las", "para", "del", "una", "por"}),
    "it": frozenset({"che", "gli", "della", "per", "con", "sono"}),
    "pt": frozenset({"dos", "das", "uma", "não", "pelo", "são"}),
    "pl": frozenset({"oraz", "dla", "jest", "się", "przez", "nie"}),
}


def split_header(ink: PageInk) -> tuple[str, PageInk]:
    """Return the text of the running header, empty if there is none, and the page without header and footer."""
    ink = _without_footer(ink)
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


def _without_footer(ink: PageInk) -> PageInk:
    limit = (1 - _FOOTER_SHARE) * ink.height
    foot = [line for line in lines_of(g for g in ink.glyphs if g.baseline > limit) if _FOOTER.match(line.text)]
    if not foot:
        return ink
    gone = {glyph for line in foot for glyph in line.glyphs}
    return replace(ink, glyphs=tuple(glyph for glyph in ink.glyphs if glyph not in gone))


def language_of(headers: Sequence[str], texts: Iterable[str]) -> str:
    """Return the language as two lower-case letters: as the running headers name it, or by the words of the text.

    Empty if neither tells.
    """
    named = Counter(match.group(1) for header in headers for match in _LANGUAGE.finditer(header))
    if named:
        return named.most_common(1)[0][0].lower()
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))
    counts = {language: sum(words[word] for word in frequent) for language, frequent in _FREQUENT.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""

"""From printed lines to reading text: what the extraction from PDF broke is mended where certain, and noted.

A line end inside a sentence becomes one space; that is no fault and gets no note, as the print is kept line for line.
Everything else that is changed gets a note. What looks broken but cannot be mended with certainty stays as printed and
gets a note of kind LEFT_UNMENDED.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from loaders.decree.provisions import ExtractionNote, NoteKind
from loaders.decree.source_lines import PrintedLine

_WORD: Final = re.compile(r"\S+")
_OPEN_NUMBER: Final = re.compile(r"(?:^|\D)\d+-$")
_OPEN_WORD: Final = re.compile(r"[^\W\d_]-$")
_SUFFIX_OF_NUMBER: Final = re.compile(r"(?:баб|тармақ|тармағ)\w*")
_ARTICLE: Final = re.compile(r"\d+-бабының$")
_PARAGRAPH_LINK: Final = re.compile(r"(?P<before>\S*?)(?P<link>\d+-тармағ\w+)$")
_BARE_SUFFIX: Final = re.compile(r"тармағ\w+$")
_RULES_GENITIVE: Final = "Қағидалардың"
_CLOSES_WORD: Final = (")", ",", ";", ".", ":")


@dataclass(frozen=True)
class Word:
    """A run of printed characters. `gap` is how many blanks stand before it on its line; 0 at the line's beginning."""

    text: str
    line: int
    gap: int = 1
    page_break: bool = False


@dataclass(frozen=True)
class Reading:
    """The reading text of some lines, and what was mended to get it."""

    text: str
    notes: tuple[ExtractionNote, ...]


def mend(lines: Sequence[PrintedLine]) -> Reading:
    """Return the lines as one running text; blank lines between them are page breaks."""
    words = words_of(lines)
    reading = mend_words(words)
    return Reading(reading.text, _sorted([*_page_break_notes(words), *reading.notes]))


def mend_words(words: Sequence[Word]) -> Reading:
    """Return the words as one running text, blank lines between them being layout and no fault."""
    mended = list(words)
    notes: list[ExtractionNote] = []
    for step in (_join_parted_words, _place_displaced_links, _place_displaced_suffixes, _close_stray_spaces):
        mended, made = step(mended)
        notes.extend(made)
    return Reading(" ".join(word.text for word in mended), _sorted(notes))


def _sorted(notes: list[ExtractionNote]) -> tuple[ExtractionNote, ...]:
    return tuple(sorted(notes, key=lambda note: (note.first_line, note.last_line, note.kind, note.found)))


def words_of(lines: Sequence[PrintedLine]) -> list[Word]:
    """Return the words in order, each with its line and the blanks before it."""
    words: list[Word] = []
    for line in lines:
        end_of_previous = None
        for match in _WORD.finditer(line.text):
            gap = 0 if end_of_previous is None else match.start() - end_of_previous
            page_break = bool(words) and gap == 0 and (line.number - words[-1].line > 1 or line.text.startswith("\f"))
            words.append(Word(match.group(), line.number, gap, page_break))
            end_of_previous = match.end()
    return words


def _page_break_notes(words: Sequence[Word]) -> list[ExtractionNote]:
    return [
        ExtractionNote(
            kind=NoteKind.PAGE_BREAK,
            first_line=before.line,
            last_line=after.line,
            found=f"{before.text} ¶ {after.text}",
            read=f"{before.text} {after.text}",
        )
        for before, after in pairwise(words)
        if after.page_break
    ]


def _join_parted_words(words: list[Word]) -> tuple[list[Word], list[ExtractionNote]]:
    """`113-` at a line's end and `бабының` on the next are one word, and so is any other word parted at its hyphen."""
    result: list[Word] = []
    notes = []
    for word in words:
        if result and _are_one_word(result[-1].text, word.text):
            start = result[-1]
            joined = start.text + word.text
            notes.append(_note(NoteKind.PARTED_WORD, start, word, f"{start.text} {word.text}", joined))
            result[-1] = replace(start, text=joined)
        else:
            result.append(word)
    return result, notes


def _are_one_word(start: str, rest: str) -> bool:
    if _OPEN_NUMBER.search(start):
        return _SUFFIX_OF_NUMBER.match(rest) is not None
    return _OPEN_WORD.search(start) is not None and rest[0].isalpha()


def _place_displaced_links(words: list[Word]) -> tuple[list[Word], list[ExtractionNote]]:
    """`113-бабының` wants its paragraph after it; a hyperlink's text was set down further on, even glued to a word."""
    result = list(words)
    notes = []
    hole = 0
    while hole + 1 < len(result):
        article = result[hole]
        if _ARTICLE.search(article.text) and not result[hole + 1].text[0].isdigit():
            loose = _loose_link(result, hole)
            if loose is None:
                notes.append(_note(NoteKind.LEFT_UNMENDED, article, article, article.text, article.text))
            else:
                notes.append(_moved(result, hole, loose))
        hole += 1
    return result, notes


def _loose_link(words: list[Word], hole: int) -> int | None:
    """Return where, behind the hole, a paragraph's number stands that belongs to no article or act before it."""
    for index in range(hole + 2, len(words)):
        owned = _ARTICLE.search(words[index - 1].text) or words[index - 1].text == _RULES_GENITIVE
        if _PARAGRAPH_LINK.match(words[index].text) and not owned:
            return index
    return None


def _moved(words: list[Word], hole: int, loose: int) -> ExtractionNote:
    """Move the loose link behind the hole, in place, and return the note that says so."""
    match = _PARAGRAPH_LINK.match(words[loose].text)
    if match is None:  # _loose_link has just matched it
        raise ValueError(f"{words[loose].text!r} is no paragraph's number")
    article, follower, stray = words[hole], words[hole + 1], words[loose]
    link = match["link"]
    if match["before"]:
        words[loose] = replace(stray, text=match["before"])
    else:
        del words[loose]
    words[hole + 1] = replace(follower, gap=min(follower.gap, 1))
    words.insert(hole + 1, Word(link, stray.line))
    return _note(
        NoteKind.DISPLACED_LINK,
        article,
        stray,
        f"{article.text}{' ' * max(follower.gap, 1)}{follower.text} … {stray.text}",
        f"{article.text} {link} {follower.text}",
    )


def _place_displaced_suffixes(words: list[Word]) -> tuple[list[Word], list[ExtractionNote]]:
    """`5-` wants its `тармағында`, which was torn off and set down further on (p2.3)."""
    result = list(words)
    notes = []
    hole = 0
    while hole < len(result):
        start = result[hole]
        if _OPEN_NUMBER.search(start.text):
            loose = next((i for i in range(hole + 2, len(result)) if _BARE_SUFFIX.match(result[i].text)), None)
            if loose is None:
                notes.append(_note(NoteKind.LEFT_UNMENDED, start, start, start.text, start.text))
            else:
                suffix = result.pop(loose)
                whole, follower = start.text + suffix.text, result[hole + 1].text
                result[hole] = replace(start, text=whole)
                found = f"{start.text} {follower} … {suffix.text}"
                notes.append(_note(NoteKind.DISPLACED_LINK, start, suffix, found, f"{whole} {follower}"))
        hole += 1
    return result, notes


def _close_stray_spaces(words: list[Word]) -> tuple[list[Word], list[ExtractionNote]]:
    """No space before `)` `,` `;` `.` `:`, none after `(`, and one, not two, between words."""
    result: list[Word] = []
    notes = []
    for word in words:
        if result and (word.text.startswith(_CLOSES_WORD) or result[-1].text.endswith("(")):
            start = result[-1]
            joined = start.text + word.text
            notes.append(_note(NoteKind.STRAY_SPACE, start, word, f"{start.text} {word.text}", joined))
            result[-1] = replace(start, text=joined)
            continue
        if result and word.gap > 1:
            found = f"{result[-1].text}{' ' * word.gap}{word.text}"
            notes.append(_note(NoteKind.STRAY_SPACE, result[-1], word, found, f"{result[-1].text} {word.text}"))
        result.append(word)
    return result, notes


def _note(kind: NoteKind, first: Word, last: Word, found: str, read: str) -> ExtractionNote:
    return ExtractionNote(kind=kind, first_line=first.line, last_line=last.line, found=found, read=read)

"""Bounds that a note sets: `the upper end of the range is 125 mg/l for dairies`.

A number sets a bound only if it is in the level's unit, follows the words for an end of the range within its sentence
(or begins an item of a list that such words open), and stands right after a word such as `is` or `up to`. A number in
the level's unit that follows words for an end without that is reported, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from loaders.official_journal.levels.facts import Bounds
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.quantity import UnclearNumber, quantities
from loaders.official_journal.levels.sentences import Statement, statements
from loaders.official_journal.levels.text_values import TextValue, values_in

End = Literal["upper", "lower", "range", "up_to"]
_ENDS: Final[tuple[End, ...]] = ("upper", "lower", "range", "up_to")


@dataclass(frozen=True)
class SetBound:
    """A bound that a note sets: what is printed, for which end, in what unit (`symbol`).

    `scope` are the words from the end of the range to the next number, which say for which of the levels it is set;
    `opening` what the sentence says before; `condition` the whole statement.
    """

    end: Literal["upper", "lower", "range"]
    bounds: Bounds
    printed: str
    symbol: str
    scope: str
    opening: str
    condition: str


@dataclass(frozen=True)
class NoteBounds:
    """All bounds that a note sets, and what it says about an end of a range that could not be read."""

    bounds: tuple[SetBound, ...] = ()
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True)
class _EndWords:
    end: End
    start: int
    stop: int


def bounds_set_by(text: str, symbols: Sequence[str], phrases: LevelPhrases) -> NoteBounds:
    """Return the bounds that the text of a note sets in one of the units `symbols`."""
    bounds: list[SetBound] = []
    unclear: list[str] = []
    for statement in statements(text, phrases):
        try:
            found, left = _in_statement(statement, symbols, phrases)
        except UnclearNumber as reason:
            unclear.append(f"{statement.text} ({reason})")
            continue
        bounds += found
        unclear += left
    return NoteBounds(tuple(_with_common_ending(bounds, text)), tuple(unclear))


def changed(bounds: Bounds, bound: SetBound) -> Bounds:
    """Return the bounds of a level with the end that a note or sentence sets."""
    if bound.end == "range":
        return bound.bounds
    if bound.end == "upper":
        return replace(bounds, upper=bound.bounds.upper, upper_comparator=bound.bounds.upper_comparator)
    return replace(bounds, lower=bound.bounds.lower, lower_comparator=bound.bounds.lower_comparator)


def _in_statement(
    statement: Statement, symbols: Sequence[str], phrases: LevelPhrases
) -> tuple[list[SetBound], list[str]]:
    statement = replace(statement, text=_with_figures(statement.text, phrases))
    words = list(_end_words(statement.text, phrases))
    opened = [] if words else list(_end_words(statement.lead, phrases))
    if not words and not opened:
        return [], []
    bounds: list[SetBound] = []
    left: list[str] = []
    last: _EndWords | None = None
    for value in values_in(statement.text, phrases):
        if value.unit.symbol not in symbols or _is_aside(statement.text, value.start, phrases):
            continue
        # `up to` may belong to the words as well as to the value: they end before its first digit.
        digit = value.start + next(place for place, letter in enumerate(value.printed) if letter.isdigit())
        said = next((one for one in reversed(words) if one.start <= value.start and one.stop <= digit), None)
        if said and _is_set(statement.text, said, value.start, value.printed, phrases):
            # What stands before a second number is about the first one.
            about = replace(said, stop=value.start) if said is last else said
            last = said
            bounds.append(_bound(about, value, statement, phrases))
        elif opened and value.start == 0:
            bounds.append(_bound(replace(opened[-1], start=0, stop=0), value, statement, phrases))
        elif said and not bounds:
            left.append(statement.text)
    if words and not bounds and not left and _says_more(statement.text, words, phrases):
        left.append(statement.text)
    return bounds, left


def _says_more(text: str, words: Sequence[_EndWords], phrases: LevelPhrases) -> bool:
    """Say whether a sentence changes an end of the range by a formula, or to a number in a unit that is not known."""
    if first_match(phrases.patterns("notes")["formula"], text):
        return True
    # A power of ten is a factor by which levels were converted, no level.
    numbers = [one for one in quantities(text, phrases) if "×" not in one.text]
    known = {value.start for value in values_in(text, phrases)}
    numbers = [one for one in numbers if one.start not in known and not _is_aside(text, one.start, phrases)]
    return any(
        one.stop <= number.start and _is_set(text, one, number.start, number.text, phrases)
        for number in numbers
        for one in words
    )


def _with_figures(text: str, phrases: LevelPhrases) -> str:
    """Return a sentence with numbers that are written as words in figures: `at most twelve hours`."""
    for figures, patterns in phrases.patterns("number_words").items():
        for pattern in patterns:
            text = pattern.sub(figures, text)
    return text


def _end_words(text: str, phrases: LevelPhrases) -> Iterator[_EndWords]:
    known = phrases.patterns("notes")
    found = [
        _EndWords(end, match.start(), match.end())
        for end in _ENDS
        for pattern in known[end]
        for match in pattern.finditer(text)
    ]
    kept = [one for one in found if not any(_holds(other, one) for other in found)]
    yield from sorted(kept, key=lambda one: one.start)


def _holds(outer: _EndWords, inner: _EndWords) -> bool:
    longer = outer.stop - outer.start > inner.stop - inner.start
    return longer and outer.start <= inner.start and inner.stop <= outer.stop


def _is_set(text: str, said: _EndWords, start: int, printed: str, phrases: LevelPhrases) -> bool:
    before = text[said.stop : start].strip()
    if not before or _says_limit(printed, phrases):
        return True
    return any(re.search(rf"(?:^|\W)(?:{word})$", before, re.IGNORECASE) for word in phrases.texts("notes")["sets"])


def _says_limit(printed: str, phrases: LevelPhrases) -> bool:
    """Say whether a word such as `up to` stands before the number; a sign such as `≥` may belong to a condition."""
    limits = tuple(word for word, said in phrases.comparator_words.items() if said in ("le", "ge"))
    return printed.lower().startswith(limits)


def _bound(said: _EndWords, value: TextValue, statement: Statement, phrases: LevelPhrases) -> SetBound:
    end: Literal["upper", "lower", "range"] = "upper" if said.end == "up_to" else said.end
    full = value.bounds.lower is not None and value.bounds.upper is not None and value.bounds.lower_comparator != "eq"
    refers_back = first_match(phrases.patterns("notes")["refers_back"], statement.text) is not None
    before = f"{statement.before} " if refers_back and statement.before else ""
    return SetBound(
        end="range" if full else end,
        bounds=_only(end, value.bounds) if not full else replace(value.bounds, lower_comparator=None),
        printed=value.printed,
        symbol=value.unit.symbol,
        scope=statement.text[said.stop : value.start] + " " + statement.text[value.end : value.until],
        opening=statement.text[: said.start] or statement.lead,
        condition=before + (f"{statement.lead} " if statement.is_item else "") + statement.text,
    )


def _only(end: Literal["upper", "lower", "range"], bounds: Bounds) -> Bounds:
    """Return the one end that is set; `up to 46` sets an upper end of 46, as `is 46` does."""
    if end == "range":
        return bounds
    number = bounds.upper if bounds.upper is not None else bounds.lower
    strict = bounds.upper_comparator if bounds.upper_comparator == "lt" else None
    return Bounds(upper=number, upper_comparator=strict) if end == "upper" else Bounds(lower=number)


def _is_aside(text: str, position: int, phrases: LevelPhrases) -> bool:
    """Say whether a number stands in brackets as an example; the same bound in another unit does not count as such."""
    in_brackets = text.count("(", 0, position) > text.count(")", 0, position)
    before = text[:position].rstrip()
    corresponds = phrases.patterns("notes")["corresponds"]
    return in_brackets and not any(found.end() == len(before) for one in corresponds for found in one.finditer(before))


def _with_common_ending(bounds: Sequence[SetBound], text: str) -> Iterator[SetBound]:
    """Yield the bounds of a list whose last item ends in a clause for all items with that clause as condition too."""
    ending = re.search(r";\s*(?P<clause>as [^;]+|allebei [^;]+|als [^;]+)$", text.strip())
    for bound in bounds:
        common = ending["clause"] if ending and bound.condition and ending["clause"] not in bound.condition else ""
        yield replace(bound, condition=f"{bound.condition} {common}".strip()) if common else bound

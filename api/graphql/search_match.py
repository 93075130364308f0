"""How well a text matches what was typed: whole words, beginnings, parts, and words with a slip of the keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from api.graphql.folding import Word, words

_WHOLE: Final = 1.0
_BEGINNING: Final = 0.85
_ENDING: Final = 0.78
_INSIDE: Final = 0.65
_SLIP: Final = 0.2
_SHORTEST_INSIDE: Final = 4
_SHORTEST_STEM: Final = 4
_SHORTEST_ALONE: Final = 3
_COVERAGE: Final = 0.12
_ENDINGS: Final = frozenset(
    {"", "s", "e", "es", "n", "en", *"аеиоуыэюяьй"} | {one + other for one in "аеиоуыюя" for other in "вйехмюя"}
)


@dataclass(frozen=True)
class Match:
    """`score` is above 0, at most about 1.5; `words` are the words of the text that matched."""

    score: float
    words: tuple[Word, ...]


def match(asked: Sequence[str], text: str) -> Match | None:
    """Match folded words that were typed against a text; each must match a word, else None."""
    there = words(text)
    found: list[Word] = []
    total = 0.0
    for typed in asked:
        score, word = max(
            ((_likeness(typed, each.folded), each) for each in there), key=lambda p: p[0], default=(0.0, None)
        )
        if score < _ENDING and (joined := _set_apart(typed, there)) is not None:
            score, word = _BEGINNING, joined
        if score <= 0 or word is None:
            return None
        total += score
        found.append(word)
    if not found:
        return None
    together = [word.folded for word in there]
    whole = 0.5 if together == list(asked) else 0.0
    if not whole and len(set(found)) == len(there) and total >= _ENDING * len(found):
        whole = 0.25  # the whole text, but for endings
    begins = 0.1 if together[: len(asked)] == list(asked) else 0.0
    # Of two texts that hold the words, the shorter one is more about them.
    covered = _COVERAGE * min(1.0, len(set(found)) / len(there)) - 0.004 * min(len(there), 50)
    return Match(total / len(found) + whole + begins + covered, tuple(found))


def match_some(asked: Sequence[str], text: str) -> Match | None:
    """Match those of the folded words that a word of the text is, begins with or holds; None if it is none of them.

    To match more of the words counts for more than to match them well. The score is at most 1.
    """
    there = words(text)
    found = [
        typed
        for typed in asked
        if len(typed) >= _SHORTEST_ALONE and any(_likeness(typed, each.folded) >= _INSIDE for each in there)
    ]
    matched = match(found, text)
    return None if matched is None else Match((len(found) - 1 + matched.score / 2) / len(asked), matched.words)


def _set_apart(typed: str, there: Sequence[Word]) -> Word | None:
    """Two words of the text that were typed as one: `bagfilter`."""
    for one, other in pairwise(there):
        if len(typed) > len(one.folded) > 1 and typed == one.folded + other.folded:
            return Word(typed, one.start, other.end)
    return None


def _likeness(typed: str, word: str) -> float:
    if word == typed:
        return _WHOLE
    if word.startswith(typed):
        return _BEGINNING - 0.01 * min(len(word) - len(typed), 10)
    if _differ_in_ending(typed, word):
        return _ENDING
    if len(typed) >= _SHORTEST_INSIDE and typed in word:
        return _INSIDE
    slips = _slips_allowed(typed)
    if not slips:
        return 0.0
    # What was typed may also be the beginning of a longer word, with a slip in it.
    candidates = [word] if abs(len(word) - len(typed)) <= slips else []
    if len(word) > len(typed):
        candidates += [word[: len(typed) + extra] for extra in (-1, 0, 1)]
    least = min((distance(typed, each, slips) for each in candidates), default=slips + 1)
    return _INSIDE - _SLIP * least if least <= slips else 0.0


def _differ_in_ending(typed: str, word: str) -> bool:
    """Whether two words have one stem: filters and filter, стекло and стекла; but not диоксид and диоксин."""
    same = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    return same >= _SHORTEST_STEM and typed[same:] in _ENDINGS and word[same:] in _ENDINGS


def _slips_allowed(typed: str) -> int:
    if any(character.isdigit() for character in typed) or len(typed) < 4:
        return 0  # so2 is not so3
    return 1 if len(typed) < 8 else 2


def distance(left: str, right: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; `most` + 1 if it is more than `most`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)

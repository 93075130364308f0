"""Which cue of a statement governs which subject."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.reference_document.effect_rules import Cue, EffectRules, Subject

_WORD = re.compile(r"\w[\w'/.-]*")
# Text in brackets explains; it is not part of the sentence. Short brackets belong to names: chromium (VI).
_BRACKETS = re.compile(r"\([^()]{6,}\)")
_CLAUSE_END = re.compile(r"\s*[,;]")


@dataclass(frozen=True)
class CueFound:
    """A cue at its place in a statement."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True)
class SubjectFound:
    """A subject at its place in a statement."""

    subject: Subject
    start: int
    end: int


@dataclass(frozen=True)
class Governed:
    """A subject and the cue that governs it."""

    cue: CueFound
    subject: SubjectFound


def without_brackets(text: str) -> str:
    """Return `text` with long brackets blanked out, character for character."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def find_subjects(text: str, rules: EffectRules, taken: Sequence[tuple[int, int]]) -> tuple[SubjectFound, ...]:
    """Return the subjects in `text` outside the spans `taken`; of overlapping ones the longest, then the first rule."""
    lower = text.lower()
    found = [
        SubjectFound(subject, match.start(), match.end())
        for subject in rules.subjects
        for match in subject.pattern.finditer(lower if not _is_formula(subject) else text)
    ]
    found.sort(key=lambda item: item.start - item.end)
    kept: list[SubjectFound] = []
    for item in found:
        spans = [*taken, *((other.start, other.end) for other in kept)]
        if not any(item.start < end and start < item.end for start, end in spans):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.start))


def find_cues(text: str, heading: str, rules: EffectRules) -> tuple[CueFound, ...]:
    """Return the cues in `text` that count under `heading` and are not negated; of one side the longest."""
    lower = text.lower()
    found = [
        CueFound(cue, match.start(), match.end())
        for cue in rules.cues
        if heading in cue.headings
        for match in cue.pattern.finditer(lower)
        if not rules.negations.search(lower, 0, match.start())
    ]
    found.sort(key=lambda item: (item.start - item.end, item.cue.weak))
    kept: list[CueFound] = []
    for item in found:
        same_side = (other for other in kept if other.cue.binds == item.cue.binds)
        if not any(item.start < other.end and other.start < item.end for other in same_side):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.start))


def govern(
    text: str, cues: Sequence[CueFound], subjects: Sequence[SubjectFound], rules: EffectRules
) -> tuple[Governed, ...]:
    """Return every subject that a cue governs, each with one cue: a strong one before a weak one, then the nearest."""
    best: dict[SubjectFound, tuple[bool, int, CueFound]] = {}
    reaches = [(found, _reach(text, found, cues, subjects, rules)) for found in cues]
    transitive = [found for found, reach in reaches if reach and found.cue.binds == "right"]
    for found, reach in reaches:
        if found.cue.binds == "left" and any(_overlap(found, other) for other in transitive):
            continue  # "may increase energy consumption": what stands before the verb is not what increases
        for distance, subject in reach:
            rank = (found.cue.weak, distance)
            if subject not in best or rank < best[subject][:2]:
                best[subject] = (*rank, found)
    governed = [Governed(found, subject) for subject, (_, _, found) in best.items()]
    return tuple(sorted(_without_generic(governed), key=lambda item: item.subject.start))


def _reach(
    text: str,
    found: CueFound,
    cues: Sequence[CueFound],
    subjects: Sequence[SubjectFound],
    rules: EffectRules,
) -> list[tuple[int, SubjectFound]]:
    """Return the subjects within reach of the cue, in a chain from the cue on, with their distance in words.

    The chain ends at a long gap, at a barrier, at a strong cue between, or where the first gap leaves the clause.
    """
    right = found.cue.binds == "right"
    if right and _CLAUSE_END.match(text, found.end):
        return []
    ahead = [s for s in subjects if (s.start >= found.end if right else s.end <= found.start)]
    strong = [(other.start, other.end) for other in cues if not other.cue.weak and not _overlap(other, found)]
    reach: list[tuple[int, SubjectFound]] = []
    edge = found.end if right else found.start
    total = 0
    for position, subject in enumerate(ahead if right else reversed(ahead)):
        start, end = (edge, subject.start) if right else (subject.end, edge)
        words = len(_WORD.findall(text[start:end]))
        total += words
        if (
            words > found.cue.words_between
            or (position == 0 and "," in text[start:end])
            or any(start <= other and other_end <= end for other, other_end in strong)
            or rules.barriers.search(_without_media(text[start:end], rules))
        ):
            break
        if _takes(found.cue, subject, words):
            reach.append((total, subject))
        edge = subject.end if right else subject.start
    return reach


def _without_media(gap: str, rules: EffectRules) -> str:
    """Return `gap` in lower case without the media it names: "to the air" does not end the reach of a cue."""
    return rules.media.after_preposition.sub(" ", gap.lower())


def _takes(cue: Cue, found: SubjectFound, words: int) -> bool:
    if cue.takes in ("any", found.subject.kind):
        return True
    # "consumption of ammonia": a pollutant can be consumed, if it stands next to the word.
    return cue.takes == "resource" and bool(found.subject.pollutant) and words <= 1


def _without_generic(governed: Sequence[Governed]) -> Iterable[Governed]:
    """Leave out what a pollutant says better: "emissions" in "emissions of dust"."""
    specific = {item.cue for item in governed if item.subject.subject.pollutant}
    for item in governed:
        within_cue = any(cue.start <= item.subject.start and item.subject.end <= cue.end for cue in specific)
        if not (item.subject.subject.generic and (item.cue in specific or within_cue)):
            yield item


def _overlap(first: CueFound, second: CueFound) -> bool:
    return first.start < second.end and second.start < first.end


def _is_formula(subject: Subject) -> bool:
    return bool(subject.pollutant) and any(character.isupper() for character in subject.pattern.pattern)

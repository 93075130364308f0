"""Effects that a statement gives: candidates, found by rules and never guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.reference_document.effect_rules import EffectRules, Media
from loaders.reference_document.governing import (
    Governed,
    SubjectFound,
    find_cues,
    find_subjects,
    govern,
    without_brackets,
)
from loaders.reference_document.statements import Statement

# What may follow a subject that a statement only names.
_BARE_END = re.compile(r"\s*(?:[,.;:]|$)")
_PERCENT = re.compile(r"(?<![\d.–-])(?<!– )(?<!- )([0-9]+(?:\.[0-9]+)?) ?%")
_UNCLEAN = re.compile(
    r"[<>≤≥±]|\b(?:up to|at least|about|around|approx|approximately|more|less than|over|between)\b|\d ?(?:[–-]|to) ?\d"
)
# How many words may stand between a percentage and the words it counts for.
_PERCENT_REACH = 4
_WORD = re.compile(r"\w[\w'/.-]*")


@dataclass(frozen=True)
class Candidate:
    """An effect as a statement gives it. Empty texts are not known; `rule` and the two words say why it was found."""

    direction: str
    pressure: str
    component: str
    pollutant: str
    percent: Decimal | None
    rule: str
    cue: str
    subject: str


@dataclass(frozen=True)
class StatementReading:
    """What a statement gave: effects; why it was passed over; what it says of effects as a whole; or nothing."""

    statement: Statement
    candidates: tuple[Candidate, ...]
    passed_over: str = ""
    whole: str = ""


def read_statement(statement: Statement, heading: str, rules: EffectRules) -> StatementReading:
    """Return what `statement`, printed under `heading` (benefits or cross-media), gives."""
    text = without_brackets(statement.text)
    lower = text.lower()
    if heading == "cross-media":
        whole = next((statement for statement, pattern in rules.whole if pattern.search(lower)), "")
        if whole:
            conditional = whole == "none" and rules.condition.search(lower)
            return StatementReading(statement, (), whole="none-under-condition" if conditional else whole)
    reason = next((reason for reason, pattern in rules.passed_over if pattern.search(lower)), "")
    if reason:
        return StatementReading(statement, (), reason)
    found = tuple(dict.fromkeys((*_from_phrases(lower, heading, rules), *_from_cues(text, heading, rules))))
    return StatementReading(statement, _distinct(found))


def _distinct(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    first: dict[tuple[str, str, str, str], Candidate] = {}
    for item in candidates:
        first.setdefault((item.direction, item.pressure, item.component, item.pollutant), item)
    return tuple(first.values())


def _from_phrases(lower: str, heading: str, rules: EffectRules) -> Iterator[Candidate]:
    for phrase in rules.phrases:
        match = phrase.pattern.search(lower) if heading in phrase.headings else None
        if match:
            words = match[0].split()
            yield Candidate(
                phrase.direction, phrase.pressure, phrase.component, "", None, phrase.id, " ".join(words[:6]), ""
            )


def _from_cues(text: str, heading: str, rules: EffectRules) -> Iterator[Candidate]:
    lower = text.lower()
    media = [match.span() for match in rules.media.after_preposition.finditer(lower)]
    before = [match.span() for match in rules.media.before_subject.finditer(lower)]
    phrases = [m.span() for p in rules.phrases if heading in p.headings for m in p.pattern.finditer(lower)]
    cues = tuple(cue for cue in find_cues(text, heading, rules) if not _within(cue.start, cue.end, phrases))
    subjects = find_subjects(text, rules, (*media, *before, *phrases))
    governed = govern(text, cues, subjects, rules)
    for item in governed:
        yield from _candidates(lower, item.subject, item, _clean_percent(lower, item), rules)
    if heading == "cross-media" and not governed:
        yield from _bare(lower, subjects, rules)


def _bare(lower: str, subjects: Sequence[SubjectFound], rules: EffectRules) -> Iterator[Candidate]:
    """Yield the effect of a statement that only names what the technique causes: "noise", "emissions to air"."""
    if subjects and subjects[0].start == 0:
        end = subjects[0].end
        medium = rules.media.after_preposition.match(lower, end + 1)
        if _BARE_END.match(lower, medium.end() if medium else end):
            yield from _candidates(lower, subjects[0], None, None, rules)


def _candidates(
    lower: str, found: SubjectFound, governed: Governed | None, percent: Decimal | None, rules: EffectRules
) -> Iterator[Candidate]:
    subject = found.subject
    consumed = governed is not None and governed.cue.cue.takes == "resource" and bool(subject.pollutant)
    pressure, pollutant = ("raw-material-use", "") if consumed else (subject.pressure, subject.pollutant)
    components = ("",) if consumed else _components(lower, found, rules)
    for component in components:
        yield Candidate(
            direction=governed.cue.cue.direction if governed else "increases",
            pressure=pressure,
            component=component,
            pollutant=pollutant,
            percent=percent if governed else None,
            rule=f"{governed.cue.cue.id if governed else 'bare'}+{subject.id}",
            cue=lower[governed.cue.start : governed.cue.end].strip() if governed else "",
            subject=lower[found.start : found.end],
        )


def _components(lower: str, found: SubjectFound, rules: EffectRules) -> tuple[str, ...]:
    subject = found.subject
    if subject.kind == "resource" or subject.pressure != "emission":
        return (subject.component,)
    if subject.pollutant in rules.fixed:
        return (rules.fixed[subject.pollutant],)
    if subject.component:
        return (subject.component,)
    return _named_media(lower, found, rules.media) or (rules.components.get(subject.pollutant, ""),)


def _named_media(lower: str, found: SubjectFound, media: Media) -> tuple[str, ...]:
    """Return the components of the media named just before the subject, else next after it, else last before it."""
    for match in media.before_subject.finditer(lower):
        if match.end() + 1 == found.start:
            return _media_in(match[0], media)
    lists = list(media.after_preposition.finditer(lower))
    after = [match for match in lists if match.start() >= found.end]
    earlier = [match for match in lists if match.end() <= found.start]
    nearest = after[:1] or earlier[-1:]
    return _media_in(nearest[0][0], media) if nearest else ()


def _media_in(text: str, media: Media) -> tuple[str, ...]:
    rest = text
    places: list[tuple[int, str]] = []
    for component, pattern in media.words:
        for match in pattern.finditer(rest):
            places.append((match.start(), component))
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return tuple(dict.fromkeys(component for _, component in sorted(places)))


def _clean_percent(lower: str, item: Governed) -> Decimal | None:
    """Return the one percentage of a statement, if nothing blurs it and it stands next to cue or subject."""
    found = list(_PERCENT.finditer(lower))
    if len(found) != 1 or _UNCLEAN.search(lower):
        return None
    start = min(item.cue.start, item.subject.start)
    end = max(item.cue.end, item.subject.end)
    gap = lower[end : found[0].start()] if found[0].start() >= end else lower[found[0].end() : start]
    return Decimal(found[0][1]) if len(_WORD.findall(gap)) <= _PERCENT_REACH else None


def _within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)

"""One technique under two names, proposed: names in one language that are spelled alike, or hold the same words.

Not proposed are names of groups of techniques, and what is for air here and for water there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from analysis.cross_check.entries import Entry, entry_place
from analysis.cross_check.findings import CrossFinding, Rule
from analysis.cross_check.scopes import Scopes
from analysis.lookup.names import Named
from analysis.wording.message import Message, message

_ALIKE: Final = 0.86
_SHORTEST_NAME: Final = 8
_SHORTEST_WORD: Final = 3
_STEM: Final = 6
_SAME_WORD: Final = 0.86


def name_findings(entries: Sequence[Entry], media: Sequence[Named], scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield names of different techniques that are probably one. `media` are those of the code list, with their names.

    Only names that share one of their two rarest words are held against each other, so that the work stays in
    proportion to the number of names.
    """
    groups = _groups(entries)
    named = [each for each in _distinct(entries) if (each.entry.language, each.folded) not in groups]
    common = Counter((each.entry.language, word) for each in named for word in each.words)
    blocks: dict[tuple[str, str], list[_Name]] = defaultdict(list)
    for each in named:
        for word in sorted(each.words, key=lambda word: (common[each.entry.language, word], word))[:2]:
            blocks[each.entry.language, word].append(each)
    seen: set[frozenset[tuple[str, str]]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            first, second = one.entry, other.entry
            key = frozenset({(first.document, one.folded), (second.document, other.folded)})
            if first.technique == second.technique or first.document == second.document or key in seen:
                continue
            seen.add(key)
            why = _why_alike(one.folded, other.folded) if first.own or second.own else None
            if why is not None and not _for_other_media(first, second, media):
                yield _two_names(first, second, why, scopes)


@dataclass(frozen=True)
class _Name:
    """An entry with its name folded, and the beginnings of the words in it."""

    entry: Entry
    folded: str
    words: frozenset[str]


def _distinct(entries: Sequence[Entry]) -> list[_Name]:
    """Each name of each technique in each document once."""
    found: dict[tuple[str, str, str, str], _Name] = {}
    for entry in entries:
        folded = _folded(entry.name)
        words = frozenset(word[:_STEM] for word in folded.split() if len(word) > _SHORTEST_WORD)
        if len(folded) >= _SHORTEST_NAME and words:
            found.setdefault((entry.language, entry.technique, entry.document, folded), _Name(entry, folded, words))
    return list(found.values())


def _groups(entries: Sequence[Entry]) -> frozenset[tuple[str, str]]:
    """The names, by language, that some document puts over several techniques: as a title, or over lettered ones."""
    listed: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for entry in entries:
        listed[entry.document, entry.bat].add(entry.mark)
    found = {(entry.language, _folded(part)) for entry in entries for part in (entry.group, entry.group.split(",")[0])}
    for entry in entries:
        marks = listed[entry.document, entry.bat]
        if entry.mark and any(mark.startswith(f"{entry.mark}.") for mark in marks):
            found.add((entry.language, _folded(entry.name)))
    return frozenset(found)


def _for_other_media(one: Entry, other: Entry, media: Sequence[Named]) -> bool:
    """Whether the sections of both BAT name media, and none in common: reduction in waste gas, and in brine."""
    first, second = _media_named(one.section, media), _media_named(other.section, media)
    return bool(first and second) and first.isdisjoint(second)


def _media_named(title: str, media: Sequence[Named]) -> frozenset[str]:
    words = set(_folded(title).split())
    return frozenset(medium.iri for medium in media if words & {_folded(name) for name in medium.names})


def _two_names(one: Entry, other: Entry, why: Message, scopes: Scopes) -> CrossFinding:
    return CrossFinding(
        rule=Rule.TWO_NAMES,
        severity="information",
        subject=f"{one.name} / {other.name}",
        about=message("cross_check/two-names", one=one.name, other=other.name),
        message=message("cross_check/probably-one", why=why),
        first=entry_place(one, scopes),
        second=entry_place(other, scopes),
        proposed=True,
    )


def _why_alike(one: str, other: str) -> Message | None:
    if one == other:
        return message("cross_check/same-name")
    if sorted(one.split()) == sorted(other.split()):
        return message("cross_check/same-words")
    shorter, longer = sorted((len(one), len(other)))
    if shorter / longer < _ALIKE * _ALIKE:
        return None
    if _say_different(set(one.split()), set(other.split())):
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return None
    ratio = matcher.ratio()
    return message("cross_check/spelled-alike", percent=round(ratio * 100)) if ratio >= _ALIKE else None


def _say_different(one: set[str], other: set[str]) -> bool:
    """Whether each name has a word of weight instead of the other's: chemical reduction, thermal reduction."""
    first = " ".join(sorted(word for word in one - other if len(word) > _SHORTEST_WORD))
    second = " ".join(sorted(word for word in other - one if len(word) > _SHORTEST_WORD))
    return bool(first and second) and SequenceMatcher(None, first, second, autojunk=False).ratio() < _SAME_WORD


def _folded(name: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())

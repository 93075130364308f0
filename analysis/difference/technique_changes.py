"""Techniques of two versions: added, removed, under another BAT, or under another name."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from analysis.difference.level_changes import Change, words_of
from analysis.difference.matching import match
from analysis.difference.source_gaps import NO_GAPS, SourceGaps
from analysis.wording.message import Message, message


@dataclass(frozen=True)
class Entry:
    """A technique as a version lists it. `shared` is the shared technique, None if the entry has one of its own."""

    iri: str
    name: str
    shared: str | None
    bat: int | None = None
    mark: str = ""
    page: int | None = None


@dataclass(frozen=True)
class EntryChange:
    """One technique in both versions that is listed differently."""

    before: Entry
    after: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class TechniqueDifference:
    """All technique entries of both versions. `not_told` are listed under a BAT that the other source does not hold."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[EntryChange, ...]
    same: int
    not_told: tuple[Entry, ...] = ()


def technique_difference(
    before: Sequence[Entry],
    after: Sequence[Entry],
    same_words: bool = True,
    gaps: tuple[SourceGaps, SourceGaps] = (NO_GAPS, NO_GAPS),
) -> TechniqueDifference:
    """Pair the entries and tell what changed; `same_words` is False for readings in two languages."""
    first, second = gaps
    found = match(
        before,
        after,
        [
            (lambda entry: (entry.bat, entry.mark, _identity(entry)), True),
            (lambda entry: (entry.bat, _identity(entry)), True),
            (lambda entry: (entry.bat, _folded(entry.name)), True),
            (lambda entry: _identity(entry), True),
            (_numbered, False),
        ],
    )
    changed = []
    for one, other in found.pairs:
        changes = tuple(_changes(one, other, same_words))
        if changes:
            changed.append(EntryChange(one, other, changes))
    hidden = [entry for entry in found.removed if second.hides_bat(entry.bat)]
    hidden += [entry for entry in found.added if first.hides_bat(entry.bat)]
    return TechniqueDifference(
        added=tuple(entry for entry in found.added if entry not in hidden),
        removed=tuple(entry for entry in found.removed if entry not in hidden),
        changed=tuple(changed),
        same=len(found.pairs) - len(changed),
        not_told=tuple(hidden),
    )


def _changes(before: Entry, after: Entry, same_words: bool) -> list[Change]:
    changes = []
    if before.bat != after.bat:
        changes.append(Change("bat", _number(before.bat), _number(after.bat)))
    if before.mark != after.mark:
        changes.append(Change("mark", _mark(before.mark), _mark(after.mark)))
    if same_words and _folded(before.name) != _folded(after.name):
        changes.append(Change("name", words_of(before.name), words_of(after.name)))
    if before.shared != after.shared and None not in (before.shared, after.shared):
        changes.append(Change("technique", words_of(before.shared or ""), words_of(after.shared or "")))
    return changes


def _number(bat: int | None) -> Message:
    return message("errors/none") if bat is None else words_of(str(bat))


def _mark(mark: str) -> Message:
    return words_of(mark) if mark else message("errors/none")


def _identity(entry: Entry) -> Hashable:
    return entry.shared or _folded(entry.name)


def _numbered(entry: Entry) -> Hashable | None:
    """The printed place, for an entry that is named anew."""
    return (entry.bat, entry.mark) if entry.bat is not None and entry.mark else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())

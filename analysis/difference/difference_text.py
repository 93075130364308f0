"""A difference for reading in a terminal."""

from collections.abc import Iterator, Sequence

from analysis.comparison.comparison_text import paragraphs_line, printed, source_words
from analysis.comparison.facts import Level
from analysis.comparison.obstacles import subject
from analysis.difference.difference import VersionDifference
from analysis.difference.level_changes import Change
from analysis.difference.technique_changes import Entry
from analysis.wording.speaker import ENGLISH, Speaker


def lines(found: VersionDifference, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """What was added (+), removed (−) and changed (~): levels, techniques, scope."""
    yield f"{found.first.short} → {found.second.short}"
    yield from _levels(found, speaker)
    yield from _techniques(found, speaker)
    yield speaker.text(
        "difference/scope" if found.scope_told else "difference/scope-not-told", changed=len(found.scope)
    )
    for change in found.scope:
        yield from (f"  + {change.respect}: {each}" for each in change.added)
        yield from (f"  − {change.respect}: {each}" for each in change.removed)
    yield paragraphs_line(found.paragraphs, speaker)


def _levels(found: VersionDifference, speaker: Speaker) -> Iterator[str]:
    levels = found.levels
    numbers = {
        "added": len(levels.added),
        "removed": len(levels.removed),
        "changed": len(levels.changed),
        "same": levels.same,
        "moved": levels.moved,
    }
    yield speaker.text("difference/levels", **numbers)
    yield from (f"  + {_level(level, speaker)}" for level in levels.added)
    yield from (f"  − {_level(level, speaker)}" for level in levels.removed)
    for level in levels.changed:
        direction = speaker.text(f"difference/{level.direction}")
        yield f"  ~ {_level(level.after, speaker)}: {changes_words(level.changes, speaker)} [{direction}]"
    if levels.not_told:
        yield speaker.text("difference/levels-not-told", number=len(levels.not_told))
        yield from (f"  ? {_level(level, speaker)}" for level in levels.not_told)


def _techniques(found: VersionDifference, speaker: Speaker) -> Iterator[str]:
    techniques = found.techniques
    numbers = {
        "added": len(techniques.added),
        "removed": len(techniques.removed),
        "changed": len(techniques.changed),
        "same": techniques.same,
    }
    yield speaker.text("difference/techniques", **numbers)
    yield from (f"  + {entry_words(entry, speaker)}" for entry in techniques.added)
    yield from (f"  − {entry_words(entry, speaker)}" for entry in techniques.removed)
    for entry in techniques.changed:
        yield f"  ~ {entry_words(entry.after, speaker)}: {changes_words(entry.changes, speaker)}"
    if techniques.not_told:
        yield speaker.text("difference/techniques-not-told", number=len(techniques.not_told))
        yield from (f"  ? {entry_words(entry, speaker)}" for entry in techniques.not_told)


def changes_words(changes: Sequence[Change], speaker: Speaker) -> str:
    """Each change: what of it, before and after."""
    return "; ".join(
        f"{speaker.text(f'difference/respect-{change.respect}')}: "
        f"{speaker.say(change.before)} → {speaker.say(change.after)}"
        for change in changes
    )


def entry_words(entry: Entry, speaker: Speaker) -> str:
    """A technique as one cites it."""
    mark = f".{entry.mark}" if entry.mark else ""
    place = speaker.text("common/bat", numbers=f"{entry.bat}{mark}") if entry.bat is not None else ""
    page = speaker.text("common/page", number=entry.page) if entry.page is not None else ""
    where = ", ".join(part for part in (place, page) if part)
    return f"{entry.name} ({where})" if where else entry.name


def _level(level: Level, speaker: Speaker) -> str:
    plants = f" [{level.plants}]" if level.plants else ""
    return f"{speaker.say(subject(level))}: {printed(level)} ({source_words(level.source, speaker)}){plants}"

"""A difference for reading in a terminal."""

from collections.abc import Iterator

from analysis.comparison.comparison_text import cited, printed
from analysis.comparison.facts import Level
from analysis.difference.difference import VersionDifference


def lines(found: VersionDifference) -> Iterator[str]:
    """What was added (+), removed (−) and changed (~): levels, techniques, scope."""
    yield f"{found.first.short} → {found.second.short}"
    levels, techniques = found.levels, found.techniques
    yield (
        f"Levels: {len(levels.added)} added, {len(levels.removed)} removed, {len(levels.changed)} changed, "
        f"{levels.same} the same, {levels.moved} the same in another place"
    )
    yield from (f"  + {_level(level)}" for level in levels.added)
    yield from (f"  − {_level(level)}" for level in levels.removed)
    for level in levels.changed:
        changes = "; ".join(f"{change.respect}: {change.before} → {change.after}" for change in level.changes)
        yield f"  ~ {_level(level.after)}: {changes} [{level.direction}]"
    yield (
        f"Techniques: {len(techniques.added)} added, {len(techniques.removed)} removed, "
        f"{len(techniques.changed)} changed, {techniques.same} the same"
    )
    yield from (f"  + {entry.words}" for entry in techniques.added)
    yield from (f"  − {entry.words}" for entry in techniques.removed)
    for entry in techniques.changed:
        changes = "; ".join(f"{change.respect}: {change.before} → {change.after}" for change in entry.changes)
        yield f"  ~ {entry.after.words}: {changes}"
    yield f"Scope: {len(found.scope) or 'nothing'} changed"
    for change in found.scope:
        yield from (f"  + {change.respect}: {each}" for each in change.added)
        yield from (f"  − {change.respect}: {each}" for each in change.removed)
    yield f"Paragraphs: {cited(found.paragraphs)}"


def _level(level: Level) -> str:
    plants = f" [{level.plants}]" if level.plants else ""
    return f"{level.subject}: {printed(level)} ({level.source.words}){plants}"

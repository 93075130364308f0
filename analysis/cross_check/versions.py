"""Figures that differ between two versions of one document, where the graph holds both."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from analysis.comparison.facts import Level
from analysis.comparison.obstacles import subject
from analysis.cross_check.findings import CrossFinding, Place, Rule
from analysis.cross_check.levels import place_of
from analysis.cross_check.scopes import Scopes
from analysis.difference.difference import NothingToTellApart, VersionDifference, fetch_version, tell_apart
from analysis.difference.level_changes import LevelChange
from analysis.wording.message import Message, message
from store.graph_store import GraphStore


def fetch_differences(store: GraphStore, levels: Sequence[Level], scopes: Scopes) -> tuple[VersionDifference, ...]:
    """Tell each document apart from its later versions, drafts too; `levels` are those of all documents."""
    by_document: dict[str, list[Level]] = defaultdict(list)
    for level in levels:
        by_document[level.source.document].append(level)
    own = {document.iri: document for document in scopes.own}
    found = []
    for old, successors in sorted(scopes.later_versions.items()):
        for new in successors:
            if old in own and new in own:
                try:
                    before, after = (fetch_version(store, own[each], by_document[each]) for each in (old, new))
                except NothingToTellApart:
                    continue
                found.append(tell_apart(before, after))
    return tuple(found)


def version_findings(differences: Sequence[VersionDifference]) -> Iterator[CrossFinding]:
    """Yield each level that a version changed, added or removed against the one it supersedes."""
    for found in differences:
        yield from _differences(found)


def _differences(found: VersionDifference) -> Iterator[CrossFinding]:
    for changed in found.levels.changed:
        yield CrossFinding(
            Rule.VERSIONS_DIFFER,
            "warning" if changed.direction == "laxer" else "information",
            changed.after.subject,
            subject(changed.after),
            _changed(changed),
            place_of(changed.before),
            place_of(changed.after),
        )
    for levels, text, other in (
        (found.levels.removed, "removed", found.second),
        (found.levels.added, "added", found.first),
    ):
        said = message(f"cross_check/{text}")
        for level in levels:
            place, about = Place(other.iri, other.short, other.iri), subject(level)
            yield CrossFinding(Rule.VERSIONS_DIFFER, "information", level.subject, about, said, place_of(level), place)


def _changed(changed: LevelChange) -> Message:
    changes = [
        message(
            "cross_check/change",
            respect=message(f"difference/respect-{change.respect}"),
            before=change.before,
            after=change.after,
        )
        for change in changed.changes
    ]
    return message("cross_check/changed", direction=message(f"difference/{changed.direction}"), changes=changes)

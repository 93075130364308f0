"""Figures that differ between two versions of one document, where the graph holds both."""

from collections.abc import Iterator

from analysis.comparison.obstacles import subject
from analysis.cross_check.findings import CrossFinding, Place, Rule
from analysis.cross_check.levels import place_of
from analysis.cross_check.scopes import Scopes
from analysis.difference.difference import NothingToTellApart, difference
from analysis.difference.level_changes import LevelChange
from analysis.wording.message import Message, message
from store.graph_store import GraphStore


def version_findings(store: GraphStore, scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield each level that a version changed, added or removed against the one it supersedes."""
    own = {document.iri for document in scopes.own}
    for old, successors in sorted(scopes.superseded_by.items()):
        for new in successors:
            if old in own and new in own:
                yield from _differences(store, old, new)


def _differences(store: GraphStore, old: str, new: str) -> Iterator[CrossFinding]:
    try:
        found = difference(store, old, new)
    except NothingToTellApart:
        return
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

"""Figures that differ between two versions of one document, where the graph holds both."""

from collections.abc import Iterator

from analysis.cross_check.findings import CrossFinding, Place, Rule
from analysis.cross_check.levels import place_of
from analysis.cross_check.scopes import Scopes
from analysis.difference.difference import NothingToTellApart, difference
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
        changes = "; ".join(f"{change.respect}: {change.before} → {change.after}" for change in changed.changes)
        yield CrossFinding(
            Rule.VERSIONS_DIFFER,
            "warning" if changed.direction == "laxer" else "information",
            changed.after.subject,
            f"changed ({changed.direction}): {changes}",
            place_of(changed.before),
            place_of(changed.after),
        )
    for levels, words, other in (
        (found.levels.removed, "removed", found.second),
        (found.levels.added, "added", found.first),
    ):
        for level in levels:
            place = Place(other.iri, other.short, other.iri)
            yield CrossFinding(Rule.VERSIONS_DIFFER, "information", level.subject, words, place_of(level), place)

"""What the levels of a superseded document still say: nothing where its successor differs, else what that repeats."""

from collections.abc import Mapping, Sequence

from analysis.comparison.facts import Level
from analysis.cross_check.scopes import Scopes
from analysis.difference.difference import VersionDifference
from analysis.wording.message import Message, message


def levels_that_stand(
    levels: Sequence[Level], differences: Sequence[VersionDifference], scopes: Scopes
) -> tuple[tuple[Level, ...], Mapping[str, Message]]:
    """Return the levels of all documents less those that a later version in its place changed or removed.

    With them, by IRI, what has to be said of the levels of a superseded document that are left: that the successor
    repeats the level, or that its source, or the graph, does not hold it.
    """
    binding = [found for found in differences if found.second.iri in scopes.superseded_by.get(found.first.iri, ())]
    lapsed = {level.iri for found in binding for level in found.levels.removed}
    lapsed |= {change.before.iri for found in binding for change in found.levels.changed}
    untold = {level.iri for found in binding for level in found.levels.not_told}
    told = {found.first.iri for found in binding}
    standing = tuple(level for level in levels if level.iri not in lapsed)
    remarks = {}
    for level in standing:
        if successors := scopes.superseded_by.get(level.source.document):
            known = level.source.document in told and level.iri not in untold
            remarks[level.iri] = message(
                "cross_check/repeated-by-successor" if known else "cross_check/not-held-by-successor",
                old=level.source.short,
                new=[scopes.documents[iri].short if iri in scopes.documents else iri for iri in successors],
            )
    return standing, remarks

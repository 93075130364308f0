"""Levels for the same substance, medium and comparable conditions that contradict, or of which one is looser.

Compared are documents that have to do with each other: one is for all sectors, both cover an activity or sector, or one
refers to the other. Within a group of comparable levels the loosest of each document are set against each other. Print
does not say whether the plants of two sectors can be compared, so what neighbours differ in a person has to confirm.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.comparison.comparison_text import printed
from analysis.comparison.facts import Level, LevelKind
from analysis.comparison.obstacles import subject
from analysis.comparison.pair import Comparable, compare_pair, short
from analysis.comparison.ranking import Group, Ranked, rank
from analysis.cross_check.findings import CrossFinding, Place, Rule
from analysis.cross_check.scopes import Scopes
from analysis.lookup.codes import local
from analysis.lookup.documents import CROSS_SECTORAL, DocumentName
from analysis.wording.message import Code, Message, message
from analysis.wording.message import Place as PlaceOfText
from ontology.namespaces import code


@dataclass(frozen=True)
class Remarks:
    """What has to be said of a level wherever it is named, by its IRI: of its document, and its footnotes."""

    of_documents: Mapping[str, Message]
    footnotes: Mapping[str, Sequence[Message]]

    def on(self, level: Level) -> Iterator[Message]:
        """Yield what has to be said of a level."""
        if level.iri in self.of_documents:
            yield self.of_documents[level.iri]
        if notes := self.footnotes.get(level.iri):
            yield message("cross_check/footnotes", document=level.source.short, notes=notes)


def level_findings(levels: Sequence[Level], remarks: Remarks, scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield the contradictions and looser levels of all related pairs, each pair of levels once."""
    stated = [level for level in levels if level.kind is LevelKind.EMISSION and not level.indicative]
    related = _related({level.source.document for level in stated}, scopes)
    seen: set[tuple[str, str]] = set()
    for group in rank(stated).groups:
        documents = _by_document(group)
        pairs = ((one, other) for one in documents for other in sorted(related[one] & documents.keys()))
        for mine, theirs in pairs:
            finding = _finding(group, documents[mine], documents[theirs], scopes, remarks)
            if finding and finding.second and (finding.first.iri, finding.second.iri) not in seen:
                seen.add((finding.first.iri, finding.second.iri))
                yield finding


def _related(documents: Iterable[str], scopes: Scopes) -> Mapping[str, frozenset[str]]:
    """For each document those it has to do with. Found once: groups are many."""
    found: dict[str, set[str]] = {document: set() for document in documents}
    for one, other in combinations(sorted(found), 2):
        if are_related(scopes, one, other):
            found[one].add(other)
            found[other].add(one)
    return {document: frozenset(others) for document, others in found.items()}


def are_related(scopes: Scopes, one: str, other: str) -> bool:
    """Whether two documents have to do with each other, and are not versions of one."""
    first, second = scopes.documents.get(one), scopes.documents.get(other)
    if first is None or second is None or (first.code is not None and first.code == second.code):
        return False
    return (
        _covers_all(scopes, first)
        or _covers_all(scopes, second)
        or scopes.refers(first, second)
        or scopes.refers(second, first)
        or bool(scopes.shared_activities(first, second))
        or bool(set(first.sectors) & set(second.sectors))
    )


def _covers_all(scopes: Scopes, document: DocumentName) -> bool:
    """A cross-sectoral document that restricts itself to no sector and no activity."""
    return document.reach == CROSS_SECTORAL and not document.sectors and not scopes.activities.get(document.iri)


def _by_document(group: Group) -> Mapping[str, list[Ranked]]:
    """The levels of a group by document, strictest first; those that a footnote sets for some plants are left out."""
    found: dict[str, list[Ranked]] = defaultdict(list)
    for ranked in group.ranked:
        if not ranked.level.modifies:
            found[ranked.level.source.document].append(ranked)
    return found


def _finding(
    group: Group, mine: Sequence[Ranked], theirs: Sequence[Ranked], scopes: Scopes, remarks: Remarks
) -> CrossFinding | None:
    """What the first document has against the second, if its loosest level is looser than any of the other."""
    strictest, loosest, other = mine[0].level, mine[-1].level, theirs[-1].level
    result = compare_pair(loosest, other, group.basis)
    if not isinstance(result, Comparable) or result.stricter != "second" or not result.difference:
        return None
    # "≤ 0.5" against "< 0.5" is no looser level.
    if not result.difference.value:
        return None
    wholly = compare_pair(strictest, other, group.basis)
    apart = isinstance(wholly, Comparable) and not group.higher_is_stricter and _lies_above(wholly)
    shown = wholly if apart and isinstance(wholly, Comparable) else result
    first, second = (scopes.documents[each.source.document] for each in (loosest, other))
    binds = second.reach == CROSS_SECTORAL and first.reach != CROSS_SECTORAL
    said = "lies-above" if apart else "looser"
    return CrossFinding(
        rule=Rule.LEVELS_CONTRADICT if apart else Rule.LEVEL_LOOSER,
        # A sectoral document has to accord with a cross-sectoral one (p2.13); neighbours need only explain themselves.
        severity="warning" if apart or binds else "information",
        subject=_subject(group),
        about=_about(group),
        message=message(f"cross_check/{said}", other=second.short, **_numbers(shown, group, remarks)),
        first=place_of(shown.first),
        second=place_of(other),
        proposed=not binds or shown.first.plants.casefold() != other.plants.casefold(),
    )


def _lies_above(result: Comparable) -> bool:
    """Whether the first range lies above the second. “< 5–20” reaches below 5, so it has no end to lie above with."""
    lower, limit = result.first_range.lower, result.second_range.upper
    if lower is None or limit is None or lower.comparator in ("lt", "le"):
        return False
    return lower.value > limit.value


def _numbers(result: Comparable, group: Group, remarks: Remarks) -> dict[str, PlaceOfText]:
    ratio = message("cross_check/times", ratio=short(result.ratio.value)) if result.ratio else None
    of_levels = (remark for level in (result.first, result.second) for remark in remarks.on(level))
    return {
        "mine": result.first_range.words,
        "theirs": f"{result.second_range.words} {group.basis.unit.symbol}",
        "further": [each for each in (group.oxygen, ratio, *of_levels) if each],
    }


def _about(group: Group) -> Message:
    codes = [each for each in (group.medium, group.averaging) if each]
    codes += [str(code("plant-status", group.plant_status))] if group.plant_status != "all" else []
    return message("comparison/listed", what=[subject(group.ranked[0].level), *map(Code, codes)])


def _subject(group: Group) -> str:
    parts = [group.subject, local(group.medium) if group.medium else "", local(group.averaging or "")]
    parts += [f"{group.plant_status} plants"] if group.plant_status != "all" else []
    return ", ".join(part for part in parts if part)


def place_of(level: Level) -> Place:
    """A level as a place."""
    source = level.source
    plants = f", [{level.plants}]" if level.plants else ""
    words = f"“{printed(level)}”{plants}"
    return Place(source.document, source.short, level.iri, source.page, words, source.bats, source.table)

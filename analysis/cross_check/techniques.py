"""Techniques in several documents: one status here and another there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from analysis.cross_check.entries import ONLY_PROSPECTIVE, Entry, entry_place
from analysis.cross_check.findings import CrossFinding, Rule, named
from analysis.cross_check.scopes import Scopes
from analysis.lookup.codes import local
from analysis.wording.message import Code, message
from ontology.namespaces import code


def status_findings(entries: Sequence[Entry], scopes: Scopes) -> Iterator[CrossFinding]:
    """One finding for two documents and two statuses, at the first entries that show it."""
    by_technique: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.statuses:
            by_technique[entry.technique].append(entry)
    for technique, accounts in sorted(by_technique.items()):
        shown = set()
        for one, other in combinations(accounts, 2):
            key = one.document, other.document, one.statuses, other.statuses
            if one.document == other.document or one.statuses == other.statuses or key in shown:
                continue
            shown.add(key)
            yield CrossFinding(
                rule=Rule.ONLY_PROSPECTIVE
                if ONLY_PROSPECTIVE in (one.statuses, other.statuses)
                else Rule.STATUS_DIFFERS,
                severity="warning",
                subject=local(technique),
                about=named(one.name),
                message=message("cross_check/status-differs", here=_codes(one.statuses), there=_codes(other.statuses)),
                first=entry_place(one, scopes),
                second=entry_place(other, scopes),
            )


def _codes(statuses: frozenset[str]) -> list[Code]:
    return [Code(code("status", status)) for status in sorted(statuses)]

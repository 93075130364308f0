"""Techniques in several documents: one status here and another there, and one technique under two names."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from analysis.cross_check.findings import CrossFinding, Place, Rule, named
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.lookup.codes import local
from analysis.lookup.names import by_language
from analysis.wording.message import Code, Message, message
from ontology.namespaces import BAT, DOC, TECHNIQUE, code
from store.graph_store import GraphStore, Row
from store.query_text import load_query

# Absence of a decision is no decision: only these statuses can stand against each other.
# Withdrawn says that a version has lapsed, not that another document is wrong.
_DECIDED: Final = ("bat", "bat-under-conditions", "not-bat", "prospective")
# An entry of the structural element of prospective techniques (p12.10).
_PROSPECTIVE: Final = str(BAT.ProspectiveTechniqueEntry)
_ONLY_PROSPECTIVE: Final = frozenset({"prospective"})
_ALIKE: Final = 0.86
_SHORTEST_NAME: Final = 8
_SHORTEST_WORD: Final = 3
_STEM: Final = 6
_SAME_WORD: Final = 0.86
_RULE_SET: Final = "kz-775"


@dataclass(frozen=True)
class Entry:
    """A document's account of a technique. `statuses` are those determined under the decree, else claimed by it."""

    iri: str
    document: str
    technique: str
    name: str
    language: str
    bat: int | None
    page: int | None
    statuses: frozenset[str]

    @property
    def own(self) -> bool:
        """Whether the technique is the entry's own, shared with nobody."""
        return self.technique.startswith(f"{TECHNIQUE}{self.document.removeprefix(DOC)}-")


def fetch_entries(store: GraphStore) -> tuple[Entry, ...]:
    """Read all technique entries with their statuses: one query."""
    rows: dict[str, list[Row]] = defaultdict(list)
    claimed: dict[str, set[str]] = defaultdict(set)
    determined: dict[str, set[str]] = defaultdict(set)
    prospective: set[str] = set()
    for row in store.select(load_query(PACKAGE, "techniques")):
        iri = row["entry"].value
        rows[iri].append(row)
        if row["class"].value == _PROSPECTIVE:
            prospective.add(iri)
        if "claimed" in row:
            claimed[iri].add(local(row["claimed"].value))
        if "determined" in row and row["ruleSet"].value == _RULE_SET:
            determined[iri].add(local(row["determined"].value))
    return tuple(
        _entry(iri, found, set(_ONLY_PROSPECTIVE) if iri in prospective else decided)
        for iri, found in sorted(rows.items())
        for decided in [determined[iri] & set(_DECIDED) or claimed[iri]]
    )


def technique_findings(entries: Sequence[Entry], scopes: Scopes) -> Iterator[CrossFinding]:
    """Yield techniques whose status differs between documents, and names that are probably one technique."""
    yield from _statuses(entries, scopes)
    yield from _names(entries, scopes)


def _entry(iri: str, rows: Sequence[Row], statuses: set[str]) -> Entry:
    names = sorted(by_language(row["name"]) for row in rows if "name" in row)
    language, name = names[0] if names else ("", iri)
    first = {key: term.value for key, term in rows[0].items()}
    return Entry(
        iri=iri,
        document=first["document"],
        technique=first["technique"],
        name=" ".join(name.split()),
        language=language,
        bat=int(first["bat"]) if "bat" in first else None,
        page=int(first["page"]) if "page" in first else None,
        statuses=frozenset(status for status in statuses if status in _DECIDED),
    )


def _statuses(entries: Sequence[Entry], scopes: Scopes) -> Iterator[CrossFinding]:
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
                if _ONLY_PROSPECTIVE in (one.statuses, other.statuses)
                else Rule.STATUS_DIFFERS,
                severity="warning",
                subject=local(technique),
                about=named(one.name),
                message=message("cross_check/status-differs", here=_codes(one.statuses), there=_codes(other.statuses)),
                first=_place(one, scopes),
                second=_place(other, scopes),
            )


def _names(entries: Sequence[Entry], scopes: Scopes) -> Iterator[CrossFinding]:
    """Names of different techniques in one language that are spelled alike, or hold the same words.

    Only names that share one of their two rarest words are held against each other, so that the work stays in
    proportion to the number of names.
    """
    named = _distinct(entries)
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
            if why is not None:
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


def _two_names(one: Entry, other: Entry, why: Message, scopes: Scopes) -> CrossFinding:
    return CrossFinding(
        rule=Rule.TWO_NAMES,
        severity="information",
        subject=f"{one.name} / {other.name}",
        about=message("cross_check/two-names", one=one.name, other=other.name),
        message=message("cross_check/probably-one", why=why),
        first=_place(one, scopes),
        second=_place(other, scopes),
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


def _codes(statuses: frozenset[str]) -> list[Code]:
    return [Code(code("status", status)) for status in sorted(statuses)]


def _place(entry: Entry, scopes: Scopes) -> Place:
    document = scopes.documents.get(entry.document)
    bats = () if entry.bat is None else (entry.bat,)
    short = document.short if document else entry.document
    return Place(entry.document, short, entry.iri, entry.page, f"“{entry.name}”", bats)

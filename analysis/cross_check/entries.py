"""The accounts that documents give of techniques, with the status each has and the group it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.cross_check.findings import Place
from analysis.cross_check.scopes import PACKAGE, Scopes
from analysis.lookup.codes import local
from analysis.lookup.names import by_language
from ontology.namespaces import BAT, DOC, TECHNIQUE
from store.graph_store import GraphStore, Row
from store.query_text import load_query

# Absence of a decision is no decision: only these statuses can stand against each other.
# Withdrawn says that a version has lapsed, not that another document is wrong.
_DECIDED: Final = ("bat", "bat-under-conditions", "not-bat", "prospective")
# An entry of the structural element of prospective techniques (p12.10).
_PROSPECTIVE: Final = str(BAT.ProspectiveTechniqueEntry)
ONLY_PROSPECTIVE: Final = frozenset({"prospective"})
_RULE_SET: Final = "kz-775"


@dataclass(frozen=True)
class Entry:
    """A document's account of a technique. `statuses` are those determined under the decree, else claimed by it.

    `mark` is its letter in the list of its BAT (`a.II` stands below `a`), `group` the title over it there, `section`
    the title of the section of the BAT.
    """

    iri: str
    document: str
    technique: str
    name: str
    language: str
    bat: int | None
    page: int | None
    statuses: frozenset[str]
    mark: str = ""
    group: str = ""
    section: str = ""

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
        _entry(iri, found, set(ONLY_PROSPECTIVE) if iri in prospective else decided)
        for iri, found in sorted(rows.items())
        for decided in [determined[iri] & set(_DECIDED) or claimed[iri]]
    )


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
        mark=first.get("mark", ""),
        group=first.get("group", ""),
        section=first.get("section", ""),
    )


def entry_place(entry: Entry, scopes: Scopes) -> Place:
    """An account as a place."""
    document = scopes.documents.get(entry.document)
    bats = () if entry.bat is None else (entry.bat,)
    short = document.short if document else entry.document
    return Place(entry.document, short, entry.iri, entry.page, f"“{entry.name}”", bats)

"""What the source of a version does not hold or leaves in doubt: there, nothing can be told from what is missing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from analysis.comparison.facts import Level
from store.graph_store import GraphStore
from store.query_text import load_query

_IN_DOUBT: Final = "in-doubt"


@dataclass(frozen=True)
class SourceGaps:
    """Paths such as `table/6`, `bat/15`, `table/2/note/44` or `scope`: missing, or in doubt."""

    missing: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    def hides_level(self, level: Level) -> bool:
        """Whether the place where a level of the other version would stand is missing or in doubt."""
        place, table = level.iri.removeprefix(f"{level.source.document}/"), level.source.table
        if place in self.doubtful or place.split("/note/")[0] in self.doubtful:
            return True
        if table is not None and any(_is_nameless_cell(path, table) for path in self.doubtful):
            return True
        if level.modifies is not None and any("/note/" in path for path in self.missing):
            return True  # a source that has lost footnotes holds none that we could look for
        if table is None:
            return any(self.hides_bat(bat) for bat in level.source.bats)
        return f"table/{table}" in self.missing

    def hides_bat(self, bat: int | None) -> bool:
        """Whether a numbered BAT is missing or cut off."""
        return f"bat/{bat}" in self.missing

    def hides_notes(self, table: str | None) -> bool:
        """Whether footnotes of a table are missing."""
        return any(path.startswith(f"table/{table}/note/") for path in self.missing)

    def cannot_tell(self, level: Level) -> frozenset[str]:
        """The respects of which nothing can be told, because what states them is missing."""
        stated = {"oxygen", "dryness", "temperature", "pressure", "averaging"}
        conditions = stated if "general-considerations" in self.missing else set()
        return frozenset(conditions | ({"standing"} if self.hides_notes(level.source.table) else set()))

    def leaves_in_doubt(self, level: Level) -> bool:
        """Whether the source of this very level leaves it in doubt."""
        return level.iri.removeprefix(f"{level.source.document}/") in self.doubtful

    @property
    def hides_scope(self) -> bool:
        """Whether the scope is missing."""
        return "scope" in self.missing


def _is_nameless_cell(path: str, table: str) -> bool:
    """A cell of which only the row is sure, `table/23/r8-cell-1`, may be any cell of its table that is not found."""
    return path.startswith(f"table/{table}/") and "-cell-" in path


NO_GAPS: Final = SourceGaps()


def fetch_gaps(store: GraphStore, document: str | None = None) -> Mapping[str, SourceGaps]:
    """Read what the source of a document, or of each, does not hold; without gaps it is left out. One query."""
    query = load_query("analysis.difference", "gaps")
    if document is not None:
        query = query.bind(document=[NamedNode(document)])
    missing: dict[str, set[str]] = defaultdict(set)
    doubtful: dict[str, set[str]] = defaultdict(set)
    for row in store.select(query):
        path, _, reason = row["gap"].value.partition(" ")
        (doubtful if reason == _IN_DOUBT else missing)[row["document"].value].add(path)
    return {
        iri: SourceGaps(frozenset(missing.get(iri, ())), frozenset(doubtful.get(iri, ())))
        for iri in missing.keys() | doubtful.keys()
    }

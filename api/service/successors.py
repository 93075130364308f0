"""Which documents have taken the place of which, as of today."""

from datetime import date
from functools import cached_property

from analysis.applicability.versions import Force, Versions
from analysis.lookup.activities import Activities
from store.graph_store import GraphStore


class Successors:
    """The documents over one state of the data, read when first asked for."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def of(self, document: str) -> tuple[str, ...]:
        """The documents that supersede a document and have begun, or may have begun; by IRI."""
        version = self._versions.all.get(document)
        if version is None:
            return ()
        today = date.today()
        later = (each for each in self._versions.successors(version) if not each.is_draft)
        return tuple(sorted(each.iri for each in later if self._versions.force(each, today) is not Force.NOT_YET))

    @cached_property
    def _versions(self) -> Versions:
        return Versions(self._store, Activities(self._store))

"""The report of a validation against the law, for documents that the Rules govern."""

from datetime import date
from typing import Final

from analysis.lookup.documents import document_meant
from shapes.background import own_vocabulary
from shapes.loading import load_shapes
from shapes.store_validation import ready, validate_store
from shapes.validation_result import ValidationReport
from store.graph_store import GraphStore

_GOVERNED: Final = ("SectoralReferenceBook", "CrossSectoralReferenceBook", "ReferenceBook", "BatConclusion")


def law_report(store: GraphStore, document: str, on: date) -> ValidationReport | None:
    """Validate the graph against the law on a day, for `gaps` of a Kazakh book or conclusion.

    None for any other document: the Rules ask nothing of it, so that it breaks nothing proves nothing. Raises
    UnknownName or AmbiguousName, or OntologyMissing for a graph without the ontology.
    """
    if document_meant(store, document).kind not in _GOVERNED:
        return None
    return validate_store(store, ready(load_shapes(["law"]), own_vocabulary()), on=on)

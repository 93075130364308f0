"""The text of Decree No. 775 of 2021, chapter by chapter and paragraph by paragraph."""

from loaders.decree.loading import LAW_GRAPH, load_decree, load_shipped
from loaders.decree.provisions import DecreeText, ExtractionNote, NoteKind, Provision, ProvisionKind
from loaders.decree.reading import read_decree
from loaders.decree.shipped_law import write_structure

__all__ = [
    "LAW_GRAPH",
    "DecreeText",
    "ExtractionNote",
    "NoteKind",
    "Provision",
    "ProvisionKind",
    "load_decree",
    "load_shipped",
    "read_decree",
    "write_structure",
]

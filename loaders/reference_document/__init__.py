"""Technique records of reference documents: entries under fixed headings, effects as candidates with their origin."""

from loaders.reference_document.facts import BookFacts, EffectFact, EntryFact
from loaders.reference_document.loading import load_records, load_shipped, ship_records
from loaders.reference_document.records import SourceRecord, read_records

__all__ = [
    "BookFacts",
    "EffectFact",
    "EntryFact",
    "SourceRecord",
    "load_records",
    "load_shipped",
    "read_records",
    "ship_records",
]

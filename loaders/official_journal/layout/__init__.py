"""Read the layout of an Official Journal PDF: text and tables as printed, before anyone says what they mean."""

from loaders.official_journal.layout.document import read_decision_text

__all__ = ["read_decision_text"]

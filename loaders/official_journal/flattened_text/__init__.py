"""Read a decision that someone took from the web page as text: one JSON record per numbered BAT, cells one per line.

Rows and cells are told by the empty lines that the page's markup left; spans are lost. What has several places it could
stand in is read in all of them, and only what all of them agree on is stated.
"""

from loaders.official_journal.flattened_text.decision import read_flattened_decision
from loaders.official_journal.flattened_text.records import holds_flattened_records

__all__ = ["holds_flattened_records", "read_flattened_decision"]

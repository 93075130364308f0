"""Completeness of a document: what is missing, by paragraph, with a share.

`checks` (what each paragraph asks of levels, techniques, BAT and books), `gaps` (out of a store, with the rules that a
validation found broken if there is a report), `gaps_text` (for a terminal).
"""

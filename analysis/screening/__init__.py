"""Measured values of a facility against the levels that apply to it.

`screen` (from measurements and the names of documents or sectors to a result), `verdicts` (one value against one level)
and `screening_text` (for a terminal).
"""

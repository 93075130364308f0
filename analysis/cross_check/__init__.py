"""Sectoral documents checked against the cross-sectoral ones and their neighbours (p2.13, p12.1, p12.2).

Each module finds one kind of thing over all documents at once, from a fixed number of bulk queries: `references`,
`activities`, `levels`, `techniques`, `names`, `measurements`, `markers`, `versions`. `cross_check` runs them, for all
pairs or for one document, and makes the matrix; `cross_check_text` is for a terminal.
"""

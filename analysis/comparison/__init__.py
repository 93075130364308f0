"""Comparison of levels across sectors, documents and countries: comparable in one unit, or not, for every reason.

Pure core: `facts` (a level with its unit and conditions), `conversion` (units, reference oxygen, temperature and
pressure, exact), `obstacles` (why two levels cannot be compared), `pair` (two levels), `ranking` (many). Around it:
`fetch` (levels out of a store), `compare` (from names asked for to a result) and `comparison_text` (for a terminal).
"""

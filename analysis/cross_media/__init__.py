"""Cross-media assessment by the EU method: alternatives against a base case, theme by theme.

`inventory_file` reads what a user states of each alternative, `substance_factors` finds a substance's factor,
`assessment` computes themes, ranks and conflicts, `what_if` compares two ways of computing, `printed_shares` checks the
units of shares that a document prints, and `assessment_text` says the result in words.
"""

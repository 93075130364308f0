"""What really changed between two versions or readings of a document: levels, techniques and scope.

`matching` (which thing of one version is which of the other), `level_changes`, `technique_changes`, `difference` (both
versions out of one store or of two, all of it together), `difference_text` (for a terminal).
"""

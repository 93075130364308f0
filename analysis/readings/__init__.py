"""Two readings of decisions held against each other: in two languages or forms, or of a decision and its successor."""

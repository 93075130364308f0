"""One fault, one result."""

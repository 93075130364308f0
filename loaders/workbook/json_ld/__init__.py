"""The draft as JSON-LD with a context of its own."""
